// What happened later: that it may or may not be connected is a state, and to say more than that takes a reason.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { incidentsFrom } from "../../../src/core/people/incidents-file.ts";

const read = (text: string) => incidentsFrom(parse(text, { mapAsMap: true }), "2024-04-19");

test("what a file leaves open is open: connected is unknown, confidence none, campaign and account nobody's", () => {
	const { incidents, refused } = read(
		"incidents:\n  - {id: a, on: 2021-08-26, organisation: House, what: The account was used from elsewhere.}",
	);
	assert.deepEqual(refused, []);
	assert.deepEqual(incidents, [
		{
			...{ id: "a", on: "2021-08-26", account: null, organisation: "House", country: "", what: "The account was used from elsewhere." },
			...{ by: "", campaign: null, connected: "unknown", confidence: "none", why: "" },
		},
	]);
});

test("yes and no of an older YAML are understood, and an address counts without regard to case", () => {
	const { incidents } = read(
		"incidents:\n  - {id: a, on: 2021-08-26, account: Ann@House.example, country: xa, what: x, connected: false, why: y, confidence: low}",
	);
	assert.deepEqual(
		incidents.map(({ account, country, connected, confidence }) => [account, country, connected, confidence]),
		[["ann@house.example", "XA", "no", "low"]],
	);
});

test("each incident that says too little is named, with what it lacks; the rest is taken", () => {
	const { incidents, refused } = read(`incidents:
  - {id: good, on: 2021-08-26, country: XA, what: x}
  - {on: 2021-08-26, country: XA, what: x}
  - {id: silent, on: 2021-08-26, country: XA}
  - {id: undated, on: soon, country: XA, what: x}
  - {id: nobody, on: 2021-08-26, what: x}
  - {id: sure, on: 2021-08-26, country: XA, what: x, connected: yes}
  - {id: odd, on: 2021-08-26, country: XA, what: x, connected: perhaps}
  - {id: typo, on: 2021-08-26, country: XA, what: x, conected: no}
  - {id: nowhere, on: 2021-08-26, account: notanaddr, what: x}
  - {id: old, on: 1021-08-26, country: XA, what: x}
  - {id: coming, on: 2024-04-20, country: XA, what: x}
  - only text
`);
	assert.deepEqual(
		incidents.map(({ id }) => id),
		["good"],
	);
	assert.deepEqual(
		refused.map(({ incident, problem }) => `${incident}: ${problem}`.slice(0, 40)),
		[
			"incident 2: it has no id",
			'silent: it has no "what": what happened?',
			'undated: "on" is to be a date such as 20',
			"nobody: it names no account, organisation",
			"sure: it is said to be connected without ",
			'odd: "connected" is to be one of yes, no,',
			'typo: "conected" is none of id, on, accou',
			'nowhere: "account" is to be a mail address; not "notanaddr"',
			'old: "on" is 1021-08-26: before there was any mail',
			'coming: "on" is 2024-04-20, which is still to come',
			"incident 12: it has no id",
		].map((text) => text.slice(0, 40)),
	);
});

test("of two incidents of one id the first stands, and the second is named with both their places", () => {
	const { incidents, refused } = read(`incidents:
  - {id: i1, on: 2021-08-26, country: XA, what: first}
  - {id: i1, on: 2021-09-26, country: XA, what: second}
`);
	assert.deepEqual(
		incidents.map(({ what }) => what),
		["first"],
	);
	assert.deepEqual(refused, [{ incident: "i1", problem: "incident 2 has the id of incident 1, which stands" }]);
});

test("a file of another kind is refused in one sentence, whatever it holds", () => {
	fc.assert(
		fc.property(fc.jsonValue(), (content) => {
			assert.throws(() => incidentsFrom(content), /it has no list "incidents:"/);
		}),
	);
});
