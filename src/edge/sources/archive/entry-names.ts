// Entry names: what an archive calls its entries, made into paths inside it. Two with one name (an archive that was added to, or one that
// hides a file behind another) are told apart, and a name that leads out of the archive ("../x", "/x", "C:x") does not.

import { MAX_ENTRY_NAME_BYTES, MAX_FOLDERS } from "../reading/limits.ts";
import type { Refusal } from "./member.ts";

export interface EntryName {
	/** "" for the archive itself; folders as in "a/b". */
	readonly path: string;
	/** What is odd about it; it is read all the same, unless `refused`. */
	readonly note: string | null;
	readonly refused: Refusal | null;
}

export interface EntryNames {
	/** Names in one order give the same paths. */
	of(name: string, folder: boolean): EntryName;
}

export function createEntryNames(): EntryNames {
	/** Paths of files and of folders. */
	const files = new Set<string>();
	/** What stands for a folder's path, where a file has it. */
	const folders = new Map<string, string>([["", ""]]);

	function unused(path: string): string {
		let number = 2;
		while (files.has(`${path} (${number})`) || folders.has(`${path} (${number})`)) number++;
		return `${path} (${number})`;
	}

	function folderAt(parts: readonly string[]): string {
		let path = "";
		let actual = "";
		for (const part of parts) {
			path = path === "" ? part : `${path}/${part}`;
			const known = folders.get(path);
			const next = actual === "" ? part : `${actual}/${part}`;
			actual = known ?? (files.has(next) ? unused(next) : next);
			if (known === undefined) folders.set(path, actual);
		}
		return actual;
	}

	return {
		of(name, folder) {
			const parts = name
				.replaceAll("\0", "\ufffd")
				.split("/")
				.filter((part) => part !== "" && part !== ".");
			const inside = parts.filter((part) => part !== "..").map((part) => (/^[A-Za-z]:$/.test(part) ? part.slice(0, 1) : part));
			const shown = inside.join("/").slice(0, MAX_ENTRY_NAME_BYTES) || "entry";
			if (name.length > MAX_ENTRY_NAME_BYTES) return { path: `${shown.slice(0, 100)}...`, note: null, refused: LONG };
			if (inside.length > MAX_FOLDERS) return { path: shown, note: null, refused: DEEP };
			const leadsOut = inside.length < parts.length || /^(?:\/|[A-Za-z]:\/)/.test(name);
			const note = leadsOut ? `Its name, ${JSON.stringify(name)}, leads out of the archive; it is read as it stands here.` : null;
			if (folder) return { path: folderAt(inside), note, refused: null };
			const last = inside.pop() ?? "entry";
			const parent = folderAt(inside);
			const path = parent === "" ? last : `${parent}/${last}`;
			if (!files.has(path) && !folders.has(path)) {
				files.add(path);
				return { path, note, refused: null };
			}
			const own = unused(path);
			files.add(own);
			return { path: own, note: note ?? `Another entry has the name ${JSON.stringify(name)} as well; both are read.`, refused: null };
		},
	};
}

const LONG: Refusal = { code: "limit-header", detail: `Its name has more than ${MAX_ENTRY_NAME_BYTES} characters.`, fatal: true };
const DEEP: Refusal = { code: "limit-nesting", detail: `It lies in more than ${MAX_FOLDERS} folders.`, fatal: true };
