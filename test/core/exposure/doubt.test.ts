// Doubt: what logs leave open of whether mail was fetched that none of them shows fetched.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Doubt } from "../../../src/core/model/exposure.ts";
import { ANNA, assess, BEN, lease, line, lookup, type MadeUpCase, taken, tunnel, urlOf } from "./made-up.ts";

describe("It is open whether it was fetched", () => {
	const shared = [lease("192.0.2.1", ANNA), lease("192.0.2.1", BEN)];
	const arrived = "2021-03-02T10:00:00.000Z";
	const rows: readonly (readonly [string, Doubt | null, Parameters<typeof assess>[0], MadeUpCase?])[] = [
		["not where it was", null, [line({ url: urlOf(ANNA) })]],
		["not where a log speaks and shows nothing", null, []],
		["not where it was refused", null, [line({ url: urlOf(ANNA), outcome: "refused" })]],
		["where no log speaks of its arrival", "silent", [], { arrived }],
		["where one was refused and no log spoke at its arrival", "silent", [line({ url: urlOf(ANNA), outcome: "refused" })], { arrived }],
		["where nobody knows when it came", "silent", [], { arrived: null }],
		["where its host was looked up", "looked-up", [lookup()], { leases: [lease("192.0.2.1", ANNA)] }],
		["where a contact may be its own", "shared", [tunnel()], { leases: shared }],
		["where more of them may be than are told", "shared", Array.from({ length: 40 }, () => tunnel()), { leases: shared }],
		["where a contact of nobody's may be", "shared", [line({ client: "192.0.2.9", kind: "connect", status: 200 })]],
		["where a log was not searched", "unsearched", [], { unsearched: [["outer", "t1.evil.example"]] }],
		["where the logs show nobody", "untold", [], { accounts: [ANNA], logs: [taken("squid")] }],
	];
	for (const [name, expected, contacts, made = {}] of rows)
		test(name, () => {
			const told = { speaksFor: ["parliament.example"] };
			const logs = [taken("squid", told), taken("outer", told), taken("dns", told)];
			const row = assess(contacts, { logs, ...made }).get(ANNA);
			assert.equal(row?.doubt, expected, JSON.stringify(row, null, 1));
		});
});
