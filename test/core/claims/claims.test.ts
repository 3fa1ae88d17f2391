// What a claims file says, and how a claim is set against what a case shows.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { claimsFrom } from "../../../src/core/claims/claims-file.ts";
import { compromisedOf } from "../../../src/core/claims/compromised.ts";
import type { ClaimRecords } from "../../../src/core/claims/found.ts";
import { OPENNESS, type Openness } from "../../../src/core/claims/openness.ts";
import { createTally, type Listed } from "../../../src/core/claims/tally.ts";
import { verdictOn } from "../../../src/core/claims/verdict.ts";
import { LEVELS, type Level } from "../../../src/core/model/exposure.ts";
import { CLAIM_COUNTS, type Claim, type Incident } from "../../../src/core/model/person.ts";

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

const NOBODY = { number: 0, inScope: 1, unknown: 0, left: new Map() };
const RECORDS: ClaimRecords = { logs: 1, people: 9, peopleInScope: 1, briefings: 9, told: new Map(), compromised: NOBODY };
const FIRST = "2021-02-01T10:00:00.000Z";

const LIST: ReadonlyMap<string, Listed> = new Map([
	["ann@a.example", { key: "ann", name: "Ann", organisation: "House", country: "XA" }],
	["ann@home.example", { key: "ann", name: "Ann", organisation: "House", country: "XA" }],
	["bo@a.example", { key: "bo", name: "Bo", organisation: "House", country: "XA" }],
	["cy@b.example", { key: "cy", name: "Cy", organisation: "Chamber", country: "XB" }],
]);

/** What an account's exposure shows, and what it leaves open; a level alone leaves open what it always does. */
type Shown = Level | readonly [Level, Openness | null];

function shownOf(shown: Shown): readonly [Level, Openness | null] {
	if (typeof shown !== "string") return shown;
	return [shown, shown === "delivered" ? "silent" : shown === "looked-up" ? "looked-up" : null];
}

/** One targeted campaign to all on the list and to one who is not, and a newsletter to Cy. */
function tallied(claim: Partial<Claim>, levels: Readonly<Record<string, Shown>> = {}, received: string | null = FIRST) {
	const tally = createTally({ ...CLAIM, ...claim }, (address) => LIST.get(address) ?? null, stronger);
	const attack = { id: "1", aliases: ["old"], name: "Attack", targeted: true };
	const letter = { id: "2", aliases: [], name: null, targeted: false };
	if (tally.covers(attack)) {
		tally.campaign(attack);
		for (const [index, account] of [...LIST.keys(), "dee@c.example"].entries())
			tally.delivery({ sha256: `a${index}`, sender: index % 2 === 0 ? "Spy@s.example" : "spy@S.example", account, received });
		for (const [account, shown] of Object.entries(levels)) tally.exposure(account, ...shownOf(shown));
	}
	if (tally.covers(letter)) {
		tally.campaign(letter);
		tally.delivery({ sha256: "b", sender: "news@n.example", account: "cy@b.example", received });
	}
	return tally.result();
}

const found = (claim: Partial<Claim>, records: Partial<ClaimRecords> = {}, levels: Readonly<Record<string, Shown>> = {}) =>
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
	const told = new Map([["ann", "2021-02-01"]]);
	const { found: number, gaps, verdict } = found({ counts: "told", quantity: { is: 1 } }, { told });
	assert.deepEqual([number, gaps, verdict], [1, ["Bo", "Cy", "dee@c.example"], "agrees"]);
});

test("Whoever was told before their first mail came was not told of it, and that is said.", () => {
	const told = new Map([["ann", "2021-01-31"]]);
	const { found: number, gaps, why } = found({ counts: "told", quantity: { is: 1 } }, { told });
	assert.deepEqual([number, gaps], [0, ["Ann", "Bo", "Cy", "dee@c.example"]]);
	assert.match(why, /Of 1 of these the briefing is dated before their first mail, and does not count/);
	assert.equal(verdictOn(tallied({ counts: "told" }, {}, null), { ...RECORDS, told }).found, 1);
});

test("A number that does not agree says by how much it differs, one as one.", () => {
	assert.match(found({ quantity: { is: 43 } }).why, /says 43: 38 fewer were found/);
	assert.match(found({ quantity: { is: 1 } }).why, /says 1: 4 more were found/);
	assert.match(found({ quantity: { is: 4 } }).why, /says 4: 1 more was found/);
	assert.match(found({ quantity: { over: 400 } }).why, /at least 396 are missing/);
	assert.match(found({ quantity: { over: 5 } }).why, /at least 1 is missing/);
	assert.match(found({ scope: { organisation: "Chamber" } }).why, /^1 account received mail/);
});

