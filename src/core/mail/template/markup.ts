// Markup: the words and the elements of an HTML text, in one pass that reads no attribute but where links lead. A second, looser reading beside
// html/scanner.ts, which must find every reference in hostile markup and has no use for its text: here a mistake moves a few words.

import type { Codec } from "../../model/codec.ts";
import { CLASSES, WORD } from "./characters.ts";
import { BLOCK, elementTable, FRAME, HIDDEN, LINE_BREAK, LINK, PICTURE } from "./elements.ts";
import { leadsOut } from "./leaving-links.ts";
import { referenceAt, referenceEnd } from "./references.ts";
import type { ShownBytes } from "./shown-bytes.ts";
import { addElement, MAX_ELEMENTS, type Structure } from "./structure.ts";
import { codeOfWord, PRIME, SEED } from "./word-table.ts";
import { endLine, endParagraph, endPiece, MAX_WORDS, readPoint, readWords, type WordReader } from "./words.ts";

const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;
const BANG = 0x21;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const DASH = 0x2d;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;

const LINE = 0x0a;
const COMMENT_END = Uint8Array.of(DASH, DASH, GREATER);

/** Not 0: a tag may end here, or a quoted value begin. */
const STOPS_TAG = new Uint8Array(256);
for (const byte of [QUOTE, APOSTROPHE, GREATER]) STOPS_TAG[byte] = 1;

/** Links whose targets are kept, the last of the text. */
const MAX_TARGETS = 8;

export interface Markup {
	links: number;
	pictures: number;
	/** Start and end of the last targets, in a ring of MAX_TARGETS pairs. */
	readonly targets: Int32Array;
}

export function createMarkup(): Markup {
	return { links: 0, pictures: 0, targets: new Int32Array(MAX_TARGETS * 2) };
}

/** Tags after which only text is wanted, and there is enough of that: attack, and the end of a long newsletter. */
const MAX_TAGS = 1500;

/** Reads `[start, end)`. `points` as `readWords` has it. */
export function readMarkup(
	markup: Markup,
	reader: WordReader,
	structure: Structure,
	shown: ShownBytes | null,
	bytes: Uint8Array,
	start: number,
	end: number,
	points: Uint16Array | null,
	codec: Codec,
): void {
	let tags = 0;
	const elements = elementTable();
	markup.links = markup.pictures = 0;
	markup.targets.fill(0);
	for (let at = start; at < end; ) {
		const from = at;
		// Most of what stands between tags is blank.
		while ((bytes[at] as number) <= SPACE && at < end) at++;
		if (at > from) endPiece(reader);
		if (reader.count === MAX_WORDS) {
			if (structure.count === MAX_ELEMENTS || tags > MAX_TAGS) return;
			while (at < end && bytes[at] !== LESS) at++;
		} else if (bytes[at] !== LESS) at = readWords(reader, bytes, at, end, points, true);
		if (at >= end) return;
		if (bytes[at] === AMPERSAND) {
			const point = referenceAt(bytes, at, end);
			if (point === NO_BREAK_SPACE) endPiece(reader);
			else readPoint(reader, point);
			at = referenceEnd;
			shown?.add(bytes, from, at);
			continue;
		}
		if (at > from && reader.count < MAX_WORDS) shown?.add(bytes, from, at);
		const next = bytes[at + 1] as number;
		const nameStart = at + 1;
		if (((CLASSES[next] as number) & WORD) === 0) {
			if (next === SLASH) {
				if (BLOCK_BEGINNINGS[beginning(bytes[at + 2] as number, bytes[at + 3] as number)] === 1) {
					endParagraph(reader);
					shown?.end(LINE);
				}
			} else endPiece(reader);
			at = notTag(bytes, at, next, end, codec);
			continue;
		}
		tags++;
		let name = SEED;
		let nameEnd = nameStart;
		while (nameEnd < end && ((CLASSES[bytes[nameEnd] as number] as number) & WORD) !== 0) {
			name = Math.imul(name ^ ((bytes[nameEnd++] as number) | 0x20), PRIME);
		}
		const after = bytes[nameEnd] === GREATER ? nameEnd + 1 : tagEnd(bytes, nameEnd, end);
		const code = codeOfWord(elements, name);
		if ((code & (BLOCK | LINE_BREAK)) !== 0) {
			if ((code & BLOCK) !== 0) endParagraph(reader);
			else endLine(reader);
			shown?.end(LINE);
		}
		at = after;
		if ((code & FRAME) === 0) addElement(structure, name);
		if ((code & LINK) !== 0) noteTarget(markup, bytes, nameEnd, after);
		else if ((code & PICTURE) !== 0) {
			markup.pictures++;
			endPiece(reader);
		} else if ((code & HIDDEN) !== 0) at = closingTag(bytes, nameStart, nameEnd, after, end, codec);
	}
}

