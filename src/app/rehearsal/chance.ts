// Chance: numbers that look random and are the same in every run. Each thing that is made draws from a source of its own, named after it, so
// that a message is the same whatever else was made before it, and nothing need be kept to make it again.

/** 53 bits of a generator of 128 (sfc32, PractRand's "small fast counting"), seeded by a hash of the names. Not for secrets. */
export interface Chance {
	/** [0, 1). */
	next(): number;
	/** [0, below), whole. */
	below(below: number): number;
	/** [from, to], whole. */
	between(from: number, to: number): number;
	/** True once in 1 / share. */
	maybe(share: number): boolean;
	pick<T>(list: readonly T[]): T;
	/** Different ones, in the order in which they were drawn. */
	some<T>(list: readonly T[], count: number): T[];
	/** One of `list` by its weight. */
	weighted<T>(list: readonly (readonly [T, number])[]): T;
	/** `length` characters of an alphabet. */
	characters(alphabet: string, length: number): string;
}

export const HEX = "0123456789abcdef";
export const DIGITS = "0123456789";
export const LETTERS = "abcdefghijklmnopqrstuvwxyz";
export const ALPHANUMERIC = `${DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZ${LETTERS}`;

export function chanceOf(...names: readonly (string | number)[]): Chance {
	let [a, b, c, d] = seedOf(names.join("\u0000"));
	function step(): number {
		const sum = (a + b + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + sum;
		c |= 0;
		return sum >>> 0;
	}
	// The first few still show the seed.
	for (let round = 0; round < 12; round++) step();
	const next = (): number => step() / 0x1_0000_0000;
	const below = (limit: number): number => Math.floor(next() * limit);
	const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
	return {
		next,
		below,
		between: (from, to) => from + below(to - from + 1),
		maybe: (share) => next() < share,
		pick,
		some<T>(list: readonly T[], count: number): T[] {
			const left = [...list];
			const taken: T[] = [];
			while (taken.length < count && left.length > 0) {
				const at = below(left.length);
				taken.push(left[at] as T);
				left[at] = left[left.length - 1] as T;
				left.pop();
			}
			return taken;
		},
		weighted(list) {
			let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
			for (const [value, weight] of list) {
				left -= weight;
				if (left < 0) return value;
			}
			return (list.at(-1) as (typeof list)[number])[0];
		},
		characters(alphabet, length) {
			let text = "";
			for (let at = 0; at < length; at++) text += alphabet[below(alphabet.length)];
			return text;
		},
	};
}

/** Four words of 32 bits: FNV-1a (Fowler, Noll and Vo) over four starts, each mixed at the end as MurmurHash3 does. */
function seedOf(text: string): [number, number, number, number] {
	const words: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		for (let word = 0; word < 4; word++) words[word] = Math.imul((words[word] as number) ^ (code + word * 0x101), 0x01000193);
	}
	return words.map((word) => {
		let mixed = word ^ (word >>> 16);
		mixed = Math.imul(mixed, 0x85ebca6b);
		mixed ^= mixed >>> 13;
		mixed = Math.imul(mixed, 0xc2b2ae35);
		return mixed ^ (mixed >>> 16);
	}) as [number, number, number, number];
}
