import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { testEach } from "./engines.ts";
import { scanMailboxes } from "./scan-child.ts";
import { options, temporaryFolder } from "./scanned.ts";

const CHILD = join(import.meta.dirname, "scan-child.ts");
const MAILBOXES = ["a", "b", "c"];

function start(folder: string, count: number, mailboxes: readonly string[]) {
	return spawn(process.execPath, [CHILD, folder, String(count), "0", ...mailboxes], { stdio: ["ignore", "pipe", "inherit"] });
}

async function verified(folder: string): Promise<string> {
	const casebook = await openCase(folder, options());
	assert.equal((await casebook.journal.verify()).ok, true);
	const print = await casebook.fingerprint();
	await casebook.close();
	return print;
}

testEach(
	"A scan killed with kill -9 at fifteen random moments and then resumed ends in the case of an unbroken one.",
	async (t, engine) => {
		const count = 1000;
		const unbroken = await engine.place(t);
		await scanMailboxes(unbroken, count, MAILBOXES);
		const broken = await engine.place(t);
		let killed = 0;
		for (let attempt = 0; attempt < 15; attempt++) {
			const child = start(broken, count, MAILBOXES);
			let finished = false;
			child.stdout.on("data", (text) => {
				finished ||= String(text).includes("finished");
			});
			// Once in a while before it has even opened the case.
			if (attempt % 5 !== 0) await once(child.stdout, "data");
			await wait(Math.random() * (attempt % 5 === 0 ? 200 : 25));
			child.kill("SIGKILL");
			await once(child, "close");
			if (!finished) killed++;
		}
		assert.ok(killed >= 10, `${killed} of 15 were killed before they finished`);
		const last = start(broken, count, MAILBOXES);
		await once(last, "close");
		assert.equal(await verified(broken), await verified(unbroken));
	},
);

testEach("Two processes that make and fill one case at once give the case of one.", async (t, engine) => {
	const one = await engine.place(t);
	await scanMailboxes(one, 200, MAILBOXES);
	const together = await engine.place(t);
	const children = [start(together, 200, MAILBOXES), start(together, 200, [...MAILBOXES])];
	const codes = await Promise.all(children.map(async (child) => (await once(child, "close"))[0]));
	assert.deepEqual(codes, [0, 0]);
	assert.equal(await verified(together), await verified(one));
});

test("A case folder that was copied is the same case.", async (t) => {
	const folder = temporaryFolder(t);
	await scanMailboxes(join(folder, "case"), 50, MAILBOXES);
	cpSync(join(folder, "case"), join(folder, "copy"), { recursive: true });
	assert.equal(await verified(join(folder, "copy")), await verified(join(folder, "case")));
	await scanMailboxes(join(folder, "copy"), 50, MAILBOXES);
	assert.equal(await verified(join(folder, "copy")), await verified(join(folder, "case")));
});
