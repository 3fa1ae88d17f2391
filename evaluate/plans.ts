// Plans: which rehearsals are run. Rules may be looked at on "development"; what is reported as found is "held-out": other words, layouts, mailing
// programs, senders and names, later years, and seeds that nobody has looked at.

import { EVASIONS } from "../src/app/rehearsal/attack/toolkit.ts";
import { EDITIONS } from "../src/app/rehearsal/grammar/edition.ts";
import type { RunPlan } from "./run.ts";

export interface Amount {
	readonly seeds: number;
	/** Background around a campaign. */
	readonly size: number;
	/** Background alone, to count false verdicts in. */
	readonly background: readonly number[];
}

export const FULL: Amount = { seeds: 3, size: 2000, background: [20_000, 100_000] };

/** First seed of an edition; no seed is in both. */
const FIRST_SEED = { development: 1, "held-out": 1001 } as const;

export function plansOf({ seeds, size, background }: Amount): RunPlan[] {
	return EDITIONS.flatMap((edition) => {
		const seed = FIRST_SEED[edition];
		const numbers = Array.from({ length: seeds }, (_, number) => seed + number);
		const around = EVASIONS.flatMap((evasion) => [
			...numbers.slice(0, Math.ceil(seeds / 2)).map((number): RunPlan => ({ edition, shape: "ipac-2021", evasion, seed: number, size })),
			...(["two-recipients", "slow-drip"] as const).flatMap((shape) =>
				numbers.map((number): RunPlan => ({ edition, shape, evasion, seed: number, size })),
			),
		]);
		return [...around, ...background.map((messages): RunPlan => ({ edition, shape: "none", evasion: 0, seed, size: messages }))];
	});
}

/** A sign of life for every check: each shape once, the hardest levels among them. */
export const SHORT: readonly RunPlan[] = [
	{ edition: "development", shape: "ipac-2021", evasion: 0, seed: 1, size: 600 },
	{ edition: "held-out", shape: "ipac-2021", evasion: 5, seed: 1001, size: 600 },
	{ edition: "development", shape: "two-recipients", evasion: 3, seed: 1, size: 800 },
	{ edition: "held-out", shape: "two-recipients", evasion: 3, seed: 1001, size: 800 },
	{ edition: "held-out", shape: "slow-drip", evasion: 4, seed: 1001, size: 800 },
	{ edition: "held-out", shape: "none", evasion: 0, seed: 1001, size: 3000 },
];
