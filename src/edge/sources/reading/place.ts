// Places: a file opened and its first bytes seen, or a folder listed, as sources are asked about them.

import { basename } from "node:path";
import type { Place } from "../source.ts";
import { type Content, openFile } from "./content.ts";
import type { Entry } from "./folder.ts";
import { sniff } from "./sniff.ts";

type Where = Pick<Place, "path" | "file" | "mailbox" | "owner" | "given" | "begin">;

const NOTHING = new Uint8Array(0);

/** Opens a regular file; its content is the caller's to close. Throws node:fs errors. */
export function openFilePlace(where: Where): Promise<Place> {
	return placeOf(where, openFile(where.path, where.file));
}

export async function placeOf(where: Where, opened: Content): Promise<Place> {
	const { head, content } = await sniff(opened, where.file);
	return { ...where, kind: "file", name: basename(where.file), head, entries: [], content };
}

export function folderPlace(where: Where, entries: readonly Entry[]): Place {
	return { ...where, kind: "folder", name: basename(where.file), head: NOTHING, entries, content: null };
}
