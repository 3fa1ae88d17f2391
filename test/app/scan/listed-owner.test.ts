// Whose mailbox it is by the people list: after --owner, a folder named as an address, and Delivered-To; never by To.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { listedOwner, listedOwners } from "../../../src/app/scan/listed-owner.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { newsletter, openTestCase, scanInto, temporaryFolder } from "../mailboxes.ts";

function person(name: string, ...addresses: readonly string[]): Person {
	const accounts = addresses.map((address) => ({ address, kind: "official" as const }));
	return { name, organisation: "House", country: "XA", role: "", language: "", accounts, gone: false };
}

const PEOPLE = [
	person("Ann Vale", "ann.vale@house.example", "ann.vale@mail.test"),
	person("Bo Ree", "bo.ree@house.example"),
	person("Archive Office", "archive@house.example", "b.o@house.example"),
	person("Bo  REE", "b.o@chamber.example"),
	{ ...person("Cy Low", "cy.low@house.example"), gone: true },
];

test("a folder or a file named after one person's account, and a source or a data file named after one person, names the owner", () => {
	const listed = listedOwners(PEOPLE, ["/mail", "/of/Ann Vale/"]);
	for (const [file, owner] of [
		["/mail/ann.vale/Inbox/1.eml", "ann.vale@house.example"],
		["/mail/export/ANN.VALE.mbox", "ann.vale@house.example"],
		["/mail/Ann Vale.pst/Inbox/00200024", "ann.vale@house.example"],
		["/of/Ann Vale/Bo.Ree/1.eml", "ann.vale@house.example"],
		["/mail/ann.vale/bo.ree/1.eml", "ann.vale@house.example"],
		// A folder of what Ann wrote, two people's account, a folder of any mailbox, somebody off the list, a message, and what lies elsewhere.
		["/mail/Ann Vale/1.eml", null],
		["/mail/Bo Ree.pst/1", null],
		["/mail/b.o/1.eml", null],
		["/mail/archive/1.eml", null],
		["/mail/cy.low/1.eml", null],
		["/mail/ann.vale.eml", null],
		["/mailboxes/ann.vale/1.eml", null],
		["/mail", null],
	] as const)
		assert.equal(listedOwner(listed, file), owner, file);
});

test("Delivered-To comes before the list, and a list that is imported after a scan has what it names read again", async (t) => {
	const folder = temporaryFolder(t);
	const [location, source] = [join(folder, "case"), join(folder, "mail")];
	for (const name of ["ann.vale", "unknown"]) mkdirSync(join(source, name), { recursive: true });
	writeFileSync(join(source, "ann.vale", "1.eml"), newsletter(1));
	writeFileSync(join(source, "ann.vale", "2.eml"), `Delivered-To: bo.ree@house.example\n${newsletter(2)}`);
	writeFileSync(join(source, "unknown", "3.eml"), newsletter(3));
	const owners = async (): Promise<readonly (string | null)[]> => {
		const casebook = await openTestCase(location);
		try {
			const messages = await Array.fromAsync(casebook.messages());
			const places = messages.flatMap(({ placements }) => placements.filter(({ gone }) => !gone));
			return places.sort((a, b) => (a.file < b.file ? -1 : 1)).map(({ owner }) => owner);
		} finally {
			await casebook.close();
		}
	};
	await scanInto(location, [source]);
	assert.deepEqual(await owners(), [null, "bo.ree@house.example", null]);
	const casebook = await openTestCase(location);
	await casebook.people.put(PEOPLE.slice(0, 1), ({ name }) => name, { file: "people.csv", replace: false });
	await casebook.close();
	assert.equal((await scanInto(location, [source])).unchanged, 1);
	assert.deepEqual(await owners(), ["ann.vale@house.example", "bo.ree@house.example", null]);
	assert.equal((await scanInto(location, [source])).unchanged, 3);
});
