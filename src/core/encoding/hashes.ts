// Digests that trackers and their databases make of an address (Englehardt, Han and Narayanan, PETS 2018). One row each: to know one
// more, add it. Cryptographic ones are @noble/hashes; those made for tables and checks have no synchronous library that is kept, so
// they stand in digests/.

import { blake2b, blake2s } from "@noble/hashes/blake2.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { keccak_224, keccak_256, keccak_384, keccak_512, sha3_224, sha3_256, sha3_384, sha3_512 } from "@noble/hashes/sha3.js";
import { adler32, crc32, crc32bzip2, crc32c, fnv1, fnv1a, fnv1aOf64, fnv1of64 } from "./digests/checksums.ts";
import { murmur2, murmur2of64, murmur2of64onX86, murmur3, murmur3of128onX64, murmur3of128onX86 } from "./digests/murmur.ts";
import { bytesOf32, bytesOf64 } from "./digests/words.ts";
import { MAX_XXH3, xxh3, xxh3of128, xxh32, xxh64 } from "./digests/xxhash.ts";

export interface Digest {
	readonly name: string;
	/** Length in bytes: by its shape a token is told to be this digest. */
	readonly bytes: number;
	/** Of integers the size of a word in bytes, each written big-endian: tools differ in the order. null for what is a string of bytes. */
	readonly word: 4 | 8 | null;
	/** null where the input is longer than this implementation takes. */
	readonly of: (data: Uint8Array) => Uint8Array | null;
}

function digest(name: string, bytes: number, of: (data: Uint8Array) => Uint8Array): Digest {
	return { name, bytes, word: null, of };
}

function number32(name: string, of: (data: Uint8Array) => number): Digest {
	return { name, bytes: 4, word: 4, of: (data) => bytesOf32(of(data)) };
}

function number64(name: string, of: (data: Uint8Array) => bigint): Digest {
	return { name, bytes: 8, word: 8, of: (data) => bytesOf64(of(data)) };
}

export const MD5 = digest("MD5", 16, md5);
export const SHA_1 = digest("SHA-1", 20, sha1);
export const SHA_256 = digest("SHA-256", 32, sha256);
export const SHA_512 = digest("SHA-512", 64, sha512);

export const DIGESTS: readonly Digest[] = [
	number32("CRC-32", crc32),
	number32("CRC-32C", crc32c),
	number32("CRC-32/BZIP2", crc32bzip2),
	number32("Adler-32", adler32),
	number32("FNV-1 (32 bits)", fnv1),
	number32("FNV-1a (32 bits)", fnv1a),
	number32("MurmurHash2", murmur2),
	number32("MurmurHash3 (32 bits)", murmur3),
	number32("XXH32", xxh32),
	number64("FNV-1 (64 bits)", fnv1of64),
	number64("FNV-1a (64 bits)", fnv1aOf64),
	number64("MurmurHash64A", murmur2of64),
	number64("MurmurHash64B", murmur2of64onX86),
	// What libraries call Murmur3 of 64 bits.
	number64("first half of MurmurHash3 (128 bits, x64)", (data) => murmur3of128onX64(data)[0]),
	number64("XXH64", xxh64),
	{ name: "XXH3 (64 bits)", bytes: 8, word: 8, of: (data) => (data.length <= MAX_XXH3 ? bytesOf64(xxh3(data)) : null) },
	// 16 of 32 digits, from the ninth on: what old forums and shops call a short MD5.
	digest("middle of the MD5", 8, (data) => md5(data).subarray(4, 12)),
	MD5,
	digest("BLAKE2b (128 bits)", 16, (data) => blake2b(data, { dkLen: 16 })),
	{ name: "MurmurHash3 (128 bits, x86)", bytes: 16, word: 4, of: (data) => bytesOf32(...murmur3of128onX86(data)) },
	{ name: "MurmurHash3 (128 bits, x64)", bytes: 16, word: 8, of: (data) => bytesOf64(...murmur3of128onX64(data)) },
	{ name: "XXH3 (128 bits)", bytes: 16, word: 8, of: (data) => (data.length <= MAX_XXH3 ? bytesOf64(...xxh3of128(data)) : null) },
	SHA_1,
	digest("RIPEMD-160", 20, ripemd160),
	digest("BLAKE2b (160 bits)", 20, (data) => blake2b(data, { dkLen: 20 })),
	digest("SHA-224", 28, sha224),
	digest("SHA-512/224", 28, sha512_224),
	digest("SHA3-224", 28, sha3_224),
	digest("Keccak-224", 28, keccak_224),
	SHA_256,
	digest("SHA-512/256", 32, sha512_256),
	digest("SHA3-256", 32, sha3_256),
	digest("Keccak-256", 32, keccak_256),
	digest("BLAKE2b (256 bits)", 32, (data) => blake2b(data, { dkLen: 32 })),
	digest("BLAKE2s", 32, (data) => blake2s(data)),
	digest("SHA-384", 48, sha384),
	digest("SHA3-384", 48, sha3_384),
	digest("Keccak-384", 48, keccak_384),
	digest("BLAKE2b (384 bits)", 48, (data) => blake2b(data, { dkLen: 48 })),
	SHA_512,
	digest("SHA3-512", 64, sha3_512),
	digest("Keccak-512", 64, keccak_512),
	digest("BLAKE2b", 64, (data) => blake2b(data)),
];

/**
 * The orders in which tools write one digest's bytes: as they are and, of integers, little-endian word by word and as a whole, and
 * of two words the second first. Each once.
 */
export function ordersOf(bytes: Uint8Array, word: 4 | 8 | null): readonly Uint8Array[] {
	if (word === null) return [bytes];
	const whole = bytes.toReversed();
	if (bytes.length === word) return [bytes, whole];
	const swapped = reversedByWord(bytes, word);
	return [bytes, swapped, whole, swapped.toReversed()];
}

function reversedByWord(bytes: Uint8Array, word: number): Uint8Array {
	return bytes.map((_, at) => bytes[at - (at % word) + word - 1 - (at % word)] as number);
}

const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += HEX_BYTES[byte];
	return text;
}
