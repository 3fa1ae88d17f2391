// Quoted-printable (RFC 2045 §6.7): one loop over the bytes into reused space. Lenient as mail programs are: lower-case hex counts,
// `=` before anything else stands for itself. Blanks at the end of a line go (rule 3), encoded ones stay.

import { type Checkpoints, checkpointBefore, noteCheckpoint, type Range } from "./checkpoints.ts";

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const EQUALS = 0x3d;

/** Literal bytes between two checkpoints at most: bounds the walk back in a line of megabytes. */
const RUN = 512;
/** Decoded bytes between two checkpoints at least: bounds their number in a million empty lines. */
const STRIDE = 64;

/** Value of a hex digit, 255 for anything else. */
export const HEX_VALUE = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++) {
	HEX_VALUE[value.toString(16).charCodeAt(0)] = value;
	HEX_VALUE[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

export interface QuotedPrintable {
	/** Number of bytes written. */
	readonly length: number;
	/** Where the first `=` stands that is neither an escape nor a soft break, or -1. */
	readonly strayAt: number;
}

/** Decodes `[start, end)` into `target`, which must hold `end - start` bytes. */
export function decodeQuotedPrintable(
	bytes: Uint8Array,
	start: number,
	end: number,
	target: Uint8Array,
	checkpoints: Checkpoints,
): QuotedPrintable {
	let at = start;
	let out = 0;
	let strayAt = -1;
	let noted = 0;
	// Blanks before this are not literal or not at the end of a line.
	let floor = 0;
	checkpoints.count = 0;
	noteCheckpoint(checkpoints, 0, start);
	while (at < end) {
		const limit = end - at > RUN ? at + RUN : end;
		let byte = 0;
		while (at < limit) {
			byte = bytes[at];
			if (byte <= CR || byte === EQUALS) break;
			target[out++] = byte;
			at++;
		}
		if (at === limit) {
			if (at < end) noteCheckpoint(checkpoints, out, at);
			noted = out;
		} else if (byte === EQUALS) {
			const high = at + 2 < end ? HEX_VALUE[bytes[at + 1]] : 255;
			const low = at + 2 < end ? HEX_VALUE[bytes[at + 2]] : 255;
			if ((high | low) < 16) {
				target[out++] = (high << 4) | low;
				at += 3;
			} else {
				const next = softBreakEnd(bytes, at, end);
				if (next !== -1) {
					at = next;
				} else {
					if (strayAt === -1) strayAt = at;
					target[out++] = EQUALS;
					at++;
				}
			}
			floor = out;
			if (out - noted >= STRIDE) {
				noteCheckpoint(checkpoints, out, at);
				noted = out;
			}
		} else if (byte === LF || byte === CR) {
			out = withoutBlanks(target, floor, out, checkpoints);
			target[out++] = byte;
			at++;
			floor = out;
			if (out - noted >= STRIDE || out < noted) {
				noteCheckpoint(checkpoints, out, at);
				noted = out;
			}
		} else {
			target[out++] = byte;
			at++;
			// Attack: a control character before each URL of one endless line, which ends every run before its checkpoint.
			if (out - noted >= STRIDE) {
				noteCheckpoint(checkpoints, out, at);
				noted = out;
			}
		}
	}
	return { length: withoutBlanks(target, floor, out, checkpoints), strayAt };
}

function withoutBlanks(target: Uint8Array, floor: number, out: number, checkpoints: Checkpoints): number {
	let kept = out;
	while (kept > floor && (target[kept - 1] === SPACE || target[kept - 1] === TAB)) kept--;
	while (checkpoints.count > 1 && checkpoints.decoded[checkpoints.count - 1] > kept) checkpoints.count--;
	return kept;
}

/** After the soft line break that the `=` at `at` begins (blanks and a line break, or the end of input), or -1. */
function softBreakEnd(bytes: Uint8Array, at: number, end: number): number {
	let next = at + 1;
	while (next < end && (bytes[next] === SPACE || bytes[next] === TAB)) next++;
	if (next === end) return end;
	if (bytes[next] === LF) return next + 1;
	if (bytes[next] !== CR) return -1;
	return next + 1 < end && bytes[next + 1] === LF ? next + 2 : next + 1;
}

const range: Range = { start: 0, end: 0 };

/** The range of `[start, end)` that the decoded byte `at` came from, by walking on from the checkpoint before it. */
export function quotedPrintableRange(bytes: Uint8Array, end: number, checkpoints: Checkpoints, at: number): Range {
	const from = checkpointBefore(checkpoints, at);
	let raw = checkpoints.raw[from];
	let out = checkpoints.decoded[from];
	let literalBefore = raw;
	while (raw < end) {
		const byte = bytes[raw];
		let length = 1;
		if (byte === EQUALS) {
			if (raw + 2 < end && (HEX_VALUE[bytes[raw + 1]] | HEX_VALUE[bytes[raw + 2]]) < 16) {
				length = 3;
			} else {
				const next = softBreakEnd(bytes, raw, end);
				if (next !== -1) {
					raw = next;
					continue;
				}
			}
		} else if ((byte === SPACE || byte === TAB) && raw >= literalBefore) {
			let next = raw + 1;
			while (next < end && (bytes[next] === SPACE || bytes[next] === TAB)) next++;
			if (next === end || bytes[next] === LF || bytes[next] === CR) {
				raw = next;
				continue;
			}
			literalBefore = next;
		}
		if (out === at) {
			range.start = raw;
			range.end = raw + length;
			return range;
		}
		out++;
		raw += length;
	}
	range.start = range.end = end;
	return range;
}

/** Every `=` in `[start, end)` is an escape or a soft break, and there is at least one: it was encoded so. */
export function isQuotedPrintable(bytes: Uint8Array, start: number, end: number): boolean {
	let escapes = 0;
	for (let at = start; at < end; at++) {
		if (bytes[at] !== EQUALS) continue;
		const isEscape = at + 2 < end && (HEX_VALUE[bytes[at + 1]] | HEX_VALUE[bytes[at + 2]]) < 16;
		if (!isEscape && softBreakEnd(bytes, at, end) === -1) return false;
		escapes++;
	}
	return escapes > 0;
}
