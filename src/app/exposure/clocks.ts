// Clocks: logs that show the same contacts, all of them by the same time later or earlier: one of the two clocks is wrong, and only a person can say which.

import { type LogSample, shiftBetween } from "../../core/exposure/log-sample.ts";
import type { TakenLog } from "../../core/model/exposure.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";

export interface ShiftedClock {
	readonly log: string;
	readonly other: string;
	/** Milliseconds by which the first log's clock is ahead of the other's. */
	readonly by: number;
}

/** Each is laid beside each. */
const MOST_LOGS = 30;
/** Milliseconds; less does no harm. */
const LEAST = 60_000;

export async function shiftedClocks({ exposure }: Pick<Casebook, "exposure">, logs: readonly TakenLog[]): Promise<ShiftedClock[]> {
	const samples: { readonly log: string; readonly sample: LogSample }[] = [];
	for (const { log, sha256, contacts } of logs)
		if (contacts > 0 && samples.length < MOST_LOGS) samples.push({ log, sample: await exposure.sample(sha256) });
	return samples.flatMap((one, index) =>
		samples.slice(index + 1).flatMap((other) => {
			const by = shiftBetween(one.sample, other.sample);
			return by === null || Math.abs(by) < LEAST ? [] : [{ log: one.log, other: other.log, by }];
		}),
	);
}
