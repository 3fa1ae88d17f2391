// Inflate: DEFLATE (RFC 1951) and zlib (RFC 1950) by node:zlib, bounded by the caller, and keeping what came out before the data broke off: a
// truncated or damaged stream still shows its beginning to the programs that open it.

import { constants, createInflate, createInflateRaw, inflateRawSync, inflateSync } from "node:zlib";

export interface Inflated {
	readonly bytes: Uint8Array;
	/** How many bytes of the input the stream took. */
	readonly used: number;
	/** How it came to an end: `more` where it would have gone on past `most` bytes. */
	readonly end: "whole" | "truncated" | "damaged" | "more";
}

const WAYS = {
	raw: { all: inflateRawSync, stepwise: createInflateRaw },
	zlib: { all: inflateSync, stepwise: createInflate },
} as const;

type Wrapping = keyof typeof WAYS;

/** Bytes of output between two looks at the limit. */
const STEP = 16 * 1024;

/** At most `most` bytes of what `packed` holds; what follows the stream is ignored. */
export async function inflate(packed: Uint8Array, wrapping: Wrapping, most: number): Promise<Inflated> {
	if (most <= 0) return { bytes: new Uint8Array(0), used: 0, end: packed.length === 0 ? "truncated" : "more" };
	try {
		return { ...inflateAll(packed, wrapping, most, constants.Z_FINISH), end: "whole" };
	} catch (error) {
		const { code } = error as { readonly code?: unknown };
		if (code === "ERR_BUFFER_TOO_LARGE") return beginning(packed, wrapping, most);
		if (code === "Z_BUF_ERROR") return { ...inflateAll(packed, wrapping, most, constants.Z_SYNC_FLUSH), end: "truncated" };
		if (code === "Z_DATA_ERROR" || code === "Z_NEED_DICT") return { ...upToDamage(packed, wrapping, most), end: "damaged" };
		throw error;
	}
}

/** Throws where it is damaged, or larger than `most`; where it is cut off, unless `flush` says that more may come. */
function inflateAll(packed: Uint8Array, wrapping: Wrapping, most: number, flush: number): Pick<Inflated, "bytes" | "used"> {
	const options = { maxOutputLength: most, finishFlush: flush, info: true };
	const { buffer, engine } = WAYS[wrapping].all(packed, options) as unknown as {
		readonly buffer: Buffer;
		readonly engine: { readonly bytesWritten: number };
	};
	return { bytes: plain(buffer), used: engine.bytesWritten };
}

/** zlib gives nothing of the block in which the damage is, so the longest piece of the input is looked for that shows none. */
function upToDamage(packed: Uint8Array, wrapping: Wrapping, most: number): Pick<Inflated, "bytes" | "used"> {
	let sound = { bytes: new Uint8Array(0) as Uint8Array, used: 0 };
	let broken = packed.length;
	while (broken - sound.used > 1) {
		const middle = (sound.used + broken) >>> 1;
		try {
			sound = { bytes: inflateAll(packed.subarray(0, middle), wrapping, most, constants.Z_SYNC_FLUSH).bytes, used: middle };
		} catch {
			broken = middle;
		}
	}
	return sound;
}

async function beginning(packed: Uint8Array, wrapping: Wrapping, most: number): Promise<Inflated> {
	const stream = WAYS[wrapping].stepwise({ chunkSize: STEP });
	const pieces: Buffer[] = [];
	let size = 0;
	stream.end(packed);
	try {
		for await (const piece of stream as AsyncIterable<Buffer>) {
			pieces.push(piece);
			size += piece.length;
			if (size > most) break;
		}
	} catch {
		// Damaged or cut off right behind: more than is asked for has come, but for the last piece.
	}
	const used = Math.min(packed.length, stream.bytesWritten);
	stream.destroy();
	return { bytes: plain(Buffer.concat(pieces)).subarray(0, most), used, end: "more" };
}

function plain(buffer: Buffer): Uint8Array {
	return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
