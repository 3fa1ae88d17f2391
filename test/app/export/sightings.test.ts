// Sightings: where logs show contacts, as numbers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sightingsOf } from "../../../src/app/export/sightings.ts";
import type { Exposure, Level } from "../../../src/core/model/exposure.ts";

function exposure(account: string, level: Level, times: readonly string[] = [], campaign = "c"): Exposure {
	const leaked = { clientIp: [], userAgent: [], times };
	const shown = { evidence: [], uncertain: [], coverage: [], doubt: null, why: [] };
	return { campaign, person: null, account, level, leaked, leakedBy: { reader: leaked, machine: leaked }, ...shown };
}

test("contacts are counted by organisation and level, strongest first, and no account is named; what no log shows is none", () => {
	const exposures = [
		exposure("a@one.example", "fetched", ["2021-01-05T00:00:00Z"]),
		exposure("b@one.example", "fetched", ["2021-01-04T00:00:00Z"]),
		exposure("c@one.example", "clicked"),
		exposure("d@two.example", "no-evidence"),
		exposure("e@two.example", "delivered"),
		exposure("f@three.example", "blocked"),
		exposure("a@one.example", "fetched", [], "another"),
	];
	const organisationOf = (account: string): string => (account.endsWith("@one.example") ? "One" : "");
	assert.deepEqual(sightingsOf(exposures, "c", organisationOf), [
		{ organisation: "One", level: "clicked", accounts: 1, span: null },
		{
			organisation: "One",
			level: "fetched",
			accounts: 2,
			span: { from: "2021-01-04T00:00:00.000Z", to: "2021-01-05T00:00:00.000Z" },
		},
		{ organisation: "", level: "blocked", accounts: 1, span: null },
	]);
});
