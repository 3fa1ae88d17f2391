// A rehearsal's logs against its truth: every account of every campaign has the level that what really happened, and what the logs could show of it, imply.

import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Truth, TruthLog, TruthMessage, TruthOpening } from "../../../src/app/rehearsal/truth.ts";
import { LEVELS, type Level } from "../../../src/core/model/exposure.ts";
import type { Outcome } from "../cli/campaigns-runner.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-truth-"));
const at = (name: string): string => join(folder, name);
let runner: ChildProcess;

before(() => {
	runner = fork(new URL("../cli/campaigns-runner.ts", import.meta.url), { env: { ...process.env, COUNTERPIXEL_CASE: at("case") } });
});
after(() => {
	runner.kill();
	rmSync(folder, { recursive: true, force: true });
});

async function run(...argv: readonly string[]): Promise<string> {
	const { code, out, err } = await new Promise<Outcome>((resolve) => {
		runner.once("message", (outcome) => resolve(outcome as Outcome));
		runner.send(argv);
	});
	assert.ok(code <= 1, err);
	return out;
}

function objects<T>(out: string): T[] {
	return out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as T]));
}

interface Row {
	readonly campaign: string;
	readonly account: string;
	readonly level: Level;
	readonly why: readonly string[];
	readonly coverage: readonly { readonly from: string; readonly to: string }[];
}

interface Facts {
	readonly truth: Truth;
	readonly logs: ReadonlyMap<string, readonly TruthLog[]>;
	/** By account and campaign. */
	readonly mails: ReadonlyMap<string, readonly TruthMessage[]>;
	readonly openings: ReadonlyMap<string, readonly TruthOpening[]>;
	/** How many accounts of one organisation had a client's address at a time. */
	sharers(client: string, time: string, organisation: string): number;
	/** How many campaigns lead an account to a host. */
	leading(account: string, host: string): number;
}

const HOURS = 3_600_000;
/** A log of some lines a day tells its gaps no more exactly than this. */
const EDGE = 4 * HOURS;

/** What may be said: one level, or two where the truth is finer than what a log can show. */
function possible({ campaign, account }: Row, facts: Facts): ReadonlySet<Level> {
	const organisation = account.slice(account.indexOf("@") + 1);
	const logs = facts.logs.get(organisation);
	if (logs === undefined) return new Set(["delivered"]);
	const formats = new Set(logs.map(({ format }) => format));
	const levels: Level[] = [];
	let unsure = false;
	for (const mail of facts.mails.get(`${campaign} ${account}`) ?? [])
		for (const opening of facts.openings.get(`${mail.message_id} ${account}`) ?? []) {
			if (!opening.logged) continue;
			if (!formats.has("squid")) {
				if (facts.sharers(opening.client_ip, opening.at, organisation) > 1) continue;
				if (facts.leading(account, new URL(opening.url).hostname) > 1) unsure = true;
			}
			levels.push(opening.blocked ? "blocked" : formats.has("squid") || formats.has("combined") ? "fetched" : "looked-up");
		}
	const strongest = LEVELS.find((level) => levels.includes(level));
	if (strongest !== undefined && !unsure) return new Set([strongest]);
	const silent = silence(facts.mails.get(`${campaign} ${account}`) ?? [], logs);
	return new Set(strongest === undefined ? silent : [strongest, ...silent]);
}

function silence(mails: readonly TruthMessage[], logs: readonly TruthLog[]): Level[] {
	const arrival = Math.min(...mails.map(({ received }) => Date.parse(received)));
	const [log] = logs as [TruthLog];
	const inside = (from: string, to: string, edge: number): boolean => arrival > Date.parse(from) + edge && arrival < Date.parse(to) - edge;
	const inGap = (edge: number): boolean => log.gaps.some(({ from, to }) => inside(from, to, edge));
	if (!inside(log.from, log.to, -EDGE) || inGap(0)) return ["delivered"];
	return inside(log.from, log.to, EDGE) && !inGap(-EDGE) ? ["no-evidence"] : ["no-evidence", "delivered"];
}

