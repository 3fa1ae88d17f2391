// Made-up text: letters of no meaning, with as many words and as unevenly used as in a language (Zipf), since made-up texts must share chance pairs
// of words as real ones do.

/** Numbers from 0 to 1, the same for each seed (mulberry32, public domain). */
export function numbersOf(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const SYLLABLES = "ba co du fe gi lo ma ne pi ro su ta ve wi xo za lem dor kin pas".split(" ");
const VOCABULARY = 3000;

function wordNumber(rank: number): string {
	let word = "";
	for (let left = rank + 20; left > 0; left = Math.floor(left / SYLLABLES.length)) word += SYLLABLES[left % SYLLABLES.length];
	return word;
}

export function wordsOf(count: number, next: () => number): string[] {
	return Array.from({ length: count }, () => wordNumber(Math.floor(VOCABULARY ** next()) - 1));
}

/** A share of the words, chosen by chance, is replaced. */
export function changed(words: readonly string[], share: number, next: () => number): string[] {
	return words.map((word) => (next() < share ? (wordsOf(1, next)[0] as string) : word));
}
