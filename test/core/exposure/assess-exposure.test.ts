// Exposure: which level a contact gives to whom (CONTRACT.md, Level).

import assert from "node:assert/strict";
import { test } from "node:test";
import { LEVELS } from "../../../src/core/model/exposure.ts";
import {
	ANNA,
	ARRIVED,
	assess,
	BEN,
	CARL,
	HOST,
	held,
	lease,
	levels,
	line,
	lookup,
	type MadeUpCase,
	taken,
	tunnel,
	urlOf,
} from "./made-up.ts";

const GOOGLE = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
const LEASED: MadeUpCase = { leases: [lease("192.0.2.1", ANNA)] };

test("One contact gives the level that its line shows.", () => {
	const rows: readonly (readonly [string, Parameters<typeof line>[0], MadeUpCase?])[] = [
		["fetched", { url: urlOf(ANNA) }],
		["fetched", { url: urlOf(ANNA).replace("https:", "http:") }],
		["fetched", { url: urlOf(ANNA), outcome: "unknown" }],
		["fetched", { url: urlOf(ANNA), after: null }],
		["fetched-by-proxy", { url: urlOf(ANNA), agent: GOOGLE }],
		["fetched-by-proxy", { url: urlOf(ANNA), client: "66.249.84.7" }],
		["fetched-by-proxy", { url: urlOf(ANNA), client: "2a00:1450:4864:20::1" }],
		["fetched-by-proxy", { url: urlOf(ANNA), after: -30 }],
		["fetched", { url: urlOf(ANNA), after: -3 }],
		["blocked", { url: urlOf(ANNA), outcome: "refused", status: 403 }],
		["looked-up", { url: urlOf(ANNA), outcome: "failed", status: 503 }],
		["clicked", { url: urlOf(ANNA) }, { references: [held(ANNA, { trigger: "click" }), held(BEN)] }],
		["fetched", { url: urlOf(ANNA) }, { references: [held(ANNA, { trigger: "click" }), held(ANNA), held(BEN)] }],
		["fetched-by-proxy", { url: urlOf(ANNA), agent: GOOGLE }, { references: [held(ANNA, { trigger: "click" })] }],
		["fetched", { kind: "connect", status: 200 }, LEASED],
		["looked-up", { kind: "connect", outcome: "unknown" }, LEASED],
		["blocked", { kind: "connect", outcome: "refused", status: 403 }, LEASED],
		["fetched", { kind: "tls" }, LEASED],
		["looked-up", { kind: "tls", outcome: "failed" }, LEASED],
		["looked-up", { kind: "dns", outcome: "unknown" }, LEASED],
		["blocked", { kind: "dns", outcome: "refused" }, LEASED],
		["no-evidence", { kind: "dns", outcome: "unknown" }],
		["no-evidence", { kind: "connect", status: 200, after: -30 }, LEASED],
		["fetched", { kind: "connect", status: 200, user: "PARLIAMENT\\Anna", client: null }],
		["fetched", { kind: "connect", status: 200, user: "HOUSE\\Anna", client: null }],
		["fetched", { kind: "connect", status: 200, user: "anna@parliament.example" }],
		["fetched", { kind: "connect", status: 200, user: "anna@AD.PARLIAMENT.EXAMPLE" }],
		["no-evidence", { kind: "connect", status: 200, user: "annabel" }],
	];
	for (const [expected, shown, made] of rows) {
		const row = assess([line(shown)], made).get(ANNA);
		assert.equal(row?.level, expected, JSON.stringify([shown, row], null, 1));
	}
});

test("The strongest level wins, and one row is there for each account.", () => {
	const lines = [lookup({ client: "192.0.2.1", after: 500 }), tunnel({ after: 300 }), line({ url: urlOf(ANNA), outcome: "refused" })];
	const rows = assess(lines, LEASED);
	assert.deepEqual(levels(rows), ["fetched", "no-evidence"]);
	assert.match(rows.get(ANNA)?.why[0] ?? "", /fetched from/);
	assert.equal(rows.get(ANNA)?.evidence.length, 3);
	for (const level of levels(rows)) assert.ok((LEVELS as readonly string[]).includes(level));
});

test("A URL that one copy holds tells whose it is, whoever asks, and a lease of somebody else changes nothing.", () => {
	const rows = assess([line({ url: urlOf(BEN) })], LEASED);
	assert.deepEqual(levels(rows), ["no-evidence", "fetched"]);
});

