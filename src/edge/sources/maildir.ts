// Maildir (qmail's maildir(5)) and Maildir++ (Courier): a message in each file of cur/ and new/, its flags in its name. tmp/ holds
// what is still being delivered and is left alone. Sub-folders (".Archive") are Maildirs of their own, found by the walk.

import { statSync } from "node:fs";
import { readMessageFile } from "./eml.ts";
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
	for (const part of place.entries.filter(({ name }) => name === "cur" || name === "new")) {
		const folder: Place = { ...place, path: pathIn(place.path, part), file: shownIn(place.file, part.name) };
		try {
			for (const entry of listFolder(folder.path)) if (!entry.name.startsWith(".")) yield* readEntry(place, folder, entry, reading);
		} catch (error) {
			yield unreadable(folder.file, error);
		}
	}
}

async function* readEntry(place: Place, folder: Place, entry: Entry, reading: Reading): AsyncGenerator<SourceEvent> {
	let at = { folder, entry };
	let opened: Place | null = null;
	for (let tries = 0; opened === null; tries++) {
		const path = pathIn(at.folder.path, at.entry);
		const file = shownIn(at.folder.file, at.entry.name);
		try {
			if (statSync(path).isDirectory()) return;
			opened = await openFilePlace({ path, file, mailbox: place.mailbox, owner: place.owner, given: false });
		} catch (error) {
			const moved = errorCode(error) === "ENOENT" && tries === 0 ? findMoved(place, entry) : null;
			if (moved === null) {
				const gone = errorCode(error) === "ENOENT";
				yield gone ? failure(file, "changed-while-read", "It was removed while the folder was read.", false) : unreadable(file, error);
				return;
			}
			at = moved;
		}
	}
	try {
		yield* readMessageFile(opened, reading, flagsOf(entry.name));
	} finally {
		opened.content?.close();
	}
}

/** A mail program that reads a message moves it from new/ to cur/ and changes the flags in its name. */
function findMoved(place: Place, entry: Entry): { readonly folder: Place; readonly entry: Entry } | null {
	const cur = place.entries.find(({ name }) => name === "cur");
	if (cur === undefined) return null;
	const folder: Place = { ...place, path: pathIn(place.path, cur), file: shownIn(place.file, "cur") };
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
