// Packed input: the compressed bytes of a content with a look ahead, for readers that take them apart piece by piece.

import type { Content } from "./content.ts";

const READ_BYTES = 256 * 1024;

export interface PackedInput {
	/** The next bytes, at most `count`, fewer only at the end. Valid until the next call. */
	upTo(count: number): Promise<Uint8Array>;
	move(count: number): void;
	untouched(): boolean;
}

export function createInput(packed: Content): PackedInput {
	const buffer = new Uint8Array(READ_BYTES);
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