test("A reader's token tells whose a contact is where a program added to the URL or wrote it otherwise; a shorter one, or one of two people, does not.", () => {
	const token = (account: string): string => `tk${account.split("@")[0]}9Zq77`;
	const of = (account: string, as = token(account)) => held(account, { url: `https://${HOST}/o/${as}.gif?a=1&b=2`, token: as });
	const references = [of(ANNA), of(BEN)];
	for (const url of ["gif?a=1&b=2&_=123", "gif?b=2&a=1", "gif?a=1&amp;b=2", "png"].map((rest) => `http://${HOST}/o/${token(ANNA)}.${rest}`))
		assert.deepEqual(levels(assess([line({ url })], { references })), ["fetched", "no-evidence"], url);
	const percent = `https://${HOST}/o/%74${token(ANNA).slice(1)}.gif?a=1&b=2`;
	assert.equal(assess([line({ url: percent })], { references }).get(ANNA)?.level, "fetched");
	for (const as of ["tk1", "shared-token"]) {
		const url = `https://${HOST}/o/${as}.gif?x`;
		assert.equal(
			assess([line({ url })], { references: [of(ANNA, as), of(BEN, as === "tk1" ? "tk2" : as)] }).get(ANNA)?.level,
			"no-evidence",
		);
	}
});

test("A shared address raises nobody's level; each of its people cites the line, and each why names them all.", () => {
	const shared = [lease("192.0.2.1", ANNA), lease("192.0.2.1", BEN), lease("192.0.2.1", "guest@parliament.example")];
	const rows = assess([tunnel({ offset: 7 })], { accounts: [ANNA, BEN, CARL], leases: shared });
	assert.deepEqual(levels(rows), ["no-evidence", "no-evidence", "no-evidence"]);
	for (const account of [ANNA, BEN]) {
		assert.deepEqual(rows.get(account)?.evidence, [{ log: "squid.log", sha256: "squid", offset: 7 }]);
		for (const name of [ANNA, BEN, "guest@parliament.example"])
			assert.ok(rows.get(account)?.why.some((sentence) => sentence.includes(name) && sentence.includes("nobody's level")));
	}
	assert.deepEqual(rows.get(CARL)?.evidence, []);
	const alone = assess([tunnel()], { accounts: [ANNA, CARL], leases: shared });
	assert.deepEqual(levels(alone), ["no-evidence", "no-evidence"], "that only one of them received it proves nothing");
});

test("A shared address is one person's where all its accounts are, or where the login or the URL says so.", () => {
	const home = "anna@home.example";
	const shared = [lease("192.0.2.1", ANNA), lease("192.0.2.1", home)];
	const logs = [taken("squid", { speaksFor: ["example"] })];
	const both = assess([tunnel()], { accounts: [home, BEN], leases: shared, people: [[ANNA, home]], logs });
	assert.deepEqual(levels(both), ["fetched", "no-evidence"]);
	const two = [lease("192.0.2.1", ANNA), lease("192.0.2.1", BEN)];
	assert.deepEqual(levels(assess([tunnel({ user: "ben" })], { leases: two })), ["no-evidence", "fetched"]);
	assert.deepEqual(levels(assess([line({ url: urlOf(ANNA) })], { leases: two })), ["fetched", "no-evidence"]);
});

test("Ranges that overlap are an address of several people.", () => {
	const range = { ...lease("192.0.2.0", BEN), last: lease("192.0.2.255", BEN).last };
	assert.deepEqual(levels(assess([tunnel()], { leases: [lease("192.0.2.1", ANNA), range] })), ["no-evidence", "no-evidence"]);
	assert.deepEqual(levels(assess([tunnel()], { leases: [range] })), ["no-evidence", "fetched"]);
});

test("A lease holds from its beginning to before its end.", () => {
	const at = Date.parse(ARRIVED) + 10 * 60_000;
	const turns = [lease("192.0.2.1", ANNA, { ends: at }), lease("192.0.2.1", BEN, { begins: at })];
	assert.deepEqual(levels(assess([tunnel()], { leases: turns })), ["no-evidence", "fetched"]);
});

test("Without a lease a contact may be of every recipient whose log it is, and each of them is named.", () => {
	const accounts = Array.from({ length: 30 }, (_, n) => `m${String(n).padStart(2, "0")}@parliament.example`);
	const logs = [taken("squid", { speaksFor: ["parliament.example"] })];
	const rows = assess([tunnel({ client: "198.51.100.1" })], { accounts: [...accounts, "x@elsewhere.example"], logs });
	assert.ok(levels(rows).every((level) => level === "no-evidence" || level === "delivered"));
	const first = rows.get(accounts[0] as string);
	assert.equal(first?.evidence.length, 1);
	assert.ok(
		first?.why.some((sentence) => accounts.every((account) => sentence.includes(account))),
		first?.why.join("\n"),
	);
	assert.ok(first?.why.some((sentence) => sentence.includes("no contact that is surely this account's")));
	assert.deepEqual(rows.get("x@elsewhere.example")?.evidence, []);
});

