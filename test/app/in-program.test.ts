// inspect --program: what the reader's own mail program does by default, in every output, and nothing of it where nobody asks.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { inspectionLine } from "../../src/app/report/inspection-json.ts";
import { describeInspection } from "../../src/app/report/terminal.ts";
import { inProgram, inspect, programNamed, programs } from "../../src/index.ts";

const PROJECT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "counterpixel-program-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const MAIL = [
	"From: a@sender.example",
	"To: anna@reader.example",
	"Subject: ten things",
	"Disposition-Notification-To: a@sender.example",
	"Content-Type: text/html",
	"",
	'<link rel="stylesheet" href="http://style.example/s.css"><img src="http://t.example/o?u=anna%40reader.example">',
	'<link rel="dns-prefetch" href="//lookup.example"><script src="http://script.example/s.js"></script>',
	'<iframe src="http://frame.example/"></iframe><a href="http://link.example/">read on</a><img src="\\\\share.example\\x.png">',
].join("\r\n");
const file = join(folder, "mail.eml");
writeFileSync(file, MAIL);
const inspection = inspect(new TextEncoder().encode(MAIL));

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	return new Promise((resolve) => {
		execFile(process.execPath, [join(PROJECT, "bin/counterpixel.js"), ...args], { cwd: folder }, (error, out, err) => {
			resolve({ code: error === null ? 0 : Number(error.code), out, err });
		});
	});
}

test("an unknown program is a usage error that lists those there are", async () => {
	const { code, out, err } = await run("inspect", "--program", "pine", file);
	assert.equal(code, 2);
	assert.equal(out, "");
	for (const { id } of programs) assert.ok(err.includes(id));
	assert.equal(err.trimEnd().split("\n").length, 1);
});

test("in JSON each reference gets one key more, which keeps to the schema; without --program nothing is added", async () => {
	const ajv = new Ajv2020({ strict: true, strictTypes: false });
	const validate = ajv.compile(JSON.parse(readFileSync(join(PROJECT, "docs/schema/inspect.schema.json"), "utf8")));
	const plain: { references: object[] } = JSON.parse(inspectionLine(file, inspection));
	for (const program of programs) {
		const told: { references: { in_program: object }[] } = JSON.parse(inspectionLine(file, inspection, program));
		assert.ok(validate(told), ajv.errorsText(validate.errors));
		for (const [index, { in_program, ...rest }] of told.references.entries()) {
			assert.deepEqual(rest, plain.references[index]);
			assert.deepEqual(in_program, inProgram(inspection.references[index] as (typeof inspection.references)[number], program));
		}
	}
	const { out } = await run("inspect", "--json", file);
	assert.deepEqual(JSON.parse(out), plain);
	assert.ok(!out.includes("in_program"));
});

test("on the terminal each row has a word, and below stand sentences and menus, within the width", () => {
	for (const program of programs) {
		for (const width of [60, 80, 120]) {
			const told = describeInspection(file, inspection, { width, colour: false }, program);
			for (const line of told.split("\n")) assert.ok(line.length <= width, `${program.id}: ${line}`);
		}
		const told = describeInspection(file, inspection, { width: 80, colour: false }, program).replace(/\s+/g, " ");
		assert.ok(told.includes(`In ${program.name}, by default (`));
		for (const { for: kind, path } of program.settings) if (kind === "picture") assert.ok(told.includes(path), path);
	}
	const thunderbird = describeInspection(file, inspection, { width: 80, colour: false }, programNamed("thunderbird"));
	assert.match(thunderbird, /^When .* By default$/m);
	assert.match(thunderbird, /^open +img src .* asks first$/m);
	assert.match(thunderbird, /^open +script src .* no$/m);
	assert.match(thunderbird, /^click .* on a click$/m);
	assert.match(thunderbird, /open, \d references: loaded only if the reader agrees/);
});

test("without a program the terminal says nothing of one", () => {
	const plain = describeInspection(file, inspection, { width: 80, colour: false });
	assert.doesNotMatch(plain, /[Bb]y default/);
	assert.equal(plain, describeInspection(file, inspection, { width: 80, colour: false }, null));
});

test("the page has a row for it, and CSV a last column, when asked", async () => {
	const page = join(folder, "report.html");
	assert.equal((await run("inspect", file, "--program", "gmail", "--html", page)).code, 0);
	const html = readFileSync(page, "utf8");
	assert.match(html, /<dt>Your program<\/dt><dd>Gmail, by default: loaded when the message is opened, by Google&#39;s image proxy/);
	assert.match(html, /The sender then learns the time, that somebody reads this mailbox and which recipient it was\./);
	await run("inspect", file, "--html", page);
	assert.ok(!readFileSync(page, "utf8").includes("Your program"));

	const { out } = await run("inspect", file, "--program", "roundcube", "--csv");
	const [head, ...rows] = out.split("\r\n");
	assert.match(head as string, /,why,in_program$/);
	assert.ok(rows.some((row) => row.includes("Roundcube, by default: not run")));
	const plain = (await run("inspect", file, "--csv")).out;
	assert.match(plain.split("\r\n")[0] as string, /,why$/);
	assert.ok(!plain.includes("by default"));
});

test("docs/leaks.md names every program and what it does", () => {
	const page = readFileSync(join(PROJECT, "docs/leaks.md"), "utf8");
	for (const { id, covers, sources } of programs) {
		assert.ok(page.includes(`## ${id}\n`) && page.includes(covers));
		for (const { title, url } of sources) assert.ok(page.includes(title) && (url === null || page.includes(url)));
	}
});
