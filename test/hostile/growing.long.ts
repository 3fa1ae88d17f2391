// A mailbox into which mail is delivered while it is read: thousands of messages, so that the scan is still at it.

import assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Problem } from "../../src/core/model/problem.ts";
import { mbox, numbers, scanInto, temporaryFolder } from "../app/mailboxes.ts";

test("a mailbox that grows while it is read is said to have changed, and is read again by the next scan", async (t) => {
	const folder = temporaryFolder(t);
	const file = join(folder, "letters.mbox");
	writeFileSync(file, mbox(numbers(0, 6000)));
	const problems: Problem[] = [];
	let grown = false;
	await scanInto(join(folder, "case"), [file], {
		onProgress() {
			if (!grown) appendFileSync(file, mbox(numbers(6000, 6003)));
			grown = true;
		},
		onFailure: (_file, problem) => problems.push(problem),
	});
	assert.ok(grown);
	assert.deepEqual(
		problems.map(({ code }) => code),
		["changed-while-read"],
	);
	const again = await scanInto(join(folder, "case"), [file]);
	assert.equal(again.fingerprint, (await scanInto(join(folder, "fresh"), [file])).fingerprint);
	assert.equal((await scanInto(join(folder, "case"), [file])).messages, 0);
});
