// Notices of a case: what is read of mail, logs and the journal for one person, and nothing of the other readers.

import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { language as en } from "../../../src/app/notice/languages/en.ts";
import type { Outcome } from "../cli/campaigns-runner.ts";
import { combinedLine, linkOf, logOf, pixelOf, squidLine, traffic, writeMail } from "../exposure/made-up-case.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-notices-"));
let runner: ChildProcess;
/** Ann opened it, Bo followed a link, Cy opened it and a machine fetched it too, for Dee only a machine did; of Eve there is only what may be anybody's. */
const NAMES = ["ann", "bo", "cy", "dee", "eve"];
const OPENED = "2021-02-01T11:00:00Z";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const GOOGLE = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
/** In front of the tracker's host, as in a name of its own for each reader. */
const nameOf = (name: string): string => `${name}-token-${[...name].map((letter) => letter.charCodeAt(0)).join("")}.px.evil.example`;

before(async () => {
	runner = fork(new URL("../cli/campaigns-runner.ts", import.meta.url), {
		env: { ...process.env, COUNTERPIXEL_CASE: join(folder, "case") },
	});
	const body = (name: string): string =>
		`<img src="${pixelOf(name)}" width="1"><img src="https://${nameOf(name)}/o.gif" width="1"><a href="${linkOf(name)}">this</a>`;
	await run(
		"scan",
		"--no-report",
		writeMail(
			folder,
			NAMES.map((name) => ({ name, body: body(name) })),
		),
	);
	const [id] = await campaigns();
	await run("campaigns", "confirm", id as string);
	const squid = join(folder, "squid.log");
	writeFileSync(
		squid,
		logOf(
			...traffic("2021-02-01T00:00:00Z", "2021-02-03T00:00:00Z"),
			squidLine(OPENED, "192.0.2.1", `GET ${pixelOf("ann")}`),
			squidLine(OPENED, "192.0.2.2", `GET ${linkOf("bo")}`),
			squidLine(OPENED, "66.249.84.1", `GET ${pixelOf("dee")}`),
			squidLine("2021-02-01T12:00:00Z", "192.0.2.77", "CONNECT t1.evil.example:443", "TCP_TUNNEL/200"),
		),
	);
	const apache = join(folder, "apache.log");
	writeFileSync(
		apache,
		logOf(
			combinedLine(OPENED, "192.0.2.3", `GET ${pixelOf("cy")}`, FIREFOX),
			combinedLine("2021-02-01T11:30:00Z", "192.0.2.90", `GET ${pixelOf("cy")}`, GOOGLE),
		),
	);
	await run("exposure", squid, apache);
});
after(() => {
	runner.kill();
	rmSync(folder, { recursive: true, force: true });
});

/** Its standard output. */
async function run(...argv: readonly string[]): Promise<string> {
	const { code, out, err } = await new Promise<Outcome>((resolve) => {
		runner.once("message", (outcome) => resolve(outcome as Outcome));
		runner.send(argv);
	});
	assert.ok(code <= 1, `${argv.join(" ")}: ${code}\n${err}`);
	return out;
}

async function campaigns(): Promise<string[]> {
	const lines = (await run("campaigns", "--json")).split("\n").filter((line) => line !== "");
	return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

/** The text of each person's notice, in one line, by name. */
async function notices(): Promise<Record<string, string>> {
	const out = mkdtempSync(join(folder, "out-"));
	await run("brief", "--notice", "--out", out);
	const files = readdirSync(out).filter((file) => file.endsWith(".txt"));
	return Object.fromEntries(
		files.map((file) => [file.split("@")[0] as string, readFileSync(join(out, file), "utf8").replace(/\s+/g, " ")]),
	);
}

test("A notice names the hosts of that person's own copies, and nothing that singles out another reader.", async () => {
	const all = await notices();
	assert.deepEqual(Object.keys(all).sort(), NAMES);
	for (const [name, text] of Object.entries(all)) {
		assert.ok(text.includes(nameOf(name).replaceAll(".", "[.]")), `${name}: ${text}`);
		for (const other of NAMES) if (other !== name) assert.ok(!text.includes(`${other}-token`), `${name}'s names ${other}`);
	}
});

test("What a machine fetched is the machine's, even where the reader opened it as well; a contact that may be anybody's is said to be that.", async () => {
	const { ann = "", bo = "", cy = "", dee = "", eve = "" } = await notices();
	assert.ok(ann.includes(en.learnt.fetched) && ann.includes(`${en.leakedAddresses} 192.0.2.1`), ann);
	assert.ok(bo.includes(en.learnt.clicked) && bo.includes(en.afterClick), bo);
	assert.ok(dee.includes(en.learnt["fetched-by-proxy"]) && dee.includes(`${en.machineAddresses} 66.249.84.1 (Google's mail service)`), dee);
	assert.ok(!dee.includes(en.leakedTimes) && !dee.includes(en.leakedAddresses));
	assert.ok(cy.includes(`${en.leakedTimes} 2021-02-01 11:00:00 UTC ${en.leakedAddresses}`), cy);
	assert.ok(cy.indexOf("GoogleImageProxy") > cy.indexOf(en.machineBesides), cy);
	assert.ok(eve.includes(en.levels["no-evidence"]) && eve.includes(en.noPlace), eve);
	for (const text of [ann, eve]) assert.ok(text.includes(en.uncertainPlaces(" ").trim()), text);
});

test("That an address left the case is said to whom it concerns, from the export with recipients on, with day, format and file.", async () => {
	const day = new Date().toISOString().slice(0, 10);
	for (const text of Object.values(await notices())) assert.ok(text.includes(en.sharedNothing), text);
	const plain = join(folder, "plain.zone");
	await run("export", "--format", "rpz", "--out", plain);
	for (const text of Object.values(await notices())) {
		assert.ok(text.includes(`${en.sharedUnnamed} ${en.shared(day, "rpz", plain)}`), text);
		assert.ok(!text.includes(en.sharedNamed) && !text.includes(en.sharedNothing));
	}
	const named = join(folder, "named.csv");
	await run("export", "--format", "csv", "--with-recipients", "--out", named);
	const { ann = "" } = await notices();
	assert.ok(readFileSync(named, "utf8").includes("ann@parliament.example"));
	assert.ok(ann.includes(`${en.sharedNamed} ${en.shared(day, "csv", named)} ${en.sharedUnnamed} ${en.shared(day, "rpz", plain)}`), ann);
});
