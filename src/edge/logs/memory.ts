// Memory: the chunks that blocks of text lie in, shared with the threads that look at them, and used again. There are so many and no more: reading waits
// until one is free, and so memory does not grow with the log.

export interface BlockMemory {
	allocate(): Promise<Uint8Array>;
	release(chunk: Uint8Array): void;
}

export function createMemory(chunkBytes: number, most: number): BlockMemory {
	const free: Uint8Array[] = [];
	const waiting: ((chunk: Uint8Array) => void)[] = [];
	let made = 0;
	return {
		allocate() {
			const chunk = free.pop();
			if (chunk !== undefined) return Promise.resolve(chunk);
			if (made >= most) return new Promise((resolve) => waiting.push(resolve));
			made++;
			return Promise.resolve(new Uint8Array(new SharedArrayBuffer(chunkBytes)));
		},
		release(chunk) {
			const next = waiting.shift();
			if (next === undefined) free.push(chunk);
			else next(chunk);
		},
	};
}
