// File on disk: what a file is shown as may lie in an archive ("backup.zip/Maildir/cur/x:2,S"); the file of the operating system is then
// the first on the way down that is one. No folder has the path of a file, so that there is only one.

import { statSync } from "node:fs";

/** `file` itself or the archive that it lies in; null where neither is there (any more). */
export function fileOnDisk(file: string): string | null {
	for (const path of [file, ...pathsAbove(file)]) {
		const kind = kindOf(path);
		if (kind === "file") return path;
		if (kind === "other") return null;
	}
	return null;
}

function kindOf(path: string): "file" | "other" | "nothing" {
	try {
		const stats = statSync(path, { throwIfNoEntry: false });
		return stats === undefined ? "nothing" : stats.isFile() ? "file" : "other";
	} catch {
		// Too long a name for the system, or not ours to look at.
		return "nothing";
	}
}

/** What `file` may lie in, the nearest first. */
export function* pathsAbove(file: string): Generator<string> {
	for (let path = parentOf(file); path !== ""; path = parentOf(path)) yield path;
}

/** `file` lies in what is shown as `above`. */
export function isBelow(file: string, above: string): boolean {
	return file.startsWith(above) && SEPARATOR.test(file.charAt(above.length));
}

const SEPARATOR = /^[\\/]$/;

function parentOf(path: string): string {
	return path.replace(/[\\/]?[^\\/]*$/, "");
}
