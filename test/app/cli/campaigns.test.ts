// `campaigns` as its users meet it, on a small case of real mail: what it prints, what it ends with, and what an analyst's word does.

import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { correlateNew } from "../../../src/app/cli/correlation.ts";
import { appError } from "../../../src/core/model/app-error.ts";
import type { Outcome } from "./campaigns-runner.ts";

const SCHEMAS = join(import.meta.dirname, "../../../docs/schema");
const [validate, validateWhy] = ["campaigns", "campaigns-why"].map((name) =>
	new Ajv2020({ strict: true, strictTypes: false, formats: { "date-time": true } }).compile(
		JSON.parse(readFileSync(join(SCHEMAS, `${name}.schema.json`), "utf8")) as object,
	),
) as [ValidateFunction, ValidateFunction];
const folder = mkdtempSync(join(tmpdir(), "campaigns-cli-"));
const location = join(folder, "case");
let runner: ChildProcess;

async function run(...argv: readonly string[]): Promise<Outcome> {
	runner.send(argv[0] === "scan" ? argv : [...argv, "--case", location]);
	const [outcome] = await once(runner, "message");
	return outcome as Outcome;
}

function campaigns(...argv: readonly string[]): Promise<Outcome> {
	return run("campaigns", ...argv);
}

interface Line {
	readonly id: string;
	readonly decided: string | null;
	readonly messages: readonly { readonly message_id: string; readonly sha256: string }[];
	readonly [key: string]: unknown;
}

async function lines(...argv: readonly string[]): Promise<Line[]> {
	const { out } = await campaigns("--json", ...argv);
	return out
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Line);
}

/** Id of the campaign that the message is in. */
async function campaignOf(messageId: string): Promise<string> {
	const found = (await lines()).filter(({ messages }) => messages.some((message) => message.message_id === messageId));
	assert.equal(found.length, 1, messageId);
	return (found[0] as Line).id;
}

const HEAD = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n";

function letter(owner: string, id: string, from: string, host: string, day: number): void {
	const path = join(folder, "mail", owner);
	mkdirSync(path, { recursive: true });
	const received = `Received: from mx.${host} (mx.${host} [192.0.2.${day}]) by mx.reader.example; ${new Date(Date.UTC(2021, 0, day, 9)).toUTCString()}\r\n`;
	const body = `<p>Dear reader, this is about ${host} and nothing else that anybody wrote of before.</p><img src="https://img.${host}/o/${id}d41d8cd98f00b204">`;
	writeFileSync(
		join(path, `${id}.eml`),
		`${received}From: ${from}\r\nTo: ${owner}\r\nSubject: On ${host}\r\nMessage-ID: <${id}@${host}>\r\n${HEAD}\r\n${body}`,
	);
}

