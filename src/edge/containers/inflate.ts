// Inflate: DEFLATE (RFC 1951), zlib (RFC 1950) and gzip (RFC 1952) by node:zlib, bounded by the caller, and keeping what came out before
// the data broke off: a truncated or damaged stream still shows its beginning to the programs that open it.

import { constants, createGunzip, createInflate, createInflateRaw, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

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
	gzip: { all: gunzipSync, stepwise: createGunzip },
} as const;

/** Bytes of output between two looks at the limit. */
const STEP = 16 * 1024;

/** At most `most` bytes of what `packed` holds; what follows the stream is ignored. */
export async function inflate(packed: Uint8Array, wrapping: keyof typeof WAYS, most: number): Promise<Inflated> {
	const { all, stepwise } = WAYS[wrapping];
	if (most > 0) {
		try {
			const { buffer, engine } = all(packed, { maxOutputLength: most, info: true }) as unknown as {
				readonly buffer: Buffer;
				readonly engine: { readonly bytesWritten: number };
			};
			return { bytes: plain(buffer), used: engine.bytesWritten, end: "whole" };
		} catch {
			// Too much, broken off or damaged: once more, keeping what comes.
		}
	}
	const stream = stepwise({ chunkSize: STEP, finishFlush: constants.Z_SYNC_FLUSH });
	const pieces: Buffer[] = [];
	let size = 0;
	let end: Inflated["end"] = "truncated";
	stream.end(packed);
	try {
		for await (const piece of stream as AsyncIterable<Buffer>) {
			pieces.push(piece);
			size += piece.length;
			if (size > most) {
				end = "more";
				break;
			}
		}
	} catch {
		end = "damaged";
	}
	const used = Math.min(packed.length, stream.bytesWritten);
	stream.destroy();
	return { bytes: plain(Buffer.concat(pieces)).subarray(0, most), used, end };
}

function plain(buffer: Buffer): Uint8Array {
	return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