test("A line without a client may be anybody's, and thousands of them stay bounded.", () => {
	const rows = assess(
		Array.from({ length: 3000 }, (_, n) => tunnel({ client: null, after: n })),
		{},
	);
	const row = rows.get(ANNA);
	assert.equal(row?.level, "no-evidence");
	assert.ok((row?.evidence.length ?? 0) <= 20 && (row?.why.length ?? 0) < 10);
});

test("A picture that is everybody's gives a level by its client alone, and only where no other campaign leads there.", () => {
	const everybodys = [ANNA, BEN].map((account) => held(account, { url: `https://${HOST}/logo.gif`, individual: false }));
	const logo = line({ url: `https://${HOST}/logo.gif` });
	assert.deepEqual(levels(assess([logo], { ...LEASED, references: everybodys })), ["fetched", "no-evidence"]);
	assert.deepEqual(levels(assess([logo], { ...LEASED, references: everybodys, facts: { leadsOnly: () => false } })), [
		"no-evidence",
		"no-evidence",
	]);
	assert.deepEqual(levels(assess([tunnel()], { ...LEASED, facts: { leadsOnly: (_, account) => account !== ANNA } })), [
		"no-evidence",
		"no-evidence",
	]);
});

test("A host whose very name is one reader's tells by a look-up of anybody.", () => {
	const host = "7f3a9c21.evil.example";
	const references = [held(ANNA, { url: `https://${host}/`, host, inName: true }), held(BEN)];
	const rows = assess([lookup({ client: "192.0.2.53", host })], { references });
	assert.deepEqual(levels(rows), ["looked-up", "no-evidence"]);
});

test("A plain link is a click by its URL, and a visit to its host is nothing of the mail's.", () => {
	const link = `https://www.page.example/petition`;
	const references = [held(ANNA), held(ANNA, { url: link, host: "www.page.example", trigger: "click", individual: false })];
	const seen = (more: object) => assess([line({ host: "www.page.example", ...more })], { ...LEASED, references }).get(ANNA)?.level;
	assert.equal(seen({ url: link }), "clicked");
	assert.equal(seen({ kind: "connect", status: 200 }), "no-evidence");
});

test("What a machine saw is told as such, and what was refused or only looked up leaked nothing.", () => {
	const fetched = assess([line({ url: urlOf(ANNA), agent: "Mozilla/5.0 (X11; Linux x86_64; rv:78.0) Gecko/20100101 Thunderbird/78.5.0" })]);
	assert.deepEqual(fetched.get(ANNA)?.leaked.clientIp, ["192.0.2.1"]);
	assert.deepEqual(fetched.get(ANNA)?.leaked.times, ["2021-02-01T10:10:00.000Z"]);
	assert.ok(fetched.get(ANNA)?.why.some((sentence) => sentence.includes("Thunderbird 78.5.0 on Linux")));
	const machine = assess([line({ url: urlOf(ANNA), agent: GOOGLE })]).get(ANNA);
	assert.ok(machine?.why.some((sentence) => sentence.includes("Google's image proxy")));
	assert.ok(machine?.why.some((sentence) => sentence.includes("not the reader's")));
	for (const outcome of ["refused", "failed"] as const) {
		const row = assess([line({ url: urlOf(ANNA), outcome })]).get(ANNA);
		assert.deepEqual(row?.leaked, { clientIp: [], userAgent: [], times: [] });
	}
});

test("A client that fetches for several mailboxes as their mail comes is a scanner; a shared address behind which some are quick is none.", () => {
	const accounts = Array.from({ length: 12 }, (_, n) => `m${n}@parliament.example`);
	const prompt = accounts.slice(0, 4).map((account) => line({ url: urlOf(account), after: 0.1 }));
	const scanned = assess(prompt, { accounts });
	for (const account of accounts.slice(0, 4)) assert.equal(scanned.get(account)?.level, "fetched-by-proxy");
	const late = accounts.slice(4).map((account, n) => line({ url: urlOf(account), after: 60 + n }));
	assert.equal(assess([...prompt, ...late], { accounts }).get("m0@parliament.example")?.level, "fetched");
	assert.equal(assess(prompt.slice(0, 2), { accounts }).get("m0@parliament.example")?.level, "fetched");
});

test("Where a log's clock is known to be behind, contacts before their mail stay a person's.", () => {
	const rows = assess([line({ url: urlOf(ANNA), after: -50 })], { logs: [taken("squid", { skew: -60 })] });
	assert.equal(rows.get(ANNA)?.level, "fetched");
	assert.ok(rows.get(ANNA)?.why.some((sentence) => sentence.includes("--clock")));
});

