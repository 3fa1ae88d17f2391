// The names in a folder, in one fixed order on every machine: by UTF-16 code unit. Names that are not valid UTF-8 (old Maildirs
// with Latin-1 names) are shown with U+FFFD and opened by their bytes.

import { readdirSync } from "node:fs";
import { sep } from "node:path";
import type { Path } from "./content.ts";

export interface Entry {
	readonly name: string;
	/** The name as bytes where `name` cannot express it. */
	readonly raw: Buffer | null;
}

/** Throws node:fs errors. Memory: the names of one folder. */
export function listFolder(path: Path): readonly Entry[] {
	const names = readdirSync(path, { encoding: "utf8" });
	const entries = names.some((name) => name.includes("\ufffd"))
		? readdirSync(path, { encoding: "buffer" }).map(entryOf)
		: names.map((name): Entry => ({ name, raw: null }));
	return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : compareRaw(a, b)));
}

function entryOf(raw: Buffer): Entry {
	const name = raw.toString("utf8");
	return { name, raw: Buffer.from(name, "utf8").equals(raw) ? null : raw };
}

function compareRaw(a: Entry, b: Entry): number {
	return a.raw !== null && b.raw !== null ? Buffer.compare(a.raw, b.raw) : 0;
}

/** The path of an entry, for the operating system. */
export function pathIn(folder: Path, entry: Entry): Path {
	if (typeof folder === "string" && entry.raw === null) return `${withSeparator(folder)}${entry.name}`;
	const head = typeof folder === "string" ? Buffer.from(withSeparator(folder)) : Buffer.concat([folder, Buffer.from(sep)]);
	return Buffer.concat([head, entry.raw ?? Buffer.from(entry.name)]);
}

/** The same as shown. */
export function shownIn(folder: string, name: string): string {
	return `${withSeparator(folder)}${name}`;
}

function withSeparator(folder: string): string {
	return folder.endsWith("/") || folder.endsWith(sep) ? folder : `${folder}${sep}`;
}
