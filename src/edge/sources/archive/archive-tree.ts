// Archive tree: what an archive holds, as folders and files to walk.

import type { Budget } from "../reading/budget.ts";
import type { Content } from "../reading/content.ts";
import type { Entry } from "../reading/folder.ts";
import type { Tree, TreeNode } from "../reading/tree.ts";
import type { FileStamp } from "../source.ts";

export interface ArchiveTree extends Tree {
	/** `path` as EntryNames gives it; its folders are made. `open` null: only its place in the order of the archive opens it. */
	addFile(path: string, open: ((file: string) => Content) | null): void;
	addFolder(path: string): void;
}

type Folder = Map<string, Node>;
type Node =
	| { readonly kind: "folder"; readonly entries: Folder }
	| { readonly kind: "file"; readonly open: ((file: string) => Content) | null };

export function createArchiveTree(budget: Budget, stamp: FileStamp | null): ArchiveTree {
	const root: Folder = new Map();
	const byPath = new Map<string, Node>([["", { kind: "folder", entries: root }]]);
	const fileStamp = stamp ?? { size: 0, mtimeMs: 0 };

	function folderAt(path: string): Folder {
		const known = byPath.get(path);
		if (known?.kind === "folder") return known.entries;
		const entries: Folder = new Map();
		add(path, { kind: "folder", entries });
		return entries;
	}

	function add(path: string, node: Node): void {
		const slash = path.lastIndexOf("/");
		folderAt(slash === -1 ? "" : path.slice(0, slash)).set(path.slice(slash + 1), node);
		byPath.set(path, node);
	}

	function nodeAt(path: string | Buffer): Node {
		const node = byPath.get(String(path));
		if (node === undefined) throw Object.assign(new Error("not in the archive"), { code: "ENOENT" });
		return node;
	}

	return {
		budget,
		addFile: (path, open) => add(path, { kind: "file", open }),
		addFolder: folderAt,
		list(folder) {
			const node = nodeAt(folder);
			if (node.kind !== "folder") throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
			return [...node.entries.keys()].sort((a, b) => (a < b ? -1 : 1)).map((name): Entry => ({ name, raw: null }));
		},
		at: (path): TreeNode => ({ kind: nodeAt(path).kind, stamp: fileStamp }),
		identity: () => null,
		child: (folder, { name }) => (folder.length === 0 ? name : `${folder}/${name}`),
		open(path, file) {
			const node = nodeAt(path);
			if (node.kind !== "file" || node.open === null) throw Object.assign(new Error("not to be opened"), { code: "EISDIR" });
			return node.open(file);
		},
	};
}
