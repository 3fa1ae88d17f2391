// Stream: whoever writes mail, as a list of deliveries and a way to write each. The list is numbers only, and each letter is written when it is its
// turn and then forgotten, so that a hundred thousand of them need no more memory than a hundred.

import type { Letter } from "./letter.ts";
import type { Account } from "./people.ts";

export interface Delivery {
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Which of the stream's letters. */
	readonly number: number;
	/** Index of the account. */
	readonly account: number;
}

export interface Stream {
	readonly id: string;
	readonly deliveries: readonly Delivery[];
	/** The same letter whenever it is asked for. */
	letter(number: number, reader: Account, at: number): Letter;
}

export interface Scheduled extends Delivery {
	readonly stream: Stream;
}

/** All deliveries in order of time; those of one time in order of streams. */
export function* inOrder(streams: readonly Stream[]): Generator<Scheduled> {
	const total = streams.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
	const times = new Float64Array(total);
	const streamOf = new Uint32Array(total);
	const placeOf = new Uint32Array(total);
	let next = 0;
	for (const [index, { deliveries }] of streams.entries()) {
		for (const [place, { at }] of deliveries.entries()) {
			times[next] = at;
			streamOf[next] = index;
			placeOf[next++] = place;
		}
	}
	const order = Uint32Array.from({ length: total }, (_, index) => index).sort(
		(a, b) => (times[a] as number) - (times[b] as number) || a - b,
	);
	for (const index of order) {
		const stream = streams[streamOf[index] as number] as Stream;
		yield { ...(stream.deliveries[placeOf[index] as number] as Delivery), stream };
	}
}
