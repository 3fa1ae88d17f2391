// Streams: the data of a PDF's objects (ISO 32000-1 §7.3.8), as they stand.

import { MAX_READINGS, type PdfObject } from "./objects.ts";
import type { Resolve } from "./references.ts";
import type { Value } from "./values.ts";

export interface Stream {
	readonly number: number;
	readonly entries: ReadonlyMap<string, Value>;
	readonly packed: Buffer;
}

/** `objects` in the order in which they stand in `source`, which is `bytes` one character a byte. */
export function streamsOf(objects: readonly PdfObject[], resolve: Resolve, bytes: Buffer, source: string): readonly Stream[] {
	const wordAfter = createSearch(source, "endstream");
	// Attack: a hundred thousand streams, each to the end of the file. Past so many readings one ends where the next begins.
	let left = MAX_READINGS * bytes.length;

	/** After its /Length where that is right, else at the first word that ends one. */
	function endOf(start: number, length: Value | undefined): number {
		const told = start + (length?.kind === "number" ? length.number : Number.NaN);
		// A line end may stand before the word.
		const isRight = told >= start && /^[\0\t\n\f\r ]{0,4}endstream/.test(source.slice(told, told + 16));
		return isRight ? told : wordAfter(start);
	}

	const streams: Stream[] = [];
	for (const [index, { value, number, stream }] of objects.entries()) {
		if (stream === null || value.kind !== "dictionary") continue;
		const { entries } = value;
		const length = entries.get("Length");
		const end = endOf(stream, length === undefined ? undefined : resolve(length)[0]);
		const next = left > 0 ? null : (objects[index + 1]?.stream ?? null);
		const packed = bytes.subarray(stream, next === null ? end : Math.min(end, Math.max(stream, next)));
		left -= packed.length;
		streams.push({ number, entries, packed });
	}
	return streams;
}

/** Index of the first `word` at or behind a place, the source's length where there is none; asked from front to back, it reads but once. */
function createSearch(source: string, word: string): (from: number) => number {
	let found = -1;
	return (from) => {
		if (found < from) {
			const at = source.indexOf(word, from);
			found = at === -1 ? source.length : at;
		}
		return found;
	};
}
