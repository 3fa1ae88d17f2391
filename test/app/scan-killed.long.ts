// A scan that is killed at any moment loses nothing: the next one goes on, and the case ends as that of an unbroken one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openTestCase, runCommand, temporaryFolder, writeMailboxes } from "./mailboxes.ts";

const MESSAGES = 3000;
/** Fresh cases; each is killed so often, then ends. */
const CASES = 3;
const KILLS = 3;

async function contentOf(location: string): Promise<string> {
	const casebook = await openTestCase(location);
	try {
		const verdict = await casebook.journal.verify();
		assert.ok(verdict.ok, JSON.stringify(verdict));
		return await casebook.fingerprint();
	} finally {
		await casebook.close();
	}
}

const LEAST_KILLED = 3;

test("killed with kill -9 at nine random moments and run again, a scan ends in the case of an unbroken one", async (t) => {
	const folder = temporaryFolder(t);
	const mail = writeMailboxes(folder, MESSAGES);
	const scanInto = (name: string, killAfter?: number) =>
		runCommand(["scan", mail, "--case", join(folder, name), "--no-report", "--workers", "2"], killAfter);
	const unbroken = join(folder, "unbroken");
	const started = performance.now();
	assert.equal((await scanInto("unbroken")).code, 0);
	let whole = performance.now() - started;
	const expected = await contentOf(unbroken);
	let killed = 0;
	let midway = 0;
	// A machine that had other work during the first scan is faster in the next ones: then the moments move, and more cases are tried.
	for (let number = 0; number < CASES || (killed < LEAST_KILLED && number < 6 * CASES); number++) {
		const name = `broken-${number}`;
		for (let kill = 0; kill < KILLS; kill++) {
			// Once in a while before it has opened the case; mostly while it reads and writes.
			const began = performance.now();
			const { code } = await scanInto(name, kill === 0 && number === 0 ? 100 : whole * (0.35 + 0.5 * Math.random()));
			if (code !== null) {
				whole = Math.min(whole, performance.now() - began);
				break;
			}
			killed++;
			const casebook = await openTestCase(join(folder, name));
			const { messages } = await casebook.summary();
			await casebook.close();
			if (messages > 0 && messages < MESSAGES) midway++;
		}
		assert.equal((await scanInto(name)).code, 0);
		assert.equal(await contentOf(join(folder, name)), expected, name);
	}
	t.diagnostic(`${killed} killed, ${midway} of them between the first and the last message`);
	assert.ok(killed >= LEAST_KILLED, `only ${killed} were killed before they ended`);
});

test("a scan killed while it writes its report leaves the report of before, or none", async (t) => {
	const folder = temporaryFolder(t);
	const mail = writeMailboxes(folder, 400);
	const location = join(folder, "case");
	const command = ["scan", mail, "--case", location];
	const started = performance.now();
	const { code, out } = await runCommand(command);
	assert.equal(code, 0);
	const whole = performance.now() - started;
	const file = out.trim().split(/\s+/).at(-1) as string;
	const page = readFileSync(file, "utf8");
	assert.ok(page.trimEnd().endsWith("</html>"));
	for (let kill = 0; kill < 4; kill++) {
		await runCommand(command, whole * (0.3 + 0.6 * Math.random()));
		assert.ok(readFileSync(file, "utf8").trimEnd().endsWith("</html>"));
	}
	assert.equal((await runCommand(command)).code, 0);
	await contentOf(location);
});
