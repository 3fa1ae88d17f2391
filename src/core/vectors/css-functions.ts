// Functions that take a URL as a plain string, and properties that carry one to a later use (CSS Images §2.4, CSS Variables §3, CSS Values §7.7).
// A search for "url(" finds none of them.

import type { Vector } from "../model/vector.ts";
import { inCss } from "./build/css-place.ts";
import { htmlProbe } from "./build/markup.ts";
import { NOTHING, wholeTarget } from "./build/target.ts";

export const vectors: readonly Vector[] = [
	inCss({
		id: "css-image-set",
		title: "CSS image-set()",
		places: ["image-set()", "-webkit-image-set()"],
		why: "The candidate that fits the screen loads when the element is displayed, and tells the screen's resolution.",
		probe: { declarations: 'background-image:image-set("{url}" 1x)' },
	}),
	inCss({
		id: "css-image",
		title: "CSS image()",
		places: ["image()"],
		why: "The image loads when the element is displayed, in a program that knows image().",
		probe: { declarations: 'background-image:image("{url}")' },
	}),
	inCss({
		id: "css-src",
		title: "CSS src()",
		places: ["src()"],
		why: "The resource loads when the element is displayed, in a program that knows src().",
		probe: { declarations: 'background-image:src("{url}")' },
	}),
	inCss({
		id: "css-cross-fade",
		title: "CSS cross-fade()",
		places: ["cross-fade()", "-webkit-cross-fade()"],
		why: "Both images of a cross-fade load when the element is displayed.",
		probe: { declarations: 'background-image:cross-fade("{url}",red)' },
	}),
	inCss({
		id: "css-custom-property",
		title: "CSS custom property",
		places: ["--*"],
		why: "The URL loads where var() puts it into another property.",
		probe: { declarations: '--p:url("{url}");background-image:var(--p)' },
	}),
	{
		id: "css-attr",
		title: "CSS attr()",
		trigger: "open",
		channel: "http",
		why: "The style takes the URL from an attribute of the element, in a program that lets attr() be a URL.",
		watches: [{ kind: "css", place: "attr()" }],
		// The composer looks for the attributes that a style names, and shows them here.
		find: (hit) => (hit.kind === "css" || hit.kind === "attribute" ? wholeTarget(hit.text()) : NOTHING),
		probe: (target) => htmlProbe({ html: '<s p="{url}">x</s>', head: "<style>s{background-image:attr(p url)}</style>" }, target),
	},
];
