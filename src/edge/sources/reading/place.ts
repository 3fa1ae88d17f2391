// Places: a file opened and its first bytes seen, or a folder listed, as sources are asked about them.

import { basename } from "node:path";
import type { Place } from "../source.ts";
import type { Budget } from "./budget.ts";
import type { Content } from "./content.ts";
import type { Entry } from "./folder.ts";
import { sniff } from "./sniff.ts";
import type { Tree } from "./tree.ts";

type Where = Pick<Place, "path" | "file" | "mailbox" | "owner" | "given" | "begin">;

const NOTHING = new Uint8Array(0);

/** Opens a file of `tree`; its content is the caller's to close. Throws node:fs errors. */
export function openFilePlace(tree: Tree, where: Where): Promise<Place> {
	return placeOf(where, tree.open(where.path, where.file), tree.budget);
}

export async function placeOf(where: Where, opened: Content, budget: Budget | null): Promise<Place> {
	const { head, content } = await sniff(opened, where.file);
	const { path, file, mailbox, owner, given, begin } = where;
	return { kind: "file", path, file, name: basename(file), mailbox, owner, given, begin, head, entries: [], content, budget };
}

export function folderPlace(where: Where, entries: readonly Entry[], tree: Tree): Place {
	return { ...where, kind: "folder", name: basename(where.file), head: NOTHING, entries, content: null, budget: tree.budget };
}