test("Nothing can be known where no log speaks as the mail comes, and no evidence never says safe.", () => {
	const gap = [
		{ from: "2021-01-01T00:00:00.000Z", to: "2021-02-01T09:00:00.000Z" },
		{ from: "2021-02-01T11:00:00.000Z", to: "2021-03-01T00:00:00.000Z" },
	];
	const unknown: readonly MadeUpCase[] = [
		{ logs: [] },
		{ logs: [taken("squid", { coverage: gap })] },
		{ logs: [taken("squid", { coverage: [] })] },
		{ logs: [taken("squid", { speaksFor: ["elsewhere.example", BEN] })], accounts: [ANNA] },
		{ arrived: null },
	];
	for (const made of unknown) {
		const row = assess([], made).get(ANNA);
		assert.equal(row?.level, "delivered");
		assert.ok(row?.why.some((sentence) => sentence.includes("cannot be known")));
	}
	assert.deepEqual(assess([], { logs: [taken("squid", { coverage: gap })] }).get(ANNA)?.coverage, gap);
	const silent = assess([], { logs: [taken("squid", { speaksFor: ["example"] })] }).get(ANNA);
	assert.equal(silent?.level, "no-evidence");
	assert.ok(silent?.why.every((sentence) => !/\bsafe\b/i.test(sentence)));
	assert.ok(silent?.why.some((sentence) => sentence.includes("no proof")));
	assert.ok(
		assess([])
			.get(ANNA)
			?.why.some((sentence) => sentence.includes("--for")),
	);
	const contacted = assess([line({ url: urlOf(ANNA) })], { logs: [taken("squid", { coverage: gap })] }).get(ANNA);
	assert.equal(contacted?.level, "fetched", "a line counts whenever its log speaks");
});

test("A log that was not searched for a host of the campaign is no evidence of silence, and what it does show counts.", () => {
	const logs = [taken("squid")];
	const unsearched = [["squid", "t2.evil.example"]] as const;
	const row = assess([], { logs, unsearched }).get(ANNA);
	assert.deepEqual([row?.level, row?.coverage], ["delivered", []]);
	assert.match(row?.why.join("\n") ?? "", /cannot be known.*\n.*squid\.log was not searched for t2\.evil\.example/);
	assert.equal(assess([line({ url: urlOf(ANNA) })], { logs, unsearched }).get(ANNA)?.level, "fetched");
	const other = assess([], { logs: [...logs, taken("outer")], unsearched }).get(ANNA);
	assert.equal(other?.level, "no-evidence", "another log speaks");
});

test("Two organisations may use the same private addresses: a log shows only those for whom it speaks.", () => {
	const other = "olga@senate.example";
	const leases = [lease("10.0.0.7", ANNA), lease("10.0.0.7", other)];
	const logs = [taken("squid", { speaksFor: ["parliament.example"] }), taken("outer", { speaksFor: ["senate.example"] })];
	const rows = assess([tunnel({ client: "10.0.0.7" })], { accounts: [ANNA, other], leases, logs });
	assert.deepEqual([rows.get(ANNA)?.level, rows.get(other)?.level], ["fetched", "no-evidence"]);
});

test("A host is the same one with a dot at the end of its name.", () => {
	const dotted = urlOf(ANNA).replace(HOST, `${HOST}.`);
	assert.equal(assess([line({ url: dotted })]).get(ANNA)?.level, "fetched");
});

test("The host that a row is about never comes from another campaign's contacts.", () => {
	assert.deepEqual(levels(assess([tunnel({ host: "other.example" })], LEASED)), ["no-evidence", "no-evidence"]);
	assert.equal(HOST, "t1.evil.example");
});

test("What a machine told is apart from what the reader's program did, and lines that may be another's are named among the evidence.", () => {
	const google = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
	const own = line({ url: urlOf(ANNA), client: "192.0.2.3", after: 60 });
	const machine = line({ url: urlOf(ANNA), client: "192.0.2.90", agent: google, after: 90 });
	const shared = tunnel({ client: "192.0.2.77", after: 120 });
	const row = assess([own, machine, shared]).get(ANNA);
	assert.deepEqual(row?.leakedBy.reader.clientIp, ["192.0.2.3"]);
	assert.deepEqual(row?.leakedBy.machine, { clientIp: ["192.0.2.90"], userAgent: [google], times: ["2021-02-01T11:30:00.000Z"] });
	assert.deepEqual(row?.leaked.clientIp, ["192.0.2.3", "192.0.2.90"]);
	assert.deepEqual(row?.uncertain, [shared.citation]);
	assert.equal(row?.evidence.length, 3);
});
