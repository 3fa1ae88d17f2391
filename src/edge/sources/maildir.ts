// Maildir (qmail's maildir(5)) and Maildir++ (Courier): a message in each file of cur/ and new/, its flags in its name. tmp/ holds
// what is still being delivered and is left alone. Sub-folders (".Archive") are Maildirs of their own, found by the walk.

import { statSync } from "node:fs";
import { readMessageFile } from "./eml.ts";
import { stampOf } from "./reading/content.ts";
import { errorCode, failure, unreadable } from "./reading/failure.ts";
import { type Entry, listFolder, pathIn, shownIn } from "./reading/folder.ts";
import { openFilePlace } from "./reading/place.ts";
import type { MailSource, Place, Reading, SourceEvent } from "./source.ts";

export const source: MailSource = {
	id: "maildir",
	title: "Maildir, Maildir++",
	reads: ["cur", "new", "tmp"],
	detect({ kind, entries }) {
		if (kind !== "folder") return null;
		const names = new Set(entries.map(({ name }) => name));
		return names.has("cur") && (names.has("new") || names.has("tmp")) ? "content" : null;
	},
	open: readMaildir,
};

async function* readMaildir(place: Place, reading: Reading): AsyncGenerator<SourceEvent> {
	// new/ is listed first: what a mail program moves to cur/ in between is then in both lists rather than in none.
	const lists: { readonly folder: Place; readonly entries: readonly Entry[] }[] = [];
	for (const part of ["new", "cur"]) {
		const folder = partOf(place, part);
		if (folder === null) continue;
		try {
			lists.push({ folder, entries: listFolder(folder.path) });
		} catch (error) {
			yield unreadable(folder.file, error);
		}
	}
	const moved = new Set<string>();
	for (const { folder, entries } of lists) {
		for (const entry of entries) {
			if (entry.name.startsWith(".") || moved.has(uniqueName(entry.name))) continue;
			yield* readEntry(place, folder, entry, moved, reading);
		}
	}
}

function partOf(place: Place, part: string): Place | null {
	const entry = place.entries.find(({ name }) => name === part);
	return entry === undefined ? null : { ...place, path: pathIn(place.path, entry), file: shownIn(place.file, part) };
}

async function* readEntry(place: Place, folder: Place, entry: Entry, moved: Set<string>, reading: Reading): AsyncGenerator<SourceEvent> {
	let at = { folder, entry };
	let opened: Place | null = null;
	for (let tries = 0; opened === null; tries++) {
		const path = pathIn(at.folder.path, at.entry);
		const file = shownIn(at.folder.file, at.entry.name);
		try {
			const stats = statSync(path);
			if (stats.isDirectory()) return;
			const where = { path, file, mailbox: place.mailbox, owner: place.owner };
			const begin = stats.isFile() ? await reading.resume({ ...where, stamp: stampOf(stats) }) : 0;
			if (begin === null) return;
			opened = await openFilePlace({ ...where, given: false, begin });
		} catch (error) {
			const gone = errorCode(error) === "ENOENT";
			const found = gone && tries === 0 ? findMoved(place, entry) : null;
			if (found === null) {
				yield gone ? failure(file, "changed-while-read", "It was removed while the folder was read.", false) : unreadable(file, error);
				return;
			}
			moved.add(uniqueName(entry.name));
			at = found;
		}
	}
	try {
		yield* readMessageFile(opened, reading, flagsOf(at.entry.name));
	} finally {
		opened.content?.close();
	}
}

/** A mail program that reads a message moves it from new/ to cur/ and changes the flags in its name. */
function findMoved(place: Place, entry: Entry): { readonly folder: Place; readonly entry: Entry } | null {
	const folder = partOf(place, "cur");
	if (folder === null) return null;
	try {
		const base = uniqueName(entry.name);
		const moved = listFolder(folder.path).find(({ name }) => uniqueName(name) === base);
		return moved === undefined ? null : { folder, entry: moved };
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
