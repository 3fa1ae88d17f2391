// Search: what a case is asked for one value that somebody gave. Mostly that is one term; a pattern of STIX may want several things of one message,
// and a value may be read in two ways.

import type { Indicator } from "../model/indicator.ts";

/** A text with places where anything, or any one character, may stand (STIX 2.1 §9.6.1, LIKE). */
export interface Likeness {
	/** "%" any characters, "_" one; of hosts and addresses in lower case. */
	readonly pattern: string;
	/** The domain in which a case is asked. */
	readonly within: string;
}

export interface Term {
	readonly indicator: Indicator;
	/** Only in this header field, lower case; null for anywhere. */
	readonly header: string | null;
	/** The indicator's value is a pattern, which what is found must be like; null where it is the value itself. */
	readonly like: Likeness | null;
}

export interface Search {
	/** One message must have something of each; each is a list of readings of one value, any of which will do. */
	readonly all: readonly (readonly Term[])[];
}

/** What of a list, bundle or event could not be looked for, or not exactly as it says. */
export interface Remark {
	/** Line, or id of the object. */
	readonly place: string;
	readonly says: string;
	/** "skipped": nothing of it is looked for. "noted": it is. */
	readonly kind: "skipped" | "noted";
}

export interface Searches {
	readonly searches: readonly Search[];
	readonly remarks: readonly Remark[];
}

/** For one value; `header`: only in this field. */
export function searchFor(readings: readonly Indicator[], header: string | null = null): Search {
	return { all: [readings.map((indicator) => ({ indicator, header, like: null }))] };
}
