// Words: 32- and 64-bit integers read from bytes in little-endian order, and written big-endian, as the hashes for tables do it.

export function read32(data: Uint8Array, at: number): number {
	return (data[at] as number) | ((data[at + 1] as number) << 8) | ((data[at + 2] as number) << 16) | ((data[at + 3] as number) << 24);
}

export function read64(data: Uint8Array, at: number): bigint {
	return (BigInt(read32(data, at + 4) >>> 0) << 32n) | BigInt(read32(data, at) >>> 0);
}

export function rotate32(word: number, bits: number): number {
	return (word << bits) | (word >>> (32 - bits));
}

export function rotate64(word: bigint, bits: bigint): bigint {
	return BigInt.asUintN(64, (word << bits) | (word >> (64n - bits)));
}

/** Product modulo 2^64. */
export function multiply64(a: bigint, b: bigint): bigint {
	return BigInt.asUintN(64, a * b);
}

/** The words one after the other, each big-endian. */
export function bytesOf32(...words: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(words.length * 4);
	for (const [index, word] of words.entries()) for (let at = 0; at < 4; at++) bytes[index * 4 + at] = word >>> (24 - 8 * at);
	return bytes;
}

export function bytesOf64(...words: readonly bigint[]): Uint8Array {
	return bytesOf32(...words.flatMap((word) => [Number(word >> 32n), Number(word & 0xffffffffn)]));
}
