// Flowed: text/plain with format=flowed and delsp=yes (RFC 3676 §4.2), its soft line breaks taken out, so that a URL broken over lines is
// whole again. Without delsp a blank stays at each break and ends a URL there, so nothing need be joined.

import type { Content } from "../model/content.ts";
import { afterBreak, endOfLine } from "./header.ts";
import { joinPieces } from "./joined.ts";

const SPACE = 0x20;
const DASH = 0x2d;
const QUOTE = 0x3e;

export function unflowed(content: Content): Content {
	const { bytes, start, end } = content;
	const pieces: number[] = [];
	let from = start;
	let depth = -1;
	for (let at = start; at < end; ) {
		const lineEnd = endOfLine(bytes, at, end);
		const next = afterBreak(bytes, lineEnd, end);
		let text = at;
		while (text < lineEnd && bytes[text] === QUOTE) text++;
		const ownDepth = text - at;
		if (text < lineEnd && bytes[text] === SPACE) text++;
		// A paragraph goes on only at the same quote depth (§4.5).
		if (ownDepth === depth) {
			pieces.push(from, softEnd(bytes, at, start));
			from = text;
		}
		const isSignature = lineEnd - text === 3 && bytes[text] === DASH && bytes[text + 1] === DASH;
		depth = lineEnd > text && bytes[lineEnd - 1] === SPACE && !isSignature && next > lineEnd ? ownDepth : -1;
		at = next;
	}
	pieces.push(from, end);
	return pieces.length === 2 ? content : joinPieces(content, pieces, content.charset);
}

/** Where the line before `at` ends without its line break and the blank that made it soft. */
function softEnd(bytes: Uint8Array, at: number, start: number): number {
	let end = at;
	while (end > start && bytes[end - 1] !== SPACE) end--;
	return end - 1;
}
