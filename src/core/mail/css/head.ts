// Head: how a statement begins: the property of a declaration or the name of an at-rule (css-syntax-3 §5.5). Read only for statements
// that hold something, once each. Old style sheets put a mark before a property so that only Internet Explorer reads it: it is taken off.

import type { Content } from "../../model/content.ts";
import { AT, BACKSLASH, BANG, COLON, CSS_CLASS, DASH, GREATER, isEscape, LESS, NAME, nameEnd, skipBlanksAndComments } from "./bytes.ts";
import { unescapedText } from "./escapes.ts";

export interface Head {
	readonly kind: "declaration" | "at-rule" | "other";
	/** Lower case, except custom properties, which differ by case. Empty for "other". */
	readonly name: string;
	/** Offset after the colon, or after the at-rule's name. */
	readonly after: number;
}

/** Longer names are cut: nobody knows such a property. */
const MAX_NAME_BYTES = 256;

const MARKS = new Uint8Array(256);
for (const mark of "*#.+$&!%=,/>~?|") MARKS[mark.charCodeAt(0)] = 1;

export function readName(content: Content, start: number, end: number): string {
	const last = Math.min(end, start + MAX_NAME_BYTES);
	let name = "";
	for (let at = start; at < last; at++) {
		const byte = content.bytes[at];
		if (byte === 0 || byte > 0x7f || byte === BACKSLASH) return unescapedText(content, start, last, false).value;
		name += String.fromCharCode(byte);
	}
	return name;
}

/** The name that a statement at `from` begins with, reading no further than `end`. */
export function readHead(content: Content, from: number, end: number): Head {
	const { bytes } = content;
	let at = skipMarkupComments(bytes, from, end);
	if (at < end && bytes[at] === AT) {
		const after = nameEnd(bytes, at + 1, end);
		return { kind: "at-rule", name: readName(content, at + 1, after).toLowerCase(), after };
	}
	while (at < end && MARKS[bytes[at]] !== 0) at = skipBlanksAndComments(bytes, at + 1, end);
	const nameEnds = nameEnd(bytes, at, end);
	const colon = skipBlanksAndComments(bytes, nameEnds, end);
	if (nameEnds === at || colon >= end || bytes[colon] !== COLON) return { kind: "other", name: "", after: from };
	const name = readName(content, at, nameEnds);
	const after = colon + 1;
	if (name.startsWith("--")) return { kind: "declaration", name, after };
	return { kind: "declaration", name: (name.length > 1 && name[0] === "_" ? name.slice(1) : name).toLowerCase(), after };
}

/** Blanks, comments, and the `<!--` and `-->` that style sheets hid behind from programs without CSS (css-syntax-3 §5.4.1). */
function skipMarkupComments(bytes: Uint8Array, at: number, end: number): number {
	for (;;) {
		at = skipBlanksAndComments(bytes, at, end);
		if (startsWith(bytes, at, end, LESS, BANG, DASH, DASH)) at += 4;
		else if (startsWith(bytes, at, end, DASH, DASH, GREATER)) at += 3;
		else return at;
	}
}

function startsWith(bytes: Uint8Array, at: number, end: number, ...wanted: number[]): boolean {
	return at + wanted.length <= end && wanted.every((byte, i) => bytes[at + i] === byte);
}

/** The first name in `[from, end)` after blanks and comments, or "". */
export function firstName(content: Content, from: number, end: number): { name: string; after: number } {
	const { bytes } = content;
	const at = skipBlanksAndComments(bytes, from, end);
	const begins = at < end && ((CSS_CLASS[bytes[at]] & NAME) !== 0 || (bytes[at] === BACKSLASH && isEscape(bytes, at, end)));
	const after = begins ? nameEnd(bytes, at, end) : at;
	return { name: readName(content, at, after), after };
}
