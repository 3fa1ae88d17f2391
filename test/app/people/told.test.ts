// Whose each briefing is, whatever became of the address that it is about.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type NamedBriefing, whoWasTold } from "../../../src/app/people/told.ts";
import type { Person } from "../../../src/core/model/person.ts";

function person(name: string, organisation: string, ...addresses: readonly string[]): Person {
	const accounts = addresses.map((address) => ({ address, kind: "official" as const }));
	return { name, organisation, country: "XA", role: "", language: "", accounts, gone: addresses.length === 0 };
}

function briefing(address: string, name: string): NamedBriefing {
	return { address, name, kind: "person", by: "the office", on: "2024-03-23", how: "", acknowledged: false };
}

const SEAT = "seat@house.example";

test("a briefing is whoever's has the address, where the list had it on nobody, on nobody any more, or on somebody of that name", () => {
	for (const [name, people] of [
		["", [person("Bo", "House", SEAT)]],
		["Ann", []],
		["ann  lee", [person("Ann Lee", "House", SEAT)]],
		["Ann Lee", [person("Ann Lee", "Another house", SEAT)]],
	] as const) {
		const { byAddress, ofPerson, ofOthers } = whoWasTold([briefing(SEAT, name)], people);
		assert.deepEqual([byAddress.get(SEAT)?.length, ofPerson.size, ofOthers.size], [1, 0, 0], name);
	}
});

test("where the address is somebody else's now, the briefing stays with whoever had that name, and who has it now was not told", () => {
	const former = person("Ione", "House");
	const { byAddress, ofPerson } = whoWasTold([briefing(SEAT, "Ione")], [former, person("Other", "House", SEAT)]);
	assert.equal(byAddress.size, 0);
	assert.deepEqual(ofPerson.get(former), [briefing(SEAT, "Ione")]);
});

test("of two people of that name nobody knows which it was, and of one whom the list lost the name is left: neither is dropped", () => {
	for (const people of [[], [person("Ione", "House"), person("Ione", "Chamber")]]) {
		const { byAddress, ofPerson, ofOthers } = whoWasTold([briefing(SEAT, "Ione")], [...people, person("Other", "House", SEAT)]);
		assert.deepEqual([byAddress.size, ofPerson.size, ofOthers.get("Ione")?.length], [0, 0, 1]);
	}
});
