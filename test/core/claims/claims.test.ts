// What a claims file says, and how a claim is set against what a case shows.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { claimsFrom } from "../../../src/core/claims/claims-file.ts";
import { createTally, type Listed } from "../../../src/core/claims/tally.ts";
import { type ClaimRecords, verdictOn } from "../../../src/core/claims/verdict.ts";
import { LEVELS, type Level } from "../../../src/core/model/exposure.ts";
import { CLAIM_COUNTS, type Claim } from "../../../src/core/model/person.ts";

const stronger = (one: Level, other: Level): boolean => LEVELS.indexOf(one) < LEVELS.indexOf(other);

const CLAIM: Claim = {
	id: "c",
	text: "words",
	by: "a ministry",
	on: "2024-03-25",
	source: "press",
	counts: "accounts",
	quantity: { is: 2 },
	scope: {},
};

const RECORDS: ClaimRecords = { logs: 1, people: 9, peopleInScope: 1, briefings: 9, told: new Set(), compromised: [] };

const LIST: ReadonlyMap<string, Listed> = new Map([
	["ann@a.example", { key: "ann", name: "Ann", organisation: "House", country: "XA" }],
	["ann@home.example", { key: "ann", name: "Ann", organisation: "House", country: "XA" }],
	["bo@a.example", { key: "bo", name: "Bo", organisation: "House", country: "XA" }],
	["cy@b.example", { key: "cy", name: "Cy", organisation: "Chamber", country: "XB" }],
]);

/** One targeted campaign to all on the list and to one who is not, and a newsletter to Cy. */
function tallied(claim: Partial<Claim>, levels: Readonly<Record<string, Level>> = {}) {
	const tally = createTally({ ...CLAIM, ...claim }, (address) => LIST.get(address) ?? null, stronger);
	const attack = { id: "1", aliases: ["old"], name: "Attack", targeted: true };
	const letter = { id: "2", aliases: [], name: null, targeted: false };
	if (tally.covers(attack)) {
		tally.campaign(attack);
		for (const [index, account] of [...LIST.keys(), "dee@c.example"].entries())
			tally.delivery({ sha256: `a${index}`, sender: index % 2 === 0 ? "Spy@s.example" : "spy@S.example", account });
		for (const [account, level] of Object.entries(levels)) tally.exposure(account, level);
	}
	if (tally.covers(letter)) {
		tally.campaign(letter);
		tally.delivery({ sha256: "b", sender: "news@n.example", account: "cy@b.example" });
	}
	return tally.result();
}

const found = (claim: Partial<Claim>, records: Partial<ClaimRecords> = {}, levels: Readonly<Record<string, Level>> = {}) =>
	verdictOn(tallied(claim, levels), { ...RECORDS, ...records });

describe("A claim counts", () => {
	for (const [counts, scope, number] of [
		["mails", {}, 6],
		["mails", { country: "xb" }, 2],
		["mails", { campaign: "targeted" }, 5],
		["accounts", {}, 5],
		["accounts", { organisation: "House" }, 3],
		["accounts", { campaign: "old" }, 5],
		["accounts", { campaign: "2" }, 1],
		["people", {}, 4],
		["people", { country: "XA", campaign: "attack" }, 2],
		["senders", {}, 2],
		["senders", { campaign: "targeted" }, 1],
	] as const)
		test(`${counts} over ${JSON.stringify(scope)}`, () => {
			assert.equal(found({ counts, scope }).found, number);
		});
});

test("Who was told counts by person whichever account, and who was not is named.", () => {
	const { found: told, gaps, verdict } = found({ counts: "told", quantity: { is: 1 } }, { told: new Set(["ann"]) });
	assert.deepEqual([told, gaps, verdict], [1, ["Bo", "Cy", "dee@c.example"], "agrees"]);
});

test("A number that does not agree says by how much it differs.", () => {
	assert.match(found({ quantity: { is: 43 } }).why, /says 43: 38 fewer were found/);
	assert.match(found({ quantity: { is: 1 } }).why, /says 1: 4 more were found/);
	assert.match(found({ quantity: { over: 400 } }).why, /at least 396 are missing/);
});

test("Nothing fetched cannot be borne out while the logs are silent of somebody, and one fetch refutes it whoever is silent.", () => {
	const claim = { counts: "fetched", quantity: { is: 0 }, scope: { country: "XA" } } as const;
	const known = { "ann@a.example": "no-evidence", "ann@home.example": "blocked" } as const;
	assert.equal(found(claim, {}, known).verdict, "not-comparable");
	assert.equal(found(claim, {}, { ...known, "bo@a.example": "delivered" }).verdict, "not-comparable");
	assert.equal(found(claim, {}, { ...known, "bo@a.example": "looked-up" }).verdict, "agrees");
	assert.equal(found(claim, {}, { "bo@a.example": "clicked" }).verdict, "differs");
});

