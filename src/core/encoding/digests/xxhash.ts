// xxHash (Yann Collet; doc/xxhash_spec.md of its repository): XXH32, XXH64, and XXH3 of up to 240 bytes in 64 and 128 bits. Longer input
// takes XXH3 another way, which no address needs (RFC 5321 §4.5.3.1 ends at 254). Seed 0 throughout.

import { multiply64, read32, read64, rotate32, rotate64 } from "./words.ts";

/** Longest input of {@link xxh3} and {@link xxh3of128}. */
export const MAX_XXH3 = 240;

const A32 = 0x9e3779b1;
const B32 = 0x85ebca77;
const C32 = 0xc2b2ae3d;
const D32 = 0x27d4eb2f;
const E32 = 0x165667b1;

export function xxh32(data: Uint8Array): number {
	let at = 0;
	let hash = E32;
	if (data.length >= 16) {
		const lanes = [(A32 + B32) | 0, B32, 0, -A32 | 0];
		for (; at + 16 <= data.length; at += 16) {
			for (let lane = 0; lane < 4; lane++) {
				lanes[lane] = Math.imul(rotate32(((lanes[lane] as number) + Math.imul(read32(data, at + 4 * lane), B32)) | 0, 13), A32);
			}
		}
		const [a, b, c, d] = lanes as [number, number, number, number];
		hash = rotate32(a, 1) + rotate32(b, 7) + rotate32(c, 12) + rotate32(d, 18);
	}
	hash = (hash + data.length) | 0;
	for (; at + 4 <= data.length; at += 4) hash = Math.imul(rotate32((hash + Math.imul(read32(data, at), C32)) | 0, 17), D32);
	for (; at < data.length; at++) hash = Math.imul(rotate32((hash + Math.imul(data[at] as number, E32)) | 0, 11), A32);
	hash = Math.imul(hash ^ (hash >>> 15), B32);
	hash = Math.imul(hash ^ (hash >>> 13), C32);
	return (hash ^ (hash >>> 16)) >>> 0;
}

const A = 0x9e3779b185ebca87n;
const B = 0xc2b2ae3d27d4eb4fn;
const C = 0x165667b19e3779f9n;
const D = 0x85ebca77c2b2ae63n;
const E = 0x27d4eb2f165667c5n;

const low = (word: bigint): bigint => BigInt.asUintN(64, word);

export function xxh64(data: Uint8Array): bigint {
	const round = (lane: bigint, word: bigint): bigint => multiply64(rotate64(low(lane + word * B), 31n), A);
	let at = 0;
	let hash = E;
	if (data.length >= 32) {
		const lanes = [low(A + B), B, 0n, low(-A)] as [bigint, bigint, bigint, bigint];
		for (; at + 32 <= data.length; at += 32) {
			for (let lane = 0; lane < 4; lane++) lanes[lane] = round(lanes[lane] as bigint, read64(data, at + 8 * lane));
		}
		const [a, b, c, d] = lanes;
		hash = low(rotate64(a, 1n) + rotate64(b, 7n) + rotate64(c, 12n) + rotate64(d, 18n));
		for (const lane of lanes) hash = low((hash ^ round(0n, lane)) * A + D);
	}
	hash = low(hash + BigInt(data.length));
	for (; at + 8 <= data.length; at += 8) hash = low(rotate64(hash ^ round(0n, read64(data, at)), 27n) * A + D);
	if (at + 4 <= data.length) {
		hash = low(rotate64(hash ^ multiply64(unsigned(read32(data, at)), A), 23n) * B + C);
		at += 4;
	}
	for (; at < data.length; at++) hash = multiply64(rotate64(hash ^ multiply64(BigInt(data[at] as number), E), 11n), A);
	return avalanche64(hash);
}

/** The default secret's first 192 bytes, as the specification prints them. */
const SECRET = Uint8Array.from(
	(
		"b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c" +
		"3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364ea" +
		"c5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e"
	).match(/../g) as string[],
	(pair) => Number.parseInt(pair, 16),
);

export function xxh3(data: Uint8Array): bigint {
	const { length } = data;
	if (length === 0) return avalanche64(read64(SECRET, 56) ^ read64(SECRET, 64));
	if (length <= 3) return avalanche64(shortest(data) ^ unsigned(read32(SECRET, 0) ^ read32(SECRET, 4)));
	if (length <= 8) {
		const input = unsigned(read32(data, length - 4)) | (unsigned(read32(data, 0)) << 32n);
		let hash = input ^ read64(SECRET, 8) ^ read64(SECRET, 16);
		hash ^= rotate64(hash, 49n) ^ rotate64(hash, 24n);
		hash = multiply64(hash, 0x9fb21c651e98df25n);
		hash ^= (hash >> 35n) + BigInt(length);
		hash = multiply64(low(hash), 0x9fb21c651e98df25n);
		return hash ^ (hash >> 28n);
	}
	if (length <= 16) {
		const first = read64(data, 0) ^ read64(SECRET, 24) ^ read64(SECRET, 32);
		const last = read64(data, length - 8) ^ read64(SECRET, 40) ^ read64(SECRET, 48);
		return avalanche3(low(BigInt(length) + swapped64(first) + last + folded(first, last)));
	}
	let sum = multiply64(BigInt(length), A);
	if (length <= 128) {
		for (let round = (length - 1) >> 5; round >= 0; round--) {
			sum += mix16(data, 16 * round, 32 * round) + mix16(data, length - 16 * (round + 1), 32 * round + 16);
		}
		return avalanche3(low(sum));
	}
	const rounds = length >> 4;
	for (let round = 0; round < 8; round++) sum += mix16(data, 16 * round, 16 * round);
	sum = avalanche3(low(sum));
	for (let round = 8; round < rounds; round++) sum += mix16(data, 16 * round, 16 * (round - 8) + 3);
	return avalanche3(low(sum + mix16(data, length - 16, 136 - 17)));
}

