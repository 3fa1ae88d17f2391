// Triggers: the few byte patterns without which CSS can name no URL. Most style attributes and many style sheets of real mail hold none,
// and are done after one tight loop. It errs to one side only: strings, comments and structure are ignored, escapes are always a trigger.

import { AT, BACKSLASH, BANG, DASH, GREATER, HASH, LESS, OPEN_PAREN, SLASH, STAR } from "./bytes.ts";

const TRIGGER = new Uint8Array(256);
for (const byte of [OPEN_PAREN, BACKSLASH, AT, DASH, SLASH]) TRIGGER[byte] = 1;

/** Last two letters of every function that may hold a URL, or the name of what holds one. */
const TAILS = new Uint8Array(1024);
for (const tail of ["rl", "rc", "et", "ge", "de", "tr", "ar", "er"]) TAILS[tailOf(tail.charCodeAt(0), tail.charCodeAt(1))] = 1;

function tailOf(before: number, last: number): number {
	return ((before & 31) << 5) | (last & 31);
}

/** The name before the parenthesis at `at` may be one of functions.ts. */
export function hasUrlTail(bytes: Uint8Array, at: number, floor: number): boolean {
	return at - 2 >= floor && TAILS[tailOf(bytes[at - 2], bytes[at - 1])] !== 0;
}

/** False: nothing in `[start, end)` names a URL, or may in another style of the same document. */
export function mayNameUrl(bytes: Uint8Array, start: number, end: number): boolean {
	for (let i = start; i < end; i++) {
		const byte = bytes[i];
		if (TRIGGER[byte] === 0) continue;
		const next = i + 1 < end ? bytes[i + 1] : 0;
		if (byte === DASH) {
			// "--name" defines or uses a custom property; "<!--" and "-->" do not. "-o-link" takes a plain string.
			if (next === DASH) {
				if (i > start + 1 && bytes[i - 1] === BANG && bytes[i - 2] === LESS) i++;
				else if (i + 2 >= end || bytes[i + 2] !== GREATER) return true;
			} else if ((next | 0x20) === 0x6f && i + 2 < end && bytes[i + 2] === DASH) return true;
		} else if (byte === OPEN_PAREN) {
			if (hasUrlTail(bytes, i, start)) return true;
		} else if (byte === SLASH) {
			// A comment that names a source map.
			if (next === STAR && i + 2 < end && (bytes[i + 2] === HASH || bytes[i + 2] === AT)) return true;
		} else if (byte === BACKSLASH || (next | 0x20) === 0x69) return true; // an escape, or "@import"
	}
	return false;
}
