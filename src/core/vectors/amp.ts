// AMP for Email: its components load when the message is displayed, through the mail provider's proxy where that has one. Attributes of
// the same names on ordinary elements are those elements' own.

import type { Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";
import { cutSrcset } from "./microsyntax/srcset.ts";

const PICTURES = ["amp-img", "amp-anim"];
const MEDIA = [
	"amp-video",
	"amp-audio",
	"amp-iframe",
	"amp-video-iframe",
	"amp-pixel",
	"amp-script",
	"amp-image-lightbox",
	"amp-ad",
	"amp-embed",
];
const DATA = ["amp-list", "amp-state", "amp-live-list", "amp-autocomplete", "amp-next-page", "amp-render", "amp-story", "amp-date-picker"];

const sources = (elements: readonly string[]): string[] => elements.map((element) => `${element} src`);

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "amp-img",
		title: "amp-img, amp-anim src",
		on: sources(PICTURES),
		why: "A program that renders AMP loads the image when the message is displayed.",
		probe: '<amp-img src="{url}" width="9" height="9"></amp-img>',
	}),
	inAttribute({
		id: "amp-srcset",
		title: "amp-img, amp-anim srcset",
		on: PICTURES.map((element) => `${element} srcset`),
		cut: cutSrcset,
		why: "A program that renders AMP loads the candidate that fits its screen.",
		probe: '<amp-img srcset="{url} 1x" width="9" height="9"></amp-img>',
	}),
	inAttribute({
		id: "amp-media",
		title: "amp-video, amp-audio, amp-iframe, amp-pixel src",
		on: [...sources(MEDIA), "amp-video poster", "amp-iframe poster", "amp-video artwork", "amp-audio artwork"],
		why: "A program that renders AMP loads it when the message is displayed.",
		probe: '<amp-video src="{url}" width="9" height="9"></amp-video>',
	}),
	inAttribute({
		id: "amp-list",
		title: "amp-list, amp-state src",
		on: [...sources(DATA), "amp-analytics config", "amp-list data-src"],
		why: "A program that renders AMP asks there for data each time the message is displayed.",
		probe: '<amp-list src="{url}" width="9" height="9"></amp-list>',
	}),
	inAttribute({
		id: "amp-form",
		title: "form action-xhr",
		on: ["form action-xhr", "form verify-xhr", "amp-form action-xhr", "amp-form action"],
		trigger: "click",
		why: "Sending the AMP form posts there.",
		probe: '<form method="post" action-xhr="{url}"><input type="submit"></form>',
	}),
];
