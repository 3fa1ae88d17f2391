// Folder of a rehearsal: a new or empty one, or one that a rehearsal wrote before. Nobody's mail is ever mixed with made-up mail, or deleted.

import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { appError } from "../../core/model/app-error.ts";

/** Written first: from then on the folder is a rehearsal's. */
export const MARK = "rehearsal.json";

const OWN = [
	MARK,
	"README.txt",
	"mail",
	"logs",
	"leases.csv",
	"people.csv",
	"briefings.csv",
	"incidents.yaml",
	"claims.yaml",
	"truth.json",
];

/** Makes it, or empties it of what an earlier rehearsal left. Throws an AppError (`usage`) where anything else is in it. */
export function prepareFolder(folder: string): void {
	if (existsSync(folder)) {
		if (!lstatSync(folder).isDirectory()) throw appError("usage", `${folder} is no folder: give --out a new or empty one`);
		const names = readdirSync(folder);
		const above = names.filter((name) => !OWN.includes(name));
		const foreign = above.length > 0 || !isRehearsal(folder) ? above : ["mail", "logs"].flatMap((name) => strangersIn(folder, name));
		if (names.length > 0 && (foreign.length > 0 || !isRehearsal(folder)))
			throw appError(
				"usage",
				`${folder} is not empty and no earlier rehearsal (${foreign[0] ?? names[0]} lies in it): give --out a new folder`,
			);
		for (const name of OWN) rmSync(join(folder, name), { recursive: true, force: true });
	}
	try {
		makeFolder(folder);
	} catch (error) {
		throw appError(
			"usage",
			`${folder} cannot be made (${error instanceof Error ? error.message : error}): give --out a folder that may be written`,
			{ cause: error },
		);
	}
}

/**
 * With the folders above it that are missing. Step by step, since node:fs's own `recursive` tries for ever where the system says of a folder that is there
 * that it is not, as under /proc. Throws node:fs errors.
 */
export function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	const above = dirname(resolve(folder));
	if (above !== resolve(folder)) makeFolder(above);
	try {
		mkdirSync(folder);
	} catch (error) {
		// Another process may have been first.
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
	}
}

/** Files that a rehearsal gives these names: mails of a Maildir with the flags that a mail program may have added, an mbox, logs. */
const MADE: Readonly<Record<string, RegExp>> = {
	mail: /^(?:inbox\.mbox|\d+\.M\d+\.rehearsal(?::2,[A-Za-z]*)?)$/,
	logs: /^[a-z0-9-]+-(?:squid|combined|unbound|bind)\.log$/,
};

/** The first file below that somebody else put there. */
function strangersIn(folder: string, name: string): string[] {
	const within = join(folder, name);
	if (!existsSync(within)) return [];
	for (const entry of readdirSync(within, { recursive: true, withFileTypes: true }))
		if (!entry.isDirectory() && MADE[name]?.test(entry.name) !== true) return [relative(folder, join(entry.parentPath, entry.name))];
	return [];
}

function isRehearsal(folder: string): boolean {
	try {
		return (JSON.parse(readFileSync(join(folder, MARK), "utf8")) as { madeBy?: unknown }).madeBy === "counterpixel rehearse";
	} catch {
		return false;
	}
}
