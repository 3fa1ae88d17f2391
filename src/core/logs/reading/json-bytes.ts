// JSON bytes: whether a line is one JSON object (RFC 8259), told from its bytes without making anything of it, and the places of its values. It answers false
// where only a parser can tell: of keys with escapes, and of what is nested deeper than logs are.

import { isDigit, oneOf, QUOTE } from "./ascii.ts";

/**
 * Shown each value that has a key, in the order of the line: where key and value stand, without quotes. `depth`: 1 for the object's own.
 * `kind`: the value's first byte: a quote, "{", "[" (of these two only where they begin), or that of a number, of true, false or null. False: enough, the line is not what it should be.
 */
export type SeeMember = (
	bytes: Uint8Array,
	key: number,
	keyEnd: number,
	value: number,
	valueEnd: number,
	depth: number,
	kind: number,
) => boolean;

/** Levels, so that a number's bits say which of them are objects. */
const DEEPEST = 30;
const [TAB, BLANK, COMMA, DASH, DOT, COLON, OPEN, BACKSLASH, CLOSE, LOWER_U, BEGIN, END] = [
	0x09, 0x20, 0x2c, 0x2d, 0x2e, 0x3a, 0x5b, 0x5c, 0x5d, 0x75, 0x7b, 0x7d,
];
const IS_ESCAPED = oneOf('"\\/bfnrtu');
const IS_HEX = oneOf("0123456789abcdefABCDEF");
const LITERALS = ["true", "false", "null"].map((word) => new TextEncoder().encode(word));

export function seeJson(bytes: Uint8Array, start: number, end: number, see: SeeMember): boolean {
	if (bytes[start] !== BEGIN) return false;
	let at = start + 1;
	let depth = 1;
	/** Bit n: level n is an object. */
	let objects = 2;
	let isEmpty = true;
	for (;;) {
		at = blanksEnd(bytes, at, end);
		if (at >= end) return false;
		const inObject = (objects & (1 << depth)) !== 0;
		if (bytes[at] === (inObject ? END : CLOSE)) {
			at++;
			isEmpty = false;
			if (--depth === 0) return at === end;
			continue;
		}
		if (!isEmpty) {
			if (bytes[at] !== COMMA) return false;
			at = blanksEnd(bytes, at + 1, end);
		}
		let key = 0;
		let keyEnd = 0;
		if (inObject) {
			key = at + 1;
			keyEnd = plainStringEnd(bytes, at, end);
			if (keyEnd === -1) return false;
			at = blanksEnd(bytes, keyEnd + 1, end);
			if (at >= end || bytes[at] !== COLON) return false;
			at = blanksEnd(bytes, at + 1, end);
		}
		if (at >= end) return false;
		const kind = bytes[at];
		isEmpty = kind === BEGIN || kind === OPEN;
		if (isEmpty) {
			if (inObject && !see(bytes, key, keyEnd, at, at, depth, kind)) return false;
			if (++depth > DEEPEST) return false;
			objects = kind === BEGIN ? objects | (1 << depth) : objects & ~(1 << depth);
			at++;
			continue;
		}
		const isString = kind === QUOTE;
		const to = isString ? stringEnd(bytes, at, end) : numberOrWordEnd(bytes, at, end);
		if (to === -1) return false;
		if (inObject && !see(bytes, key, keyEnd, isString ? at + 1 : at, isString ? to - 1 : to, depth, kind)) return false;
		at = to;
	}
}

function blanksEnd(bytes: Uint8Array, from: number, end: number): number {
	let at = from;
	// A carriage return may stand there as well, and hardly does.
	while (at < end && (bytes[at] === BLANK || bytes[at] === TAB)) at++;
	return at;
}

/** Where the quote is that ends a string without escapes; -1 for another or none. */
function plainStringEnd(bytes: Uint8Array, at: number, end: number): number {
	if (bytes[at] !== QUOTE) return -1;
	for (let to = at + 1; to < end; to++) {
		const byte = bytes[to];
		if (byte === QUOTE) return to;
		if (byte === BACKSLASH || byte < BLANK) return -1;
	}
	return -1;
}

/** After its quote; -1 where the string is none. */
function stringEnd(bytes: Uint8Array, at: number, end: number): number {
	for (let to = at + 1; to < end; to++) {
		const byte = bytes[to];
		if (byte === QUOTE) return to + 1;
		if (byte < BLANK) return -1;
		if (byte !== BACKSLASH) continue;
		const escaped = bytes[++to];
		if (to >= end || IS_ESCAPED[escaped] === 0) return -1;
		if (escaped !== LOWER_U) continue;
		for (let digit = 0; digit < 4; digit++) if (IS_HEX[bytes[++to]] !== 1) return -1;
	}
	return -1;
}

function numberOrWordEnd(bytes: Uint8Array, at: number, end: number): number {
	if (bytes[at] === DASH || isDigit(bytes[at])) return numberEnd(bytes, at, end);
	for (const word of LITERALS) {
		let same = 0;
		while (same < word.length && bytes[at + same] === word[same]) same++;
		if (same === word.length && at + same <= end) return at + same;
	}
	return -1;
}

/** With an exponent it is left to a parser. */
function numberEnd(bytes: Uint8Array, from: number, end: number): number {
	const at = bytes[from] === DASH ? from + 1 : from;
	let to = at;
	while (to < end && isDigit(bytes[to])) to++;
	// "01" is no number.
	if (to === at || (bytes[at] === 0x30 && to - at > 1)) return -1;
	if (to < end && bytes[to] === DOT) {
		const fraction = to + 1;
		for (to = fraction; to < end && isDigit(bytes[to]); ) to++;
		if (to === fraction) return -1;
	}
	return to;
}
