// `exposure` as its users meet it: each level by the log that shows it, whose a contact was, what leaked, when nothing can be known, and what it ends with.

import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import {
	addressOf,
	combinedLine,
	HOST,
	linkOf,
	logOf,
	pixelOf,
	squidLine,
	traffic,
	unboundLine,
	writeMail,
} from "../exposure/made-up-case.ts";
import type { Outcome } from "./campaigns-runner.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-exposure-"));
let runner: ChildProcess;

before(() => {
	runner = fork(new URL("campaigns-runner.ts", import.meta.url), { env: { ...process.env, COUNTERPIXEL_CASE: join(folder, "case") } });
});
after(() => {
	runner.kill();
	rmSync(folder, { recursive: true, force: true });
});

/** Of a file in the test's folder. */
const FILE = /^[a-z]+\.(?:log|csv)$/;

function run(...argv: readonly string[]): Promise<Outcome> {
	return new Promise((resolve) => {
		runner.once("message", (outcome) => resolve(outcome as Outcome));
		runner.send(argv.map((word) => (FILE.test(word) ? join(folder, word) : word)));
	});
}

interface Row {
	readonly campaign: string;
	readonly person: string | null;
	readonly account: string;
	readonly level: string;
	readonly leaked: { readonly client_ip: string[]; readonly user_agent: string[]; readonly times: string[] };
	readonly evidence: { readonly log: string; readonly sha256: string; readonly offset: number }[];
	readonly coverage: { readonly from: string; readonly to: string }[];
	readonly why: string[];
}

async function rowsOf(...argv: readonly string[]): Promise<Row[]> {
	const { out, err, code } = await run("exposure", ...argv);
	assert.ok(code <= 1, err);
	return out
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Row);
}

