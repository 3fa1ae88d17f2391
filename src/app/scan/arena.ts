// Arena: the memory that mail is read into, shared with the workers, so that no message is copied from thread to thread (SPEED.md:
// one message for each post is 1.2 times one core, shared memory 1.97). Its size bounds what a scan holds at any time.

/** Chunks in use at once; reading waits for a free one. With 1 MiB each this is what the workers and the writer can hold. */
export const ARENA_CHUNKS = 6;

export interface Arena {
	/**
	 * A chunk of at least `size` bytes; waits until one is free. A larger one than usual is made for itself and counts as well. It never
	 * waits for what only its caller could give back: a reader that makes room for a large message holds the smaller room meanwhile.
	 */
	allocate(size: number): Promise<Uint8Array>;
	/** The chunk is with a worker, and comes back without the reader. */
	handOver(chunk: Uint8Array): void;
	release(chunk: Uint8Array): void;
}

export function createArena(chunkBytes: number, chunks = ARENA_CHUNKS): Arena {
	const free: Uint8Array[] = [];
	const waiting: ((chunk: Uint8Array) => void)[] = [];
	const wanted: number[] = [];
	/** Bytes handed out, in chunks. */
	let used = 0;
	const away = new Set<ArrayBufferLike>();

	function make(size: number): Uint8Array | null {
		const cost = Math.max(1, Math.ceil(size / chunkBytes));
		if (away.size > 0 && used + cost > chunks) return null;
		used += cost;
		if (cost === 1) return free.pop() ?? new Uint8Array(new SharedArrayBuffer(chunkBytes));
		return new Uint8Array(new SharedArrayBuffer(cost * chunkBytes));
	}

	return {
		allocate(size) {
			const chunk = waiting.length > 0 ? null : make(size);
			if (chunk !== null) return Promise.resolve(chunk);
			return new Promise((resolve) => {
				waiting.push(resolve);
				wanted.push(size);
			});
		},
		handOver(chunk) {
			away.add(chunk.buffer);
		},
		release(chunk) {
			away.delete(chunk.buffer);
			used -= Math.ceil(chunk.buffer.byteLength / chunkBytes);
			if (chunk.buffer.byteLength === chunkBytes) free.push(new Uint8Array(chunk.buffer));
			while (waiting.length > 0) {
				const next = make(wanted[0]);
				if (next === null) return;
				wanted.shift();
				waiting.shift()?.(next);
			}
		},
	};
}
