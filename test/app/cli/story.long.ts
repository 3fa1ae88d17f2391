// `npm start` without arguments: the whole story on made-up mail, twice in a row, and what it says where it cannot write.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const PROJECT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "story-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function start(temporary: string) {
	const began = performance.now();
	const env = { ...process.env, TMPDIR: temporary };
	const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/start.js"], { cwd: PROJECT, encoding: "utf8", env });
	return { status, stdout, stderr, seconds: (performance.now() - began) / 1000 };
}

test("it ends with 0 and the report's path, last, between white space and unquoted, within ninety seconds, and again; it names the gap", () => {
	const paths = [start(folder), start(folder)].map(({ status, stdout, stderr, seconds }) => {
		assert.equal(status, 0, stderr);
		assert.ok(seconds < 90, `${seconds} s`);
		const steps = [
			"rehearse",
			"scan",
			"people import",
			"campaigns",
			"exposure",
			"exposure",
			"exposure",
			"brief import",
			"incidents import",
			"claims",
			"report",
		];
		assert.deepEqual(
			[...stdout.matchAll(/^\d+\. counterpixel ((?:people|brief|incidents) import|\w+)/gm)].map(([, command]) => command),
			steps,
		);
		// 43 accounts of one parliament, five people told.
		assert.match(stdout, /^5 people were told in XA; 38 others there who received it were not/m);
		assert.doesNotMatch(stderr, /Warning/);
		const path = stdout.trimEnd().split(/\s/).at(-1) ?? "";
		assert.ok(statSync(path).size > 10_000);
		return path;
	});
	assert.notEqual(paths[0], paths[1]);
	assert.equal(existsSync(join(PROJECT, "rehearsal")), false);
});

test("where no folder can be made it says which and what to do, with 4", () => {
	const closed = join(folder, "closed");
	mkdirSync(closed);
	chmodSync(closed, 0o500);
	// Whoever may do everything may write there too: a folder that is not there stops everybody.
	const { status, stderr } = start(process.getuid?.() === 0 ? join(closed, "missing") : closed);
	assert.match(stderr, /^counterpixel: no folder can be made in .*: set TMPDIR to one that may be written/);
	assert.equal(status, 4);
});
