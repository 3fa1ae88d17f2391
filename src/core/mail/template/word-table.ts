// Word table: a few known words, looked up by the hash of what was read, so that no string is made of any word of a text. Hostile text
// cannot make chains: only the table's own words fill it.

/** FNV-1a over UTF-16 units of lower case, as `words.ts` reads them. */
export const SEED = 0x811c9dc5 | 0;
export const PRIME = 0x01000193;

export interface WordTable {
	readonly hashes: Int32Array;
	/** 0 is an empty slot. */
	readonly codes: Uint8Array;
	readonly mask: number;
}

/** `word` is in lower case. */
export function hashOfWord(word: string): number {
	let hash = SEED;
	for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), PRIME);
	return hash;
}

/** Of two words that follow each other. */
export function hashOfPair(first: number, second: number): number {
	return Math.imul(first, 31) ^ second;
}

/** `size` is a power of two, at least twice the words that will be put in. */
export function createWordTable(size: number): WordTable {
	return { hashes: new Int32Array(size), codes: new Uint8Array(size), mask: size - 1 };
}

/** Adds the bits of `code` to what is known of the word. */
export function putWord({ hashes, codes, mask }: WordTable, hash: number, code: number): void {
	let slot = (hash ^ (hash >>> 15)) & mask;
	while (codes[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask;
	hashes[slot] = hash;
	codes[slot] = (codes[slot] as number) | code;
}

/** What is known of the word; 0 is nothing. */
export function codeOfWord({ hashes, codes, mask }: WordTable, hash: number): number {
	for (let slot = (hash ^ (hash >>> 15)) & mask; codes[slot] !== 0; slot = (slot + 1) & mask) {
		if (hashes[slot] === hash) return codes[slot] as number;
	}
	return 0;
}
