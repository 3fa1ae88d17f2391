// CSS that only few programs know, and any property that nobody here has heard of: a URL in it counts, since a browser of tomorrow may load it.

import type { Vector } from "../model/vector.ts";
import { inCss, inProperty } from "./build/css-place.ts";
import { NOTHING } from "./build/target.ts";

/** At-rules whose URL is a name: compared, never fetched (CSS Namespaces §2, CSS Conditional 4 2012 draft §@document). */
const NAMES: ReadonlySet<string> = new Set(["@namespace", "@document", "@-moz-document", "@charset"]);

const other = inCss({
	id: "css-other",
	title: "CSS, any other property",
	places: ["*"],
	why: "A program that knows the property may load it when the element is displayed.",
	probe: { declarations: 'icon:url("{url}")' },
});

export const vectors: readonly Vector[] = [
	{ ...other, find: (hit) => (hit.kind === "css" && NAMES.has(hit.place) ? NOTHING : other.find(hit)) },
	inProperty(
		"css-sound",
		["cue", "cue-before", "cue-after", "play-during"],
		"A speaking program may load the sound when it reads the message aloud.",
	),
	inCss({
		id: "css-page-furniture",
		title: "CSS mso-header, mso-footer",
		places: [
			...["mso-header", "mso-footer", "mso-even-header", "mso-even-footer", "mso-first-header", "mso-first-footer"],
			...["mso-footnote-separator", "mso-footnote-continuation-separator", "mso-footnote-continuation-notice"],
			...["mso-endnote-separator", "mso-endnote-continuation-separator", "mso-endnote-continuation-notice"],
		],
		why: "Word, which renders mail in Outlook, takes page headers and footnote separators from another document.",
		probe: { sheet: '@page p{mso-header:url("{url}") h1}.p{page:p}' },
	}),
	inCss({
		id: "css-link",
		title: "CSS -o-link",
		places: ["-o-link"],
		trigger: "click",
		why: "Clicking the element opened it in Opera 12; no living program does.",
		probe: { declarations: '-o-link:"{url}";-o-link-source:current' },
	}),
];