/** After what begins with "<" and is no tag: a comment, a declaration, or nothing. */
function notTag(bytes: Uint8Array, less: number, next: number, end: number, codec: Codec): number {
	if (next === BANG && bytes[less + 2] === DASH && bytes[less + 3] === DASH) {
		// `<!-->` is a comment too.
		const close = codec.indexOfSequence(bytes, COMMENT_END, less + 2, end);
		return close < 0 ? end : close + COMMENT_END.length;
	}
	if (next !== BANG && next !== QUESTION && next !== SLASH) return less + 1;
	let at = less + 2;
	while (at < end && bytes[at] !== GREATER) at++;
	return at + 1;
}

/** By two letters, the first in the higher bits: 1 where names of blocks begin so, and of nothing that words run on behind. */
const BLOCK_BEGINNINGS = new Uint8Array(1 << 10);
for (const letters of "p> di td tr th ta tb tf li ul ol dl dt dd h1 h2 h3 h4 h5 h6 ce bl se ar ad he na ma bo ht".split(" ")) {
	BLOCK_BEGINNINGS[beginning(letters.charCodeAt(0), letters.charCodeAt(1))] = 1;
}

function beginning(first: number, second: number): number {
	return ((first & 31) << 5) | (second & 31);
}

/** After the ">" of the tag whose name ends at `from`; none counts in quotes, which stand behind "=" only. */
function tagEnd(bytes: Uint8Array, from: number, end: number): number {
	const stops = STOPS_TAG;
	for (let at = from; ; at++) {
		while (at < end && stops[bytes[at] as number] === 0) at++;
		if (at >= end) return end;
		const stop = bytes[at] as number;
		if (stop === GREATER) return at + 1;
		let before = at - 1;
		while (bytes[before] === 0x20) before--;
		if (bytes[before] !== EQUALS) continue;
		at++;
		while (at < end && bytes[at] !== stop) at++;
	}
}

/** Start of the end tag of an element whose text is not shown, or `end`. */
function closingTag(bytes: Uint8Array, nameStart: number, nameEnd: number, from: number, end: number, codec: Codec): number {
	for (let at = from; ; at += 2) {
		at = codec.indexOfSequence(bytes, CLOSES, at, end);
		if (at < 0) return end;
		let i = nameStart;
		while (i < nameEnd && ((bytes[at + 2 + i - nameStart] as number) | 0x20) === ((bytes[i] as number) | 0x20)) i++;
		if (i === nameEnd) return at;
	}
}

const CLOSES = Uint8Array.of(0x3c, SLASH);

/** Whether one of the last links, by its own words, is for leaving a mailing. */
export function leadOut({ targets }: Markup, bytes: Uint8Array): boolean {
	for (let at = 0; at < targets.length; at += 2) {
		const from = targets[at] as number;
		if (from > 0 && leadsOut(bytes, from, valueEnd(bytes, from, targets[at + 1] as number))) return true;
	}
	return false;
}

/** Of an attribute whose name ends at `from`. */
function valueEnd(bytes: Uint8Array, from: number, to: number): number {
	let at = from;
	while (at < to && ((bytes[at] as number) <= SPACE || bytes[at] === EQUALS)) at++;
	const quote = bytes[at] as number;
	const isQuoted = quote === QUOTE || quote === APOSTROPHE;
	at++;
	while (at < to && (isQuoted ? bytes[at] !== quote : (bytes[at] as number) > SPACE)) at++;
	return Math.min(at, to);
}

/** Counts the link of the tag whose attributes lie in `[from, to)`, if it has a target. */
function noteTarget(markup: Markup, bytes: Uint8Array, from: number, to: number): void {
	for (let at = from + 1; at + 5 < to; at++) {
		const isHref =
			((bytes[at] as number) | 0x20) === 0x68 &&
			((bytes[at + 1] as number) | 0x20) === 0x72 &&
			((bytes[at + 2] as number) | 0x20) === 0x65 &&
			((bytes[at + 3] as number) | 0x20) === 0x66 &&
			(bytes[at - 1] as number) <= 0x20;
		if (!isHref) continue;
		const slot = (markup.links++ % MAX_TARGETS) * 2;
		markup.targets[slot] = at + 4;
		markup.targets[slot + 1] = to;
		return;
	}
}
