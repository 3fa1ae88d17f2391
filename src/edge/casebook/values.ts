// Values: what a column can hold, and the few conversions into and out of it.

import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

export type Value = string | number | null | Uint8Array;

/** PostgreSQL's text holds no NUL and no lone surrogate, and both engines must hold the same. */
export function storable(value: string): string;
export function storable(value: string | null): string | null;
export function storable(value: string | null): string | null {
	return value === null ? null : value.toWellFormed().replaceAll("\0", "\ufffd");
}

export function compress(bytes: Uint8Array): Uint8Array {
	return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
}

export function decompress(bytes: Uint8Array): Uint8Array {
	return new Uint8Array(zstdDecompressSync(bytes));
}

/** In a buffer of its own: Buffer's pool would cross threads whole. */
export function fromHex(hex: string): Uint8Array {
	return new Uint8Array(Buffer.from(hex, "hex"));
}

export function toHex(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