test("Nobody fetched it only where the logs settle it for everybody, and one fetch refutes it whoever is silent.", () => {
	const claim = { counts: "fetched", quantity: { is: 0 }, scope: { country: "XA" } } as const;
	const known = { "ann@a.example": "no-evidence", "ann@home.example": "blocked" } as const;
	assert.equal(found(claim, {}, known).verdict, "not-comparable");
	for (const open of OPENNESS) {
		const { verdict, why } = found(claim, {}, { ...known, "bo@a.example": ["no-evidence", open] });
		assert.equal(verdict, "not-comparable", open);
		assert.match(why, /^Of 3 accounts in .*, none fetched it or followed a link\. Of 1 of them it cannot be known: .* between 0 and 1\.$/);
	}
	assert.equal(found(claim, {}, { ...known, "bo@a.example": "looked-up" }).verdict, "not-comparable");
	assert.equal(found(claim, {}, { ...known, "bo@a.example": "no-evidence" }).verdict, "agrees");
	assert.equal(found(claim, {}, { "bo@a.example": "clicked" }).verdict, "differs");
	const all = found(claim, {}, { "ann@a.example": "delivered", "ann@home.example": "delivered", "bo@a.example": "looked-up" });
	assert.match(all.why, /Of all 3 it cannot be known: for 2 the logs are silent; for 1 the host was looked up/);
});

test("Mail of one campaign that is open leaves an account open, whatever another of them shows.", () => {
	const tally = createTally({ ...CLAIM, counts: "fetched", quantity: { is: 0 } }, () => null, stronger);
	for (const [id, shown] of [
		["1", "blocked"],
		["2", "delivered"],
	] as const) {
		tally.campaign({ id, aliases: [], name: null, targeted: true });
		tally.delivery({ sha256: id, sender: null, account: "ann@a.example", received: FIRST });
		tally.exposure("ann@a.example", ...shownOf(shown));
	}
	assert.equal(verdictOn(tally.result(), RECORDS).verdict, "not-comparable");
});

test("Blocked is a refusal that nothing stronger follows: what is open may be one, and one that is open may have been followed.", () => {
	const claim = (is: number) => ({ counts: "blocked", quantity: { is }, scope: { country: "XA" } }) as const;
	const settled = { "ann@a.example": "no-evidence", "ann@home.example": "blocked", "bo@a.example": "fetched" } as const;
	assert.deepEqual(
		[0, 1, 2].map((is) => found(claim(is), {}, settled).verdict),
		["differs", "agrees", "differs"],
	);
	assert.match(found(claim(1), {}, settled).why, /, 1 was kept from it by a refusal, with nothing stronger that shows\.$/);
	const open = { ...settled, "ann@home.example": ["blocked", "shared"], "ann@a.example": "looked-up" } as const;
	assert.deepEqual(
		[0, 1, 2, 3].map((is) => found(claim(is), {}, open).verdict),
		["not-comparable", "not-comparable", "not-comparable", "differs"],
	);
	assert.equal(found(claim(1), {}, open).found, 1);
});

test("A fetch by a machine is no fetch by a person, and is said.", () => {
	const scope = { country: "XB", campaign: "1" };
	const { verdict, why } = found({ counts: "fetched", quantity: { is: 0 }, scope }, {}, { "cy@b.example": "fetched-by-proxy" });
	assert.equal(verdict, "agrees");
	assert.match(why, /For 1 of them a machine fetched it, which is no reader/);
});

describe("Compromised are people whom mail reached, by an incident from then on; every other incident is named with the reason:", () => {
	const incident = (id: string, more: Partial<Incident> = {}): Incident => ({
		...{ id, on: "2021-08-26", account: "bo@a.example", organisation: "", country: "", what: "x", by: "y", campaign: null },
		...{ connected: "unknown", confidence: "none", why: "", ...more },
	});
	const keyOf = (account: string): string => LIST.get(account)?.key ?? account;
	const facts = {
		keyOf,
		inScope: (account: string) => LIST.get(account)?.country !== "XB",
		covers: (campaign: string) => (campaign === "none" ? null : campaign === "1"),
	};
	const { people } = tallied({ scope: { campaign: "targeted" } });
	for (const [why, more] of [
		["unconnected", { connected: "no", why: "z" }],
		["no-campaign", { campaign: "none" }],
		["other-campaign", { campaign: "2" }],
		["nobody", { account: null, organisation: "House" }],
		["out-of-scope", { account: "cy@b.example" }],
		["not-reached", { account: "stranger@z.example" }],
		["before", { on: "2021-01-31" }],
	] as const)
		test(why, () => {
			const judged = compromisedOf(
				{ people },
				[incident("i", more), incident("good", { account: "ann@home.example", campaign: "1" })],
				facts,
			);
			assert.deepEqual([judged.number, judged.unknown, [...judged.left]], [1, 0, [[why, ["i"]]]]);
			const { why: said } = found({ counts: "compromised" }, { compromised: judged });
			assert.match(said, /^1 person who received mail .* was compromised after it came, .* Left out: i \([^)]+\)\./);
		});

	test("two incidents of one person are one, and where nobody knows when the mail came it may be one more.", () => {
		const two = [incident("a", { account: "ann@a.example" }), incident("b", { account: "ann@home.example" })];
		assert.equal(compromisedOf({ people }, two, facts).number, 1);
		const undated = compromisedOf(tallied({}, {}, null), two, facts);
		assert.deepEqual([undated.number, undated.unknown], [0, 1]);
		assert.equal(found({ counts: "compromised", quantity: { is: 1 } }, { compromised: undated }).verdict, "not-comparable");
	});
});

