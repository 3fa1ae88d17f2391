// ASCII: words looked for in a line's bytes, without making text of it.

export const [BLANK, DOT, SLASH, QUOTE] = [0x20, 0x2e, 0x2f, 0x22];

/** What is not ASCII becomes UTF-8. */
export function ascii(word: string): Uint8Array {
	return new TextEncoder().encode(word);
}

export function holdsAt(bytes: Uint8Array, at: number, end: number, word: Uint8Array): boolean {
	if (at + word.length > end) return false;
	for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
	return true;
}

/** Whether exactly that stands from `at` to `end`. */
export function isWord(bytes: Uint8Array, at: number, end: number, word: Uint8Array): boolean {
	return end - at === word.length && holdsAt(bytes, at, end, word);
}

export function isDigit(byte: number): boolean {
	return byte >= 0x30 && byte <= 0x39;
}

/** Where the blank is that ends the word at `at`, or the line's end. */
export function wordEnd(bytes: Uint8Array, at: number, end: number): number {
	let to = at;
	while (to < end && bytes[to] !== BLANK) to++;
	return to;
}

/** A table that says of each byte whether it is one of these. */
export function oneOf(characters: string): Uint8Array {
	const table = new Uint8Array(256);
	for (const byte of ascii(characters)) table[byte] = 1;
	return table;
}

export const DIGITS = "0123456789";
export const LOWER_CASE = "abcdefghijklmnopqrstuvwxyz";
export const LETTERS = `${LOWER_CASE}${LOWER_CASE.toUpperCase()}`;
/** `\w`. */
export const WORD = `${LETTERS}${DIGITS}_`;
/** Of IP addresses. */
export const IS_ADDRESS = oneOf(`${DIGITS}abcdefABCDEF:.`);
