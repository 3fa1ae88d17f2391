// Tree: folders and files to walk, on disk or in an archive. What reads mail sees no difference; only a tree knows how to open.

import { statSync } from "node:fs";
import type { FileStamp } from "../source.ts";
import type { Budget } from "./budget.ts";
import { type Content, openFile, type Path, stampOf } from "./content.ts";
import { type Entry, listFolder, pathIn } from "./folder.ts";

export interface Tree {
	/** In one fixed order. Throws as node:fs does. */
	list(folder: Path): readonly Entry[];
	/** Throws as node:fs does. */
	at(path: Path): TreeNode;
	/** The same for one folder whichever way leads to it; null where only one can. Throws as node:fs does. */
	identity(folder: Path): string | null;
	child(folder: Path, entry: Entry): Path;
	/** Its content, at the beginning; the caller closes it. Throws as node:fs does. */
	open(path: Path, file: string): Content;
	/** What may still be unpacked from the archive that this is the inside of; null on disk. */
	readonly budget: Budget | null;
}

export interface TreeNode {
	/** "other": a pipe, a socket, a device. */
	readonly kind: "file" | "folder" | "other";
	readonly stamp: FileStamp;
}

export const disk: Tree = {
	list: listFolder,
	at(path) {
		const stats = statSync(path);
		return { kind: stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other", stamp: stampOf(stats) };
	},
	identity(folder) {
		const { dev, ino } = statSync(folder, { bigint: true });
		return `${dev}:${ino}`;
	},
	child: pathIn,
	open: openFile,
	budget: null,
};
