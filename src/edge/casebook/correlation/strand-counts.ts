// Strand counts: what a strand's row says of its messages, kept up by what each new message adds, so that a scan costs by its own size. All of it is
// a sum, a least or a most of its messages, so that the order in which they come changes nothing.

import { hasTrait, TRAITS } from "../../../core/model/sighting.ts";
import type { StrandTable } from "../schema/campaign-tables.ts";
import type { SightingTable } from "../schema/scan-tables.ts";
import type { Value } from "../values.ts";

export interface StrandCounts {
	readonly id: string;
	campaign: string;
	/** Received times of tracked messages; empty where none has one. */
	first: string;
	last: string;
	messages: number;
	tracked: number;
	/** For each of TRAITS, how many tracked messages have it. */
	readonly traits: number[];
	/** Of no bytes without a tracked message. */
	earliest: Uint8Array;
}

/** Messages with the same traits; `messages` of them. */
export type Counted = Pick<SightingTable, "traits"> & { readonly messages: number; readonly first: string; readonly last: string };

const NONE = new Uint8Array();

export function emptyCounts(id: string, campaign = ""): StrandCounts {
	return { id, campaign, first: "", last: "", messages: 0, tracked: 0, traits: TRAITS.map(() => 0), earliest: NONE };
}

export function countsOf(row: StrandTable): StrandCounts {
	const traits = JSON.parse(row.traits) as number[];
	return { ...row, traits: TRAITS.map((_, index) => traits[index] ?? 0) };
}

/** In the order of COLUMNS. */
export function rowOf({ id, campaign, first, last, messages, tracked, traits, earliest }: StrandCounts): Value[] {
	return [id, campaign, first, last, messages, tracked, JSON.stringify(traits), earliest];
}

/** `first` and `last`: received times; the first that is not empty, or empty. */
export function count(counts: StrandCounts, { traits, messages, first, last }: Counted): void {
	counts.messages += messages;
	if (!hasTrait(traits, "tracked")) return;
	counts.tracked += messages;
	for (let left = traits, index = 0; left !== 0; left >>>= 1, index++)
		if ((left & 1) === 1) counts.traits[index] = (counts.traits[index] ?? 0) + messages;
	if (first !== "" && (counts.first === "" || first < counts.first)) counts.first = first;
	if (last > counts.last) counts.last = last;
}
