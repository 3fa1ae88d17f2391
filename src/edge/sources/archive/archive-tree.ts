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
type FolderNode = { readonly kind: "folder"; readonly entries: Folder };
type Node = FolderNode | { readonly kind: "file"; readonly open: ((file: string) => Content) | null };

/** Hundreds of thousands of entries share it. */
const IN_ORDER: Node = { kind: "file", open: null };

export function createArchiveTree(budget: Budget, stamp: FileStamp | null): ArchiveTree {
	const root: Node = { kind: "folder", entries: new Map() };
	const fileStamp = stamp ?? { size: 0, mtimeMs: 0 };

	function folderAt(path: string): Folder {
		let { entries } = root as FolderNode;
		if (path === "") return entries;
		for (const name of path.split("/")) {
			let node = entries.get(name);
			if (node?.kind !== "folder") {
				node = { kind: "folder", entries: new Map() };
				entries.set(name, node);
			}
			entries = node.entries;
		}
		return entries;
	}

	function nodeAt(path: string | Buffer): Node {
		let node: Node | undefined = root;
		if (path.length > 0) for (const name of String(path).split("/")) node = node?.kind === "folder" ? node.entries.get(name) : undefined;
		if (node === undefined) throw Object.assign(new Error("not in the archive"), { code: "ENOENT" });
		return node;
	}

	return {
		budget,
		addFile(path, open) {
			const slash = path.lastIndexOf("/");
			const folder = folderAt(slash === -1 ? "" : path.slice(0, slash));
			folder.set(path.slice(slash + 1), open === null ? IN_ORDER : { kind: "file", open });
		},
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
