// A file that is one message, read into the shared chunk (the caller commits or releases it); past the limit it is hashed and its head kept.

import type { Chunks } from "./chunks.ts";
import type { Content } from "./content.ts";
import { createLongMessage } from "./long-message.ts";

export interface WholeFile {
	readonly chunk: Uint8Array;
	readonly bytes: Uint8Array;
	readonly size: number;
	readonly sha256: string | null;
}

/** Least room to begin with where the size is not known. */
const ROOM = 32 * 1024;

export async function readWhole(content: Content, chunks: Chunks, maxMessageBytes: number): Promise<WholeFile> {
	// One byte more than its size, so that one read sees its end.
	let room = content.size === null ? ROOM : Math.min(content.size, maxMessageBytes) + 1;
	let { chunk, at } = await chunks.open(room);
	let filled = await content.fill(chunk.subarray(at));
	while (filled === chunk.length - at && filled <= maxMessageBytes) {
		room = Math.min(2 * filled + ROOM, maxMessageBytes + 1);
		const part = chunk.subarray(at, at + filled);
		const larger = await chunks.take(room);
		larger.set(part);
		chunks.release(chunk);
		chunk = larger;
		at = 0;
		filled += await content.fill(chunk.subarray(filled));
	}
	if (filled <= maxMessageBytes) {
		return { chunk, bytes: chunk.subarray(at, at + filled), size: filled, sha256: null };
	}
	const long = createLongMessage(await chunks.take(maxMessageBytes), maxMessageBytes);
	long.push(chunk.subarray(at, at + filled));
	chunks.release(chunk);
	const piece = new Uint8Array(chunks.bytes);
	for (let count = piece.length; count === piece.length; ) {
		count = await content.fill(piece);
		long.push(piece.subarray(0, count));
	}
	return { chunk: long.chunk, bytes: long.head(), size: long.size, sha256: long.sha256() };
}
