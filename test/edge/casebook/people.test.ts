// People in a case: the list as it was last imported, what was told whatever became of the list, and a journal that names nobody.

import assert from "node:assert/strict";
import type { Briefing, Incident, Person } from "../../../src/core/model/person.ts";
import { personKey } from "../../../src/core/people/people-file.ts";
import { type Casebook, openCase } from "../../../src/edge/casebook/casebook.ts";
import { newCase, testEach } from "./engines.ts";
import { options } from "./scanned.ts";

const key = ({ name, organisation }: Person): string => personKey(name, organisation);

function person(name: string, ...addresses: readonly string[]): Person {
	const accounts = addresses.map((address) => ({ address, kind: "official" as const }));
	return { name, organisation: "House", country: "XA", role: "member", language: "en", accounts, gone: false };
}

function told(address: string, more: Partial<Briefing> = {}): Briefing {
	return { address, kind: "person", by: "office", on: "2024-03-23", how: "in person", acknowledged: false, ...more };
}

const put = (casebook: Casebook, people: readonly Person[], replace = false) =>
	casebook.people.put(people, key, { file: "people.csv", replace });

const list = async (casebook: Casebook) =>
	(await casebook.people.list()).map(({ name, accounts, gone }) => `${gone ? "-" : ""}${name}: ${accounts.map((one) => one.address)}`);

const ANN = person("Ann", "ann@house.example", "ann@home.example");
const BO = person("Bo", "bo@house.example");

testEach(
	"A list that comes again adds nothing; with replace, whoever is not in it is taken off, and comes back when it is.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		assert.deepEqual(await put(casebook, [ANN, BO]), { added: 2, gone: 0, moved: [] });
		assert.deepEqual(await casebook.people.list(), [ANN, BO]);
		assert.deepEqual(await put(casebook, [ANN]), { added: 0, gone: 0, moved: [] });
		assert.deepEqual(await put(casebook, [person("Ann", "ann@house.example")], true), { added: 0, gone: 1, moved: [] });
		assert.deepEqual(await list(casebook), ["Ann: ann@house.example", "-Bo: bo@house.example"]);
		assert.deepEqual(await put(casebook, [BO]), { added: 1, gone: 0, moved: [] });
		assert.deepEqual(await list(casebook), ["Ann: ann@house.example", "Bo: bo@house.example"]);
	},
);

testEach(
	"An account is one person's: a later list moves it and says whose it was, and whoever has none left is off the list.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		await put(casebook, [ANN, BO]);
		assert.deepEqual(await put(casebook, [person("Bo Dahl", "bo@house.example"), person("Cy", "ann@home.example")]), {
			added: 2,
			gone: 1,
			moved: [
				{ address: "bo@house.example", from: "Bo", to: "Bo Dahl" },
				{ address: "ann@home.example", from: "Ann", to: "Cy" },
			],
		});
		assert.deepEqual(await list(casebook), ["Ann: ann@house.example", "-Bo: ", "Bo Dahl: bo@house.example", "Cy: ann@home.example"]);
	},
);

testEach(
	"Somebody is taken off the list by name or address, and what they were told stays, with the name of that time.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		await put(casebook, [ANN, BO]);
		assert.equal(await casebook.people.tell([told("bo@house.example"), told("x@else.example")], { file: "b.csv" }), 2);
		assert.deepEqual(await casebook.people.remove("nobody"), []);
		assert.deepEqual(await casebook.people.remove(" ANN@home.example"), ["Ann"]);
		assert.deepEqual(await casebook.people.remove("bo"), ["Bo"]);
		assert.deepEqual(await casebook.people.remove("bo"), []);
		assert.deepEqual(await list(casebook), ["-Ann: ann@house.example,ann@home.example", "-Bo: bo@house.example"]);
		await put(casebook, [person("Bert", "bo@house.example")]);
		assert.deepEqual((await casebook.people.briefings()).map(({ address, name }) => [address, name]).sort(), [
			["bo@house.example", "Bo"],
			["x@else.example", ""],
		]);
	},
);

testEach("A briefing that comes again is the same one, and may now be acknowledged; another day is another.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const first = told("a@x.example");
	assert.equal(await casebook.people.tell([first, first], { file: null }), 1);
	assert.equal(await casebook.people.tell([told("a@x.example", { acknowledged: true })], { file: null }), 0);
	assert.equal(await casebook.people.tell([told("a@x.example", { on: "2021-01-05", kind: "staff" })], { file: null }), 1);
	assert.deepEqual(
		(await casebook.people.briefings()).map(({ on, kind, acknowledged }) => [on, kind, acknowledged]),
		[
			["2021-01-05", "staff", false],
			["2024-03-23", "person", true],
		],
	);
});

testEach("An incident is kept as it was entered, and entered again under its id takes its own place.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const incident: Incident = {
		...{ id: "i", on: "2021-08-26", account: null, organisation: "House", country: "XA", what: "x", by: "" },
		...{ campaign: null, connected: "unknown", confidence: "none", why: "" },
	};
	await casebook.people.note([incident, { ...incident, id: "h", on: "2021-01-01" }], { file: "i.yaml" });
	await casebook.people.note([{ ...incident, connected: "no", why: "another sender" }], { file: "i.yaml" });
	assert.deepEqual(
		(await casebook.people.incidents()).map(({ id, connected }) => [id, connected]),
		[
			["h", "unknown"],
			["i", "no"],
		],
	);
});

testEach("The journal says how many and from which file, and names nobody.", async (t, engine) => {
	const location = await engine.place(t);
	const casebook = await openCase(location, options());
	t.after(() => casebook.close());
	await put(casebook, [ANN, BO], true);
	await casebook.people.tell([told("ann@house.example")], { file: "b.csv" });
	await casebook.people.remove("Ann");
	const entries = JSON.stringify(await engine.execute(location, "select * from journal order by 1"));
	for (const word of ["people.imported", "briefings.entered", "people.removed"]) assert.ok(entries.includes(word), word);
	assert.doesNotMatch(entries, /ann|house\.example/i);
	assert.equal((await casebook.journal.verify()).ok, true);
});
