// Reads a people list: CSV, or contacts as vCard (RFC 6350, and 3.0 before it) where the file begins as one.

import { createHash } from "node:crypto";
import { isFreemail } from "../../core/campaigns/freemail.ts";
import { appError } from "../../core/model/app-error.ts";
import { type PersonRow, peopleOf, peopleRows, type ReadPeople } from "../../core/people/people-file.ts";
import { contactRows } from "../../core/people/vcard.ts";
import { readTextFile } from "../../edge/user-files/text-file.ts";

export interface PeopleFile extends ReadPeople {
	/** SHA-256 of the text, lower-case hex. */
	readonly sha256: string;
}

/** Throws `unreadable` where the file cannot be read, or is no list. */
export async function readPeople(file: string): Promise<PeopleFile> {
	const text = await readTextFile(file);
	let rows: PersonRow[];
	try {
		rows = /^\uFEFF?BEGIN:VCARD/i.test(text) ? contactRows(text) : peopleRows(text);
	} catch (cause) {
		throw appError("unreadable", `${file} is no people list: ${(cause as Error).message}; docs/people.md shows one`, { cause });
	}
	return { ...peopleOf(rows, isFreemail), sha256: createHash("sha256").update(text).digest("hex") };
}
