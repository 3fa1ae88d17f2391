// Maildir (qmail's maildir(5)) and Maildir++ (Courier): a message in each file of cur/ and new/, its flags in its name. tmp/ holds
// what is still being delivered and is left alone. Sub-folders (".Archive") are Maildirs of their own, found by the walk.

import { readMessageFile } from "./eml.ts";
import type { Path } from "./reading/content.ts";
import { unreadable } from "./reading/failure.ts";
import { type Entry, shownIn } from "./reading/folder.ts";
import type { Tree } from "./reading/tree.ts";
import type { FoundFile, MailSource, Place, SourceFailure } from "./source.ts";

export const source: MailSource = {
	id: "maildir",
	title: "Maildir, Maildir++",
	reads: ["cur", "new", "tmp"],
	detect({ kind, entries }) {
		if (kind !== "folder") return null;
		const names = new Set(entries.map(({ name }) => name));
		return names.has("cur") && (names.has("new") || names.has("tmp")) ? "content" : null;
	},
	files: filesOf,
};

function* filesOf(maildir: Place, tree: Tree): Generator<FoundFile | SourceFailure> {
	// new/ is listed first: what a mail program moves to cur/ in between is then in both lists rather than in none.
	const parts: Part[] = [];
	for (const name of ["new", "cur"]) {
		try {
			const part = partOf(maildir, tree, name);
			if (part !== null) parts.push(part);
		} catch (error) {
			yield unreadable(shownIn(maildir.file, name), error);
		}
	}
	const moved = new Set<string>();
	for (const part of parts) {
		for (const entry of part.entries) {
			if (!entry.name.startsWith(".") && !moved.has(uniqueName(entry.name))) yield foundIn(maildir, tree, part, entry, moved);
		}
	}
}

interface Part {
	readonly path: Path;
	readonly file: string;
	readonly entries: readonly Entry[];
}

/** Throws node:fs errors. */
function partOf(maildir: Place, tree: Tree, name: string): Part | null {
	const entry = maildir.entries.find((each) => each.name === name);
	if (entry === undefined) return null;
	const path = tree.child(maildir.path, entry);
	return { path, file: shownIn(maildir.file, name), entries: tree.list(path) };
}

function foundIn(maildir: Place, tree: Tree, part: Part, entry: Entry, moved: Set<string>): FoundFile {
	const { mailbox, owner } = maildir;
	const flags = flagsOf(entry.name);
	return {
		kind: "found",
		path: tree.child(part.path, entry),
		file: shownIn(part.file, entry.name),
		mailbox,
		owner,
		given: false,
		read: (place, reading) => readMessageFile(place, reading, flags),
		moved: () => findMoved(maildir, tree, entry, moved),
	};
}

/** A mail program that reads a message moves it from new/ to cur/ and changes the flags in its name. */
function findMoved(maildir: Place, tree: Tree, entry: Entry, moved: Set<string>): FoundFile | null {
	try {
		const cur = partOf(maildir, tree, "cur");
		const base = uniqueName(entry.name);
		const now = cur?.entries.find(({ name }) => uniqueName(name) === base);
		if (cur === null || now === undefined) return null;
		moved.add(base);
		return foundIn(maildir, tree, cur, now, moved);
	} catch {
		return null;
	}
}

/** ":2,SRF"; Windows cannot have a colon in a name, so programs there write ";2," or "!2,". */
const INFO = /[:;!]2,([A-Za-z]{0,60})$/;

function uniqueName(name: string): string {
	return name.replace(INFO, "");
}

const LETTERS: readonly (readonly [string, string])[] = [
	["S", "seen"],
	["R", "answered"],
	["F", "flagged"],
	["D", "draft"],
	["T", "trashed"],
	["P", "passed"],
];

export function flagsOf(name: string): readonly string[] {
	const letters = INFO.exec(name)?.[1] ?? "";
	return LETTERS.filter(([letter]) => letters.includes(letter)).map(([, word]) => word);
}
