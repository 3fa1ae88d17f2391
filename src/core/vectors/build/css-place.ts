// A vector in CSS, by where the URL stands. The scanner has resolved escapes and cut the URL out; whatever it shows is the URL.

import type { Trigger } from "../../model/reference.ts";
import type { Hit, Vector } from "../../model/vector.ts";
import { escapeAttribute, escapeCssString, htmlProbe, inHead, type ProbeMarkup } from "./markup.ts";
import { NOTHING, wholeTarget } from "./target.ts";

export interface CssVector {
	readonly id: string;
	readonly title: string;
	/** Properties, at-rules and functions as the CSS scanner names them. */
	readonly places: readonly string[];
	readonly trigger?: Trigger;
	readonly why: string;
	/** Declarations for a style attribute, or a style sheet for the head; `{url}` stands inside a double-quoted string. */
	readonly probe: { readonly declarations: string } | { readonly sheet: string };
}

export function inCss(row: CssVector): Vector {
	const { id, title, places, trigger, why, probe } = row;
	return {
		id,
		title,
		trigger: trigger ?? "open",
		channel: "http",
		why,
		watches: places.map((place) => ({ kind: "css", place })),
		find: (hit: Hit) => (hit.kind === "css" ? wholeTarget(hit.text()) : NOTHING),
		probe: (target) =>
			"sheet" in probe
				? htmlProbe(styled(probe.sheet), target, escapeCssString)
				: htmlProbe(`<div style="${escapeAttribute(probe.declarations)}">x</div>`, target, (url) => escapeAttribute(escapeCssString(url))),
	};
}

function styled(sheet: string): ProbeMarkup {
	return { ...inHead(`<style>${sheet}</style>`), html: '<div class="p">x</div>' };
}

/** A property that holds images; the probe is a style attribute. */
export function inProperty(id: string, places: readonly string[], why: string, value = 'url("{url}")'): Vector {
	return inCss({ id, title: `CSS ${places[0]}`, places, why, probe: { declarations: `${places[0]}:${value}` } });
}
