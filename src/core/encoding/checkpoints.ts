// Checkpoints: pairs (decoded, raw) noted while a decoder runs, from which the way back to the raw bytes is walked again. A map for
// every byte would cost more than the decoding; a pair every few hundred bytes costs nothing and bounds each walk.

import { lastAtOrBefore } from "./order.ts";

export interface Checkpoints {
	count: number;
	decoded: Uint32Array;
	raw: Uint32Array;
}

export function createCheckpoints(): Checkpoints {
	return { count: 0, decoded: new Uint32Array(256), raw: new Uint32Array(256) };
}

export function noteCheckpoint(checkpoints: Checkpoints, decoded: number, raw: number): void {
	const { count } = checkpoints;
	if (count === checkpoints.decoded.length) {
		checkpoints.decoded = grown(checkpoints.decoded);
		checkpoints.raw = grown(checkpoints.raw);
	}
	checkpoints.decoded[count] = decoded;
	checkpoints.raw[count] = raw;
	checkpoints.count = count + 1;
}

function grown(array: Uint32Array): Uint32Array {
	const larger = new Uint32Array(array.length * 2);
	larger.set(array);
	return larger;
}

/** Index of the last checkpoint at or before `decoded`. The first lies at 0. */
export function checkpointBefore(checkpoints: Checkpoints, decoded: number): number {
	return lastAtOrBefore(checkpoints.decoded, checkpoints.count, decoded);
}

/** A decoded byte's range in what it was decoded from, half open. One object, reused: read it at once. */
export interface Range {
	start: number;
	end: number;
}