/** High and low word. */
export function xxh3of128(data: Uint8Array): [bigint, bigint] {
	const { length } = data;
	if (length === 0) {
		return [avalanche64(read64(SECRET, 80) ^ read64(SECRET, 88)), avalanche64(read64(SECRET, 64) ^ read64(SECRET, 72))];
	}
	if (length <= 3) {
		const input = Number(shortest(data));
		const turned = unsigned(rotate32(swapped32(input), 13));
		return [
			avalanche64(turned ^ unsigned(read32(SECRET, 8) ^ read32(SECRET, 12))),
			avalanche64(unsigned(input) ^ unsigned(read32(SECRET, 0) ^ read32(SECRET, 4))),
		];
	}
	if (length <= 8) {
		const input = unsigned(read32(data, 0)) | (unsigned(read32(data, length - 4)) << 32n);
		const product = (input ^ read64(SECRET, 16) ^ read64(SECRET, 24)) * (A + (BigInt(length) << 2n));
		const high = low((product >> 64n) + (low(product) << 1n));
		let bottom = low(product) ^ (high >> 3n);
		bottom = multiply64(bottom ^ (bottom >> 35n), 0x9fb21c651e98df25n);
		return [avalanche3(high), bottom ^ (bottom >> 28n)];
	}
	if (length <= 16) {
		const last = read64(data, length - 8);
		const product = (read64(data, 0) ^ last ^ read64(SECRET, 32) ^ read64(SECRET, 40)) * A;
		const bottom = low(low(product) + (BigInt(length - 1) << 54n));
		const mixed = last ^ read64(SECRET, 48) ^ read64(SECRET, 56);
		const high = low((product >> 64n) + mixed + (mixed & 0xffffffffn) * BigInt(B32 - 1));
		const second = (bottom ^ swapped64(high)) * B;
		return [avalanche3(low((second >> 64n) + high * B)), avalanche3(low(second))];
	}
	let first = multiply64(BigInt(length), A);
	let second = 0n;
	const mix = (left: number, right: number, secret: number): void => {
		first = low(first + mix16(data, left, secret)) ^ low(read64(data, right) + read64(data, right + 8));
		second = low(second + mix16(data, right, secret + 16)) ^ low(read64(data, left) + read64(data, left + 8));
	};
	if (length <= 128) {
		for (let round = (length - 1) >> 5; round >= 0; round--) mix(16 * round, length - 16 * (round + 1), 32 * round);
	} else {
		for (let round = 0; round < 4; round++) mix(32 * round, 32 * round + 16, 32 * round);
		first = avalanche3(first);
		second = avalanche3(second);
		for (let round = 4; round < length >> 5; round++) mix(32 * round, 32 * round + 16, 3 + 32 * (round - 4));
		mix(length - 16, length - 32, 136 - 17 - 16);
	}
	const high = low(first * A + second * D + BigInt(length) * B);
	return [low(-avalanche3(high)), avalanche3(low(first + second))];
}

function mix16(data: Uint8Array, at: number, secret: number): bigint {
	return folded(read64(data, at) ^ read64(SECRET, secret), read64(data, at + 8) ^ read64(SECRET, secret + 8));
}

/** One to three bytes and how many, in one word. */
function shortest(data: Uint8Array): bigint {
	const { length } = data;
	const last = data[length - 1] as number;
	return unsigned(last | (length << 8) | ((data[0] as number) << 16) | ((data[length >> 1] as number) << 24));
}

/** Both halves of the 128-bit product, one over the other. */
function folded(a: bigint, b: bigint): bigint {
	const product = a * b;
	return low(product) ^ (product >> 64n);
}

function avalanche64(word: bigint): bigint {
	let hash = multiply64(word ^ (word >> 33n), B);
	hash = multiply64(hash ^ (hash >> 29n), C);
	return hash ^ (hash >> 32n);
}

function avalanche3(word: bigint): bigint {
	const hash = multiply64(word ^ (word >> 37n), 0x165667919e3779f9n);
	return hash ^ (hash >> 32n);
}

function unsigned(word: number): bigint {
	return BigInt(word >>> 0);
}

function swapped32(word: number): number {
	return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function swapped64(word: bigint): bigint {
	return (unsigned(swapped32(Number(word & 0xffffffffn))) << 32n) | unsigned(swapped32(Number(word >> 32n)));
}
