// Inflate: DEFLATE (RFC 1951), bare or in the wrapping of zlib (RFC 1950) or gzip (RFC 1952), after Mark Adler's puff. Not a library's,
// since it is tried on every token that might be compressed: what is not must cost no exception and no tables, and what is must not
// grow beyond the target (a bomb ends there). Check sums are not compared: a find in what came out is proof enough.

const MAX_BITS = 15;

interface Codes {
	/** How many codes have each length. */
	readonly counts: Uint16Array;
	/** The symbols in the order of their codes. */
	readonly symbols: Uint16Array;
}

const LENGTH_BASES = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASES = [
	1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385,
	24577,
];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function codesOf(lengths: readonly number[]): Codes {
	const counts = new Uint16Array(MAX_BITS + 1);
	for (const length of lengths) counts[length] = (counts[length] as number) + 1;
	const offsets = new Uint16Array(MAX_BITS + 2);
	for (let length = 1; length <= MAX_BITS; length++) offsets[length + 1] = (offsets[length] as number) + (counts[length] as number);
	const symbols = new Uint16Array(lengths.length);
	for (const [symbol, length] of lengths.entries()) {
		if (length === 0) continue;
		symbols[offsets[length] as number] = symbol;
		offsets[length] = (offsets[length] as number) + 1;
	}
	return { counts, symbols };
}

const FIXED = codesOf(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)));
const FIXED_DISTANCES = codesOf(new Array(30).fill(5));

/** Where the compressed data begins in `[start, end)` of `bytes`: behind a gzip or zlib header, or at `start`. */
function startOfDeflate(bytes: Uint8Array, start: number, end: number): number {
	if (end - start > 18 && bytes[start] === 0x1f && bytes[start + 1] === 0x8b && bytes[start + 2] === 8) {
		const flags = bytes[start + 3] as number;
		let at = start + 10;
		if (flags & 4) at += 2 + ((bytes[at] as number) | ((bytes[at + 1] as number) << 8));
		for (const text of [8, 16]) {
			if ((flags & text) === 0) continue;
			while (at < end && bytes[at] !== 0) at++;
			at++;
		}
		return flags & 2 ? at + 2 : at;
	}
	const isZlib = ((bytes[start] as number) & 0x8f) === 8 && (((bytes[start] as number) << 8) | (bytes[start + 1] as number)) % 31 === 0;
	return isZlib ? start + 2 : start;
}

/**
 * Whether `[start, end)` may be compressed text: a gzip or zlib header, else one block whose first four symbols are printable
 * ASCII (RFC 1951 §3.2.6: eight bits each), as compressors write short texts. True for 1 random token in 400.
 */
export function mayBeDeflated(bytes: Uint8Array, start: number, end: number): boolean {
	if (end - start < 8) return false;
	if (startOfDeflate(bytes, start, end) > start) return true;
	if (((bytes[start] as number) & 7) !== 3) return false;
	for (let symbol = 0; symbol < 4; symbol++) {
		let code = 0;
		for (let bit = 3 + symbol * 8; bit < 11 + symbol * 8; bit++) {
			code = (code << 1) | (((bytes[start + (bit >> 3)] as number) >> (bit & 7)) & 1);
		}
		if (code < 0x30 + 0x20 || code > 0x30 + 0x7e) return false;
	}
	return true;
}

/**
 * Inflates `[start, end)` of `bytes` into `target` and returns how many bytes it wrote: all, or as many as there were before the
 * data broke or `target` was full. What follows the data is ignored.
 */
export function inflate(bytes: Uint8Array, start: number, end: number, target: Uint8Array): number {
	let at = startOfDeflate(bytes, start, end);
	let held = 0;
	let count = 0;
	let written = 0;
	let broken = false;

	function bits(wanted: number): number {
		while (count < wanted) {
			if (at >= end) {
				broken = true;
				return 0;
			}
			held |= (bytes[at++] as number) << count;
			count += 8;
		}
		const value = held & ((1 << wanted) - 1);
		held >>>= wanted;
		count -= wanted;
		return value;
	}

	function symbol({ counts, symbols }: Codes): number {
		let code = 0;
		let first = 0;
		let index = 0;
		for (let length = 1; length <= MAX_BITS; length++) {
			code |= bits(1);
			if (broken) return -1;
			const ofLength = counts[length] as number;
			if (code - ofLength < first) return symbols[index + (code - first)] as number;
			index += ofLength;
			first = (first + ofLength) << 1;
			code <<= 1;
		}
		broken = true;
		return -1;
	}

	function block(lengths: Codes, distances: Codes): void {
		while (!broken) {
			const literal = symbol(lengths);
			if (literal < 0 || literal === 256) return;
			if (literal < 256) {
				if (written === target.length) broken = true;
				else target[written++] = literal;
				continue;
			}
			const length = (LENGTH_BASES[literal - 257] ?? 0) + bits(LENGTH_BITS[literal - 257] ?? 0);
			const far = symbol(distances);
			const distance = (DISTANCE_BASES[far] ?? 0) + bits(DISTANCE_BITS[far] ?? 0);
			if (broken || length === 0 || distance === 0 || distance > written || written + length > target.length) {
				broken = true;
				return;
			}
			for (let index = 0; index < length; index++, written++) target[written] = target[written - distance] as number;
		}
	}

	function dynamicBlock(): void {
		const lengthCount = bits(5) + 257;
		const distanceCount = bits(5) + 1;
		const codeCount = bits(4) + 4;
		const codeLengths = new Array<number>(19).fill(0);
		for (let index = 0; index < codeCount; index++) codeLengths[CODE_ORDER[index] as number] = bits(3);
		const codes = codesOf(codeLengths);
		const lengths: number[] = [];
		while (lengths.length < lengthCount + distanceCount && !broken) {
			const next = symbol(codes);
			if (next < 16) lengths.push(next);
			else {
				const repeated = next === 16 ? (lengths.at(-1) ?? 0) : 0;
				const times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
				for (let time = 0; time < times; time++) lengths.push(repeated);
			}
		}
		if (!broken) block(codesOf(lengths.slice(0, lengthCount)), codesOf(lengths.slice(lengthCount, lengthCount + distanceCount)));
	}

	function storedBlock(): void {
		held = 0;
		count = 0;
		const length = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
		const isStored = at + 4 <= end && length === (~((bytes[at + 2] as number) | ((bytes[at + 3] as number) << 8)) & 0xffff);
		if (!isStored || at + 4 + length > end || written + length > target.length) {
			broken = true;
			return;
		}
		target.set(bytes.subarray(at + 4, at + 4 + length), written);
		written += length;
		at += 4 + length;
	}

	for (let last = 0; last === 0 && !broken; ) {
		last = bits(1);
		const kind = bits(2);
		if (kind === 0) storedBlock();
		else if (kind === 1) block(FIXED, FIXED_DISTANCES);
		else if (kind === 2) dynamicBlock();
		else broken = true;
	}
	return written;
}
