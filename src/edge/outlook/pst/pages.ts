// Pages of the two B-trees ([MS-PST] §2.2.2.7.7): entries of one size, of which each names a page of the level below, or is a leaf.

import { crc32 } from "node:zlib";
import type { Layout, TreeName } from "./layout.ts";

/** The file, wherever it is. */
export interface StoredFile {
	readonly size: number;
	/** Fills `target` from an offset. Throws where the file ends before. */
	read(target: Uint8Array, offset: number): void;
}

export interface Page {
	/** 0 where its entries are the leaves. */
	readonly level: number;
	readonly entries: readonly Buffer[];
}

const KINDS: readonly (readonly [TreeName, number])[] = [
	["blocks", 0x80],
	["nodes", 0x81],
];

/** The largest file that Outlook allows (100 GB) has six levels. */
const MAX_LEVEL = 12;

/** Whose page it is, by what stands there twice; null where it is none. */
export function treeOf(bytes: Buffer, { kindAt }: Layout): TreeName | null {
	const kind = bytes[kindAt];
	return kind === bytes[kindAt + 1] ? (KINDS.find(([, each]) => each === kind)?.[0] ?? null) : null;
}

/** Throws where it is no page of that tree. */
export function pageOf(tree: TreeName, bytes: Buffer, layout: Layout): Page {
	const { entryBytes, countBytes, word } = layout;
	const count = countBytes === 1 ? (bytes[entryBytes] as number) : bytes.readUInt16LE(entryBytes);
	const level = bytes[entryBytes + 2 * countBytes + 1] as number;
	const size = level > 0 ? 3 * word : tree === "nodes" ? 4 * word : word === 4 ? 12 : 24;
	if (treeOf(bytes, layout) !== tree || level > MAX_LEVEL || count * size > entryBytes) throw new Error(`a page of its ${tree} is damaged`);
	return { level, entries: Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size)) };
}

/** CRC-32 that begins at 0 and is not inverted (§5.3), over all before what says of what kind the page is. */
export function isIntact(bytes: Buffer, { kindAt, word }: Layout): boolean {
	const stored = bytes.readUInt32LE(kindAt + (word === 4 ? 8 : 4));
	return ~crc32(bytes.subarray(0, kindAt), 0xffffffff) >>> 0 === stored;
}

/** Numbers are given out in order: of two versions of a page the later has the higher. */
export function pageNumber(bytes: Buffer, layout: Layout): number {
	return wordAt(bytes, layout.kindAt + (layout.word === 4 ? 4 : 8), layout);
}

/** Keys of nodes have four bytes, whatever else stands in the other four. */
export function keyOf(tree: TreeName, entry: Buffer, layout: Layout): number {
	return tree === "nodes" ? entry.readUInt32LE(0) : unmarked(wordAt(entry, 0, layout));
}

/** Where the page lies that a branch names. */
export function offsetBelow(entry: Buffer, layout: Layout): number {
	return wordAt(entry, 2 * layout.word, layout);
}

/** The lowest bit of a block's identifier is no part of it (§2.2.2.2). */
export function unmarked(identifier: number): number {
	return identifier - (identifier % 2);
}

/** No file reaches past 2^53. */
export function wordAt(bytes: Buffer, at: number, { word }: Pick<Layout, "word">): number {
	return word === 4 ? bytes.readUInt32LE(at) : bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}
