// MH sequences (nmh's mh-sequence(5)): named lists of message numbers, "unseen: 3 7-12", one a line. Programs agree on three names:
// unseen, and of mutt's flagged and replied. What is in no list of unseen ones was seen.

import type { Content } from "../reading/content.ts";

/** A longer file lists no mail but fills the memory. */
const MOST_BYTES = 1024 * 1024;

type Range = readonly [first: number, last: number];

export interface Sequences {
	/** By name in lower case; in order, none over another. */
	readonly ranges: ReadonlyMap<string, readonly Range[]>;
}

/** Null where it cannot be read at once. */
export function readSequences(open: () => Content): Sequences | null {
	let content: Content;
	try {
		content = open();
	} catch {
		return null;
	}
	const bytes = new Uint8Array(MOST_BYTES);
	const count = content.peek(0, bytes);
	content.close();
	return count === null ? null : { ranges: parse(Buffer.from(bytes.buffer, 0, count).toString("latin1")) };
}

function parse(text: string): ReadonlyMap<string, readonly Range[]> {
	const byName = new Map<string, readonly Range[]>();
	for (const line of text.split("\n")) {
		const colon = line.indexOf(":");
		if (colon === -1) continue;
		const ranges: Range[] = [];
		for (const [, first, last] of line.slice(colon + 1).matchAll(/(?<!\S)(\d{1,10})(?:-(\d{1,10}))?(?!\S)/g)) {
			ranges.push([Number(first), Number(last ?? first)]);
		}
		byName.set(line.slice(0, colon).trim().toLowerCase(), joined(ranges));
	}
	return byName;
}

function joined(ranges: readonly Range[]): readonly Range[] {
	const all: Range[] = [];
	for (const range of [...ranges].sort(([a], [b]) => a - b)) {
		const before = all.at(-1);
		if (before !== undefined && range[0] <= before[1] + 1) all[all.length - 1] = [before[0], Math.max(before[1], range[1])];
		else all.push(range);
	}
	return all;
}

export function flagsIn({ ranges }: Sequences, number: number): readonly string[] {
	const isIn = (name: string): boolean => holds(ranges.get(name) ?? [], number);
	const words = [
		["seen", !isIn("unseen")],
		["answered", isIn("replied")],
		["flagged", isIn("flagged")],
	] as const;
	return words.filter(([, is]) => is).map(([word]) => word);
}

/** By halves: a hostile folder has as many messages as ranges. */
function holds(ranges: readonly Range[], number: number): boolean {
	let low = 0;
	let high = ranges.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const [first, last] = ranges[middle] as Range;
		if (number < first) high = middle;
		else if (number > last) low = middle + 1;
		else return true;
	}
	return false;
}