test("A fetch by a machine is no fetch by a person.", () => {
	assert.equal(
		found({ counts: "fetched", quantity: { is: 0 }, scope: { country: "XB" } }, {}, { "cy@b.example": "fetched-by-proxy" }).verdict,
		"agrees",
	);
});

test("Where nothing was entered that a claim could be held against, the reason is said.", () => {
	for (const [claim, records, why] of [
		[{ counts: "fetched" }, { logs: 0 }, /No log/],
		[{ counts: "told" }, { briefings: 0 }, /No briefing/],
		[{ counts: "compromised" }, { compromised: null }, /No incident/],
		[{ scope: { country: "XA" } }, { people: 0 }, /No people list/],
		[{ scope: { country: "GB" } }, { peopleInScope: 0 }, /Nobody on the people list is in GB/],
		[{ scope: { campaign: "nobody" } }, {}, /no campaign "nobody"/],
	] as const) {
		const finding = found(claim, records);
		assert.equal(finding.verdict, "not-comparable");
		assert.equal(finding.found, null);
		assert.match(finding.why, why);
	}
});

test("Agreement and difference never hold at once, and what is unknown can only move a claim to not comparable.", () => {
	const level = fc.constantFrom(...LEVELS);
	fc.assert(
		fc.property(fc.array(level, { maxLength: 4 }), fc.nat(6), fc.boolean(), (levels, number, over) => {
			const accounts = [...LIST.keys()].slice(0, levels.length);
			const quantity = over ? { over: number } : { is: number };
			const shown = Object.fromEntries(accounts.map((account, index) => [account, levels[index] as Level]));
			const { verdict, found: counted } = found({ counts: "fetched", quantity }, {}, shown);
			const fetched = levels.filter((one) => one === "fetched" || one === "clicked").length;
			assert.equal(counted, fetched);
			const unknown = 5 - levels.filter((one) => one !== "delivered").length;
			const possible = Array.from({ length: unknown + 1 }, (_, more) => fetched + more).map((it) => (over ? it > number : it === number));
			const all = possible.every((holds) => holds) ? "agrees" : possible.some((holds) => holds) ? "not-comparable" : "differs";
			assert.equal(verdict, all);
		}),
	);
});

const entry = (fields: Readonly<Record<string, unknown>>): Map<string, unknown> =>
	new Map(
		Object.entries({ id: "a", text: "t", by: "b", on: "2024-03-25", source: "s", counts: "mails", is: 3, ...fields }).filter(
			([, value]) => value !== null,
		),
	);
const read = (...entries: readonly Map<string, unknown>[]) => claimsFrom(new Map([["claims", entries]]));

test("A claims file is read as the contract says.", () => {
	const { claims, refused } = read(entry({ scope: new Map([["country", "XA"]]) }), entry({ id: "b", is: null, over: 1000 }));
	assert.deepEqual(refused, []);
	assert.deepEqual(
		claims.map(({ quantity, scope }) => [quantity, scope]),
		[
			[{ is: 3 }, { country: "XA" }],
			[{ over: 1000 }, {}],
		],
	);
});

describe("A claim is refused by name, and the others stand:", () => {
	for (const [why, fields] of [
		["source", { source: null }],
		["source", { source: "  " }],
		["text", { text: null }],
		["counts", { counts: "hearts" }],
		["counts", { counts: "constructor" }],
		["is: N", { over: 4 }],
		["is: N", { is: null }],
		["number", { is: -1 }],
		["number", { is: "many" }],
		["on", { on: "last year" }],
		["scope", { scope: new Map([["__proto__", "XA"]]) }],
	] as const)
		test(JSON.stringify(fields), () => {
			const { claims, refused } = read(entry(fields), entry({ id: "good" }));
			assert.deepEqual(
				claims.map(({ id }) => id),
				["good"],
			);
			assert.equal(refused[0]?.claim, "a");
			assert.match(refused[0]?.problem ?? "", new RegExp(why));
		});
});

test("Two claims of one id are one claim and one that is refused.", () => {
	assert.deepEqual(read(entry({}), entry({})).refused, [{ claim: "a", problem: "its id is another claim's as well" }]);
});

test("What is no list of claims is refused whole, and anything else never throws.", () => {
	for (const content of [null, "text", new Map(), new Map([["claims", "text"]])]) assert.throws(() => claimsFrom(content), /claims:/);
	fc.assert(
		fc.property(
			fc.array(
				fc.oneof(
					fc.anything(),
					fc.dictionary(fc.string(), fc.anything()).map((fields) => new Map(Object.entries(fields))),
				),
			),
			(entries) => {
				const { claims, refused } = claimsFrom(new Map([["claims", entries]]));
				assert.equal(claims.length + refused.length, entries.length);
			},
		),
	);
	assert.equal(CLAIM_COUNTS.length, 8);
});
