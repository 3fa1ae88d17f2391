// MurmurHash (Austin Appleby, public domain; the reference is SMHasher): version 2 in 32 and 64 bits, version 3 in 32 and 128, for 32-bit
// (x86) and 64-bit machines (x64), which differ. Seed 0 unless given, since no tool that hashes addresses sets one.

import { multiply64, read32, read64, rotate32, rotate64 } from "./words.ts";

export function murmur2(data: Uint8Array, seed = 0): number {
	const m = 0x5bd1e995;
	let h = seed ^ data.length;
	let at = 0;
	for (; at + 4 <= data.length; at += 4) {
		let k = Math.imul(read32(data, at), m);
		k = Math.imul(k ^ (k >>> 24), m);
		h = Math.imul(h, m) ^ k;
	}
	if (at < data.length) h = Math.imul(h ^ tail32(data, at, data.length), m);
	h = Math.imul(h ^ (h >>> 13), m);
	return (h ^ (h >>> 15)) >>> 0;
}

/** MurmurHash64A, for 64-bit machines. */
export function murmur2of64(data: Uint8Array, seed = 0): bigint {
	const m = 0xc6a4a7935bd1e995n;
	let h = BigInt(seed >>> 0) ^ multiply64(BigInt(data.length), m);
	let at = 0;
	for (; at + 8 <= data.length; at += 8) {
		let k = multiply64(read64(data, at), m);
		k = multiply64(k ^ (k >> 47n), m);
		h = multiply64(h ^ k, m);
	}
	if (at < data.length) h = multiply64(h ^ tail64(data, at, data.length), m);
	h = multiply64(h ^ (h >> 47n), m);
	return h ^ (h >> 47n);
}

/** MurmurHash64B, for 32-bit machines: two version-2 hashes woven into one. */
export function murmur2of64onX86(data: Uint8Array, seed = 0): bigint {
	const m = 0x5bd1e995;
	const mix = (word: number): number => {
		const k = Math.imul(word, m);
		return Math.imul(k ^ (k >>> 24), m);
	};
	let high = seed ^ data.length;
	let low = 0;
	let at = 0;
	for (; at + 8 <= data.length; at += 8) {
		high = Math.imul(high, m) ^ mix(read32(data, at));
		low = Math.imul(low, m) ^ mix(read32(data, at + 4));
	}
	if (at + 4 <= data.length) {
		high = Math.imul(high, m) ^ mix(read32(data, at));
		at += 4;
	}
	if (at < data.length) low = Math.imul(low ^ tail32(data, at, data.length), m);
	high = Math.imul(high ^ (low >>> 18), m);
	low = Math.imul(low ^ (high >>> 22), m);
	high = Math.imul(high ^ (low >>> 17), m);
	low = Math.imul(low ^ (high >>> 19), m);
	return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

export function murmur3(data: Uint8Array, seed = 0): number {
	const mix = (word: number): number => Math.imul(rotate32(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
	let h = seed;
	let at = 0;
	for (; at + 4 <= data.length; at += 4) h = (Math.imul(rotate32(h ^ mix(read32(data, at)), 13), 5) + 0xe6546b64) | 0;
	if (at < data.length) h ^= mix(tail32(data, at, data.length));
	return finish32(h ^ data.length) >>> 0;
}

/** Four words. */
export function murmur3of128onX86(data: Uint8Array, seed = 0): number[] {
	const c = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93];
	const turns = [15, 16, 17, 18];
	const mix = (word: number, lane: number): number =>
		Math.imul(rotate32(Math.imul(word, c[lane] as number), turns[lane] as number), c[(lane + 1) & 3] as number);
	const after = [19, 17, 15, 13];
	const added = [0x561ccd1b, 0x0bcaa747, 0x96cd1c35, 0x32ac3b17];
	const h = [seed, seed, seed, seed] as [number, number, number, number];
	let at = 0;
	for (; at + 16 <= data.length; at += 16) {
		for (let lane = 0; lane < 4; lane++) {
			const turned = rotate32((h[lane] as number) ^ mix(read32(data, at + 4 * lane), lane), after[lane] as number);
			h[lane] = (Math.imul((turned + (h[(lane + 1) & 3] as number)) | 0, 5) + (added[lane] as number)) | 0;
		}
	}
	for (let lane = 0; at + 4 * lane < data.length; lane++) {
		const from = at + 4 * lane;
		h[lane] = (h[lane] as number) ^ mix(tail32(data, from, Math.min(from + 4, data.length)), lane);
	}
	const gather = (): void => {
		h[0] = (h[0] + h[1] + h[2] + h[3]) | 0;
		for (let lane = 1; lane < 4; lane++) h[lane] = ((h[lane] as number) + h[0]) | 0;
	};
	for (let lane = 0; lane < 4; lane++) h[lane] = (h[lane] as number) ^ data.length;
	gather();
	for (let lane = 0; lane < 4; lane++) h[lane] = finish32(h[lane] as number);
	gather();
	return h.map((word) => word >>> 0);
}

/** Two words. */
export function murmur3of128onX64(data: Uint8Array, seed = 0): [bigint, bigint] {
	const c1 = 0x87c37b91114253d5n;
	const c2 = 0x4cf5ad432745937fn;
	const mix1 = (word: bigint): bigint => multiply64(rotate64(multiply64(word, c1), 31n), c2);
	const mix2 = (word: bigint): bigint => multiply64(rotate64(multiply64(word, c2), 33n), c1);
	let h1 = BigInt(seed >>> 0);
	let h2 = h1;
	let at = 0;
	for (; at + 16 <= data.length; at += 16) {
		h1 = BigInt.asUintN(64, (rotate64(h1 ^ mix1(read64(data, at)), 27n) + h2) * 5n + 0x52dce729n);
		h2 = BigInt.asUintN(64, (rotate64(h2 ^ mix2(read64(data, at + 8)), 31n) + h1) * 5n + 0x38495ab5n);
	}
	if (at + 8 < data.length) h2 ^= mix2(tail64(data, at + 8, data.length));
	if (at < data.length) h1 ^= mix1(tail64(data, at, Math.min(at + 8, data.length)));
	h1 ^= BigInt(data.length);
	h2 ^= BigInt(data.length);
	h1 = BigInt.asUintN(64, h1 + h2);
	h2 = BigInt.asUintN(64, h2 + h1);
	h1 = finish64(h1);
	h2 = finish64(h2);
	h1 = BigInt.asUintN(64, h1 + h2);
	return [h1, BigInt.asUintN(64, h2 + h1)];
}

function finish32(word: number): number {
	let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
}

function finish64(word: bigint): bigint {
	let h = multiply64(word ^ (word >> 33n), 0xff51afd7ed558ccdn);
	h = multiply64(h ^ (h >> 33n), 0xc4ceb9fe1a85ec53n);
	return h ^ (h >> 33n);
}

/** What is left of the data, as one little-endian word. */
function tail32(data: Uint8Array, from: number, to: number): number {
	let word = 0;
	for (let at = to - 1; at >= from; at--) word = (word << 8) | (data[at] as number);
	return word;
}

function tail64(data: Uint8Array, from: number, to: number): bigint {
	let word = 0n;
	for (let at = to - 1; at >= from; at--) word = (word << 8n) | BigInt(data[at] as number);
	return word;
}