test("Where nothing was entered that a claim could be held against, the reason is said.", () => {
	for (const [claim, records, why] of [
		[{ counts: "fetched" }, { logs: 0 }, /No log/],
		[{ counts: "told" }, { briefings: 0 }, /No briefing/],
		[{ counts: "compromised" }, { compromised: null }, /No incident/],
		[
			{ counts: "compromised", scope: { country: "XA" } },
			{ compromised: { ...NOBODY, inScope: 0 } },
			/No incident of an account in XA was entered/,
		],
		[{ scope: { country: "XA" } }, { people: 0 }, /No people list/],
		[{ scope: { country: "GB" } }, { peopleInScope: 0 }, /Nobody on the people list is in GB/],
		[{ scope: { country: "XA", outside: "XA" } }, { peopleInScope: 0 }, /Nobody on the people list is in XA and outside XA/],
		[{ scope: { campaign: "nobody" } }, {}, /no campaign "nobody"/],
	] as const) {
		const finding = found(claim, records);
		assert.equal(finding.verdict, "not-comparable");
		assert.equal(finding.found, null);
		assert.match(finding.why, why);
	}
});

test("A claim agrees only where the whole range does, and differs only where the whole range differs.", () => {
	const shown = fc.tuple(fc.constantFrom(...LEVELS), fc.option(fc.constantFrom<Openness[]>(...OPENNESS)));
	fc.assert(
		fc.property(
			fc.array(shown, { maxLength: 4 }),
			fc.nat(6),
			fc.boolean(),
			fc.constantFrom("fetched", "blocked"),
			(rows, number, over, counts) => {
				const accounts = [...LIST.keys()].slice(0, rows.length);
				const quantity = over ? { over: number } : { is: number };
				const levels = Object.fromEntries(accounts.map((account, index) => [account, rows[index] as Shown]));
				const { verdict, found: counted } = found({ counts, quantity, scope: { campaign: "1" } }, {}, levels);
				// Each account, that of nobody's list too, is surely one, may be one, or is none.
				const each = [...rows, ...Array.from({ length: 5 - rows.length }, () => ["delivered", "silent"] as const)].map(([level, open]) => {
					const is = counts === "fetched" ? level === "fetched" || level === "clicked" : level === "blocked";
					const settled = ["fetched", "clicked", ...(counts === "blocked" ? ["fetched-by-proxy"] : [])].includes(level) || open === null;
					return settled ? (is ? "yes" : "no") : "perhaps";
				});
				const least = each.filter((one) => one === "yes").length;
				const possible = Array.from({ length: each.filter((one) => one === "perhaps").length + 1 }, (_, more) => least + more).map((it) =>
					over ? it > number : it === number,
				);
				const all = possible.every((holds) => holds) ? "agrees" : possible.some((holds) => holds) ? "not-comparable" : "differs";
				assert.equal(verdict, all);
				assert.ok(counted !== null && counted >= least && counted < least + possible.length);
			},
		),
	);
});

const entry = (fields: Readonly<Record<string, unknown>>): Map<string, unknown> =>
	new Map(
		Object.entries({ id: "a", text: "t", by: "b", on: "2024-03-25", source: "s", counts: "mails", is: 3, ...fields }).filter(
			([, value]) => value !== null,
		),
	);
const read = (...entries: readonly Map<string, unknown>[]) => claimsFrom(new Map([["claims", entries]]), "2024-04-19");

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
		["on", { on: "2023-02-29" }],
		["still to come", { on: "2024-04-20" }],
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
	for (const content of [null, "text", new Map(), new Map([["claims", "text"]])])
		assert.throws(() => claimsFrom(content, "2024-04-19"), /claims:/);
	fc.assert(
		fc.property(
			fc.array(
				fc.oneof(
					fc.anything(),
					fc.dictionary(fc.string(), fc.anything()).map((fields) => new Map(Object.entries(fields))),
				),
			),
			(entries) => {
				const { claims, refused } = claimsFrom(new Map([["claims", entries]]), "2024-04-19");
				assert.equal(claims.length + refused.length, entries.length);
			},
		),
	);
	assert.equal(CLAIM_COUNTS.length, 8);
});
