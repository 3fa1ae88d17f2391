// B-trees of a PST, read here and not by the library: it takes a page that points to itself for another level, gives up on all nodes where
// one page is damaged, keeps them all in memory, and compares the keys of an ANSI file as text. What a damaged page listed is looked for
// in the whole file.

import type { Layout, TreeName } from "./layout.ts";
import { createLostLeaves } from "./lost-leaves.ts";
import { keyOf, offsetBelow, type Page, pageOf, type StoredFile, unmarked, wordAt } from "./pages.ts";

export interface Trees {
	/** The entry of a key; null where there is none. */
	find(tree: TreeName, key: number): Buffer | null;
	/** Entries of all nodes; `damaged` is told of each page that cannot be read. */
	nodes(damaged: (detail: string) => void): Generator<Buffer>;
}

/** Upper levels are asked for again and again. */
const PAGES_KEPT = 2048;

export function createTrees(file: StoredFile, layout: Layout, header: Buffer): Trees {
	const kept = new Map<string, Page>();
	const lost = createLostLeaves(file, layout);
	const rootOf = (tree: TreeName): number => wordAt(header, layout.roots[tree], layout);

	/** Each level is one less than the one above, so that no way down is without end. */
	function pageAt(tree: TreeName, offset: number, above: Page | null): Page {
		const name = `${tree}${offset}`;
		let page = kept.get(name);
		if (page === undefined) {
			const bytes = Buffer.alloc(layout.pageBytes);
			file.read(bytes, offset);
			page = pageOf(tree, bytes, layout);
			if (kept.size >= PAGES_KEPT) kept.clear();
			kept.set(name, page);
		}
		if (above !== null && page.level !== above.level - 1) throw new Error(`a page of its ${tree} lies at the wrong level`);
		return page;
	}

	function lastUpTo(entries: readonly Buffer[], key: number, tree: TreeName): Buffer | null {
		let from = 0;
		let to = entries.length;
		while (from < to) {
			const middle = (from + to) >> 1;
			if (keyOf(tree, entries[middle] as Buffer, layout) <= key) from = middle + 1;
			else to = middle;
		}
		return entries[from - 1] ?? null;
	}

	/** Undefined where a page on the way is damaged. */
	function leafOf(tree: TreeName, key: number): Page | null | undefined {
		try {
			let page = pageAt(tree, rootOf(tree), null);
			while (page.level > 0) {
				const branch = lastUpTo(page.entries, key, tree);
				if (branch === null) return null;
				page = pageAt(tree, offsetBelow(branch, layout), page);
			}
			return page;
		} catch {
			return undefined;
		}
	}

	return {
		find(tree, key) {
			const wanted = tree === "nodes" ? key : unmarked(key);
			const leaf = leafOf(tree, wanted);
			if (leaf === undefined) return lost.find(tree, wanted);
			const entry = leaf === null ? null : lastUpTo(leaf.entries, wanted, tree);
			return entry !== null && keyOf(tree, entry, layout) === wanted ? entry : null;
		},
		*nodes(damaged) {
			// The attack: pages that share their children, each level twice as many.
			const visited = new Set<number>();
			function* under(offset: number, above: Page | null, from: number, to: number): Generator<Buffer> {
				if (visited.has(offset)) return;
				visited.add(offset);
				let page: Page;
				try {
					page = pageAt("nodes", offset, above);
				} catch (error) {
					damaged(error instanceof Error ? error.message : String(error));
					yield* lost.nodes(from, to);
					return;
				}
				if (page.level === 0) yield* page.entries;
				else {
					for (const [index, entry] of page.entries.entries()) {
						const next = page.entries[index + 1];
						const begin = Math.max(from, keyOf("nodes", entry, layout));
						yield* under(offsetBelow(entry, layout), page, begin, next === undefined ? to : keyOf("nodes", next, layout));
					}
				}
			}
			yield* under(rootOf("nodes"), null, 0, Number.POSITIVE_INFINITY);
		},
	};
}
