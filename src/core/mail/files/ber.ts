// BER (X.690), which certificates and signed messages are written in: elements of a tag, a length and contents. Not a library's, since each must
// know its raw bytes, lengths may be left open, and hostile ones nest without end.

import type { Content } from "../../model/content.ts";

export interface BerElement {
	/** Identifier octet: class, whether it is constructed, and the number where that fits. */
	readonly tag: number;
	/** Its contents. */
	readonly from: number;
	readonly to: number;
	/** Where the element after it begins. */
	readonly next: number;
}

const CONSTRUCTED = 0x20;
const LONG_TAG = 0x1f;
const OPEN_LENGTH = 0x80;

/** Attack: elements of open length in one another, each of whose ends has to be looked for. */
const MAX_OPEN_DEPTH = 16;

/** Attack: millions of empty elements. A signed message with its chain has some thousand; one sent in pieces has one for each of them. */
const MAX_ELEMENTS = 2_000_000;

export interface BerReader {
	/** The elements in `[from, to)`, in their order. What reaches over `to` is cut off there. */
	elements(from: number, to: number): readonly BerElement[];
	/** There was more than is read. */
	readonly exhausted: boolean;
}

export function isConstructed({ tag }: BerElement): boolean {
	return (tag & CONSTRUCTED) !== 0;
}

export function createBerReader({ bytes }: Content): BerReader {
	let left = MAX_ELEMENTS;

	function read(at: number, end: number, depth: number): BerElement | null {
		if (at + 2 > end || left-- <= 0) return null;
		const tag = bytes[at];
		let from = at + 1;
		// A number that does not fit goes on in bytes whose high bit is set, but for the last.
		if ((tag & LONG_TAG) === LONG_TAG) {
			while (from < end && bytes[from] > 0x7f) from++;
			from++;
		}
		if (from >= end) return null;
		const first = bytes[from++];
		if (first === OPEN_LENGTH) {
			if ((tag & CONSTRUCTED) === 0 || depth > MAX_OPEN_DEPTH) return null;
			const to = endOfContents(from, end, depth);
			return { tag, from, to, next: Math.min(end, to + 2) };
		}
		let length = first;
		if (first > 0x80) {
			const octets = first & 0x7f;
			if (octets > 6 || from + octets > end) return null;
			length = 0;
			for (let count = octets; count > 0; count--) length = length * 256 + bytes[from++];
		}
		const to = Math.min(end, from + length);
		return { tag, from, to, next: to };
	}

	/** Where two zeros end contents of open length; `end` where nothing does. */
	function endOfContents(from: number, end: number, depth: number): number {
		for (let at = from; at < end; ) {
			if (bytes[at] === 0 && (at + 1 >= end || bytes[at + 1] === 0)) return at;
			const inner = read(at, end, depth + 1);
			if (inner === null) return end;
			at = inner.next;
		}
		return end;
	}

	return {
		get exhausted() {
			return left <= 0;
		},
		elements(from, to) {
			const elements: BerElement[] = [];
			for (let at = from; at < to; ) {
				const element = read(at, to, 0);
				if (element === null) break;
				elements.push(element);
				at = element.next;
			}
			return elements;
		},
	};
}

/** "1.2.840.113549.1.7.2"; "" for what is none. */
export function objectIdentifier({ bytes }: Content, { from, to }: BerElement): string {
	const numbers: number[] = [];
	let value = 0;
	for (let at = from; at < Math.min(to, from + 64); at++) {
		value = value * 128 + (bytes[at] & 0x7f);
		if (bytes[at] > 0x7f) continue;
		if (numbers.length === 0) numbers.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
		else numbers.push(value);
		value = 0;
	}
	return numbers.join(".");
}
