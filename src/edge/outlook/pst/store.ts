// Store: an open PST or OST. The library reads lists of blocks, heaps and tables; where a node or a block lies is looked up here.

import "./repairs.ts";
import { PSTFile } from "pst-extractor";
import { DescriptorIndexNode } from "pst-extractor/dist/DescriptorIndexNode.class.js";
import type { OffsetIndexItem } from "pst-extractor/dist/OffsetIndexItem.class.js";
import type { PSTDescriptorItem } from "pst-extractor/dist/PSTDescriptorItem.class.js";
import { PSTNodeInputStream } from "pst-extractor/dist/PSTNodeInputStream.class.js";
import { HEADER_BYTES, type Layout, layoutOf, type TreeName } from "./layout.ts";
import { type StoredFile, wordAt } from "./pages.ts";
import { createShownFile } from "./shown-file.ts";
import { createTrees, type Trees } from "./trees.ts";

/** Subnodes of a node, by their numbers. */
export type Parts = ReadonlyMap<number, PSTDescriptorItem>;

export interface StoredNode {
	readonly id: number;
	/** The folder that it lies in; 0 where it lies in none. */
	readonly parent: number;
	/** Identifiers of blocks; 0 for none. */
	readonly data: number;
	readonly parts: number;
}

export interface Store {
	readonly layout: Layout;
	/** What one object may look up begins anew. */
	begin(): void;
	node(id: number): StoredNode | null;
	/** All, in the order of their numbers, which is the order in which they were made. */
	nodes(damaged: (detail: string) => void): Generator<StoredNode>;
	/** What a block, or the blocks under it, hold. Throws. */
	stream(block: number): PSTNodeInputStream;
	streamOf(part: PSTDescriptorItem): PSTNodeInputStream;
	/** Subnodes under a block. Throws. */
	parts(block: number): Parts;
}

/** The attack: lists of blocks that name one another, twice as many at each level. The largest message has some 20,000 blocks. */
const MOST_LOOKUPS = 50_000;

/** Throws where it is no such file, or one that cannot be read. */
export function openStore(stored: StoredFile): Store {
	const header = Buffer.alloc(HEADER_BYTES);
	stored.read(header, 0);
	const layout = layoutOf(header);
	const trees = createTrees(stored, layout, header);
	const shown = createShownFile(stored, layout, header);
	let lookups = 0;

	function blockOf(id: number): OffsetIndexItem {
		if (++lookups > MOST_LOOKUPS) throw new Error("it consists of more blocks than any message does");
		return shown.block(found(trees, "blocks", id));
	}

	class OpenFile extends PSTFile {
		override getOffsetIndexNode(id: Identifier): OffsetIndexItem {
			return blockOf(id.toNumber());
		}

		override getDescriptorIndexNode(id: Identifier): DescriptorIndexNode {
			return new DescriptorIndexNode(found(trees, "nodes", id.toNumber()), layout.type);
		}
	}

	const file = new OpenFile(shown.buffer);
	const nodeOf = (entry: Buffer): StoredNode =>
		layout.word === 4
			? { id: entry.readUInt32LE(0), data: entry.readUInt32LE(4), parts: entry.readUInt32LE(8), parent: entry.readUInt32LE(12) }
			: { id: entry.readUInt32LE(0), data: wordAt(entry, 8, layout), parts: wordAt(entry, 16, layout), parent: entry.readUInt32LE(24) };
	const stream = (block: number): PSTNodeInputStream => new PSTNodeInputStream(file, blockOf(block));

	return {
		layout,
		begin() {
			lookups = 0;
			shown.forget();
		},
		node(id) {
			const entry = trees.find("nodes", id);
			return entry === null ? null : nodeOf(entry);
		},
		*nodes(damaged) {
			for (const entry of trees.nodes(damaged)) yield nodeOf(entry);
		},
		stream,
		streamOf: (part) => new PSTNodeInputStream(file, part),
		parts: (block) => (block < 2 ? new Map() : file.getPSTDescriptorItems(stream(block))),
	};
}

/** A number of 64 bits, as the library has it. */
interface Identifier {
	toNumber(): number;
}

function found(trees: Trees, tree: TreeName, key: number): Buffer {
	const entry = trees.find(tree, key);
	if (entry === null) throw new Error(`it has no ${tree === "nodes" ? "node" : "block"} ${key.toString(16)}, which it names`);
	return entry;
}