/** By the local part of the account. */
async function rows(...argv: readonly string[]): Promise<Map<string, Row>> {
	return new Map((await rowsOf("--json", ...argv)).map((row) => [row.account.slice(0, row.account.indexOf("@")), row]));
}

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:78.0) Gecko/20100101 Thunderbird/78.5.0";
const WRAPPED = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(linkOf("wendy"))}&data=05&reserved=0`;
const names = ["clara", "fay", "pia", "bob", "lou", "nora", "dora", "sam", "sue", "connie", "norah"];

test("each account has the strongest level that a log shows, with the lines that show it", async () => {
	const mail = writeMail(folder, [
		...names.map((name) => ({ name })),
		{ name: "gail", received: "Wed, 3 Feb 2021 12:00:00 +0000" },
		{ name: "wendy", body: `<img src="${pixelOf("wendy")}"><a href="${WRAPPED.replaceAll("&", "&amp;")}">this</a>` },
		{ name: "early", received: "Mon, 4 Jan 2021 12:00:00 +0000" },
	]);
	const scanned = await run("scan", mail, "--no-report");
	assert.equal(scanned.code <= 1, true, scanned.err);
	writeFileSync(
		join(folder, "leases.csv"),
		[
			"from,to,address,account",
			...[
				["192.0.2.1", "clara"],
				["192.0.2.2", "fay"],
				["192.0.2.4", "bob"],
				["192.0.2.5", "lou"],
				["192.0.2.7", "sam"],
				["192.0.2.7", "sue"],
				["192.0.2.8", "connie"],
			].map(([address, name = ""]) => `2021-02-01T00:00:00Z,2021-02-08T00:00:00Z,${address},${addressOf(name)}`),
			`,,192.0.2.16/28,${addressOf("nora")}`,
			"this is no lease",
			"2021-02-01T00:00:00Z,2021-01-01T00:00:00Z,192.0.2.9,nora@parliament.example",
		].join("\n"),
	);
	const get = (name: string): string => `GET ${pixelOf(name)}`;
	const squid = logOf(
		...traffic("2021-02-01T08:00:00Z", "2021-02-02T20:00:00Z"),
		...traffic("2021-02-04T08:00:00Z", "2021-02-06T20:00:00Z"),
		squidLine("2021-02-01T11:00:00.250Z", "192.0.2.2", get("fay")),
		squidLine("2021-02-01T11:05:00Z", "192.0.2.1", get("clara")),
		squidLine("2021-02-01T11:06:00Z", "192.0.2.1", `GET ${linkOf("clara")}`, "TCP_MISS/302"),
		squidLine("2021-02-01T12:00:00Z", "192.0.2.4", get("bob"), "TCP_DENIED/403"),
		squidLine("2021-02-01T13:00:00Z", "192.0.2.7", `CONNECT ${HOST}:443`, "TCP_TUNNEL/200"),
		squidLine("2021-02-01T14:00:00Z", "192.0.2.8", `CONNECT ${HOST}:443`, "TCP_TUNNEL/200"),
		squidLine("2021-02-01T15:00:00Z", "192.0.2.99", `CONNECT ${HOST}:443`, "TCP_TUNNEL/200"),
	);
	writeFileSync(join(folder, "squid.log"), squid);
	writeFileSync(
		join(folder, "unbound.log"),
		logOf(
			unboundLine("2021-02-01T10:30:00Z", "192.0.2.250", "www.ordinary.example"),
			unboundLine("2021-02-01T11:59:59Z", "192.0.2.4", HOST),
			unboundLine("2021-02-01T16:00:00Z", "192.0.2.5", HOST.toUpperCase()),
			unboundLine("2021-02-01T16:30:00Z", "192.0.2.53", HOST),
		),
	);
	writeFileSync(
		join(folder, "web.log"),
		`${combinedLine("2021-02-01T10:20:00Z", "203.0.113.5", get("pia"), "Mozilla/5.0 (via ggpht.com GoogleImageProxy)")}\n${combinedLine("2021-02-01T10:40:00Z", "203.0.113.6", get("nora"), FIREFOX)}\n`,
	);
	const taken = await run("exposure", "--leases", "leases.csv", "squid.log", "unbound.log", "web.log");
	assert.match(taken.err, /leases\.csv:10: /);
	assert.match(taken.err, /leases\.csv:11: .*ends before it begins/);
	const found = await rows();
	assert.deepEqual(
		Object.fromEntries([...found].map(([name, { level }]) => [name, level])),
		{
			clara: "clicked",
			fay: "fetched",
			pia: "fetched-by-proxy",
			bob: "blocked",
			lou: "looked-up",
			nora: "fetched",
			connie: "fetched",
			sam: "no-evidence",
			sue: "no-evidence",
			dora: "no-evidence",
			norah: "no-evidence",
			wendy: "no-evidence",
			gail: "delivered",
			early: "delivered",
		},
		JSON.stringify([...found.values()], null, 1),
	);
	const fay = found.get("fay") as Row;
	assert.deepEqual(fay.leaked, { client_ip: ["192.0.2.2"], user_agent: [], times: ["2021-02-01T11:00:00.250Z"] });
	const [cited] = fay.evidence;
	assert.equal(cited?.log, join(folder, "squid.log"));
	assert.equal(
		cited?.sha256,
		createHash("sha256")
			.update(readFileSync(join(folder, "squid.log")))
			.digest("hex"),
	);
	assert.match(squid.slice(cited?.offset), /^1612177200\.250/);

	const bob = found.get("bob") as Row;
	assert.deepEqual(bob.leaked, { client_ip: [], user_agent: [], times: [] });
	const refused = squid.indexOf("TCP_DENIED");
	assert.ok(bob.evidence.some(({ log, offset }) => basename(log) === "squid.log" && offset === squid.lastIndexOf("\n", refused) + 1));
	assert.ok(
		bob.evidence.some(({ log }) => basename(log) === "unbound.log"),
		"a look-up and a refusal are one contact",
	);

	for (const name of ["sam", "sue"]) {
		const row = found.get(name) as Row;
		assert.equal(row.evidence.length >= 1, true);
		assert.ok(row.why.some((sentence) => sentence.includes("sam@parliament.example") && sentence.includes("sue@parliament.example")));
	}
	const dora = found.get("dora") as Row;
	assert.ok(
		dora.evidence.some(({ log }) => basename(log) === "squid.log"),
		"a client without a lease may be anybody",
	);
	assert.ok(!dora.evidence.some(({ log }) => basename(log) === "unbound.log"), "a resolver that asks is nobody");
	assert.ok(dora.why.some((sentence) => sentence.includes("no proof")));
	for (const name of ["gail", "early"]) {
		const row = found.get(name) as Row;
		assert.ok(
			row.why.some((sentence) => sentence.includes("cannot be known")),
			row.why.join("\n"),
		);
	}
	assert.ok(fay.coverage.every(({ from, to }) => !(from < "2021-02-03T12:00:00.000Z" && to > "2021-02-03T12:00:00.000Z")));
	assert.match((found.get("nora") as Row).why.join(" "), /Thunderbird 78\.5\.0 on Linux/);
	assert.deepEqual((found.get("pia") as Row).leaked.user_agent, ["Mozilla/5.0 (via ggpht.com GoogleImageProxy)"]);
});

test("a log that comes again takes its own place, and the terminal says when each log speaks and how many cannot be known", async () => {
	const before = await run("exposure", "--json");
	const again = await run("exposure", "--json", "squid.log");
	const added = (out: string): string[] => out.split("\n").sort();
	assert.deepEqual(added(again.out), added(before.out));
	const { out } = await run("exposure");
	assert.match(out.replaceAll(/\s+/g, " "), /silent 2021-02-02 20:00 UTC to 2021-02-04 08:00 UTC/);
	assert.match(out, /2 {2}cannot be known/);
	for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
	const logs = out.slice(out.indexOf("Logs"));
	assert.equal(logs.split("squid.log").length, 2);
});

test("a link that a mail gateway wrapped is clicked where its target is asked for", async () => {
	const line = squidLine("2021-02-01T11:30:00Z", "192.0.2.77", `GET ${linkOf("wendy")}`, "TCP_MISS/302");
	writeFileSync(join(folder, "wrapped.log"), logOf(line));
	assert.equal((await rows("wrapped.log")).get("wendy")?.level, "clicked");
});

test("a log that cannot be read ends with 3, and the others are taken all the same", async () => {
	const { code, err } = await run("exposure", "absent.log", "unbound.log");
	assert.equal(code, 3);
	assert.match(err, /absent\.log/);
	const missing = await run("exposure", "--leases", "absent.csv");
	assert.equal(missing.code, 3);
	for (const wrong of [
		["--clock", "soon"],
		["--zone", "Mars"],
		["--gap", "-1h"],
		["--format", "psychic"],
		["--format", "csv"],
		["--for", "nonsense"],
		["--for", ",,"],
		["--site", "bad/host"],
	]) {
		const { code, err } = await run("exposure", "squid.log", ...wrong);
		assert.equal(code, 2, err);
		assert.equal(err.trimEnd().split("\n").length, 1);
	}
});

test("what is said of logs needs one", async () => {
	const { code, err } = await run("exposure", "--clock", "+1h");
	assert.deepEqual([code, /--clock is about logs that are taken in/.test(err)], [2, true]);
});

test("a log of which nothing can be read does not take the place of itself as it was read before, and one of a site says whose site", async () => {
	const before = await rows();
	writeFileSync(join(folder, "columns.yaml"), "format: csv\nkind: http\nfields: { time: when, host: hosst }\n");
	writeFileSync(join(folder, "table.csv"), "when,host\n2021-02-01T11:00:00Z,px.example\n2021-02-09T11:00:00Z,px.example\n");
	const table = await run("exposure", "--mapping", join(folder, "columns.yaml"), "table.csv");
	assert.deepEqual([table.code, /table\.csv: not one of its lines could be read.*hosst/.test(table.err)], [3, true], table.err);
	const other = await run("exposure", "--format", "bind", "squid.log");
	assert.deepEqual([other.code, /squid\.log: not one of its lines could be read/.test(other.err)], [3, true], other.err);
	const paths = ["2021-02-01T09:00:00Z", "2021-02-05T09:00:00Z"].map((time) => combinedLine(time, "203.0.113.5", "GET /o/1.gif", FIREFOX));
	writeFileSync(join(folder, "site.log"), paths.join("\n"));
	const site = await run("exposure", "site.log");
	assert.deepEqual([site.code, /site\.log: .*--site/.test(site.err)], [3, true], site.err);
	assert.deepEqual(await rows(), before);
});

test("a log that was taken in before a host came into the case is no evidence of silence about it, and is once it is taken in again", async () => {
	const seen = async (...argv: readonly string[]): Promise<(Row | undefined)[]> => {
		const found = [...(await rowsOf("--json", ...argv))].filter(({ account }) => account.startsWith("newcomer"));
		return ["newcomer", "newcomertoo"].map((name) => found.find(({ account }) => account === addressOf(name)));
	};
	const mail = writeMail(
		join(folder, "later"),
		["newcomer", "newcomertoo"].map((name) => ({
			name,
			body: `<img src="https://late.example/o/${name}-${createHash("sha256").update(name).digest("hex")}.gif">`,
		})),
	);
	await run("scan", mail, "--no-report");
	for (const row of await seen()) {
		assert.equal(row?.level, "delivered");
		assert.match(row.why.join(" "), /cannot be known.*was not searched for late\.example/);
	}
	const told = await run("exposure");
	assert.match(told.out.replaceAll(/\s+/g, " "), /1 host came into the case later, and this log was not searched for it: take it in again/);
	assert.deepEqual(
		(await seen("squid.log")).map((row) => row?.level),
		["no-evidence", "no-evidence"],
	);
});

test("a log whose clock is behind is told so, and --clock puts it right", async () => {
	const shifted = (minutes: number): string =>
		logOf(
			...traffic("2021-02-01T06:00:00Z", "2021-02-01T20:00:00Z"),
			...["fay", "dora", "norah", "lou"].map((name, index) =>
				squidLine(
					new Date(Date.UTC(2021, 1, 1, 10, 2 + 3 * index) + minutes * 60_000).toISOString(),
					"192.0.2.200",
					`GET ${pixelOf(name)}`,
				),
			),
		);
	writeFileSync(join(folder, "behind.log"), shifted(-60));
	const told = await run("exposure", "behind.log");
	assert.match(told.out.replaceAll(/\s+/g, " "), /Its clock is 60 minutes behind .*--clock \+60m/);
	const right = await run("exposure", "--clock", "+60m", "behind.log");
	assert.doesNotMatch(right.out, /Its clock is/);
	const dora = (await rows()).get("dora") as Row;
	assert.equal(dora.level, "fetched");
	assert.equal(dora.leaked.times[0], "2021-02-01T10:05:00.000Z");
});

test("a log may be handed in before the mail: what it was not searched for is said, and taken in again it tells", async () => {
	const early = ["--case", join(folder, "early")] as const;
	writeFileSync(
		join(folder, "before.log"),
		logOf(
			...traffic("2021-02-01T06:00:00Z", "2021-02-01T20:00:00Z"),
			squidLine("2021-02-01T11:00:00Z", "192.0.2.2", `GET ${pixelOf("fay")}`),
		),
	);
	const first = await run("exposure", "before.log", ...early);
	assert.deepEqual([first.code, first.err.includes("take the logs in again once mailboxes are scanned")], [0, true]);
	const missing = await run("exposure", "missing.log", ...early);
	assert.equal(missing.code, 3);
	await run("scan", join(folder, "mail", addressOf("fay")), "--no-report", ...early);
	const unasked = (await rows(...early)).get("fay") as Row;
	assert.equal(unasked.level, "delivered");
	assert.match(unasked.why.join(" "), /was not searched for .*take it in again/);
	assert.equal((await rows("before.log", ...early)).get("fay")?.level, "fetched");
});
