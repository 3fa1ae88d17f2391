// Where raw text, scripts and comments end (WHATWG HTML §13.2.5.9 to §13.2.5.31 and §13.2.5.43 to §13.2.5.52).

import type { Codec } from "../../model/codec.ts";
import * as B from "./bytes.ts";
import { LOWER, type NameTable } from "./names.ts";

/** `</name` followed by white space, "/" or ">" at `at`. */
function isEndTag(bytes: Uint8Array, at: number, end: number, letters: Uint8Array, from: number, to: number): boolean {
	if (bytes[at + 1] !== B.SLASH) return false;
	const after = at + 2 + to - from;
	if (after >= end) return false;
	for (let i = at + 2, name = from; name < to; i++, name++) if (LOWER[bytes[i]] !== letters[name]) return false;
	return (B.BYTE_CLASS[bytes[after]] & B.ENDS_NAME) !== 0;
}

/** Start of the end tag that closes RCDATA or RAWTEXT of `element`, or `end`. */
export function rawTextEnd(bytes: Uint8Array, from: number, end: number, elements: NameTable, element: number): number {
	const { letters, offsets } = elements;
	for (let i = from; i < end; i++) {
		if (bytes[i] === B.LESS && isEndTag(bytes, i, end, letters, offsets[element], offsets[element + 1])) return i;
	}
	return end;
}

const SCRIPT = new TextEncoder().encode("script");

/** `<script` followed by white space, "/" or ">" at `at`. */
function isScriptStart(bytes: Uint8Array, at: number, end: number): boolean {
	const after = at + 1 + SCRIPT.length;
	if (after >= end) return false;
	for (let i = 0; i < SCRIPT.length; i++) if (LOWER[bytes[at + 1 + i]] !== SCRIPT[i]) return false;
	return (B.BYTE_CLASS[bytes[after]] & B.ENDS_NAME) !== 0;
}

/** Start of the end tag that closes a script, or `end`: inside `<!-- <script>` one `</script>` closes only the inner one. */
export function scriptEnd(bytes: Uint8Array, from: number, end: number): number {
	let escaped = false;
	let twice = false;
	let dashesFrom = from;
	for (let i = from; i < end; i++) {
		const byte = bytes[i];
		if (byte === B.LESS) {
			if (isEndTag(bytes, i, end, SCRIPT, 0, SCRIPT.length)) {
				if (!twice) return i;
				twice = false;
			} else if (escaped && !twice && isScriptStart(bytes, i, end)) {
				twice = true;
			} else if (!escaped && bytes[i + 1] === B.BANG && bytes[i + 2] === B.DASH && bytes[i + 3] === B.DASH && i + 3 < end) {
				escaped = true;
				dashesFrom = i + 2;
			}
		} else if (byte === B.GREATER && escaped && i - 2 >= dashesFrom && bytes[i - 1] === B.DASH && bytes[i - 2] === B.DASH) {
			escaped = false;
			twice = false;
		}
	}
	return end;
}

const TWO_DASHES = Uint8Array.of(B.DASH, B.DASH);

/** After a comment whose text begins at `from`. */
export function commentEnd(bytes: Uint8Array, from: number, end: number, codec: Codec): number {
	if (bytes[from] === B.GREATER && from < end) return from + 1;
	if (bytes[from] === B.DASH && bytes[from + 1] === B.GREATER && from + 1 < end) return from + 2;
	let at = from;
	for (;;) {
		at = codec.indexOfSequence(bytes, TWO_DASHES, at, end);
		if (at < 0 || at + 2 >= end) return end;
		let after = at + 2;
		while (after < end && bytes[after] === B.DASH) after++;
		if (after < end && bytes[after] === B.GREATER) return after + 1;
		if (after + 1 < end && bytes[after] === B.BANG && bytes[after + 1] === B.GREATER) return after + 2;
		at = after;
	}
}

/** Where the markup of a conditional comment begins (after "[if ...]>"), or -1 for an ordinary comment. */
export function conditionEnd(bytes: Uint8Array, from: number, end: number): number {
	let i = from;
	while (i < end && (B.BYTE_CLASS[bytes[i]] & B.WHITE_SPACE) !== 0) i++;
	if (bytes[i] !== B.LEFT_BRACKET || LOWER[bytes[i + 1]] !== 0x69 || LOWER[bytes[i + 2]] !== 0x66) return -1;
	for (i += 3; i + 1 < end; i++) if (bytes[i] === B.RIGHT_BRACKET && bytes[i + 1] === B.GREATER) return i + 2;
	return -1;
}

const CDATA = "<![CDATA[";

export function isCdata(bytes: Uint8Array, at: number, end: number): boolean {
	if (at + CDATA.length > end) return false;
	for (let i = 0; i < CDATA.length; i++) if (bytes[at + i] !== CDATA.charCodeAt(i)) return false;
	return true;
}

/** After the CDATA section that begins at `at`. */
export function cdataEnd(bytes: Uint8Array, at: number, end: number, codec: Codec): number {
	for (let i = at + CDATA.length; ; i++) {
		i = codec.indexOf(bytes, B.RIGHT_BRACKET, i, end);
		if (i < 0 || i + 2 >= end) return end;
		if (bytes[i + 1] === B.RIGHT_BRACKET && bytes[i + 2] === B.GREATER) return i + 3;
	}
}

/**
 * The text of an element in SVG or XML that begins at `from`, up to the next tag, where `stop` lies: runs of characters, CDATA sections, and
 * what stands around comments. `pieces` are pairs of start and end.
 */
export function foreignText(bytes: Uint8Array, from: number, end: number, codec: Codec): { pieces: number[]; stop: number } {
	const pieces: number[] = [];
	const add = (start: number, stop: number): void => {
		if (stop > start) pieces.push(start, stop);
	};
	let i = from;
	while (i < end) {
		const less = codec.indexOf(bytes, B.LESS, i, end);
		const stop = less < 0 ? end : less;
		add(i, stop);
		i = stop;
		if (isCdata(bytes, i, end)) {
			i = cdataEnd(bytes, stop, end, codec);
			add(stop + CDATA.length, i - 3);
		} else if (i + 3 < end && bytes[i + 1] === B.BANG && bytes[i + 2] === B.DASH && bytes[i + 3] === B.DASH) {
			i = commentEnd(bytes, i + 4, end, codec);
		} else break;
	}
	return { pieces, stop: i };
}
