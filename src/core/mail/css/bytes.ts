// Byte classes and token ends of CSS (css-syntax-3 §4.2, §4.3) over bytes. Each function takes the offset a token begins at and
// returns where it ends; nothing is copied. CR, FF and NUL are read as the input preprocessing (§3.3) would leave them.

export const LF = 0x0a;
export const FF = 0x0c;
export const CR = 0x0d;
export const DOUBLE_QUOTE = 0x22;
export const HASH = 0x23;
export const SINGLE_QUOTE = 0x27;
export const OPEN_PAREN = 0x28;
export const CLOSE_PAREN = 0x29;
export const STAR = 0x2a;
export const COMMA = 0x2c;
export const DASH = 0x2d;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const AT = 0x40;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const BANG = 0x21;

/** Bits of `CSS_CLASS`. */
export const BLANK = 1;
/** May stand inside a name; NUL too, since it is read as U+FFFD. */
export const NAME = 2;
export const DIGIT = 4;
export const HEX = 8;
/** The scanner has something to do here. */
export const STOP = 16;
/** Ends or spoils an unquoted url(). */
export const ENDS_URL = 32;
/** Ends, spoils or escapes inside a string. */
export const ENDS_STRING = 64;

export const CSS_CLASS = new Uint8Array(256);
for (let byte = 0x80; byte < 256; byte++) CSS_CLASS[byte] = NAME;
for (let byte = 0x61; byte <= 0x7a; byte++) CSS_CLASS[byte] = CSS_CLASS[byte - 32] = NAME;
for (const byte of [0, 0x2d, 0x5f]) CSS_CLASS[byte] = NAME;
for (let byte = 0x30; byte <= 0x39; byte++) CSS_CLASS[byte] = NAME | DIGIT | HEX;
for (let byte = 0x61; byte <= 0x66; byte++) CSS_CLASS[byte] = CSS_CLASS[byte - 32] = NAME | HEX;
for (let byte = 1; byte < 0x20; byte++) CSS_CLASS[byte] |= ENDS_URL;
CSS_CLASS[0x7f] |= ENDS_URL;
for (const byte of [0x09, LF, FF, CR, 0x20]) CSS_CLASS[byte] = BLANK | ENDS_URL;
for (const byte of [DOUBLE_QUOTE, SINGLE_QUOTE, OPEN_PAREN, CLOSE_PAREN, BACKSLASH]) CSS_CLASS[byte] |= ENDS_URL;
for (const byte of [DOUBLE_QUOTE, SINGLE_QUOTE, BACKSLASH, LF, FF, CR]) CSS_CLASS[byte] |= ENDS_STRING;
for (const byte of "\"'()/;[\\]{}") CSS_CLASS[byte.charCodeAt(0)] |= STOP;

export function isNewline(byte: number): boolean {
	return byte === LF || byte === CR || byte === FF;
}

export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
	while (at < end && (CSS_CLASS[bytes[at]] & BLANK) !== 0) at++;
	return at;
}

/** After the comment that begins at `at`; an unclosed one runs to the end. */
export function commentEnd(bytes: Uint8Array, at: number, end: number): number {
	for (let i = at + 2; i + 1 < end; i++) if (bytes[i] === STAR && bytes[i + 1] === SLASH) return i + 2;
	return end;
}

export function startsComment(bytes: Uint8Array, at: number, end: number): boolean {
	return at + 1 < end && bytes[at] === SLASH && bytes[at + 1] === STAR;
}

export function skipBlanksAndComments(bytes: Uint8Array, at: number, end: number): number {
	for (;;) {
		at = skipBlanks(bytes, at, end);
		if (!startsComment(bytes, at, end)) return at;
		at = commentEnd(bytes, at, end);
	}
}

/** The backslash at `at` begins a valid escape: no line end follows. At the end of input it does (§4.3.8). */
export function isEscape(bytes: Uint8Array, at: number, end: number): boolean {
	return at + 1 >= end || !isNewline(bytes[at + 1]);
}

/** After the escape whose backslash is at `at` (§4.3.7). The further bytes of a UTF-8 sequence are left: they belong to any token. */
export function escapeEnd(bytes: Uint8Array, at: number, end: number): number {
	let i = at + 1;
	if (i >= end) return end;
	if ((CSS_CLASS[bytes[i]] & HEX) === 0) return i + 1;
	const last = Math.min(end, i + 6);
	while (i < last && (CSS_CLASS[bytes[i]] & HEX) !== 0) i++;
	return i < end && (CSS_CLASS[bytes[i]] & BLANK) !== 0 ? newlineEnd(bytes, i, end) : i;
}

/** After the line end or blank at `at`; CR LF is one. */
function newlineEnd(bytes: Uint8Array, at: number, end: number): number {
	return bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF ? at + 2 : at + 1;
}

/** After the run of name characters and escapes at `at`. */
export function nameEnd(bytes: Uint8Array, at: number, end: number): number {
	while (at < end) {
		if ((CSS_CLASS[bytes[at]] & NAME) !== 0) at++;
		else if (bytes[at] === BACKSLASH && isEscape(bytes, at, end)) at = escapeEnd(bytes, at, end);
		else break;
	}
	return at;
}

/** Start of the run of name characters before `at`, not before `floor`. */
export function nameStart(bytes: Uint8Array, at: number, floor: number): number {
	while (at > floor && (CSS_CLASS[bytes[at - 1]] & NAME) !== 0) at--;
	return at;
}

/** Offset of the quote that ends the string opened at `at`, or `end`; of a bad string the complement of where it breaks off (§4.3.5). */
export function stringEnd(bytes: Uint8Array, at: number, end: number): number {
	const quote = bytes[at];
	let i = at + 1;
	while (i < end) {
		const byte = bytes[i];
		if ((CSS_CLASS[byte] & ENDS_STRING) === 0) i++;
		else if (byte === quote) return i;
		else if (byte === BACKSLASH) i = isEscape(bytes, i, end) ? escapeEnd(bytes, i, end) : newlineEnd(bytes, i + 1, end);
		else if (isNewline(byte)) return ~i;
		else i++;
	}
	return end;
}

/** End of an unquoted URL that begins at `at`, before blanks and `)`; of a bad one the complement of where it breaks off (§4.3.6). */
export function unquotedUrlEnd(bytes: Uint8Array, at: number, end: number): number {
	let i = at;
	while (i < end) {
		const byte = bytes[i];
		if ((CSS_CLASS[byte] & ENDS_URL) === 0) i++;
		else if (byte === CLOSE_PAREN) return i;
		else if (byte === BACKSLASH && isEscape(bytes, i, end)) i = escapeEnd(bytes, i, end);
		else if ((CSS_CLASS[byte] & BLANK) !== 0) {
			const after = skipBlanks(bytes, i, end);
			return after >= end || bytes[after] === CLOSE_PAREN ? i : ~after;
		} else return ~i;
	}
	return end;
}

/** After the remnants of a bad url() from `at` on (§4.3.14). */
export function badUrlEnd(bytes: Uint8Array, at: number, end: number): number {
	let i = at;
	while (i < end && bytes[i] !== CLOSE_PAREN) i = bytes[i] === BACKSLASH && isEscape(bytes, i, end) ? escapeEnd(bytes, i, end) : i + 1;
	return Math.min(i + 1, end);
}
