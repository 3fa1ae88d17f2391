// uuencode (POSIX.1 uuencode): "begin 644 name", lines of a length character and groups of four, "end". Found as transfer encoding
// x-uuencode and, in old mail, inside plain text. A line yields what its length character promises, as far as it goes.

import { type Checkpoints, checkpointBefore, noteCheckpoint, type Range } from "./checkpoints.ts";

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
/** Bytes in a line at most: the length character is six bits. */
const MAX_LINE = 63;

export interface Uuencode {
	/** Number of bytes written. */
	readonly length: number;
	/** Where the first breach of the rules stands, or -1. */
	readonly strayAt: number;
}

/** Decodes every block in `[start, end)` into `target`, which must hold `end - start` bytes. Without a "begin" nothing is decoded. */
export function decodeUuencode(bytes: Uint8Array, start: number, end: number, target: Uint8Array, checkpoints: Checkpoints): Uuencode {
	let out = 0;
	let strayAt = -1;
	let inside = false;
	checkpoints.count = 0;
	noteCheckpoint(checkpoints, 0, start);
	for (let at = start; at < end; ) {
		const lineEnd = endOfLine(bytes, at, end);
		if (!inside) {
			inside = beginsBlock(bytes, at, lineEnd);
		} else if (isEnd(bytes, at, lineEnd)) {
			inside = false;
		} else if (lineEnd > at) {
			const promised = sixBits(bytes[at]);
			const groups = lineEnd - at - 1;
			const length = Math.min(promised, Math.floor((groups * 3) / 4), MAX_LINE);
			if (length < promised && strayAt === -1) strayAt = at;
			noteCheckpoint(checkpoints, out, at);
			for (let i = 0; i < length; i++) target[out++] = byteOf(bytes, at, i);
		}
		at = afterBreak(bytes, lineEnd, end);
	}
	if (inside && strayAt === -1) strayAt = end;
	return { length: out, strayAt };
}

/** Where the first block inside text begins (its "begin" line), or -1. */
export function findUuencode(bytes: Uint8Array, start: number, end: number): number {
	for (let at = start; at < end; ) {
		const lineEnd = endOfLine(bytes, at, end);
		if (beginsBlock(bytes, at, lineEnd)) return at;
		at = afterBreak(bytes, lineEnd, end);
	}
	return -1;
}

const range: Range = { start: 0, end: 0 };

/** The range of the decoded byte `at`: its two characters. */
export function uuencodeRange(checkpoints: Checkpoints, at: number): Range {
	const from = checkpointBefore(checkpoints, at);
	const index = at - checkpoints.decoded[from];
	const first = checkpoints.raw[from] + 1 + Math.floor(index / 3) * 4 + (index % 3);
	range.start = first;
	range.end = first + 2;
	return range;
}

function byteOf(bytes: Uint8Array, line: number, index: number): number {
	const at = line + 1 + Math.floor(index / 3) * 4 + (index % 3);
	const shift = (index % 3) * 2 + 2;
	return (sixBits(bytes[at]) << shift) | (sixBits(bytes[at + 1]) >> (6 - shift));
}

/** Space and back quote both stand for 0. */
function sixBits(byte: number): number {
	return (byte - SPACE) & 0x3f;
}

/** "begin", three or four octal digits, a name. */
function beginsBlock(bytes: Uint8Array, at: number, lineEnd: number): boolean {
	if (lineEnd - at < 11 || bytes[at] !== 0x62) return false;
	return /^begin [0-7]{3,4} ./.test(String.fromCharCode(...bytes.subarray(at, Math.min(lineEnd, at + 16))));
}

function isEnd(bytes: Uint8Array, at: number, lineEnd: number): boolean {
	return lineEnd - at === 3 && bytes[at] === 0x65 && bytes[at + 1] === 0x6e && bytes[at + 2] === 0x64;
}

function endOfLine(bytes: Uint8Array, at: number, end: number): number {
	let next = at;
	while (next < end && bytes[next] !== LF && bytes[next] !== CR) next++;
	return next;
}

function afterBreak(bytes: Uint8Array, lineEnd: number, end: number): number {
	if (lineEnd + 1 < end && bytes[lineEnd] === CR && bytes[lineEnd + 1] === LF) return lineEnd + 2;
	return lineEnd + 1;
}
