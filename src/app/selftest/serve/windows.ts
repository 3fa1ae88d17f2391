// Windows: how often something was done of late, by key (an address's hash, a domain, a client), so that nobody does it more often than is allowed.
// Of each time only its key and its moment are kept, no longer than they count, and of keys no more than a bound.

export interface Window {
	/** True, and counted, where it was done fewer than `most` times within the time. */
	take(key: string): boolean;
	/** What it would answer, without counting. */
	allows(key: string): boolean;
	/** For a file: moments in milliseconds, by key. */
	entries(): readonly (readonly [string, readonly number[]])[];
}

export interface WindowOptions {
	readonly most: number;
	/** Milliseconds. */
	readonly within: number;
	/** Moments are kept no finer than this, in milliseconds: 1 where nothing of it is written down. */
	readonly grain?: number;
	readonly now: () => number;
	/** What an earlier process kept. */
	readonly before?: readonly (readonly [string, readonly number[]])[];
}

/** Beyond them those that were seen longest ago go. */
export const MOST_KEYS = 50_000;

export function createWindow({ most, within, grain = 1, now, before = [] }: WindowOptions): Window {
	const moments = new Map<string, readonly number[]>(before);
	const recent = (key: string): readonly number[] => {
		const at = now();
		// A moment that lies ahead was noted before the clock was set back: it counts.
		return (moments.get(key) ?? []).filter((moment) => at - moment < within);
	};
	const sweep = (): void => {
		for (const key of moments.keys()) if (recent(key).length === 0) moments.delete(key);
		for (const key of moments.keys()) {
			if (moments.size <= MOST_KEYS * 0.9) break;
			moments.delete(key);
		}
	};
	return {
		take(key) {
			const kept = recent(key);
			// Put last, so that the first is the one that was seen longest ago.
			moments.delete(key);
			const allowed = kept.length < most;
			moments.set(key, allowed ? [...kept, Math.floor(now() / grain) * grain] : kept);
			if (moments.size > MOST_KEYS) sweep();
			return allowed;
		},
		allows: (key) => recent(key).length < most,
		entries: () => [...moments.keys()].map((key) => [key, recent(key)] as const).filter(([, kept]) => kept.length > 0),
	};
}
