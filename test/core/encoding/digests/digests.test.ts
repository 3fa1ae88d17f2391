// The digests that no library offers synchronously, each against an independent implementation or its authors' own check values.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { crc32 as zlibCrc32 } from "node:zlib";
import * as wasm from "hash-wasm";
import { adler32, crc32, crc32bzip2, crc32c, fnv1, fnv1a, fnv1aOf64, fnv1of64 } from "../../../../src/core/encoding/digests/checksums.ts";
import * as murmur from "../../../../src/core/encoding/digests/murmur.ts";
import { bytesOf32, bytesOf64 } from "../../../../src/core/encoding/digests/words.ts";
import { MAX_XXH3, xxh3, xxh3of128, xxh32, xxh64 } from "../../../../src/core/encoding/digests/xxhash.ts";
import { ordersOf } from "../../../../src/core/encoding/hashes.ts";

const hex = (value: number | bigint, digits: number): string => value.toString(16).padStart(digits, "0");
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Every length that XXH3 treats differently, and each remainder of every block size. */
const INPUTS = Array.from({ length: MAX_XXH3 + 1 }, (_, length) => Uint8Array.from({ length }, (_, at) => at * 37 + length * 11));

test("xxHash is hash-wasm's at every length", async () => {
	for (const data of INPUTS) {
		const length = `${data.length} bytes`;
		assert.equal(hex(xxh32(data), 8), await wasm.xxhash32(data), length);
		assert.equal(hex(xxh64(data), 16), await wasm.xxhash64(data), length);
		assert.equal(hex(xxh3(data), 16), await wasm.xxhash3(data), length);
		assert.equal(
			xxh3of128(data)
				.map((word) => hex(word, 16))
				.join(""),
			await wasm.xxhash128(data),
			length,
		);
	}
});

test("CRC-32 is zlib's, CRC-32C and Adler-32 are hash-wasm's", async () => {
	for (const data of INPUTS) {
		assert.equal(crc32(data), zlibCrc32(data));
		assert.equal(hex(crc32c(data), 8), await wasm.crc32(data, 0x82f63b78));
		assert.equal(hex(adler32(data), 8), await wasm.adler32(data));
	}
});

test("CRC-32/BZIP2 has the check value of the catalogue of CRC algorithms", () => {
	assert.equal(hex(crc32bzip2(text("123456789")), 8), "fc891918");
});

test("FNV has the test vectors of its authors", () => {
	assert.equal(hex(fnv1(text("foobar")), 8), "31f0b262");
	assert.equal(hex(fnv1a(text("foobar")), 8), "bf9cf968");
	assert.equal(hex(fnv1of64(text("foobar")), 16), "340d8765a4dda9c2");
	assert.equal(hex(fnv1aOf64(text("foobar")), 16), "85944171f73967e8");
});

test("FNV in 64 bits is its definition in exact integers", () => {
	for (const data of INPUTS) {
		let one = 0xcbf29ce484222325n;
		let oneA = one;
		for (const byte of data) {
			one = BigInt.asUintN(64, one * 0x100000001b3n) ^ BigInt(byte);
			oneA = BigInt.asUintN(64, (oneA ^ BigInt(byte)) * 0x100000001b3n);
		}
		assert.equal(fnv1of64(data), one);
		assert.equal(fnv1aOf64(data), oneA);
	}
});

describe("MurmurHash has the verification values of SMHasher", () => {
	/** Hashes of 0, 0 1, 0 1 2 ... with seeds 256, 255 ..., hashed together; as SMHasher's VerificationTest. */
	function verification(hash: (data: Uint8Array, seed: number) => Uint8Array): string {
		const hashes = Array.from({ length: 256 }, (_, length) => [
			...hash(
				Uint8Array.from({ length }, (_, at) => at),
				256 - length,
			),
		]);
		return hex(new DataView(hash(Uint8Array.from(hashes.flat()), 0).buffer).getUint32(0, true), 8);
	}
	const littleEndian = (bytes: Uint8Array, word: 4 | 8): Uint8Array => Uint8Array.from(ordersOf(bytes, word)[1] as Uint8Array);
	const cases: readonly (readonly [name: string, expected: string, hash: (data: Uint8Array, seed: number) => Uint8Array])[] = [
		["2", "27864c1e", (data, seed) => littleEndian(bytesOf32(murmur.murmur2(data, seed)), 4)],
		["64A", "1f0d3804", (data, seed) => littleEndian(bytesOf64(murmur.murmur2of64(data, seed)), 8)],
		["64B", "dd537c05", (data, seed) => littleEndian(bytesOf64(murmur.murmur2of64onX86(data, seed)), 8)],
		["3, 32 bits", "b0f57ee3", (data, seed) => littleEndian(bytesOf32(murmur.murmur3(data, seed)), 4)],
		["3, 128 bits, x86", "b3ece62a", (data, seed) => littleEndian(bytesOf32(...murmur.murmur3of128onX86(data, seed)), 4)],
		["3, 128 bits, x64", "6384ba69", (data, seed) => littleEndian(bytesOf64(...murmur.murmur3of128onX64(data, seed)), 8)],
	];
	for (const [name, expected, hash] of cases) test(`MurmurHash ${name}`, () => assert.equal(verification(hash), expected));
});
