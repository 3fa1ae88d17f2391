// Lost leaves: what damaged pages of an index listed. The last pages of a file that was cut off may be the roots of everything before; yet
// each page says what it is, and has a checksum. So the whole file is looked through once, when the first damaged page is met.

import type { Layout, TreeName } from "./layout.ts";
import { isIntact, keyOf, pageNumber, pageOf, type StoredFile, treeOf } from "./pages.ts";

export interface LostLeaves {
	find(tree: TreeName, key: number): Buffer | null;
	/** Of the keys from `from` on and before `to`. */
	nodes(from: number, to: number): Generator<Buffer>;
}

/** Of each tree. The attack: a file of pages only, which would fill the memory; what a file of more has lost is found in part. */
const MOST_ENTRIES = 500_000;

const PIECE_BYTES = 1024 * 1024;

interface Leaf {
	readonly entry: Buffer;
	/** Of the page that it stands on. */
	readonly page: number;
}

type Leaves = Readonly<Record<TreeName, Map<number, Leaf>>>;

export function createLostLeaves(file: StoredFile, layout: Layout): LostLeaves {
	let leaves: Leaves | null = null;

	/** A page that was written anew is still there in its old version, until something takes its place. */
	function add(found: Leaves, bytes: Buffer): void {
		const tree = treeOf(bytes, layout);
		if (tree === null || !isIntact(bytes, layout)) return;
		try {
			const { level, entries } = pageOf(tree, bytes, layout);
			if (level > 0) return;
			const page = pageNumber(bytes, layout);
			for (const entry of entries) {
				const key = keyOf(tree, entry, layout);
				const known = found[tree].get(key);
				if (known === undefined ? found[tree].size < MOST_ENTRIES : known.page < page)
					found[tree].set(key, { entry: Buffer.from(entry), page });
			}
		} catch {
			// Something else that looks like a page.
		}
	}

	function all(): Leaves {
		if (leaves !== null) return leaves;
		leaves = { nodes: new Map(), blocks: new Map() };
		const { pageBytes } = layout;
		for (let at = 0; at + pageBytes <= file.size; at += PIECE_BYTES) {
			const piece = Buffer.alloc(Math.min(PIECE_BYTES, file.size - at));
			file.read(piece, at);
			for (let page = 0; page + pageBytes <= piece.length; page += pageBytes) add(leaves, piece.subarray(page, page + pageBytes));
		}
		return leaves;
	}

	return {
		find: (tree, key) => all()[tree].get(key)?.entry ?? null,
		*nodes(from, to) {
			for (const [key, { entry }] of all().nodes) if (key >= from && key < to) yield entry;
		},
	};
}