before(async () => {
	letter("ada@reader.example", "a1", "news@briefing.example", "briefing.example", 4);
	letter("ben@reader.example", "a2", "news@briefing.example", "briefing.example", 5);
	letter("ada@reader.example", "b1", "shop@lamps.test", "lamps.test", 9);
	letter("cem@reader.example", "c1", "box@tickets.test", "tickets.test", 28);
	runner = fork(join(import.meta.dirname, "campaigns-runner.ts"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
	const { code, err } = await run("scan", join(folder, "mail"), "--case", location, "--workers", "1", "--no-report");
	assert.equal(code, 0, err);
});
after(() => {
	runner.kill();
	rmSync(folder, { recursive: true, force: true });
});

test("--json keeps to the schema, has every message that contacts somebody in exactly one campaign, and a known id prints one line", async () => {
	const all = await lines();
	for (const line of all) assert.ok(validate(line), JSON.stringify(validate.errors));
	const ids = all.flatMap(({ messages }) => messages.map(({ message_id }) => message_id));
	assert.deepEqual(ids.sort(), ["a1@briefing.example", "a2@briefing.example", "b1@lamps.test", "c1@tickets.test"]);
	const id = await campaignOf("a1@briefing.example");
	assert.deepEqual(
		await lines(id),
		all.filter((line) => line.id === id),
	);
	assert.equal((all.find((line) => line.id === id) as Line).messages.length, 2);
});

test("what cannot be is said in one line, with 2: an unknown campaign, message, assessment, confidence or combination", async () => {
	const id = await campaignOf("a1@briefing.example");
	for (const [argv, words] of [
		[["nosuch"], /no campaign nosuch in this case: `counterpixel campaigns` lists them/],
		[["confirm", "nosuch"], /no campaign nosuch/],
		[["why", id, "nosuch"], /neither a campaign of this case nor a message/],
		[["split", id, "b1@lamps.test"], /no message b1@lamps\.test in campaign/],
		[["--assessment", "hostile"], /--assessment takes commercial, targeted, undetermined/],
		[[id, "--assessment", "targeted"], /leave it out where an ID is given/],
		[["attribute", id, "--to", "x", "--source", "y", "--confidence", "some"], /--confidence takes none, low, medium, high/],
		[["merge", id, id], /one campaign already/],
		[["reset", id], /nothing to take back/],
		[["confirm", id, "--json"], /`campaigns confirm` prints no JSON/],
		[["reject", id, "--all"], /`campaigns reject` prints none/],
		[["name", id, "x", "--assessment", "targeted"], /leave it out here/],
	] as const) {
		const { code, out, err } = await campaigns(...argv);
		assert.match(err, words);
		assert.deepEqual({ code, out, lines: err.trimEnd().split("\n").length }, { code: 2, out: "", lines: 1 }, `${argv.join(" ")}: ${err}`);
	}
});

test("an analyst's word is recorded with the journal's head, and makes the commands end with 1 until it is taken back", async () => {
	const id = await campaignOf("a1@briefing.example");
	const confirmed = await campaigns("confirm", id, "--note", "the same text as ours");
	assert.equal(confirmed.code, 0);
	const [, head] =
		/^[0-9a-f]{12}: confirmed .* Decision [0-9a-f]{16}, journal entry \d+, head ([0-9a-f]{64})\n$/.exec(confirmed.out) ??
		assert.fail(confirmed.out);
	assert.equal(JSON.parse((await run("journal", "verify", "--head", head as string, "--json")).out).ok, true);

	const list = await campaigns();
	assert.equal(list.code, 1);
	assert.match(list.out, /confirmed by an analyst/);
	for (const line of list.out.split("\n")) assert.ok(line.length <= 80, line);
	assert.deepEqual(
		(await lines("--assessment", "targeted")).map((line) => [line.id, line.decided]),
		[[id, "confirmed"]],
	);
	assert.equal((await run("scan", join(folder, "mail"), "--case", location, "--workers", "1")).code, 1);
	assert.equal((await run("report")).code, 1);
	assert.match(readFileSync(join(location, "report.html"), "utf8"), /1 looks targeted.*Campaigns.*confirmed by an analyst/s);

	const rejected = await campaigns("reject", id);
	assert.match(rejected.out, /stands above an earlier decision: confirmed as aimed at somebody, by /);
	const one = await campaigns(id);
	assert.equal(one.code, 0);
	assert.match(one.out.replace(/\s+/g, " "), /confirmed as aimed at somebody\. the same text as ours/);
	assert.equal((await campaigns("reset", id)).code, 0);
	assert.equal((await lines(id))[0]?.decided, null);
});

test("a name and attributions stand on the campaign's page, each with its source and confidence", async () => {
	const id = await campaignOf("a1@briefing.example");
	await campaigns("name", id, "Winter letters");
	await campaigns("attribute", id, "--to", "Group 7", "--source", "an indictment", "--confidence", "low");
	await campaigns("attribute", id, "--to", "Group 9", "--source", "a newspaper", "--confidence", "none");
	const { out } = await campaigns(id);
	assert.match(out, /^[0-9a-f]{12} {2}Winter letters\n/);
	assert.match(out, /Group 7, says an indictment \(confidence: low\)\n {2}Group 9, says a newspaper \(confidence: none\)/);
});

test("of a confirmed and a rejected campaign that are merged the confirmation stays, and the command says so", async () => {
	const [confirmed, rejected] = [await campaignOf("b1@lamps.test"), await campaignOf("c1@tickets.test")];
	await campaigns("confirm", confirmed);
	await campaigns("reject", rejected);
	const { out } = await campaigns("merge", rejected, confirmed);
	assert.match(out, /stands above an earlier decision: rejected as aimed at nobody, by /);
	assert.match(out, /\nThe two contradicted each other, one confirmed and one rejected: together they count as confirmed\./);
	const list = await campaigns();
	assert.deepEqual([list.code, /confirmed by an analyst/.test(list.out)], [1, true]);
	const exported = await run("export", "--format", "hosts");
	assert.match(exported.out, /img\.lamps\.test/);
	const [, decision] = /Decision ([0-9a-f]{16})/.exec(out) ?? assert.fail(out);
	for (const argv of [
		["undo", decision as string],
		["reset", confirmed],
		["reset", rejected],
	])
		assert.equal((await campaigns(...argv)).code, 0);
});

test("a filter that leaves nothing is not called a case without campaigns", async () => {
	const { code, out } = await campaigns("--assessment", "targeted");
	assert.equal(code, 0);
	assert.match(out.replace(/\s+/g, " "), /^No campaign counts as targeted, of 3 campaigns: /);
});

test("merged campaigns are one under the older id, the other leads to it, and undo parts them again", async () => {
	const [older, other] = [await campaignOf("a1@briefing.example"), await campaignOf("b1@lamps.test")];
	assert.match((await campaigns("why", older, other)).out, /are not linked/);
	const { out } = await campaigns("merge", other, older);
	const [, decision] = /Decision ([0-9a-f]{16})/.exec(out) ?? assert.fail(out);
	assert.match(out, new RegExp(`\\n${older} is the id of both from now on; ${other} leads to it\\.\\n$`));
	assert.equal(await campaignOf("b1@lamps.test"), older);
	assert.deepEqual((await lines(other))[0]?.id, older);
	assert.match((await campaigns("merge", other, older)).err, new RegExp(`${other} and ${older} are one campaign already, ${older}: there`));
	assert.equal((await campaigns("undo", decision as string)).code, 0);
	assert.notEqual(await campaignOf("b1@lamps.test"), older);
});

test("why answers as one JSON object too: what two campaigns share, and what a message's sender is known by", async () => {
	const [id, other] = [await campaignOf("a1@briefing.example"), await campaignOf("b1@lamps.test")];
	const answer = async (asked: string) => {
		const { code, out, err } = await campaigns("why", id, asked, "--json");
		const valid: boolean = validateWhy(JSON.parse(out));
		assert.ok(valid, JSON.stringify(validateWhy.errors));
		assert.deepEqual({ code, err, lines: out.split("\n").length }, { code: 0, err: "", lines: 2 });
		return JSON.parse(out);
	};
	const { campaign, other: second, same, link, shared, set_aside } = await answer(other);
	assert.deepEqual([campaign, second, same, link, shared], [id, other, false, null, []]);
	assert.match(set_aside.join("\n"), /^Set aside: at most 4 senders were handed over from the network "192\.0\.2\.0\/24"/);
	assert.equal((await answer(id)).same, true);
	const { message_id, membership, proofs } = await answer("a2@briefing.example");
	assert.deepEqual([message_id, membership.messages, membership.senders, membership.split], ["a2@briefing.example", 2, 1, false]);
	assert.deepEqual(membership.sender[0], { kind: "from-address", value: "news@briefing.example", shared_by: 1 });
	assert.deepEqual(
		proofs.map(({ kind, values, other: copy }: { kind: string; values: string[]; other: { owner: string } }) => [kind, values, copy.owner]),
		[["unique", ["a2d41d8cd98f00b204"], "ada@reader.example"]],
	);
});

test("split messages are a campaign of their own, by hash or Message-ID, and why says that an analyst did it", async () => {
	const id = await campaignOf("a1@briefing.example");
	const { sha256 } =
		((await lines(id))[0] as Line).messages.find(({ message_id }) => message_id === "a2@briefing.example") ?? assert.fail();
	assert.match(
		(await campaigns("why", id, sha256)).out.replace(/\s+/g, " "),
		/Its sender wrote 2 such messages here.*news@briefing\.example/,
	);
	await campaigns("split", id, "<a2@briefing.example>");
	const own = await campaignOf("a2@briefing.example");
	assert.notEqual(own, id);
	assert.match((await campaigns("why", own, sha256.slice(0, 12))).out, /An analyst split it off/);
});

test("who may only read a case sees it as it was left; any other failure of putting it together is one", async () => {
	const failing = (cause: object) => ({ correlate: () => Promise.reject(appError("failure", "it failed", { cause })) });
	for (const cause of [{ code: "42501" }, { code: "25006" }, { errcode: 8 | (3 << 8) }]) await correlateNew(failing(cause));
	for (const cause of [{ code: "53100" }, { errcode: 11 }]) await assert.rejects(correlateNew(failing(cause)), /it failed/);
});
