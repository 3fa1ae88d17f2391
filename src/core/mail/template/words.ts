// Words: a text as the hashes of its words, read a run of bytes at a time and without a string for any of them. Of each word is noted what it
// is made of and what stands before it; what is left out for that is decided in kept-words.ts, when all have been read.

import * as C from "./characters.ts";
import { PRIME, SEED } from "./word-table.ts";

/** What lies beyond tells copies apart no better, and every second newsletter is longer. */
export const MAX_WORDS = 500;

/** Bits of a note beside those of `CLASSES`, all of what stands between the word before and this one, and of the word itself. */
export const LINE = 1 << 12;
export const PARAGRAPH = 1 << 13;
/** Just one byte stands between. */
export const CLOSE = 1 << 14;
/** Small letters turn to capitals in it more than once. */
export const HUMPS = 1 << 15;
/** In the bits from here on: the length in letters, up to 255. */
export const LENGTH_SHIFT = 16;

const MAX_LENGTH = 255;

/** Letters from which a word with capitals inside may be a token. */
const MIN_MIXED = 10;

/** One text being read. */
export interface WordReader {
	readonly hashes: Int32Array;
	readonly notes: Int32Array;
	/** How many of both. */
	count: number;
	/** Of the word being read, and of what stands before it. */
	hash: number;
	bits: number;
	length: number;
}

export function createWordReader(): WordReader {
	return {
		hashes: new Int32Array(MAX_WORDS),
		notes: new Int32Array(MAX_WORDS),
		count: 0,
		hash: SEED,
		bits: 0,
		length: 0,
	};
}

export function beginWords(reader: WordReader): void {
	reader.count = 0;
	reader.hash = SEED;
	reader.bits = LINE | PARAGRAPH;
	reader.length = 0;
}

/**
 * Reads on from `from`; a word may go on where the last call ended. `points` are the characters of a single-byte charset, null for UTF-8.
 * Returns where it stopped: at `to` or, where `isMarkup`, at the first "<" or "&".
 */
export function readWords(
	reader: WordReader,
	bytes: Uint8Array,
	from: number,
	to: number,
	points: Uint16Array | null,
	isMarkup: boolean,
): number {
	// Locals: what a module or an object holds is loaded anew for each byte.
	const classes = C.CLASSES;
	const { hashes, notes } = reader;
	const stops = isMarkup ? C.WORD | C.HIGH | C.MARKUP : C.WORD | C.HIGH;
	let { hash, bits, length } = reader;
	let at = from;
	let wordEnd = -2;
	let kind = at < to ? (classes[bytes[at] as number] as number) : 0;
	while (at < to) {
		if ((kind & C.WORD) !== 0) {
			if (at === wordEnd + 1) bits |= CLOSE;
			const start = at;
			let byte = bytes[at] as number;
			for (;;) {
				// Upper case is told from lower by one bit, and figures have it set.
				hash = Math.imul(hash ^ (byte | 0x20), PRIME);
				bits |= kind;
				if (++at === to) break;
				byte = bytes[at] as number;
				kind = classes[byte] as number;
				if ((kind & C.WORD) === 0) break;
			}
			length += at - start;
			if (length >= MIN_MIXED && (bits & MIXED) === MIXED && isHumped(bytes, start, at)) bits |= HUMPS;
		} else if ((kind & stops) === 0) {
			if (length > 0) {
				const { count } = reader;
				if (count < MAX_WORDS) {
					hashes[count] = hash;
					notes[count] = bits | (Math.min(length, MAX_LENGTH) << LENGTH_SHIFT);
					reader.count = count + 1;
				}
				hash = SEED;
				bits = length = 0;
				wordEnd = at;
			}
			do {
				bits |= kind;
				if (++at === to) break;
				kind = classes[bytes[at] as number] as number;
			} while ((kind & stops) === 0);
		} else if ((kind & C.MARKUP) !== 0) break;
		else {
			let point = 0;
			if (points === null) {
				const size = C.utf8Sequence(bytes, at, to);
				point = C.pointAt(bytes, at, size);
				at += Math.abs(size);
			} else point = points[bytes[at++] as number] as number;
			reader.hash = hash;
			reader.bits = bits;
			reader.length = length;
			readPoint(reader, point);
			({ hash, bits, length } = reader);
			if (at < to) kind = classes[bytes[at] as number] as number;
		}
	}
	reader.hash = hash;
	reader.bits = bits;
	reader.length = length;
	return at;
}

const MIXED = C.UPPER | C.LOWER;

/** Whether small letters turn to capitals more than once, as in no name but in every second token. */
function isHumped(bytes: Uint8Array, from: number, to: number): boolean {
	let humps = 0;
	let before = 0;
	for (let at = from; at < to; at++) {
		const kind = C.CLASSES[bytes[at] as number] as number;
		if ((kind & C.UPPER) !== 0 && (before & C.LOWER) !== 0) humps++;
		before = kind;
	}
	return humps > 1;
}

function endWord(reader: WordReader): void {
	if (reader.count < MAX_WORDS) {
		reader.hashes[reader.count] = reader.hash;
		reader.notes[reader.count++] = reader.bits | (Math.min(reader.length, MAX_LENGTH) << LENGTH_SHIFT);
	}
	reader.hash = SEED;
	reader.bits = reader.length = 0;
}

/** A character beyond ASCII, or one that a reference stands for. */
export function readPoint(reader: WordReader, point: number): void {
	if (point < 0x80) {
		ONE[0] = point;
		readWords(reader, ONE, 0, 1, null, false);
		return;
	}
	const folded = C.foldPoint(point);
	if (folded === C.IGNORED) return;
	const isWhole = C.isIdeograph(folded);
	if ((folded === C.SEPARATOR || isWhole) && reader.length > 0) endWord(reader);
	if (folded === C.SEPARATOR) {
		reader.bits |= isBlank(point) ? C.BLANK : point >= 0x3000 ? C.ENDS_NAME : 0;
		return;
	}
	reader.hash = Math.imul(reader.hash ^ (folded & 0xffff) ^ (folded >>> 16), PRIME);
	reader.length++;
	reader.bits |= C.LOWER | C.NO_HEX;
	if (isWhole) endWord(reader);
}

const ONE = new Uint8Array(1);

function isBlank(point: number): boolean {
	return point === 0xa0 || (point >= 0x2000 && point <= 0x200a) || point === 0x202f || point === 0x3000 || point === 0x2028;
}

/** At a picture: a word does not go on behind it. */
export function endPiece(reader: WordReader): void {
	if (reader.length > 0) endWord(reader);
	reader.bits |= C.BLANK;
}

/** At a line break of a plain text, or a `<br>`. An empty line ends the paragraph. */
export function endLine(reader: WordReader): void {
	if (reader.length > 0) endWord(reader);
	reader.bits |= (reader.bits & LINE) === 0 ? LINE : PARAGRAPH;
}

export function endParagraph(reader: WordReader): void {
	if (reader.length > 0) endWord(reader);
	reader.bits |= LINE | PARAGRAPH;
}
