// Sketch of a text: MinHash by one permutation (Li, Owen and Zhang, NIPS 2012): one hash a shingle, whose highest bits choose one of 32 bins
// and whose rest competes there for the least. Bins that stay empty borrow from others in an order that is the same for every text (Shrivastava,
// ICML 2017), so that short texts compare as long ones do. 32 hashes a shingle would tell the same and cost more than all else here.

import { toHex } from "../../encoding/hashes.ts";
import { SKETCH_VALUES } from "../../encoding/sketches.ts";
import { mixed } from "./ordered-hash.ts";

/** Words of a shingle. With three each changed word would take three shingles with it, and copies with a tenth of them changed be strangers. */
const SHINGLE = 2;

/** Fewer words say too little. */
export const MIN_WORDS = 12;

const BIN_BITS = 5;
const REST = 32 - BIN_BITS;
const EMPTY = -1;

/** From which bins each may borrow, in order; made where one has to. */
const donors: (readonly number[] | undefined)[] = new Array(SKETCH_VALUES);

function donorsOf(bin: number): readonly number[] {
	const rank = (other: number): number => mixed(Math.imul(bin + 1, 0x9e3779b1) ^ other);
	donors[bin] ??= Array.from({ length: SKETCH_VALUES }, (_, other) => other).sort((a, b) => rank(a) - rank(b));
	return donors[bin] as readonly number[];
}

const least = new Int32Array(SKETCH_VALUES);
const written = new Uint8Array(SKETCH_VALUES * 4);

/** 32 values of 8 hex digits; "" where there are too few words. */
export function sketchOf(words: Int32Array, count: number): string {
	if (count < MIN_WORDS) return "";
	least.fill(EMPTY);
	for (let at = 0; at + SHINGLE <= count; at++) {
		const both = Math.imul(words[at] as number, 0x2c1b3c6d) ^ (words[at + 1] as number);
		const hash = Math.imul(both ^ (both >>> 15), 0x85ebca6b);
		const bin = hash >>> REST;
		const value = hash & ((1 << REST) - 1);
		const before = least[bin] as number;
		if (before === EMPTY || value < before) least[bin] = value;
	}
	for (let bin = 0; bin < SKETCH_VALUES; bin++) {
		const from = least[bin] === EMPTY ? (donorsOf(bin).find((donor) => least[donor] !== EMPTY) ?? bin) : bin;
		const value = mixed((least[from] as number) | (from << REST));
		written[bin * 4] = value >>> 24;
		written[bin * 4 + 1] = value >>> 16;
		written[bin * 4 + 2] = value >>> 8;
		written[bin * 4 + 3] = value;
	}
	return toHex(written);
}
