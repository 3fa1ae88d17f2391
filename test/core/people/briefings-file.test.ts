// Briefings as a file: what each row has to say, and that one that does not costs nobody else's.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { BRIEFING_KINDS, isDate } from "../../../src/core/model/person.ts";
import { briefingOf, briefingsOf } from "../../../src/core/people/briefings-file.ts";

const HEAD = "address,kind,by,on,how,acknowledged\n";

describe("A briefing", () => {
	test("is read from its row, with the kind and the yes in any letters", () => {
		const { briefings, problems } = briefingsOf(`${HEAD}Ann@House.example,Person,the office,2024-03-23,"by letter, twice",Ja\n`);
		assert.deepEqual(problems, []);
		assert.deepEqual(briefings, [
			{ address: "ann@house.example", kind: "person", by: "the office", on: "2024-03-23", how: "by letter, twice", acknowledged: true },
		]);
	});

	test("without a mail address, a kind, somebody who told, a day that there is and has begun, or a yes or no is left out with its line", () => {
		const rows = [
			["ann,person,o,2024-03-23,,", '"ann" is no mail address'],
			["a@b.test,friend,o,2024-03-23,,", 'the kind is to be one of person, staff, organisation-it; not "friend"'],
			["a@b.test,staff,o,2024-02-30,,", '"2024-02-30" is no date such as 2024-03-23'],
			["a@b.test,person, ,2024-03-23,,", '"by" is empty: who told them?'],
			["a@b.test,person,o,2099-01-01,,", "2099-01-01 is still to come: enter it once they were told"],
			["a@b.test,staff,o,2024-02-29,,perhaps", 'acknowledged is to be yes or no; not "perhaps"'],
			["a@b.test,staff,o,2024-02-29,,no", null],
		] as const;
		const { briefings, problems } = briefingsOf(HEAD + rows.map(([row]) => row).join("\n"), "2024-04-02");
		assert.equal(briefings.length, 1);
		assert.deepEqual(
			problems,
			rows.flatMap(([, problem], index) => (problem === null ? [] : [{ line: index + 2, problem }])),
		);
	});

	test("is not lost to a missing quote without a word", () => {
		const { briefings, problems } = briefingsOf(`${HEAD}a@b.test,person,us,2024-03-23,"in person,yes\nc@b.test,person,us,2024-03-23,,no`);
		assert.deepEqual(briefings, []);
		assert.match(problems[0]?.problem ?? "", /^a quote is missing/);
	});

	test("cannot be read where its column is not named", () => {
		assert.throws(() => briefingsOf("address,by\n"), /has no column kind, on; it is to be address,kind,by,on,how,acknowledged$/);
		assert.throws(() => briefingsOf("\n"), /^Error: it is empty$/);
	});

	test("comes back as it was written", () => {
		const text = fc.string({ maxLength: 40 }).map((written) => written.trim());
		const day = fc
			.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 10));
		const briefing = fc.record(
			{
				address: fc.constant("ann@house.example"),
				kind: fc.constantFrom(...BRIEFING_KINDS),
				by: text.filter((written) => written !== ""),
				on: day,
				how: text,
				acknowledged: fc.boolean(),
			},
			{ noNullPrototype: true },
		);
		fc.assert(
			fc.property(briefing, (one) => {
				assert.ok(isDate(one.on));
				assert.deepEqual(briefingOf({ ...one, acknowledged: one.acknowledged ? "yes" : "" }), one);
				const cells = [one.address, one.kind, one.by, one.on, one.how, String(one.acknowledged)].map(
					(cell) => `"${cell.replaceAll('"', '""')}"`,
				);
				assert.deepEqual(briefingsOf(`${HEAD}${cells.join(",")}`), { briefings: [one], problems: [] });
			}),
			{ numRuns: 60 },
		);
	});
});
