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

const HOUSE = [
	person("Berg, Anna", "anna.berg@house.example"),
	person("Bob Klein", "bob.klein@house.example"),
	person("NAGY Emil", "office7@house.example"),
	person("Jörg von Öttmar-Lund", "joerg@house.example"),
	person("May Green", "may.green@house.example"),
	person("Li Na", "na@house.example"),
	person("Seán O'Brien", "sob@house.example"),
];

function house(): Names {
	return createNames(
		{ people: HOUSE, accounts: ["dora.smithson@house.example", "press.office@house.example"], senders: new Set() },
		"salt",
	);
}

test("a name is found in either order, with any separator or none, with a genitive, an initial or a title, and by its surname alone", () => {
	const { text, who } = house();
	const labelOf = (address: string): string => who(address).label;
	for (const [address, spellings] of [
		[
			"bob.klein@house.example",
			[
				"Bob Klein",
				"Klein, Bob",
				"bob_klein",
				"Bob-Klein",
				"BobKlein",
				"bob+klein",
				"bob%20klein",
				"klein.bob",
				"KLEIN BOB",
				"B. Klein",
				"b-klein",
				"bklein",
				"Klein",
				"klein",
				"Kleins",
				"BOB KLEIN",
			],
		],
		["anna.berg@house.example", ["Anna Berg", "anna_berg", "Berg, Anna", "Bergs", "Berg", "A. Berg", "berganna"]],
		["office7@house.example", ["Emil Nagy", "Nagy Emil", "emil-nagy", "Nagy"]],
		["joerg@house.example", ["Jörg von Öttmar-Lund", "Jorg Ottmar-Lund", "joerg_oettmar_lund", "Öttmar-Lund", "von Öttmar-Lund"]],
		["may.green@house.example", ["May Green", "Green, May", "may_green", "maygreen", "may.green"]],
		["na@house.example", ["Li Na", "li_na"]],
		["sob@house.example", ["Sean O’Brien", "O'Brien", "obrien", "S. O'Brien"]],
		["dora.smithson@house.example", ["Dora Smithson", "Smithson, Dora", "dora_smithson", "smithson", "D. Smithson"]],
	] as const)
		for (const spelling of spellings) {
			assert.equal(text(`told ${spelling} in person`), `told ${labelOf(address)} in person`, spelling);
			assert.equal(text(spelling), labelOf(address), spelling);
		}
	const bob = labelOf("bob.klein@house.example");
	const may = labelOf("may.green@house.example");
	for (const [said, expected] of [
		["Mr Klein's too", `Mr ${bob}'s too`],
		["Bob_Klein-2021.log", `${bob}-2021.log`],
		["bobklein7.log", `${bob} 7.log`],
		["www.paper.example/members/bob-klein", `www.paper.example/members/${bob}`],
		["bob-klein.px.evil.example", `${bob}.px.evil.example`],
		["klein.px.evil.example", `${bob}.px.evil.example`],
		["www.bob-klein.example", `www.${bob}.example`],
		["klein.log", `${bob}.log`],
		["Mrs Green knew", `Mrs ${may} knew`],
		["we told Green, then nobody", `we told ${may}, then nobody`],
		["Green was told", `${may} was told`],
	] as const)
		assert.equal(text(said), expected);
});

test("a forename alone counts behind a greeting, or where a URL or a form says that one comes, and nowhere else", () => {
	const { text, who } = house();
	for (const [address, spellings] of [
		[
			"bob.klein@house.example",
			["Dear Bob,", "hi bob!", "Hello, Bob", "Bonjour <b>Bob</b>,", "<td>Dear&nbsp;<span class=3Dx>Bob</span>", "?fname=bob&x=1"],
		],
		[
			"anna.berg@house.example",
			["Liebe Anna, lies das", "first_name=Anna", '"firstName": "Anna"', "prenom=ANNA", "GREETINGS ANNA", "Dear%20Anna"],
		],
		["may.green@house.example", ["Dear May, we may come"]],
	] as const)
		for (const said of spellings) {
			const told = text(said);
			assert.match(told, new RegExp(who(address).label), `${said} -> ${told}`);
			assert.doesNotMatch(told.replace("we may come", ""), /\b(?:bob|anna|may)\b/i, `${said} -> ${told}`);
		}
	for (const said of ["Bob is a float", "the Anna lane", "a dear annals reader", "filename=anna", "We may come in May"])
		assert.equal(text(said), said);
});

test("ordinary words stay, also those that are somebody's name", () => {
	const { text } = house();
	for (const plain of [
		"the Green Party and green energy",
		"Green energy is the subject",
		"the park was green. May I ask",
		"it may green up",
		"an iceberg, Bergen and a kleinod",
		"the press office of the chamber",
		"a member, an account and the office of the sender",
		"bob up and down",
		"libellous, na na",
		"Kleinstadt-news.example",
		"go.klein-copper.example and desk.berg.co.uk",
	])
		assert.equal(text(plain), plain);
});

test("a name that several have tells nobody's number, and one who left the list gives way to one who is on it", () => {
	const twins = [person("Bob Klein", "bob.klein@house.example"), person("Eva Klein", "eva.klein@house.example"), person("Klein, Bob")];
	const { text, who } = createNames({ people: twins, accounts: [], senders: new Set() }, "salt");
	assert.equal(text("Klein said so"), "one of several people said so");
	assert.equal(text("Bob Klein said so"), `${who("bob.klein@house.example").label} said so`);
	assert.equal(text("Eva Klein said so"), `${who("eva.klein@house.example").label} said so`);
});

test("who was once on the list is masked by the name that it had", () => {
	const pastNames = [
		{ name: "Zoe Absenter", account: "x17@house.example" },
		{ name: "Udo Gonevsky", account: null },
	];
	const { text, who } = createNames({ people: [], accounts: ["x17@house.example"], senders: new Set(), pastNames }, "salt");
	assert.equal(text("Absenter, Zoe"), who("x17@house.example").label);
	assert.equal(text("told udo_gonevsky"), "told somebody who left the list");
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
