// Packed input: the compressed bytes of a content with a look ahead, for readers that take them apart piece by piece.

import type { Content } from "./content.ts";

const READ_BYTES = 256 * 1024;

export interface PackedInput {
	/** The next bytes, at most `count`, fewer only at the end. Valid until the next call. */
	upTo(count: number): Promise<Uint8Array>;
	move(count: number): void;
	untouched(): boolean;
}

/** `most`: how many bytes there are at most, where that is known: a small entry needs no large buffer. */
export function createInput(packed: Content, most = READ_BYTES): PackedInput {
	const buffer = new Uint8Array(Math.min(READ_BYTES, most));
	let start = 0;
	let end = 0;
	let moved = 0;
	return {
		async upTo(count) {
			if (end - start < count) {
				buffer.copyWithin(0, start, end);
				end -= start;
				start = 0;
				end += await packed.fill(buffer.subarray(end));
			}
			return buffer.subarray(start, Math.min(end, start + count));
		},
		move(count) {
			start += count;
			moved += count;
		},
		untouched: () => moved === 0,
	};
}
