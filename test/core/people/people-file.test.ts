// People lists: rows of one name and organisation are one person, what is wrong with a row costs that row alone.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { peopleOf, peopleRows, personKey } from "../../../src/core/people/people-file.ts";

const HEAD = "name,address,organisation,country,role,language";
const isFreemail = (domain: string): boolean => domain === "mail.test";
const read = (...lines: readonly string[]): ReturnType<typeof peopleOf> => peopleOf(peopleRows([HEAD, ...lines].join("\r\n")), isFreemail);
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe("A people list", () => {
	test("makes one person of the rows of one name and organisation, however they are spaced, with their accounts in order", () => {
		const { people, problems } = read(
			"Ann Vale,Ann@House.example,House,xa,member,EN",
			"Bo Ree,bo@house.example,House,,,",
			"ann  vale ,ann@mail.test,HOUSE,,,",
			"Ann Vale,ann.vale@desk.example,House,QM,chair,fr",
			"Ann Vale,ann@chamber.example,Chamber,,,",
		);
		assert.deepEqual(problems, []);
		assert.deepEqual(
			people.map(({ name, organisation, country, role, language, accounts }) => [
				...[name, organisation, country, role, language],
				accounts.map(({ address, kind }) => `${address} ${kind}`),
			]),
			[
				[
					"Ann Vale",
					"House",
					"XA",
					"member",
					"en",
					["ann@house.example official", "ann@mail.test personal", "ann.vale@desk.example unknown"],
				],
				["Bo Ree", "House", "", "", "", ["bo@house.example official"]],
				["Ann Vale", "Chamber", "", "", "", ["ann@chamber.example official"]],
			],
		);
	});

	test("takes a kind where it is given, columns in any order, semicolons, and columns that it does not know", () => {
		const text = '\uFEFFKind;ADDRESS;Room;Name\nstaff;cy@house.example;1;"Low; Cy"\n';
		const { people } = peopleOf(peopleRows(text), isFreemail);
		assert.deepEqual(
			people.map(({ name, accounts }) => [name, accounts]),
			[["Low; Cy", [{ address: "cy@house.example", kind: "staff" }]]],
		);
	});

	test("names each bad row's line, and takes the rest", () => {
		const { people, problems } = read(
			'"Ann\nVale",ann@house.example,House,XA,,',
			",nobody@house.example,House,XA,,",
			"Bo Ree,,House,XA,,",
			"Bo Ree,bo at house,House,XA,,",
			"Cy Low,cy@house.example,House,Utopia,,",
			"Di Orr,ANN@house.example,House,XA,,",
		);
		assert.deepEqual(
			problems.map(({ line, problem }) => [line, problem]),
			[
				[4, "it has no name"],
				[5, "it has no address"],
				[6, '"bo at house" is no mail address'],
				[7, 'the country is to be a code of ISO 3166-1 such as DE; "Utopia" was left out'],
				[8, "ann@house.example is already Ann\nVale's, line 2; that one stands"],
			],
		);
		assert.deepEqual(
			people.map(({ accounts, country }) => [accounts[0]?.address, country]),
			[
				["ann@house.example", "XA"],
				["cy@house.example", ""],
			],
		);
	});

	test("names the row that a missing quote runs on from, and takes nobody from what it swallowed", () => {
		const { people, problems } = read(
			'Ann Vale,ann@house.example,"House,XA,,',
			"Bo Ree,bo@house.example,House,XA,,",
			'Cy Low,cy@house.example,"House",XA,,',
			"Di Orr,di@house.example,House,XA,,",
		);
		assert.deepEqual(
			people.map(({ name }) => name),
			["Di Orr"],
		);
		assert.match(problems.map(({ line, problem }) => `${line} ${problem}`).join("|"), /^2 a quote is missing[^|]*$/);
	});

	test("says what is missing where the first line names no columns", () => {
		assert.throws(() => peopleRows(""), /^Error: it is empty$/);
		assert.throws(() => peopleRows("Ann,ann@house.example\n"), /has no column name, address; it has ann, ann@house\.example$/);
	});

	test("gives every address to one person alone, whatever it holds", () => {
		const cell = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom("Ann", "House", "XA", "a@b.test", "A@b.test", "c@d.test"));
		fc.assert(
			fc.property(fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 5 }), (rows) => {
				const { people, problems } = read(...rows.map((cells) => cells.map(quoted).join(",")));
				const addresses = people.flatMap(({ accounts }) => accounts.map(({ address }) => address));
				assert.equal(new Set(addresses).size, addresses.length);
				assert.equal(new Set(people.map(({ name, organisation }) => personKey(name, organisation))).size, people.length);
				for (const { accounts, name } of people) assert.ok(accounts.length > 0 && name !== "");
				assert.ok(addresses.length + problems.length <= 2 * rows.length);
			}),
			{ numRuns: 60 },
		);
	});
});

test("a country is a code of ISO 3166-1, one for users' own use, or the Union's; UK is named as GB", () => {
	const codes = ["GB", "de", "XA", "QM", "ZZ", "EU"];
	const from = (country: string) => read(`Ann Vale,ann@house.example,House,${country},,`);
	for (const code of codes) assert.deepEqual(from(code).people[0]?.country, code.toUpperCase());
	for (const code of ["UK", "AN", "SU", "D", "D1"]) {
		const { people, problems } = from(code);
		assert.deepEqual([people[0]?.country, problems.length], ["", 1], code);
	}
	assert.match(from("UK").problems[0]?.problem ?? "", /GB for the United Kingdom; "UK" was left out/);
});
