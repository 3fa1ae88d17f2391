// Chunks: the memory that messages lie in. Small files share one chunk (a Maildir has a message of 10 kB in each), a large
// one gets its own. Whoever consumes the batches decides what memory that is (SourceOptions.allocate).

import type { SourceOptions } from "../source.ts";
import { CHUNK_BYTES } from "./limits.ts";

export interface Chunks {
	/** Usual size of a chunk. */
	readonly bytes: number;
	/** A whole chunk of at least `size` bytes for one source alone. */
	take(size: number): Promise<Uint8Array>;
	/** Gives back a chunk that no message lies in; the shared one stays. */
	release(chunk: Uint8Array): void;
	/** The shared chunk, with at least `size` bytes free from `at` on; what is used of it must be committed. */
	open(size: number): Promise<{ readonly chunk: Uint8Array; readonly at: number }>;
	/** A message lies in the chunk's next `bytes`; does nothing for a chunk that is not the shared one. */
	commit(chunk: Uint8Array, bytes: number): void;
	/** More messages may come to lie in `chunk`. */
	isShared(chunk: Uint8Array): boolean;
	/** Where `chunk` is the shared one, it is handed out: the next `open` begins another. */
	seal(chunk: Uint8Array): void;
	/** Gives back what was never used. */
	close(): void;
}

export function createChunks(options: SourceOptions): Chunks {
	const bytes = options.chunkBytes ?? CHUNK_BYTES;
	const allocate = options.allocate ?? ((size: number) => new Uint8Array(size));
	const free = options.release ?? (() => {});
	let shared: Uint8Array | null = null;
	let used = 0;

	async function take(size: number): Promise<Uint8Array> {
		const chunk = await allocate(Math.max(size, bytes));
		// Views of Node's Buffer class would make every later loop see two kinds of array.
		return chunk.constructor === Uint8Array ? chunk : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
	}

	function close(): void {
		if (shared !== null && used === 0) free(shared);
		shared = null;
	}

	return {
		bytes,
		take,
		release(chunk) {
			if (chunk !== shared) free(chunk);
		},
		async open(size) {
			if (shared === null || shared.length - used < size) {
				close();
				shared = await take(size);
				used = 0;
			}
			return { chunk: shared, at: used };
		},
		commit(chunk, count) {
			if (chunk === shared) used += count;
		},
		isShared: (chunk) => chunk === shared,
		seal(chunk) {
			if (chunk === shared) shared = null;
		},
		close,
	};
}
