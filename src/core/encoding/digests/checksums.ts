// Checksums of 32 bits: CRC-32 in three polynomials or orders, Adler-32 (RFC 1950 §8.2), FNV-1 and FNV-1a (RFC 9923). None hides what
// it is made of, and databases that "anonymise" an address use them all the same. Numbers are unsigned; bytes are big-endian.

type Checksum = (data: Uint8Array) => number;

/** Reflected, as zlib, Ethernet and PHP's crc32b compute it; `polynomial` with its bits reversed. */
function crcReflected(polynomial: number): Checksum {
	const table = new Uint32Array(256);
	for (let byte = 0; byte < 256; byte++) {
		let crc = byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
		table[byte] = crc;
	}
	return (data) => {
		let crc = 0xffffffff;
		for (const byte of data) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number);
		return ~crc >>> 0;
	};
}

export const crc32 = crcReflected(0xedb88320);
/** Castagnoli's polynomial (RFC 3720 §12.1). */
export const crc32c = crcReflected(0x82f63b78);

/** CRC-32/BZIP2: the polynomial of CRC-32, highest bit first; PHP's hash("crc32") is this in little-endian order. */
export const crc32bzip2: Checksum = (data) => {
	let crc = 0xffffffff;
	for (const byte of data) {
		crc ^= byte << 24;
		for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
	}
	return ~crc >>> 0;
};

export const adler32: Checksum = (data) => {
	let a = 1;
	let b = 0;
	for (const byte of data) {
		a = (a + byte) % 65_521;
		b = (b + a) % 65_521;
	}
	return ((b << 16) | a) >>> 0;
};

const FNV_PRIME = 0x01000193;
const FNV_OFFSET = 0x811c9dc5;

export const fnv1: Checksum = (data) => {
	let hash = FNV_OFFSET;
	for (const byte of data) hash = Math.imul(hash, FNV_PRIME) ^ byte;
	return hash >>> 0;
};

export const fnv1a: Checksum = (data) => {
	let hash = FNV_OFFSET;
	for (const byte of data) hash = Math.imul(hash ^ byte, FNV_PRIME);
	return hash >>> 0;
};

/**
 * FNV in 64 bits as two halves, since integers beyond 2^53 are slow: the prime is 2^40 + 0x1b3. `xorFirst` tells FNV-1a from FNV-1.
 */
function fnvOf64(data: Uint8Array, xorFirst: boolean): bigint {
	let high = 0xcbf29ce4;
	let low = 0x84222325;
	for (const byte of data) {
		if (xorFirst) low = (low ^ byte) >>> 0;
		const product = low * 0x1b3;
		high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
		low = product >>> 0;
		if (!xorFirst) low = (low ^ byte) >>> 0;
	}
	return (BigInt(high) << 32n) | BigInt(low);
}

export function fnv1of64(data: Uint8Array): bigint {
	return fnvOf64(data, false);
}

export function fnv1aOf64(data: Uint8Array): bigint {
	return fnvOf64(data, true);
}
