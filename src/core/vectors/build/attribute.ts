// A vector in an attribute of an element: most of HTML's. What differs from one to the next is a row of plain data.

import type { Channel, Trigger } from "../../model/reference.ts";
import type { AttributeHit, Hit, Vector, Watch } from "../../model/vector.ts";
import type { Cut } from "../microsyntax/piece.ts";
import { type Escape, escapeAttribute, htmlProbe, type ProbeMarkup } from "./markup.ts";
import { NOTHING, targetsOf, wholeTarget } from "./target.ts";

export interface AttributeVector {
	readonly id: string;
	readonly title: string;
	/** "element attribute", for example "img src" or "* background". */
	readonly on: readonly string[];
	/** Other attributes of the same tag that `when` reads. */
	readonly beside?: readonly string[];
	readonly when?: (hit: AttributeHit) => boolean;
	/** Where the value is more than one URL. */
	readonly cut?: Cut;
	/** "open" unless said otherwise. */
	readonly trigger?: Trigger;
	/** "http" unless said otherwise. */
	readonly channel?: Channel;
	readonly why: string;
	/** Markup with `{url}`. */
	readonly probe: string | ProbeMarkup;
	readonly escape?: Escape;
}

export function inAttribute(row: AttributeVector): Vector {
	const { id, title, why, when, cut } = row;
	return {
		id,
		title,
		trigger: row.trigger ?? "open",
		channel: row.channel ?? "http",
		why,
		watches: row.on.map((place) => watchOf(place, row.beside)),
		find(hit: Hit) {
			if (hit.kind !== "attribute" || (when !== undefined && !when(hit))) return NOTHING;
			const text = hit.text();
			return cut === undefined ? wholeTarget(text) : targetsOf(text, cut(text.value));
		},
		probe: (target) => htmlProbe(row.probe, target, row.escape ?? escapeAttribute),
	};
}

/** `place` is "element attribute". */
export function watchOf(place: string, beside?: readonly string[]): Watch {
	const [element, attribute] = place.split(" ");
	return { kind: "attribute", element, attribute, ...(beside === undefined ? {} : { beside }) };
}

/** ASCII lower case without blanks around it, "" where the attribute is missing. */
export function keyword(hit: AttributeHit, attribute: string): string {
	return (hit.beside(attribute) ?? "").trim().toLowerCase();
}

/** Remembers the answer for the last hit: a dozen vectors in a row ask the same of one `<link>` or `<meta>`. */
export function askedOnce<T>(ask: (hit: AttributeHit) => T): (hit: AttributeHit) => T {
	let last: AttributeHit | null = null;
	let answer: T;
	return (hit) => {
		if (hit !== last) {
			answer = ask(hit);
			last = hit;
		}
		return answer;
	};
}
