// Names in a report that names nobody: they are gone from whatever text holds them, and numbers give no order away.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { individualLabels } from "../../../src/app/report/case-report-labels.ts";
import { createNames, type Names } from "../../../src/app/report/case-report-names.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { campaign } from "./campaigns-made-up.ts";

function person(name: string, ...addresses: readonly string[]): Person {
	const accounts = addresses.map((address) => ({ address, kind: "official" as const }));
	return { name, organisation: "Chamber of Lanternford", country: "XA", role: "", language: "en", accounts, gone: false };
}

const PEOPLE = [
	person("Ada Niholm", "ada.niholm@chamber.example", "adaniholm7@harbour-mailbox.test"),
	person("Ben Óskar Vitmar", "ben.vitmar@chamber.example"),
	person("May Green", "info@green-office.test"),
];
const UNLISTED = ["cem.talo@chamber.example", "dora@talo-family.test"];

function names(salt: string | null = "salt", people: readonly Person[] = PEOPLE): Names {
	return createNames({ people, accounts: UNLISTED, senders: new Set(["desk@sender.example", "cem.talo@chamber.example"]) }, salt);
}

test("names, addresses in any spelling, local parts and Message-IDs are taken out of text; senders stay", () => {
	const { text } = names();
	for (const [said, secret] of [
		["told Ada Niholm in person", /ada|niholm/i],
		["ADA NIHOLM was told", /ada|niholm/i],
		["Ms Niholm was not", /niholm/i],
		["u=ada.niholm%40chamber.example", /ada|niholm/i],
		["mailbox adaniholm7@harbour-mailbox.test", /adaniholm7|harbour/],
		["/srv/mail/ben.vitmar@chamber.example/inbox", /ben|vitmar/],
		["Ben O\u0301skar Vitmar", /skar|vitmar/i],
		["cem.talo@chamber.example wrote", /cem|talo/],
		["at talo-family.test", /talo/],
		["for example 0100eb213d-000000@mta4.letters.example...", /0100eb213d/],
	] as const)
		assert.doesNotMatch(text(said), secret, `${said} -> ${text(said)}`);
	assert.equal(text("desk@sender.example reports to img.briefing.example"), "desk@sender.example reports to img.briefing.example");
	assert.equal(text("the information office of green parties"), "the information office of green parties");
});

test("in any text around it, no name, address or local part is left", () => {
	const secrets = PEOPLE.flatMap(({ name, accounts }) => [name, ...accounts.map(({ address }) => address)]).concat(UNLISTED);
	const around = fc.string({
		unit: fc.constantFrom(" ", ".", "/", "<", ">", '"', "(", "=", "%", "-", "_", "é", "@", ",", "\n"),
		maxLength: 6,
	});
	const { text, isClean } = names();
	fc.assert(
		fc.property(fc.array(fc.tuple(around, fc.constantFrom(...secrets)), { minLength: 1, maxLength: 4 }), around, (parts, end) => {
			const said = parts.map(([gap, secret]) => ` ${gap}${secret}`).join(" ") + end;
			const left = text(said).toLowerCase();
			for (const secret of secrets) assert.ok(!left.includes(secret.toLowerCase()), `${said} -> ${left}`);
			assert.ok(!isClean(said));
		}),
		{ numRuns: 300 },
	);
});

test("a person has one number for all accounts, in every order of the list the same, and another with other chance", () => {
	const one = names();
	assert.deepEqual(one.who("ada.niholm@chamber.example"), one.who("ADANIHOLM7@harbour-mailbox.test"));
	assert.match(one.who("ada.niholm@chamber.example").label, /^Person [123]$/);
	const turned = names("salt", [...PEOPLE].reverse());
	for (const { accounts } of PEOPLE) for (const { address } of accounts) assert.deepEqual(turned.who(address), one.who(address));
	const many = Array.from({ length: 40 }, (_, n) => person(`P${n} Q${n}x`, `p${n}.q@chamber.example`));
	const numbersOf = (salt: string): string[] => many.map(({ accounts }) => names(salt, many).who(accounts[0]?.address ?? "").label);
	assert.equal(new Set(numbersOf("a")).size, 40);
	assert.notDeepEqual(numbersOf("a"), numbersOf("b"));
	assert.notDeepEqual(
		numbersOf("a"),
		many.map((_, n) => `Person ${n + 1}`),
	);
});

test("an account on no list is a number, and its domain is shown only where several share it", () => {
	assert.deepEqual(names().who("dora@talo-family.test"), {
		label: names().who("dora@talo-family.test").label,
		organisation: "",
		country: "",
	});
	const shared = createNames(
		{ people: [], accounts: ["a.x1@chamber.example", "b.y1@chamber.example", "c.z1@chamber.example"], senders: new Set() },
		"s",
	);
	assert.equal(shared.who("a.x1@chamber.example").organisation, "chamber.example");
});

test("where people are named, they are, and text is left alone", () => {
	const named = names(null);
	assert.deepEqual(named.who("ada.niholm@chamber.example"), { label: "Ada Niholm", organisation: "Chamber of Lanternford", country: "XA" });
	assert.equal(named.text("told Ada Niholm, ada.niholm@chamber.example"), "told Ada Niholm, ada.niholm@chamber.example");
});

test("a text is gone through once, however many people there are", () => {
	const many = Array.from({ length: 20_000 }, (_, n) => person(`Given${n} Surname${n}`, `given${n}.surname${n}@chamber.example`));
	const of = names("salt", many);
	const long = "given1.surnam Given19999 and more words of every kind. ".repeat(2_000);
	const began = performance.now();
	assert.equal(of.text(long), long);
	assert.ok(performance.now() - began < 1_000);
});

test("a host whose label is its reader's identifier is withheld; those of a service are not", () => {
	const hosts = ["2025cfae53e1b3fe.cache.example", "www.cache.example", "img2.cdn-lanternford.example", "briefing.example"];
	const labels = individualLabels([campaign({ infrastructure: hosts.map((value) => ({ kind: "tracker-host", value, sharedBy: 1 })) })]);
	assert.deepEqual([...labels], ["2025cfae53e1b3fe"]);
	const crowd = Array.from({ length: 9 }, (_, n) => ({ kind: "tracker-host" as const, value: `reader-10${n}.cache.example`, sharedBy: 1 }));
	assert.equal(individualLabels([campaign({ infrastructure: crowd })]).size, 9);
	const { text, isClean } = createNames({ people: PEOPLE, accounts: [], senders: new Set(), identifiers: labels }, "salt");
	assert.equal(text("asks 2025CFAE53E1B3FE.cache.example"), "asks [identifier].cache.example");
	assert.ok(isClean("www.cache.example") && !isClean(hosts[0] ?? ""));
	assert.equal(text("also vokbbampzzbozryjhnonjo.cache.example."), "also [identifier].cache.example.");
	assert.equal(text("/assets/view/VOkbbamPzZBOZryJhnonJO.png"), "/assets/view/[identifier].png");
	for (const plain of [
		"a parliamentarian's correspondence",
		"chamber-lanternford-squid.log",
		"static-assets2.cdn.briefing.example",
		"2021-01-04 09:12:00.000",
		"version 10.2.1",
	])
		assert.equal(text(plain), plain);
});
