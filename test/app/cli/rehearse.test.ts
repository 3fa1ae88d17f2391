// `counterpixel rehearse`: what it takes, and what it says in one line of what it does not take.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { main } from "../../../src/app/cli/main.ts";
import { rehearseCommand } from "../../../src/app/cli/rehearse.ts";
import { freshFolder } from "../rehearsal/folders.ts";

const OPTIONS = { shape: "none", seed: "1", size: "3", evasion: "0" };

for (const [option, value, said] of [
	["shape", "ipac", /^--shape takes ipac-2021, two-recipients, slow-drip, none; not "ipac"$/],
	["seed", "-1", /^--seed takes a whole number from 0/],
	["size", "1e9", /^--size takes a whole number from 0 to 1000000; not "1e9"$/],
	["evasion", "6", /^--evasion takes a whole number from 0 to 5; not "6"$/],
	["evasion", "1.5", /^--evasion takes/],
] as const) {
	test(`--${option} ${value} is a usage error of one line`, async () => {
		const out = join(freshFolder(), "new");
		await assert.rejects(rehearseCommand({ ...OPTIONS, [option]: value, out }), (error: Error & { code?: string }) => {
			assert.equal(error.code, "usage");
			assert.match(error.message, said);
			return true;
		});
	});
}

test("a folder of somebody's own ends with 2, and without --out there is none", async () => {
	const write = process.stderr.write;
	let said = "";
	process.stderr.write = ((text: string) => {
		said += text;
		return true;
	}) as typeof write;
	try {
		assert.equal(await main(["rehearse", "--size", "3", "--out", import.meta.dirname]), 2);
		assert.match(said, /^counterpixel: .* is not empty and no earlier rehearsal .*: give --out a new folder\n$/);
		assert.equal(await main(["rehearse"]), 2);
	} finally {
		process.stderr.write = write;
	}
});

test("a folder that the system does not let be made is said at once, however deep it would lie", needProc(), async () => {
	for (const out of ["/proc/rehearsal", "/proc/rehearsal/of/mine"])
		await assert.rejects(rehearseCommand({ ...OPTIONS, out }), (error: Error & { code?: string }) => {
			assert.equal(error.code, "usage");
			assert.match(error.message, /^\/proc\/rehearsal.* cannot be made \(.*\): give --out a folder that may be written$/);
			return true;
		});
});

/** Where the system says of a folder that is there that it is not. */
function needProc(): { readonly skip: boolean } {
	return { skip: !existsSync("/proc/self") };
}
