// UTF-7 (RFC 2152). The web forbids it, yet Outlook reads mail in it, and `+ADw-img src=...` shows no `<` to whoever does not. Each
// character is handed on with the range that spelt it.

import { BASE64_VALUE } from "./base64.ts";

const PLUS = 0x2b;
const MINUS = 0x2d;
const REPLACEMENT = 0xfffd;

/** A code point with its range, and where the walk can be taken up again behind it; return false to stop. */
export type TakeCharacter = (codePoint: number, start: number, end: number, resume: number) => boolean;

/**
 * Reads `[from, end)`. `resume` of an earlier walk over the same bytes is `from * 2` outside a base64 run and `from * 2 + 1` inside
 * one, at a whole unit group (8 characters, 3 units); it is -1 where the walk cannot be taken up.
 */
export function walkUtf7(bytes: Uint8Array, resume: number, end: number, take: TakeCharacter): void {
	let at = resume >> 1;
	let inRun = (resume & 1) === 1;
	while (at < end) {
		if (inRun) {
			const next = walkRun(bytes, at, end, take);
			if (next === -1) return;
			at = next;
			inRun = false;
			continue;
		}
		const byte = bytes[at];
		if (byte !== PLUS) {
			at++;
			if (!take(byte < 0x80 ? byte : REPLACEMENT, at - 1, at, at * 2)) return;
		} else if (at + 1 < end && bytes[at + 1] === MINUS) {
			at += 2;
			if (!take(PLUS, at - 2, at, at * 2)) return;
		} else {
			at++;
			inRun = true;
		}
	}
}

/** A run of base64 over UTF-16BE; returns where direct characters begin again, or -1 when stopped. */
function walkRun(bytes: Uint8Array, start: number, end: number, take: TakeCharacter): number {
	let bits = 0;
	let count = 0;
	let at = start;
	let high = -1;
	let highStart = 0;
	let unitStart = start;
	for (; at < end; at++) {
		const value = BASE64_VALUE[bytes[at]];
		if (value > 63 || bytes[at] === MINUS || bytes[at] === 0x5f) break;
		if (count === 0) unitStart = at;
		bits = ((bits << 6) | value) & 0x3fffff;
		count += 6;
		if (count < 16) continue;
		count -= 16;
		const unit = (bits >> count) & 0xffff;
		const begin = unitStart;
		if (count > 0) unitStart = at;
		const resume = count === 0 && (at + 1 - start) % 8 === 0 ? (at + 1) * 2 + 1 : -1;
		if (high !== -1) {
			if (unit >= 0xdc00 && unit < 0xe000) {
				if (!take(((high - 0xd800) << 10) + unit - 0xdc00 + 0x10000, highStart, at + 1, resume)) return -1;
				high = -1;
				continue;
			}
			if (!take(REPLACEMENT, highStart, begin, -1)) return -1;
			high = -1;
		}
		if (unit >= 0xd800 && unit < 0xdc00) {
			high = unit;
			highStart = begin;
		} else if (!take(unit >= 0xdc00 && unit < 0xe000 ? REPLACEMENT : unit, begin, at + 1, resume)) {
			return -1;
		}
	}
	if (high !== -1 && !take(REPLACEMENT, highStart, at, -1)) return -1;
	return at < end && bytes[at] === MINUS ? at + 1 : at;
}
