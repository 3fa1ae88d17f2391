// Contacts as address books write them: vCard 2.1, 3.0 and 4.0.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { peopleOf } from "../../../src/core/people/people-file.ts";
import { contactRows } from "../../../src/core/people/vcard.ts";

const card = (...lines: readonly string[]): string => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");

test("each address of a contact is a row, one at home a personal one", () => {
	const text = card(
		"VERSION:4.0",
		"FN:Ann Lee",
		"ORG:The House\\, lower;Office",
		"TITLE:member",
		"LANG:fr",
		"ADR;TYPE=work:;;1 Street;Town;;1000;XA",
		"EMAIL;TYPE=work:Ann@house.example",
		"item1.EMAIL;TYPE=HOME,INTERNET:ann@mailbox.example",
	);
	assert.deepEqual(
		contactRows(text).map(({ line: _, ...row }) => row),
		["Ann@house.example", "ann@mailbox.example"].map((address, index) => ({
			...{ name: "Ann Lee", organisation: "The House, lower", country: "XA", role: "member", language: "fr" },
			...{ address, kind: index === 1 ? "personal" : "" },
		})),
	);
});

test("folded lines are joined, quoted-printable is decoded, and a name is made of its parts where it stands nowhere whole", () => {
	const text = card(
		"VERSION:2.1",
		"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=B6f;=C3=85sa",
		"ORG:A very long",
		"  house",
		"EMAIL;INTERNET:asa@hou",
		" se.example",
	);
	assert.deepEqual(
		contactRows(text).map(({ name, organisation, address }) => [name, organisation, address]),
		[["Åsa Löf", "A very long house", "asa@house.example"]],
	);
});

test("quoted-printable that is no UTF-8 is Latin-1", () => {
	const text = card("FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg", "EMAIL:j@house.example");
	assert.equal(contactRows(text)[0]?.name, "Jörg");
});

const told = (text: string) => contactRows(text).map(({ line, name, address, broken = "" }) => [line, name, address, broken]);

test("a row says the line of its address, and a contact without one is a row without, at the line where it begins", () => {
	assert.deepEqual(told(card("FN:Nobody") + card("FN:Bo", "EMAIL:bo@house.example")), [
		[1, "Nobody", "", ""],
		[6, "Bo", "bo@house.example", ""],
	]);
	assert.deepEqual(contactRows(""), []);
	const { people, problems } = peopleOf(contactRows(card("FN:Nobody")), () => false);
	assert.deepEqual([people, problems], [[], [{ line: 1, problem: "it has no address" }]]);
});

test("a contact that is cut off at either end is named, and the others are taken", () => {
	const bo = card("FN:Bo", "EMAIL:bo@house.example");
	const open = "the contact that begins here has no END:VCARD";
	const cut = ["BEGIN:VCARD", "FN:Ann", "EMAIL:ann@house.example", ""].join("\n");
	assert.deepEqual(told(cut), [[1, "Ann", "", open]]);
	assert.deepEqual(told(bo + cut), [
		[3, "Bo", "bo@house.example", ""],
		[5, "Ann", "", open],
	]);
	assert.deepEqual(told(cut + bo), [
		[1, "Ann", "", open],
		[6, "Bo", "bo@house.example", ""],
	]);
	assert.deepEqual(told(`${bo}FN:Ann\nEMAIL:ann@house.example\nEND:VCARD\n`), [
		[3, "Bo", "bo@house.example", ""],
		[5, "Ann", "", "what stands here is in no contact: BEGIN:VCARD is missing"],
	]);
});

test("a contact in another (AGENT of 2.1) is one of its own, and the other keeps what stands after it", () => {
	const agent = card("FN:Agent", "EMAIL:agent@house.example").trimEnd().split("\r\n");
	assert.deepEqual(
		contactRows(card("FN:Ann", "AGENT:", ...agent, "EMAIL:ann@house.example")).map(({ name, address }) => [name, address]),
		[
			["Agent", "agent@house.example"],
			["Ann", "ann@house.example"],
		],
	);
});

test("no text stops the reader", () => {
	const word = fc.constantFrom(
		"BEGIN:VCARD",
		"END:VCARD",
		"EMAIL:",
		"FN:",
		"a@b.example",
		"\n",
		" ",
		"=",
		";",
		"\\",
		"ENCODING=QUOTED-PRINTABLE:",
		"=E4",
	);
	fc.assert(fc.property(fc.array(word, { maxLength: 30 }), (words) => contactRows(words.join("")).every(({ line }) => line > 0)));
});
