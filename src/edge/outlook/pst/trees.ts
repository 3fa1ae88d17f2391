// B-trees of a PST ([MS-PST] §2.2.2.7.7), read here and not by the library: it takes a page that points to itself for another level, gives
// up on all nodes where one page is damaged, keeps them all in memory, and compares the keys of an ANSI file as text.

import type { Layout, TreeName } from "./layout.ts";

/** Fills `target` from an offset. Throws where the file ends before. */
export type Read = (target: Uint8Array, offset: number) => void;

export interface Trees {
	/** The entry of a key; null where there is none. Throws where a page on the way is damaged. */
	find(tree: TreeName, key: number): Buffer | null;
	/** Entries of all nodes, in the order of their keys; `damaged` is told of each page that cannot be read. */
	nodes(damaged: (detail: string) => void): Generator<Buffer>;
}

interface Page {
	/** 0 where its entries are the leaves. */
	readonly level: number;
	readonly entries: readonly Buffer[];
}

const KINDS: Readonly<Record<TreeName, number>> = { nodes: 0x81, blocks: 0x80 };

/** The largest file that Outlook allows (100 GB) has six levels. */
const MAX_LEVEL = 12;

/** Upper levels are asked for again and again. */
const PAGES_KEPT = 2048;

export function createTrees(read: Read, layout: Layout, header: Buffer): Trees {
	const kept = new Map<string, Page>();
	const { word } = layout;

	function pageAt(tree: TreeName, offset: number): Page {
		const known = kept.get(`${tree}${offset}`);
		if (known !== undefined) return known;
		const bytes = Buffer.alloc(layout.pageBytes);
		read(bytes, offset);
		const kind = KINDS[tree];
		if (bytes[layout.kindAt] !== kind || bytes[layout.kindAt + 1] !== kind) throw new Error(`the page of ${tree} at ${offset} is damaged`);
		const { entryBytes, countBytes } = layout;
		const count = countBytes === 1 ? (bytes[entryBytes] as number) : bytes.readUInt16LE(entryBytes);
		const level = bytes[entryBytes + 2 * countBytes + 1] as number;
		const size = level > 0 ? 3 * word : tree === "nodes" ? 4 * word : word === 4 ? 12 : 24;
		if (level > MAX_LEVEL || count * size > entryBytes) throw new Error(`the page of ${tree} at ${offset} is damaged`);
		const page = { level, entries: Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size)) };
		if (kept.size >= PAGES_KEPT) kept.clear();
		kept.set(`${tree}${offset}`, page);
		return page;
	}

	const wordAt = (bytes: Buffer, at: number): number => (word === 4 ? bytes.readUInt32LE(at) : wide(bytes, at));
	/** Keys of nodes have four bytes, whatever else stands in the other four. */
	const keyOf = (tree: TreeName, entry: Buffer): number => (tree === "nodes" ? entry.readUInt32LE(0) : unmarked(wordAt(entry, 0)));

	function find(tree: TreeName, key: number): Buffer | null {
		const wanted = tree === "nodes" ? key : unmarked(key);
		let page = pageAt(tree, wordAt(header, layout.roots[tree]));
		while (page.level > 0) {
			const branch = lastUpTo(page.entries, wanted, tree);
			if (branch === null) return null;
			page = below(page, pageAt(tree, wordAt(branch, 2 * word)));
		}
		const entry = lastUpTo(page.entries, wanted, tree);
		return entry !== null && keyOf(tree, entry) === wanted ? entry : null;
	}

	function lastUpTo(entries: readonly Buffer[], key: number, tree: TreeName): Buffer | null {
		let from = 0;
		let to = entries.length;
		while (from < to) {
			const middle = (from + to) >> 1;
			if (keyOf(tree, entries[middle] as Buffer) <= key) from = middle + 1;
			else to = middle;
		}
		return entries[from - 1] ?? null;
	}

	function* nodes(damaged: (detail: string) => void): Generator<Buffer> {
		// The attack: pages that share their children, each level twice as many.
		const visited = new Set<number>();
		function* under(offset: number, above: Page | null): Generator<Buffer> {
			if (visited.has(offset)) return;
			visited.add(offset);
			let page: Page;
			try {
				page = pageAt("nodes", offset);
				if (above !== null) below(above, page);
			} catch (error) {
				damaged(error instanceof Error ? error.message : String(error));
				return;
			}
			if (page.level === 0) yield* page.entries;
			else for (const entry of page.entries) yield* under(wordAt(entry, 2 * word), page);
		}
		yield* under(wordAt(header, layout.roots.nodes), null);
	}

	return { find, nodes };
}

/** Each level is one less than the one above: so no way down is without end. */
function below(above: Page, page: Page): Page {
	if (page.level !== above.level - 1) throw new Error("a page of its index lies at the wrong level");
	return page;
}

/** The lowest bit of a block's identifier is no part of it (§2.2.2.2). */
function unmarked(identifier: number): number {
	return identifier - (identifier % 2);
}

/** Past 2^53 no file reaches. */
export function wide(bytes: Buffer, at: number): number {
	return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}
