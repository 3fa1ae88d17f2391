// The machine's own Node, apart from the one that npm puts first on the PATH of its scripts: on Debian 12 it is older than
// the program needs, and that is what these tests are after.

import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join, sep } from "node:path";
import type { Skip } from "./programs.ts";

/** The PATH as a user has it, without what npm added. */
export const HOST_PATH = (process.env.PATH ?? "")
	.split(delimiter)
	.filter((folder) => !isAdded(folder))
	.join(delimiter);

function isAdded(folder: string): boolean {
	return folder.split(sep).includes("node_modules") || folder.includes("node-gyp-bin");
}

const oldNode = search();

/** Absolute path of a Node older than 24, or null. */
export function findOldNode(): string | null {
	return oldNode;
}

function search(): string | null {
	for (const folder of HOST_PATH.split(delimiter)) {
		const node = join(folder, "node");
		try {
			accessSync(node, constants.X_OK);
		} catch {
			continue;
		}
		const version = execFileSync(node, ["--version"], { encoding: "utf8" });
		if (Number(/^v(\d+)/.exec(version)?.[1]) < 24) return node;
	}
	return null;
}

/** For tests of what happens on an older Node; a machine without one is no fault, in CI neither. */
export function needOldNode(): Skip {
	return { skip: findOldNode() === null ? "no Node older than 24 here: apt-get install nodejs (Debian 12)" : false };
}
