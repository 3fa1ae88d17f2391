// Shown file: the data file as the library is to see it. Of a buffer it asks only to copy pieces: these come from the file itself, so that
// gigabytes are never in memory, with blocks unpacked that the index says are packed (OST since 2013), where the library guesses by
// their first two bytes; and with high encryption undone, where it refuses.

import { inflateSync } from "node:zlib";
import { OffsetIndexItem } from "pst-extractor/dist/OffsetIndexItem.class.js";
import { turnRotors } from "./cyclic.ts";
import { encryptionOf, type Layout } from "./layout.ts";
import type { StoredFile } from "./pages.ts";

export interface ShownFile {
	/** For the library; it has no bytes of its own. */
	readonly buffer: Buffer;
	/** Of an entry of the index: as the library is to know the block. It can be read until `forget`. */
	block(entry: Buffer): OffsetIndexItem;
	forget(): void;
}

interface Block {
	readonly id: number;
	readonly offset: number;
	/** As shown, and as stored. */
	readonly size: number;
	readonly storedSize: number;
}

const BLOCK_ALIGNMENT = 64;
/** That the largest block has. */
const UNITS = 1024;

/** In the identifier of a block that lists others, which is not encrypted (§2.2.2.2). */
const INTERNAL = 2;

/** Sizes in an entry of an index of pages of 4 KiB: as stored, and unpacked. */
const STORED_SIZE_AT = 16;
const UNPACKED_SIZE_AT = 18;

/** Throws where the file is encrypted in a way that nobody knows. */
export function createShownFile(file: StoredFile, layout: Layout, header: Buffer): ShownFile {
	const high = encryptionOf(header, layout) === "high";
	const packs = layout.pageBytes > 512;
	/** Those that are not as the file has them, by the 64 bytes at which they begin. */
	const blocks = new Map<number, Block>();
	let last: { readonly block: Block; readonly bytes: Buffer } | null = null;

	function blockAt(offset: number): Block | null {
		const first = Math.floor(offset / BLOCK_ALIGNMENT);
		for (let unit = first; unit > first - UNITS; unit--) {
			const block = blocks.get(unit);
			if (block !== undefined && offset - block.offset < block.size) return block;
		}
		return null;
	}

	function contentOf(block: Block): Buffer {
		if (last?.block === block) return last.bytes;
		const stored = Buffer.alloc(block.storedSize);
		file.read(stored, block.offset);
		const bytes = block.size === block.storedSize ? stored : inflateSync(stored, { maxOutputLength: Math.max(1, block.size) });
		if (bytes.length < block.size) throw new Error("a packed block of it is damaged");
		if (high && (block.id & INTERNAL) === 0) turnRotors(bytes, block.id, 0);
		last = { block, bytes };
		return bytes;
	}

	function read(target: Uint8Array, from: number): void {
		const block = blocks.size === 0 ? null : blockAt(from);
		if (block === null) file.read(target, from);
		else {
			const content = contentOf(block).subarray(from - block.offset, from - block.offset + target.length);
			if (content.length < target.length) throw new Error("a block of it ends before it should");
			target.set(content);
		}
		const { encryptionAt } = layout;
		if (high && from <= encryptionAt && encryptionAt < from + target.length) target[encryptionAt - from] = 0;
	}

	return {
		buffer: Object.assign(Buffer.alloc(0), {
			copy(target: Uint8Array, at = 0, from = 0, to = from): number {
				read(target.subarray(at, at + to - from), from);
				return to - from;
			},
		}),
		block(entry) {
			const stored = new OffsetIndexItem(entry, layout.type);
			const storedSize = stored.size;
			const size = packs ? entry.readUInt16LE(UNPACKED_SIZE_AT) : storedSize;
			if (!high && size === storedSize) return stored;
			const offset = stored.fileOffset.toNumber();
			blocks.set(Math.floor(offset / BLOCK_ALIGNMENT), { id: stored.indexIdentifier.toUnsigned().toNumber(), offset, size, storedSize });
			if (size === storedSize) return stored;
			const shown = Buffer.from(entry);
			shown.writeUInt16LE(size, STORED_SIZE_AT);
			return new OffsetIndexItem(shown, layout.type);
		},
		forget() {
			blocks.clear();
			last = null;
		},
	};
}
