// Values: what a column can hold, and the few conversions into and out of it.

import { createHash } from "node:crypto";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

export type Value = string | number | null | Uint8Array;

/** PostgreSQL's text holds no NUL and no lone surrogate, and both engines must hold the same. */
export function storable(value: string): string;
export function storable(value: string | null): string | null;
export function storable(value: string | null): string | null {
	return value === null ? null : value.toWellFormed().replaceAll("\0", "\ufffd");
}

/** Bytes of UTF-8 for the parts of a key: a path may have 4,096, an archive or a sender can make them up, and PostgreSQL's index takes 2,704 for a whole key. */
const LONGEST = { host: 400, name: 1000, detail: 500, trail: 400, feature: 300 } as const;
const encoder = new TextEncoder();

/**
 * Text as it stands in a key. What is longer than a key may be is cut, and told from its like by its SHA-256, behind the U+FFFD that stands in every name
 * that is not shown as it is.
 */
export function keyText(value: string, kind: keyof typeof LONGEST): string {
	const text = storable(value);
	const most = LONGEST[kind];
	if (text.length * 3 <= most || Buffer.byteLength(text) <= most) return text;
	const mark = `\ufffd${createHash("sha256").update(text).digest("hex")}`;
	const { read } = encoder.encodeInto(text, new Uint8Array(most - Buffer.byteLength(mark)));
	return text.slice(0, read) + mark;
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
