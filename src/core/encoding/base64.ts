// base64 (RFC 2045 §6.8, RFC 4648). Lines of one length, the rule in mail, are decoded natively and mapped in closed form. All else
// is read leniently, because mail programs differ on what breaks the rules: `-` and `_` (RFC 4648 §5) count as `+` and `/`,
// strangers are skipped, and after `=` the next block is read too, where some programs stop and others go on.

import type { Codec } from "../model/codec.ts";
import { type Checkpoints, checkpointBefore, noteCheckpoint, type Range } from "./checkpoints.ts";

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
const EQUALS = 0x3d;
const UNDERSCORE = 0x5f;
const PADDING = 64;

/** Value of a base64 or base64url character; 64 for `=`, 254 for white space, 255 for anything else. */
export const BASE64_VALUE = new Uint8Array(256).fill(255);
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (let value = 0; value < 64; value++) BASE64_VALUE[ALPHABET.charCodeAt(value)] = value;
BASE64_VALUE["-".charCodeAt(0)] = 62;
BASE64_VALUE["_".charCodeAt(0)] = 63;
BASE64_VALUE[EQUALS] = PADDING;
for (const blank of "\t\n\f\r ") BASE64_VALUE[blank.charCodeAt(0)] = 254;

/** Decoded bytes, or bytes of anything else, between two checkpoints: bounds the walk back. */
const STRIDE = 510;
const RAW_STRIDE = 4096;

export interface Base64 {
	/** Number of bytes written. */
	readonly length: number;
	/** Where the first breach of the rules stands, or -1. */
	readonly strayAt: number;
	/** Lines of one length: characters in a line, and bytes of its break. null: see the checkpoints. */
	readonly lines: { readonly characters: number; readonly breakLength: number } | null;
}

/** Decodes `[start, end)` into `target`, which must hold three bytes for each four. */
export function decodeBase64(
	bytes: Uint8Array,
	start: number,
	end: number,
	target: Uint8Array,
	checkpoints: Checkpoints,
	codec: Codec,
): Base64 {
	let last = end;
	while (last > start && (bytes[last - 1] === LF || bytes[last - 1] === CR)) last--;
	const lines = uniformLines(bytes, start, last, codec);
	if (lines !== null) {
		const whole = Math.floor((last - start) / (lines.characters + lines.breakLength));
		let characters = last - start - whole * lines.breakLength;
		let padding = 0;
		while (padding < 2 && characters > 0 && bytes[last - 1 - padding] === EQUALS) padding++;
		characters -= padding;
		// A stranger among the characters makes fewer bytes than this, so the count alone proves there is none.
		if (characters % 4 !== 1) {
			const length = codec.base64(bytes, start, last, target);
			if (length === Math.floor((characters * 3) / 4)) return { length, strayAt: urlCharacter(bytes, start, last, codec), lines };
		}
	}
	return decodeLeniently(bytes, start, end, target, checkpoints);
}

/** Where the first `-` or `_` stands, which not all programs read, or -1. */
function urlCharacter(bytes: Uint8Array, start: number, end: number, codec: Codec): number {
	const dash = codec.indexOf(bytes, DASH, start, end);
	const line = codec.indexOf(bytes, UNDERSCORE, start, end);
	return dash === -1 ? line : line === -1 ? dash : Math.min(dash, line);
}

/** The shape of `[start, last)` where all lines but the last are of one length, else null. */
function uniformLines(bytes: Uint8Array, start: number, last: number, codec: Codec): Base64["lines"] {
	const first = codec.indexOf(bytes, LF, start, last);
	if (first === -1) return { characters: Math.max(1, last - start + 1), breakLength: 1 };
	const breakLength = first > start && bytes[first - 1] === CR ? 2 : 1;
	const characters = first + 1 - breakLength - start;
	// Short lines would make this walk slower than the lenient one; an empty line has no shape.
	if (characters < 4) return null;
	const stride = characters + breakLength;
	for (let at = first; at < last; at += stride) {
		if (bytes[at] !== LF || (breakLength === 2 && bytes[at - 1] !== CR)) return null;
	}
	return { characters, breakLength };
}

function decodeLeniently(bytes: Uint8Array, start: number, end: number, target: Uint8Array, checkpoints: Checkpoints): Base64 {
	let out = 0;
	let bits = 0;
	let count = 0;
	let strayAt = -1;
	let padded = false;
	checkpoints.count = 0;
	noteCheckpoint(checkpoints, 0, start);
	let noted = 0;
	let notedAt = start;
	for (let at = start; at < end; at++) {
		const value = BASE64_VALUE[bytes[at]];
		if (value < PADDING) {
			// Between two blocks of four: the walk back can begin here.
			if (count === 0 && (out - noted >= STRIDE || at - notedAt >= RAW_STRIDE)) {
				noteCheckpoint(checkpoints, out, at);
				noted = out;
				notedAt = at;
			}
			if (strayAt === -1 && (padded || bytes[at] === DASH || bytes[at] === UNDERSCORE)) strayAt = at;
			bits = ((bits & 0x3f) << 6) | value;
			count += 6;
			if (count >= 8) {
				count -= 8;
				target[out++] = bits >> count;
			}
		} else if (value === PADDING) {
			if (count === 6 && strayAt === -1) strayAt = at;
			count = 0;
			padded = true;
		} else if (value === 255 && strayAt === -1) {
			strayAt = at;
		}
	}
	if (count === 6 && strayAt === -1) strayAt = end;
	return { length: out, strayAt, lines: null };
}

const range: Range = { start: 0, end: 0 };

/** The range of `[start, end)` that the decoded byte `at` came from: its two characters and what stands between them. */
export function base64Range(bytes: Uint8Array, start: number, end: number, { lines }: Base64, checkpoints: Checkpoints, at: number): Range {
	if (lines === null) return walkBack(bytes, end, checkpoints, at);
	const first = Math.floor(at / 3) * 4 + (at % 3);
	range.start = start + first + Math.floor(first / lines.characters) * lines.breakLength;
	range.end = start + first + 1 + Math.floor((first + 1) / lines.characters) * lines.breakLength + 1;
	return range;
}

function walkBack(bytes: Uint8Array, end: number, checkpoints: Checkpoints, at: number): Range {
	const from = checkpointBefore(checkpoints, at);
	let out = checkpoints.decoded[from];
	let count = 0;
	let previous = end;
	for (let raw = checkpoints.raw[from]; raw < end; raw++) {
		const value = BASE64_VALUE[bytes[raw]];
		if (value === PADDING) {
			count = 0;
		} else if (value < PADDING) {
			count += 6;
			if (count >= 8) {
				count -= 8;
				if (out === at) {
					range.start = previous;
					range.end = raw + 1;
					return range;
				}
				out++;
			}
			previous = raw;
		}
	}
	range.start = range.end = end;
	return range;
}

/** Nothing but base64 and white space stands in `[start, end)`: it was encoded so. */
export function isBase64(bytes: Uint8Array, start: number, end: number): boolean {
	let characters = 0;
	for (let at = start; at < end; at++) {
		const value = BASE64_VALUE[bytes[at]];
		if (value === 255) return false;
		if (value < 254) characters++;
	}
	return characters > 0;
}
