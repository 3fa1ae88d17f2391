// Subject shape: a subject without what differs between the copies of a mailing: numbers, tokens, addresses, the reader's names.

import { keepWords } from "./kept-words.ts";
import { orderedHash } from "./ordered-hash.ts";
import { beginWords, createWordReader, endPiece, readWords } from "./words.ts";

/** Attack: a subject of a megabyte. Characters. */
const MAX_LENGTH = 500;

const encoder = new TextEncoder();
const bytes = new Uint8Array(MAX_LENGTH * 3);
const reader = createWordReader();

/** 16 hex digits over the words that are kept, in order; "" where none is. `own` as `readTemplate` has it. */
export function subjectShape(subject: string | null, own: readonly number[]): string {
	if (subject === null) return "";
	const { written } = encoder.encodeInto(subject.slice(0, MAX_LENGTH), bytes);
	beginWords(reader);
	readWords(reader, bytes, 0, written, null, false);
	endPiece(reader);
	const { count } = keepWords(reader, own);
	return count === 0 ? "" : orderedHash(reader.hashes, count);
}
