// Arrays: columns of values in PostgreSQL's binary format for arrays (src/backend/utils/adt/arrayfuncs.c, array_recv): number of dimensions, whether there
// are nulls, type; length and first index of the dimension; then each element as its length (-1 for null) and its bytes, all big-endian. Nothing is
// escaped, so that nothing which a sender wrote can be mistaken for anything but a value, and bytes are not doubled as hex.

import type { Value } from "../values.ts";

/** Type and its object identifier, the same on every server (pg_type.dat). */
export const TYPES = { bytes: { name: "bytea", oid: 17 }, integer: { name: "int8", oid: 20 }, text: { name: "text", oid: 25 } } as const;
export type ElementKind = keyof typeof TYPES;

const HEADER = 20;

/** The values at `first`, `first + width`, ... up to `end` (exclusive) as one array; the driver sends a Buffer as it is. */
export function binaryArray(kind: ElementKind, values: readonly Value[], first: number, end: number, width: number): Buffer {
	let bytes = HEADER;
	let count = 0;
	let nulls = 0;
	for (let at = first; at < end; at += width) {
		count++;
		const value = values[at] as Value;
		if (value === null) nulls = 1;
		bytes += 4 + bytesOf(value);
	}
	const buffer = Buffer.allocUnsafe(bytes);
	buffer.writeInt32BE(1, 0);
	buffer.writeInt32BE(nulls, 4);
	buffer.writeInt32BE(TYPES[kind].oid, 8);
	buffer.writeInt32BE(count, 12);
	buffer.writeInt32BE(1, 16);
	let to = HEADER;
	for (let at = first; at < end; at += width) {
		const value = values[at] as Value;
		const length = value === null ? 0 : write(buffer, to + 4, value);
		buffer.writeInt32BE(value === null ? -1 : length, to);
		to += 4 + length;
	}
	return buffer;
}

/** Exactly, for a text as UTF-8: three times its length, measured, made buffers whose collection took a fifth of a writer's time. */
export function bytesOf(value: Value): number {
	if (value === null) return 0;
	if (typeof value === "number") return 8;
	return typeof value === "string" ? Buffer.byteLength(value) : value.length;
}

function write(buffer: Buffer, at: number, value: string | number | Uint8Array): number {
	if (typeof value === "number") {
		buffer.writeBigInt64BE(BigInt(value), at);
		return 8;
	}
	if (typeof value === "string") return buffer.write(value, at, "utf8");
	buffer.set(value, at);
	return value.length;
}
