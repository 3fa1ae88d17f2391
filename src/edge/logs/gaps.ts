// Gaps: which silences of a log are gaps, where nobody can know what happened, and which are nights, weekends, or the pauses of a log of a few lines a day.
// A silence of an hour or more is a gap where, by how often the log spoke in the same hours of other working days and weekends (UTC), it would come about
// by chance less than once in 100,000. No length fits all: six hours are an outage of a busy proxy and nothing for a branch office, where 60 are a weekend.
// Two weeks are a gap of any log: one that speaks more seldom shows nothing by its silence.

import type { TimeSpan } from "./spoken.ts";

export const HOUR = 3_600_000;

/** -ln of one in 100,000: a log has hundreds of silences, and one of a hundred logs may then show one gap too many. */
const SURPRISE = Math.log(100_000);

/** Hours. */
const LONGEST_SILENCE = 14 * 24;

/** Each may find gaps that those before hid; a log made for it would take thousands. */
const MOST_ROUNDS = 10;

/** An hour of the day, of working days and of weekends. */
const BUCKETS = 48;
const WEEK = 168;

/** `spans`: in order, more than an hour apart. Those that stay apart have a gap between them. */
export function withoutHabits(spans: readonly TimeSpan[]): TimeSpan[] {
	if (spans.length < 2) return [...spans];
	const silences = spans.slice(1).map(([from], index) => hoursBetween(Math.ceil(spans[index][1] / HOUR), Math.floor(from / HOUR)));
	const lengths = silences.map(sum);
	const total = hoursBetween(Math.floor(spans[0][0] / HOUR), Math.floor(spans[spans.length - 1][1] / HOUR) + 1);
	const spoken = silences.reduce(minus, total);
	/** Hours that are no gap: what is known to be one says nothing of the log's habits. */
	let known = total;
	const gaps = new Set<number>();
	for (let round = 0, before = -1; before < gaps.size && round < MOST_ROUNDS; round++) {
		before = gaps.size;
		const [spokenHours, knownHours] = [sum(spoken), sum(known)];
		const isGap = (index: number): boolean => {
			if (lengths[index] >= LONGEST_SILENCE) return true;
			const usual = spokenHours / (knownHours - lengths[index] + 1);
			return surprise(silences[index], spoken, known, usual) > SURPRISE;
		};
		for (const index of lengths.flatMap((_, index) => (!gaps.has(index) && isGap(index) ? [index] : []))) {
			gaps.add(index);
			known = minus(known, silences[index]);
		}
	}
	return bridged(spans, gaps);
}

/** -ln of the chance that all of these hours are silent: `spoken` of the `known` hours of each kind were not. */
function surprise(silence: readonly number[], spoken: readonly number[], known: readonly number[], usual: number): number {
	let all = 0;
	for (let bucket = 0; bucket < BUCKETS; bucket++) {
		const hours = silence[bucket];
		if (hours === 0) continue;
		// `usual` weighs as one day more that was as all hours are together: a few days alone prove no habit.
		const share = (spoken[bucket] + usual) / (known[bucket] - hours + 1);
		all -= hours * Math.log(1 - share);
	}
	return all;
}

/** Whole hours since 1970 from `from` to before `to`, by kind. */
function hoursBetween(from: number, to: number): number[] {
	const hours = new Array<number>(BUCKETS).fill(0);
	const weeks = Math.floor(Math.max(0, to - from) / WEEK);
	for (let bucket = 0; bucket < BUCKETS; bucket++) hours[bucket] = weeks * (bucket < 24 ? 5 : 2);
	for (let hour = from + weeks * WEEK; hour < to; hour++) hours[bucketOf(hour)]++;
	return hours;
}

function bucketOf(hour: number): number {
	const day = Math.floor(hour / 24);
	// The first of January 1970 was a Thursday.
	const weekday = (((day + 4) % 7) + 7) % 7;
	return hour - day * 24 + (weekday === 0 || weekday === 6 ? 24 : 0);
}

function minus(a: readonly number[], b: readonly number[]): number[] {
	return a.map((hours, bucket) => hours - b[bucket]);
}

function sum(values: readonly number[]): number {
	return values.reduce((all, value) => all + value, 0);
}

function bridged(spans: readonly TimeSpan[], gaps: ReadonlySet<number>): TimeSpan[] {
	const result: [number, number][] = [];
	for (const [index, [from, to]] of spans.entries()) {
		const last = result.at(-1);
		if (last === undefined || gaps.has(index - 1)) result.push([from, to]);
		else last[1] = to;
	}
	return result;
}
