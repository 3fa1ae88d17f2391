// Alignment of two lists of references: which of one corresponds to which of the other, in order. Patience (anchors that occur once in both, the
// longest rising run of them) step by step from exact shapes to coarse ones; a table of a longest common subsequence only where little is
// left, so that thousands of references cost little more than a walk along them.

import { type ReferenceShape, STEPS } from "./reference-shape.ts";

/** Cells of a table for one gap, and for one alignment altogether. Attack: thousands of references, all of few shapes. */
const MAX_CELLS = 8192;
const MAX_ALL_CELLS = 65_536;
/** How often a reference is looked at in search of anchors, on average. Attack: each gap is one shorter than the one around it. */
const MAX_LOOKS = 32;

/** For each of `b` the index of its counterpart in `a`, or -1. Indexes rise. */
export function align(a: readonly ReferenceShape[], b: readonly ReferenceShape[]): Int32Array {
	const found = new Int32Array(b.length).fill(-1);
	let cells = MAX_ALL_CELLS;
	let looks = (a.length + b.length) * MAX_LOOKS;

	/** Matches `[a0, a1)` with `[b0, b1)` by shapes of `step`, and what is left between by the next. */
	function gap(step: number, a0: number, a1: number, b0: number, b1: number): void {
		if (a0 >= a1 || b0 >= b1 || step >= STEPS.length) return;
		const name = STEPS[step] as (typeof STEPS)[number];
		const isSame = (i: number, j: number): boolean => {
			const shape = (a[i] as ReferenceShape)[name];
			return shape >= 0 && shape === (b[j] as ReferenceShape)[name];
		};
		let [i, j] = [a0, b0];
		while (i < a1 && j < b1 && isSame(i, j)) found[j++] = i++;
		let [iEnd, jEnd] = [a1, b1];
		while (iEnd > i && jEnd > j && isSame(iEnd - 1, jEnd - 1)) found[--jEnd] = --iEnd;
		looks -= iEnd - i + jEnd - j;
		if (looks < 0) return;
		const anchors = anchorsIn(name, i, iEnd, j, jEnd) ?? tabled(isSame, i, iEnd, j, jEnd) ?? inTurn(name, i, iEnd, j, jEnd);
		for (const [left, right] of anchors) {
			found[right] = left;
			gap(step, i, left, j, right);
			[i, j] = [left + 1, right + 1];
		}
		if (anchors.length > 0) gap(step, i, iEnd, j, jEnd);
		else gap(step + 1, i, iEnd, j, jEnd);
	}

	/** Shapes that occur once on either side, in the longest order that both have; null where there are none. */
	function anchorsIn(name: (typeof STEPS)[number], a0: number, a1: number, b0: number, b1: number): [number, number][] | null {
		if (a0 >= a1 || b0 >= b1) return [];
		const once = new Map<number, number>();
		for (let i = a0; i < a1; i++) {
			const shape = (a[i] as ReferenceShape)[name];
			once.set(shape, once.has(shape) || shape < 0 ? -1 : i);
		}
		const right = new Map<number, number>();
		for (let j = b0; j < b1; j++) {
			const shape = (b[j] as ReferenceShape)[name];
			if ((once.get(shape) ?? -1) >= 0) right.set(shape, right.has(shape) ? -1 : j);
		}
		const pairs: [number, number][] = [];
		for (const [shape, j] of right) if (j >= 0) pairs.push([once.get(shape) as number, j]);
		return pairs.length === 0 ? null : longestRising(pairs.sort((x, y) => x[1] - y[1]));
	}

	/** The longest common subsequence; null where its table would be large. */
	function tabled(isSame: (i: number, j: number) => boolean, a0: number, a1: number, b0: number, b1: number): [number, number][] | null {
		const [rows, columns] = [a1 - a0, b1 - b0];
		if (rows * columns > Math.min(MAX_CELLS, cells)) return null;
		cells -= rows * columns;
		const width = columns + 1;
		const table = new Uint16Array((rows + 1) * width);
		for (let i = rows - 1; i >= 0; i--)
			for (let j = columns - 1; j >= 0; j--)
				table[i * width + j] = isSame(a0 + i, b0 + j)
					? (table[(i + 1) * width + j + 1] as number) + 1
					: Math.max(table[(i + 1) * width + j] as number, table[i * width + j + 1] as number);
		const pairs: [number, number][] = [];
		for (let i = 0, j = 0; i < rows && j < columns; ) {
			if (isSame(a0 + i, b0 + j)) pairs.push([a0 + i++, b0 + j++]);
			else if ((table[(i + 1) * width + j] as number) >= (table[i * width + j + 1] as number)) i++;
			else j++;
		}
		return pairs;
	}

	/** Each with the next that is alike. */
	function inTurn(name: (typeof STEPS)[number], a0: number, a1: number, b0: number, b1: number): [number, number][] {
		const places = new Map<number, number[]>();
		for (let i = a1 - 1; i >= a0; i--) {
			const shape = (a[i] as ReferenceShape)[name];
			const list = places.get(shape);
			if (list === undefined) places.set(shape, [i]);
			else list.push(i);
		}
		const pairs: [number, number][] = [];
		let next = a0;
		for (let j = b0; j < b1; j++) {
			const shape = (b[j] as ReferenceShape)[name];
			const list = shape < 0 ? undefined : places.get(shape);
			while (list !== undefined && list.length > 0 && (list.at(-1) as number) < next) list.pop();
			const i = list?.pop();
			if (i === undefined) continue;
			pairs.push([i, j]);
			next = i + 1;
		}
		return pairs;
	}

	gap(0, 0, a.length, 0, b.length);
	return found;
}

/** Of pairs in order of their second number the longest run whose first numbers rise too (Fredman 1975: n log n). */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
	const before = new Int32Array(pairs.length).fill(-1);
	/** Index of the pair that ends the best run of each length. */
	const ends: number[] = [];
	pairs.forEach(([left], index) => {
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((pairs[ends[middle] as number] as [number, number])[0] < left) low = middle + 1;
			else high = middle;
		}
		if (low > 0) before[index] = ends[low - 1] as number;
		ends[low] = index;
	});
	const run: [number, number][] = [];
	for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) run.push(pairs[at] as [number, number]);
	return run.reverse();
}
