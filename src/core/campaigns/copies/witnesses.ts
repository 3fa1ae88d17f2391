// Witnesses: the copies with which a message is compared. All where they are few, else a few dozen drawn by the lot of their hashes, so that it is
// the same few in whatever order they came, and a message that comes later concerns the others only if it is drawn. A value that a fifth of the
// readers share is missed in 6 of 1,000 draws, one that a tenth share in 9 of 100: so sentences say with how many people a copy was compared.

import { sketchSimilarity } from "../../encoding/sketches.ts";
import { type CopyMarks, inOrderOfHash } from "./copy.ts";

/** Copies that bear witness. */
export const MAX_WITNESSES = 24;
/** Copies by hash that are looked at to find these. */
export const MAX_CONSIDERED = 32;
/** So that a mailbox with a hundred copies leaves room for others. */
const MAX_OF_OWNER = 2;
/** Copies of which only greeting and name differ have 0.9 and more. */
const MIN_SIMILARITY = 0.7;

/** A message that is filed under a key. */
export interface Filed {
	readonly sha256: string;
	/** As one text: the same for the same accounts. */
	readonly owner: string;
}

/** Of what is filed under keys of one kind, what is looked at; each once. */
export function consideredOf(filed: Iterable<Filed>): readonly Filed[] {
	return [...new Map([...filed].map((one) => [one.sha256, one])).values()].sort(inOrderOfHash).slice(0, MAX_CONSIDERED);
}

/**
 * Of what is filed under a message's key of form: all that is considered, where nobody has two; none else, since a daily letter has the same form and
 * subject, and another text.
 */
export function ofOneForm(filed: Iterable<Filed>): readonly Filed[] {
	const considered = consideredOf(filed);
	return new Set(considered.map(({ owner }) => owner)).size < considered.length ? [] : considered;
}

/** In order of hashes, `message` among them where it is drawn. */
export function witnessesOf(message: CopyMarks, byText: readonly CopyMarks[], byForm: readonly CopyMarks[]): readonly CopyMarks[] {
	const copies = new Map<string, CopyMarks>([[message.sha256, message]]);
	for (const other of byText)
		if (other.strand === message.strand && isSameText(message.template.sketch, other.template.sketch)) copies.set(other.sha256, other);
	for (const other of byForm) if (other.strand === message.strand) copies.set(other.sha256, other);
	const drawn: CopyMarks[] = [];
	const counts = new Map<string, number>();
	for (const copy of [...copies.values()].sort(inOrderOfHash)) {
		const owner = copy.owners.join(" ");
		const count = counts.get(owner) ?? 0;
		if (count >= MAX_OF_OWNER || drawn.length === MAX_WITNESSES) continue;
		counts.set(owner, count + 1);
		drawn.push(copy);
	}
	return drawn;
}

function isSameText(a: string, b: string): boolean {
	return a === b || sketchSimilarity(a, b) >= MIN_SIMILARITY;
}
