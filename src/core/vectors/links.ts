// `<link href>` (WHATWG HTML §4.6.7): what its rel says decides between a fetch on open, a look-up on open, and a link. An element
// with several keywords has one URL and is one reference: the most telling keyword counts.

import type { Channel, Trigger } from "../model/reference.ts";
import type { Vector } from "../model/vector.ts";
import { askedOnce, inAttribute, keyword } from "./build/attribute.ts";
import { inHead } from "./build/markup.ts";

interface Relation {
	readonly id: string;
	/** Keywords of rel, lower case; the first is the one a probe uses. */
	readonly keywords: readonly string[];
	readonly channel?: Channel;
	readonly why: string;
}

/** Strongest first. */
const RELATIONS: readonly Relation[] = [
	{ id: "stylesheet", keywords: ["stylesheet"], why: "A style sheet loads when the message is displayed, as do the URLs in it." },
	{
		id: "icon",
		keywords: [
			"icon",
			"shortcut",
			"apple-touch-icon",
			"apple-touch-icon-precomposed",
			"apple-touch-startup-image",
			"mask-icon",
			"fluid-icon",
		],
		why: "A program that shows the message in a browser view loads its icon.",
	},
	{ id: "preload", keywords: ["preload"], why: "A preload fetches when the message is displayed." },
	{ id: "modulepreload", keywords: ["modulepreload"], why: "A module preload fetches when the message is displayed." },
	{ id: "prefetch", keywords: ["prefetch"], why: "A prefetch loads while the message is displayed, for a page that may never be visited." },
	{ id: "prerender", keywords: ["prerender"], why: "A prerender loads a whole page while the message is displayed." },
	{ id: "manifest", keywords: ["manifest"], why: "A program that shows the message in a browser view may load its manifest." },
	{ id: "subresource", keywords: ["subresource"], why: "No living program fetches it; Chrome 49 was the last." },
	{ id: "import", keywords: ["import"], why: "No living program fetches an HTML import; Chrome 79 was the last." },
	{
		id: "dictionary",
		keywords: ["compression-dictionary", "dictionary"],
		why: "Chrome loads a compression dictionary while the message is displayed.",
	},
	{
		id: "preconnect",
		keywords: ["preconnect"],
		channel: "dns",
		why: "The host is looked up, and connected to, when the message is displayed.",
	},
	{ id: "dns-prefetch", keywords: ["dns-prefetch"], channel: "dns", why: "The host is looked up when the message is displayed." },
];

const BY_KEYWORD: ReadonlyMap<string, number> = new Map(
	RELATIONS.flatMap(({ keywords }, index) => keywords.map((word) => [word, index] as const)),
);

/** Which of RELATIONS counts for this element, or -1: alternate, search, next, canonical and all others are links. */
const relationOf = askedOnce((hit) => {
	let strongest = RELATIONS.length;
	for (const word of keyword(hit, "rel").split(/[\t\n\f\r ]+/)) strongest = Math.min(strongest, BY_KEYWORD.get(word) ?? strongest);
	return strongest === RELATIONS.length ? -1 : strongest;
});

function related(id: string, index: number, rel: string, channel: Channel, trigger: Trigger, why: string): Vector {
	return inAttribute({
		id,
		title: `link rel=${rel}`,
		on: ["link href"],
		beside: ["rel"],
		when: (hit) => relationOf(hit) === index,
		channel,
		trigger,
		why,
		// Without a word of what for, browsers preload nothing.
		probe: inHead(`<link rel="${index < 0 ? "alternate" : rel}"${rel === "preload" ? ' as="image"' : ""} href="{url}">`),
	});
}

export const vectors: readonly Vector[] = [
	...RELATIONS.map(({ id, keywords, channel, why }, index) => related(`link-${id}`, index, keywords[0], channel ?? "http", "open", why)),
	related(
		"link-other",
		-1,
		"alternate, search, next and any other",
		"http",
		"click",
		"A related document: opened, if at all, by an act of the reader.",
	),
];
