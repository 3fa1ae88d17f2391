// Plain: the words of a plain text, line by line. Lines that quote other mail (RFC 3676 §4.5) are somebody else's.

import { afterBreak, endOfLine } from "../header.ts";
import type { ShownBytes } from "./shown-bytes.ts";
import { endLine, MAX_WORDS, readWords, type WordReader } from "./words.ts";

const LINE = 0x0a;
const QUOTES = 0x3e;

/** Reads `[start, end)`. `points` as `readWords` has it. */
export function readPlain(
	reader: WordReader,
	shown: ShownBytes | null,
	bytes: Uint8Array,
	start: number,
	end: number,
	points: Uint16Array | null,
): void {
	for (let at = start; at < end; ) {
		if (reader.count === MAX_WORDS) return;
		const lineEnd = endOfLine(bytes, at, end);
		if (bytes[at] !== QUOTES) {
			readWords(reader, bytes, at, lineEnd, points, false);
			shown?.add(bytes, at, lineEnd);
			shown?.end(LINE);
			endLine(reader);
		}
		at = afterBreak(bytes, lineEnd, end);
	}
}
