// Told instead: for whom an IT department that was told counts, and that the report says of it what `brief` says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { describeBriefings } from "../../../src/app/report/brief-terminal.ts";
import { reportedBriefings } from "../../../src/app/report/case-report-briefings.ts";
import { readExposures } from "../../../src/app/report/case-report-exposures.ts";
import { createNames } from "../../../src/app/report/case-report-names.ts";
import { caseFigures, createReach } from "../../../src/app/report/case-report-reach.ts";
import { itTold } from "../../../src/app/report/told-instead.ts";
import type { BriefedPerson, Briefing } from "../../../src/core/model/person.ts";
import { campaign } from "./campaigns-made-up.ts";

const FIRST = "2021-01-04T09:12:00.000Z";

function person(address: string, ...told: readonly BriefedPerson["told"][number][]): BriefedPerson {
	return { person: null, organisation: "", accounts: [address], country: "", language: "", level: "fetched", told, firstSeen: FIRST };
}

const HOW = { by: "a national service", on: "2021-04-28", how: "by mail", acknowledged: true };
const BRIEFINGS: Briefing[] = [
	{ address: "it@house.example", kind: "organisation-it", ...HOW },
	{ address: "ben@house.example", kind: "person", ...HOW },
	{ address: "cem@elsewhere.example", kind: "staff", ...HOW },
	{ address: "dora@gmail.com", kind: "organisation-it", ...HOW },
];
const ROWS = [
	person("ada@house.example"),
	person("ben@house.example", { kind: "person", ...HOW }),
	person("cem@elsewhere.example", { kind: "staff", ...HOW }),
	person("eva@house.example"),
	person("fay@nowhere.example"),
];

test("IT that was told counts for everybody of its domain, and at a mail provider for that address alone", () => {
	const isTold = itTold(BRIEFINGS);
	for (const [account, expected] of [
		["ada@house.example", true],
		["ADA@HOUSE.EXAMPLE", true],
		["cem@elsewhere.example", false],
		["dora@gmail.com", true],
		["somebody@gmail.com", false],
	] as const)
		assert.equal(isTold({ accounts: [account] }), expected, account);
	assert.ok(isTold({ accounts: ["private@gmail.com", "ada@house.example"] }));
});

test("the report says of as many people as `brief` that their organisation's IT was told, and beside each of them", async () => {
	const recipients = ROWS.flatMap(({ accounts }) => accounts);
	const reach = createReach(new Set());
	reach.add(campaign({ recipients }), true);
	const names = createNames({ people: [], accounts: recipients, senders: new Set() }, null);
	const exposures = await readExposures((async function* () {})(), names);
	const sources = { people: [], briefed: ROWS, briefings: BRIEFINGS };
	const { gaps } = reportedBriefings(sources, reach, exposures, names);
	assert.deepEqual(
		new Map(gaps.shown.map(({ who, instead }) => [who.label, instead])),
		new Map([
			["ada@house.example", "the organisation’s IT"],
			["cem@elsewhere.example", "staff"],
			["eva@house.example", "the organisation’s IT"],
			["fay@nowhere.example", "nobody"],
		]),
	);
	const { itTold: told, staffTold } = caseFigures(reach, exposures, sources, names);
	assert.deepEqual([told, staffTold], [2, 1]);
	assert.match(describeBriefings(ROWS, BRIEFINGS, { width: 200, colour: false } as never), /For 2 of these the organisation's IT was told/);
});
