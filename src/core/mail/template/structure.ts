// Structure: the order of the elements of an HTML text, which copies of a mailing share whatever their words. What repeats at once is counted
// once (a newsletter of five articles is laid out as one of four), and so are neither text nor attributes, nor what gateways add or strip:
// head and body, style and metadata.

import { orderedHash } from "./ordered-hash.ts";

/** What lies beyond tells layouts apart no better. Elements, repetitions left out. */
export const MAX_ELEMENTS = 300;
/** Elements of a row that repeats, and rows of the same name inside one: what is longer or holds more counts each time. */
const MAX_PERIOD = 128;
const MAX_TRIES = 8;
const MIN_ELEMENTS = 4;
const SLOTS = 256;

export interface Structure {
	/** Hashes of names. */
	readonly names: Int32Array;
	/** By element: the last in the same slot before it. */
	readonly earlier: Int32Array;
	/** By slot: its last element. */
	readonly last: Int32Array;
	count: number;
}

export function createStructure(): Structure {
	return { names: new Int32Array(MAX_ELEMENTS), earlier: new Int32Array(MAX_ELEMENTS), last: new Int32Array(SLOTS), count: 0 };
}

export function beginStructure(structure: Structure): void {
	structure.count = 0;
	structure.last.fill(-1);
}

/** Takes an element; where that makes the last few a repetition of those before them, they are dropped. */
export function addElement(structure: Structure, name: number): void {
	const { names, earlier, last, count } = structure;
	const before = count === 0 ? 0 : (names[count - 1] as number);
	if (before === name || count === MAX_ELEMENTS) return;
	const slot = slotOf(before, name);
	let other = last[slot] as number;
	names[count] = name;
	earlier[count] = other;
	last[slot] = count;
	structure.count = count + 1;
	for (let tries = 0; other >= 0 && tries < MAX_TRIES; tries++, other = earlier[other] as number) {
		const period = count - other;
		if (period > MAX_PERIOD || period > other + 1) return;
		let back = 0;
		while (back < period && names[count - back] === names[other - back]) back++;
		if (back === period) {
			drop(structure, period);
			return;
		}
	}
}

function drop(structure: Structure, period: number): void {
	const { names, earlier, last } = structure;
	for (let left = period; left > 0; left--) {
		const at = --structure.count;
		last[slotOf(names[at - 1] as number, names[at] as number)] = earlier[at] as number;
	}
}

/** Of an element and the one before it, so that few others are in the slot. */
function slotOf(before: number, name: number): number {
	const both = name ^ (before >>> 3) ^ (before << 5);
	return (both ^ (both >>> 11)) & (SLOTS - 1);
}

/** 16 hex digits, or "" where too few elements are left to tell anything. */
export function structureHash({ names, count }: Structure): string {
	return count < MIN_ELEMENTS ? "" : orderedHash(names, count);
}
