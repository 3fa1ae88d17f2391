// Scratch: space that decoding writes into and that the next decoding writes over. A fresh array for each part would cost more than
// the decoding itself.

import { type Checkpoints, createCheckpoints } from "../encoding/checkpoints.ts";

export interface Scratch {
	/** Undone transfer encoding. */
	transfer: Uint8Array;
	readonly transferMap: Checkpoints;
	/** Made UTF-8. */
	charset: Uint8Array;
	readonly charsetMap: Checkpoints;
}

export function createScratch(): Scratch {
	return {
		transfer: new Uint8Array(0),
		transferMap: createCheckpoints(),
		charset: new Uint8Array(0),
		charsetMap: createCheckpoints(),
	};
}

/** `array`, or a larger one where it holds fewer than `length` bytes. */
export function roomFor(array: Uint8Array, length: number): Uint8Array {
	if (array.length >= length) return array;
	return new Uint8Array(Math.max(length, Math.min(array.length * 2, array.length + (1 << 24)), 1 << 16));
}
