// Nature: how closely a statement must be watched, by its first bytes, and what in it names nothing. Nearly all statements are plain.

import { AT, BACKSLASH, BLANK, CSS_CLASS, DASH, HASH, isNewline, LESS, SLASH, skipBlanks } from "./bytes.ts";

export const Nature = {
	/** Strings outside functions mean nothing in it. */
	plain: 0,
	/** A property with a prefix: some take strings. */
	prefixed: 1,
	/** An at-rule, a custom property, or not yet known: its end matters too. */
	special: 2,
} as const;

export function natureAt(bytes: Uint8Array, at: number, end: number): number {
	const byte = at < end ? bytes[at] : 0;
	if (byte === AT || byte === BACKSLASH || byte === SLASH || byte === LESS) return Nature.special;
	if (byte !== DASH) return Nature.plain;
	const next = at + 1 < end ? bytes[at + 1] : 0;
	return next === DASH || next === BACKSLASH ? Nature.special : Nature.prefixed;
}

/** The URL in `[start, end)` is a fragment of the mail itself, or empty. */
export function namesNothing(bytes: Uint8Array, start: number, end: number, quoted: boolean): boolean {
	let first = skipBlanks(bytes, start, end);
	while (first + 1 < end && bytes[first] === BACKSLASH && isNewline(bytes[first + 1])) first = skipBlanks(bytes, first + 1, end);
	return first >= end || bytes[first] === HASH || (quoted && first + 1 === end && bytes[first] === BACKSLASH);
}

/** The value in `[after, end)` without blanks around it, if a `//` in it makes it look like a URL. */
export function bareUrl(bytes: Uint8Array, after: number, end: number): readonly [start: number, end: number] | null {
	const start = skipBlanks(bytes, after, end);
	let last = end;
	while (last > start && (CSS_CLASS[bytes[last - 1]] & BLANK) !== 0) last--;
	for (let i = start; i + 1 < last; i++) if (bytes[i] === SLASH && bytes[i + 1] === SLASH) return [start, last];
	return null;
}
