// The site in a real browser that runs no script, on a desktop and on a telephone: every page can be used, fits the screen, and keeps its policy.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { needNamespace, sealed } from "../../../support/namespace.ts";
import { needProgram, type Skip } from "../../../support/programs.ts";

function needs(): Skip {
	const { skip } = needProgram("chromium", "ip");
	return skip === false ? needNamespace() : { skip };
}

test("a member goes through all of it without a script, on a desktop and at 390 pixels", { ...needs(), timeout: 100_000 }, async () => {
	const kept = process.env.COUNTERPIXEL_PICTURES;
	const folder = kept ?? (await mkdtemp(join(tmpdir(), "counterpixel-pictures-")));
	try {
		const { seen, notes } = JSON.parse(await output(folder)) as {
			readonly seen: readonly { screen: string; page: string; title: string; tooWide: number; small: string[]; console: string[] }[];
			readonly notes: Readonly<Record<string, unknown>>;
		};
		assert.equal(seen.length, 22);
		for (const { screen, page, title, tooWide, small, console } of seen) {
			const where = `${page} on the ${screen}`;
			assert.equal(tooWide, 0, `${where} fits`);
			assert.deepEqual(small, [], where);
			assert.deepEqual(
				console.filter((line) => !/favicon|status of 4\d\d/.test(line)),
				[],
				where,
			);
			assert.match(title, / – leak self-test$/);
			assert.equal(title.startsWith("Error: "), page.endsWith("-wrong"), where);
		}
		for (const screen of ["desktop", "phone"]) {
			assert.equal(notes[`${screen} live`], 2);
			assert.deepEqual(notes[`${screen} cookies`], [], "erased with the results");
		}
	} finally {
		if (kept === undefined) await rm(folder, { recursive: true, force: true });
	}
});

function output(folder: string): Promise<string> {
	const { command, args } = sealed(process.execPath, [join(import.meta.dirname, "in-browser.ts"), folder], { loopback: true });
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], timeout: 90_000 });
		let text = "";
		child.stdout.on("data", (piece) => {
			text += piece;
		});
		child.on("error", reject);
		child.on("close", (code) => (code === 0 ? resolve(text) : reject(new Error(`the browser's process ended with ${code}`))));
	});
}