test("every account of every campaign has the level that the truth implies", async (t) => {
	await run("rehearse", "--shape", "ipac-2021", "--seed", "8", "--size", "1500", "--evasion", "1", "--out", at("rehearsal"));
	await run("scan", at("rehearsal/mail"), "--no-report");
	const truth = JSON.parse(readFileSync(at("rehearsal/truth.json"), "utf8")) as Truth;
	const logs = Map.groupBy(truth.logs, ({ organisation }) => organisation);
	for (const [organisation, of] of logs)
		await run("exposure", "--leases", at("rehearsal/leases.csv"), "--for", organisation, ...of.map(({ path }) => at(`rehearsal/${path}`)));
	const rows = objects<Row>(await run("exposure", "--json"));
	const campaigns = objects<{ id: string; messages: { sha256: string }[] }>(await run("campaigns", "--json"));
	const facts = factsOf(truth, logs, campaigns);

	const wrong: string[] = [];
	const counts = new Map<Level, number>();
	for (const row of rows) {
		counts.set(row.level, (counts.get(row.level) ?? 0) + 1);
		const expected = possible(row, facts);
		if (!expected.has(row.level)) wrong.push(`${row.account} of ${row.campaign}: ${row.level}, not ${[...expected]}: ${row.why[0]}`);
		if (row.level === "delivered") assert.ok(row.why.some((sentence) => sentence.includes("cannot be known")));
	}
	t.diagnostic([...counts].map(([level, count]) => `${count} ${level}`).join(", "));
	assert.deepEqual(wrong, []);
	const targeted = new Set(truth.messages.filter(({ kind }) => kind === "targeted").map(({ owner }) => owner));
	const attack = new Set(
		campaigns
			.filter(({ messages }) =>
				messages.some(({ sha256 }) => facts.truth.messages.some((mail) => mail.sha256 === sha256 && mail.kind === "targeted")),
			)
			.map(({ id }) => id),
	);
	const told = new Set(rows.filter(({ campaign }) => attack.has(campaign)).map(({ account }) => account));
	for (const account of targeted) assert.ok(told.has(account), account);
	for (const level of ["fetched", "blocked", "looked-up", "no-evidence", "delivered"] as const)
		assert.ok((counts.get(level) ?? 0) > 0, level);
});

function factsOf(truth: Truth, logs: Facts["logs"], campaigns: readonly { id: string; messages: { sha256: string }[] }[]): Facts {
	const campaignOf = new Map(campaigns.flatMap(({ id, messages }) => messages.map(({ sha256 }) => [sha256, id] as const)));
	const leases = readFileSync(at("rehearsal/leases.csv"), "utf8")
		.trim()
		.split("\n")
		.slice(1)
		.map((line) => line.split(",") as [string, string, string, string]);
	const byAddress = Map.groupBy(leases, ([, , address]) => address);
	const led = new Map<string, Set<string>>();
	for (const { owner, sha256, references } of truth.messages)
		for (const { url } of references) {
			const key = `${owner} ${URL.parse(url)?.hostname}`;
			led.set(key, (led.get(key) ?? new Set()).add(campaignOf.get(sha256) ?? ""));
		}
	return {
		truth,
		logs,
		mails: Map.groupBy(truth.messages, ({ sha256, owner }) => `${campaignOf.get(sha256)} ${owner}`),
		openings: Map.groupBy(truth.openings, ({ message_id, account }) => `${message_id} ${account}`),
		sharers: (client, time, organisation) =>
			new Set(
				(byAddress.get(client) ?? [])
					.filter(([from, to, , account]) => from <= time && time < to && account.endsWith(`@${organisation}`))
					.map(([, , , account]) => account),
			).size,
		leading: (account, host) => led.get(`${account} ${host}`)?.size ?? 0,
	};
}
