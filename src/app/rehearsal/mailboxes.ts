// Mailboxes on disk: a Maildir for most, an mbox for some, each in a folder named as its owner's address, by which a scan knows whose it is.

import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chanceOf } from "./chance.ts";
import type { Delivered } from "./delivery.ts";
import { makeFolder } from "./folder.ts";
import type { Account } from "./people.ts";

export interface Mailboxes {
	/** In order of time. Returns the path of the file from the rehearsal's folder, "/" between names. Throws node:fs errors. */
	put(account: Account, delivered: Delivered, number: number): string;
	close(): void;
}

/** What waits to be appended to an mbox, in characters. */
const BUFFER = 64 * 1024;

export function openMailboxes(folder: string): Mailboxes {
	const made = new Set<string>();
	const waiting = new Map<string, string>();

	function directory(path: string): void {
		if (made.has(path)) return;
		makeFolder(join(folder, path));
		made.add(path);
	}

	function append(path: string): void {
		appendFileSync(join(folder, path), waiting.get(path) ?? "", "latin1");
		waiting.set(path, "");
	}

	return {
		put({ address, store }, { text, received, returnPath }, number) {
			const box = `mail/${address}`;
			if (store === "mbox") {
				directory(box);
				const path = `${box}/inbox.mbox`;
				const before = waiting.get(path) ?? "";
				waiting.set(path, `${before}From ${returnPath} ${asctime(received)}\n${text}\n`);
				if (before.length > BUFFER) append(path);
				return path;
			}
			const read = chanceOf("read", address, number).maybe(0.8);
			for (const part of ["cur", "new", "tmp"]) directory(`${box}/${part}`);
			const name = `${received / 1000}.M${number}.rehearsal${read ? ":2,S" : ""}`;
			const path = `${box}/${read ? "cur" : "new"}/${name}`;
			writeFileSync(join(folder, path), text, "latin1");
			return path;
		},
		close() {
			for (const [path, text] of waiting) if (text !== "") append(path);
		},
	};
}

/** "Wed Jan 20 09:14:02 2021", as mbox envelopes have it. */
function asctime(time: number): string {
	const [day = "", date = "", month = "", year = "", clock = ""] = new Date(time).toUTCString().split(/[ ,]+/);
	return `${day} ${month} ${date} ${clock} ${year}`;
}
