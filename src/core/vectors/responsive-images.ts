// Responsive images (WHATWG HTML §4.8.4): a program picks one candidate, by screen and window; which one it was tells more than
// that the message was opened. Every candidate is reported.

import type { Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";
import { inHead } from "./build/markup.ts";
import { cutSrcset } from "./microsyntax/srcset.ts";

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "img-srcset",
		title: "img srcset",
		on: ["img srcset", "image srcset"],
		cut: cutSrcset,
		why: "The program loads the candidate that fits its screen when the message is displayed.",
		probe: '<img srcset="{url} 1x" alt="">',
	}),
	inAttribute({
		id: "source-srcset",
		title: "source srcset",
		on: ["source srcset"],
		cut: cutSrcset,
		why: "A picture loads the first source whose conditions hold when the message is displayed.",
		probe: '<picture><source srcset="{url}"><img alt=""></picture>',
	}),
	inAttribute({
		id: "link-imagesrcset",
		title: "link imagesrcset",
		on: ["link imagesrcset"],
		cut: cutSrcset,
		why: "An image preload fetches the candidate that fits the screen when the message is displayed.",
		probe: inHead('<link rel="preload" as="image" imagesrcset="{url} 1x">'),
	}),
];
