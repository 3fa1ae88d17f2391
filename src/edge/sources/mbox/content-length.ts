// Content-Length (mboxcl, mboxcl2): how long a body is, so that "From " lines in it need no quoting. Distrusted, since whoever
// sends a mail can write it: it counts only where the message would then end at an envelope line or at the end of the file.

import type { Content } from "../reading/content.ts";
import { startsFromLine } from "../reading/lines.ts";
import { envelopeAt, LOOK_BYTES } from "./envelope.ts";

const LF = 0x0a;
const CR = 0x0d;

/** Where the order of reading is the only one (gzip, a pipe), no further ahead than this: each look costs a copy. */
export const LOOK_AHEAD = 4 * 1024 * 1024;

/** Blank lines between a body and the next envelope, in bytes. */
const GAP = 4;

/** A window on a file: `bytes[0]` lies at offset `base` of the content; `last`: the content ends with the window. */
export interface Window {
	bytes: Uint8Array;
	filled: number;
	base: number;
	last: boolean;
}

export type Landing = "envelope" | "nothing" | "further";

/** Bytes after a claimed end that the window must hold to decide. */
export const LANDING_BYTES = GAP + LOOK_BYTES;
const SPAN = 1 + LANDING_BYTES;

/** What stands at offset `end`, where a body that begins at offset `body` claims to end. "further": the window must reach it first. */
export function landingAt(window: Window, content: Content, body: number, end: number, lookAhead: number): Landing {
	const from = end - 1;
	const index = from - window.base;
	if (index + SPAN <= window.filled || window.last) {
		if (index > window.filled) return "nothing";
		return endsAt(window.bytes.subarray(index, Math.min(window.filled, index + SPAN)), index + SPAN >= window.filled);
	}
	const ahead = new Uint8Array(SPAN);
	const count = content.peek(from, ahead);
	if (count !== null) return count === 0 ? "nothing" : endsAt(ahead.subarray(0, count), count < SPAN);
	return end - body > lookAhead ? "nothing" : "further";
}

/** `bytes` begin with the last byte of the body. */
function endsAt(bytes: Uint8Array, last: boolean): Landing {
	if (bytes.length === 0) return "nothing";
	const at = 1 + gapLength(bytes, 1);
	if (at === bytes.length && last) return "envelope";
	if (bytes[at - 1] !== LF || !startsFromLine(bytes, at)) return "nothing";
	return envelopeAt(bytes, at, bytes.length, true, true) === "yes" ? "envelope" : "nothing";
}

function gapLength(bytes: Uint8Array, from: number): number {
	let at = from;
	while (at < bytes.length && at - from < GAP && (bytes[at] === LF || bytes[at] === CR)) at++;
	return at - from;
}

/** `[from, to)` is nothing but the blank line between two messages. */
export function isGap(bytes: Uint8Array, from: number, to: number): boolean {
	return to - from <= GAP && gapLength(bytes.subarray(0, to), from) === to - from;
}
