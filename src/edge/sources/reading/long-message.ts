// A message past the size limit: its head is kept, the whole is hashed as it streams by, so that it still has its identity.

import { createHash } from "node:crypto";

export interface LongMessage {
	push(bytes: Uint8Array): void;
	readonly size: number;
	/** The memory the head lies in, and how much of it is used. */
	readonly chunk: Uint8Array;
	head(): Uint8Array;
	/** Once, at the end. */
	sha256(): string;
}

/** `chunk` is memory for the head; `keep` bytes of it are kept. */
export function createLongMessage(chunk: Uint8Array, keep: number): LongMessage {
	const hash = createHash("sha256");
	let size = 0;
	return {
		chunk,
		get size() {
			return size;
		},
		push(bytes) {
			hash.update(bytes);
			if (size < keep) chunk.set(bytes.subarray(0, keep - size), size);
			size += bytes.length;
		},
		head: () => chunk.subarray(0, Math.min(size, keep)),
		sha256: () => hash.digest("hex"),
	};
}
