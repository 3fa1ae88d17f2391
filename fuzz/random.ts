// Random: chance that can be had again. Each message of a run has a seed of its own (the run's plus its number), so that one that
// failed comes back alone with `npm run fuzz -- --seed SEED --messages 1`.

export interface Random {
	/** A whole number in [0, below). */
	below(limit: number): number;
	/** True once in `n`. */
	oneIn(n: number): boolean;
	pick<T>(list: readonly T[]): T;
	/** Small numbers often, large ones seldom: the sizes of pieces, in [1, limit]. */
	size(limit: number): number;
}

/** mulberry32: 32 bits of state, every seed good. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	const below = (limit: number): number => Math.floor((next() / 0x1_0000_0000) * limit);
	return {
		below,
		oneIn: (n) => below(n) === 0,
		pick: (list) => list[below(list.length)],
		size: (limit) => 1 + Math.floor((Math.max(1, limit) - 1) * (below(1_000_000) / 1_000_000) ** 4),
	};
}
