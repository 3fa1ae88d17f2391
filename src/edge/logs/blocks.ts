// Blocks: a log's text cut where lines end, for several threads. A block holds whole stretches (all lines that begin in so many bytes), so that what is
// read of a stretch does not depend on where blocks end. A line too long to be held is passed over, whatever its length.

import { hashLines } from "./directives.ts";
import { HEAD_BYTES } from "./head-lines.ts";
import type { LogText } from "./log-text.ts";

export type Piece =
	| {
			readonly kind: "block";
			readonly chunk: Uint8Array;
			readonly bytes: Uint8Array;
			readonly offset: number;
			readonly directives: readonly string[];
	  }
	/** `bytes`: without its line end. */
	| { readonly kind: "long-line"; readonly offset: number; readonly bytes: number };

export interface CutOptions {
	readonly blockBytes: number;
	readonly stretchBytes: number;
	readonly maxLineBytes: number;
	/** Memory for a block, of at least `chunkBytes(options)`; one that is not handed out in a piece is released. */
	readonly allocate: () => Promise<Uint8Array>;
	readonly release: (chunk: Uint8Array) => void;
}

export interface Blocks {
	/** The beginning of the text, at least HEAD_BYTES of it or all; before the first piece. */
	head(): Promise<{ readonly bytes: Uint8Array; readonly isAll: boolean }>;
	/** `directives`: lines that begin with "#" are to be told with each block. */
	pieces(directives: boolean): AsyncGenerator<Piece>;
	/** How much of the text the pieces so far hold. */
	offset(): number;
	/** The chunk in hand, for who goes on in another way; whoever takes it releases it. */
	take(): { readonly chunk: Uint8Array; readonly filled: number };
	/** Gives back the chunk in hand. */
	close(): void;
}

const LF = 0x0a;

export function chunkBytes({ blockBytes, maxLineBytes }: Pick<CutOptions, "blockBytes" | "maxLineBytes">): number {
	return blockBytes + maxLineBytes + 1;
}

export function createBlocks(text: LogText, options: CutOptions): Blocks {
	const { blockBytes, stretchBytes, allocate, release } = options;
	const size = chunkBytes(options);
	let chunk: Uint8Array | null = null;
	/** Bytes in the chunk; the first is of `offset` in the text, where a line begins. */
	let used = 0;
	let offset = 0;
	let ended = false;

	/** Reads on; false where the chunk is full or the text at its end. */
	async function more(): Promise<boolean> {
		chunk ??= await allocate();
		const room = Math.min(blockBytes, size - used);
		if (ended || room === 0) return false;
		const filled = text.fill(chunk.subarray(used, used + room));
		const count = typeof filled === "number" ? filled : await filled;
		used += count;
		ended = count < room;
		return true;
	}

	/** Where the first line begins that is of no stretch known to be whole; 0 where none is whole. */
	function cut(bytes: Uint8Array): number {
		if (ended) return used;
		const lines = bytes.subarray(0, used).lastIndexOf(LF) + 1;
		const border = Math.floor((offset + lines) / stretchBytes) * stretchBytes - offset;
		if (border > 0) return bytes.indexOf(LF, border - 1) + 1;
		// What follows is longer than a line may be, so that no more lines of this stretch will be read.
		return used === size ? lines : 0;
	}

	/** Hands out the first `end` bytes; the rest begins the next chunk. */
	async function handOut(end: number): Promise<Uint8Array> {
		const full = chunk as Uint8Array;
		chunk = null;
		if (end < used) {
			chunk = await allocate();
			chunk.set(full.subarray(end, used));
		}
		used -= end;
		offset += end;
		return full;
	}

	/** Passes over a line that fills the chunk; returns its length. */
	async function pass(bytes: Uint8Array): Promise<number> {
		let length = 0;
		for (;;) {
			const lf = bytes.subarray(0, used).indexOf(LF);
			if (lf !== -1) {
				bytes.copyWithin(0, lf + 1, used);
				used -= lf + 1;
				offset += length + lf + 1;
				return length + lf;
			}
			length += used;
			used = 0;
			if (!(await more())) {
				offset += length;
				return length;
			}
		}
	}

	async function* pieces(directives: boolean): AsyncGenerator<Piece> {
		const inForce = hashLines(options.maxLineBytes);
		for (;;) {
			const grew = await more();
			const bytes = chunk as Uint8Array;
			const end = used === 0 ? 0 : cut(bytes);
			if (end > 0) {
				const start = offset;
				const before = directives ? inForce.lines() : [];
				if (directives) inForce.see(bytes.subarray(0, end), start === 0);
				const handed = await handOut(end);
				yield { kind: "block", chunk: handed, bytes: handed.subarray(0, end), offset: start, directives: before };
			} else if (ended) return;
			else if (!grew) {
				const start = offset;
				yield { kind: "long-line", offset: start, bytes: await pass(bytes) };
			}
		}
	}

	return {
		async head() {
			while (used < HEAD_BYTES && (await more()));
			return { bytes: (chunk as Uint8Array).subarray(0, used), isAll: ended };
		},
		pieces,
		offset: () => offset,
		take() {
			const taken = { chunk: chunk as Uint8Array, filled: used };
			chunk = null;
			return taken;
		},
		close() {
			if (chunk !== null) release(chunk);
			chunk = null;
		},
	};
}
