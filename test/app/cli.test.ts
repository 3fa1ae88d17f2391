// The command line as its users meet it: what each command prints, where, and what it ends with.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const COMMAND = join(PROJECT, "bin/counterpixel.js");
const folder = mkdtempSync(join(tmpdir(), "counterpixel-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

function run(
	args: readonly string[],
	{ input = "", cwd = folder, env = {} }: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
	return new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			[COMMAND, ...args],
			{ cwd, env: { ...process.env, ...env }, maxBuffer: 64 << 20 },
			(error, out, err) => {
				resolve({ code: error === null ? 0 : Number(error.code), out, err });
			},
		);
		child.stdin?.end(input);
	});
}

function file(name: string, content: string): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

const PIXEL =
	'From: a@sender.example\r\nTo: anna@reader.example\r\nMessage-ID: <1@sender.example>\r\nContent-Type: text/html\r\n\r\n<img src="http://t.example/o?u=anna%40reader.example">';
const pixel = file("pixel.eml", PIXEL);
const empty = file("empty.eml", "");

describe("inspect", () => {
	test("--json prints an object a line on standard output, with the file as given, and nothing else", async () => {
		const { code, out, err } = await run(["inspect", "--json", "pixel.eml", empty]);
		const lines = out
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
		assert.deepEqual(
			lines.map((line) => [
				line.file,
				line.message_id,
				line.references.length,
				line.problems.map((problem: { code: string }) => problem.code),
			]),
			[
				["pixel.eml", "1@sender.example", 1, []],
				[empty, null, 0, ["not-a-message"]],
			],
		);
		assert.deepEqual(lines[0].references[0].identifier, { kind: "address", value: "anna@reader.example" });
		assert.equal(PIXEL.slice(lines[0].references[0].start, lines[0].references[0].end), "http://t.example/o?u=anna%40reader.example");
		assert.deepEqual({ code, err }, { code: 0, err: "" });
	});
	test("a mailbox of several messages gives a line for each", async () => {
		const mbox = file("two.mbox", `From a@b Mon Jan  4 00:00:00 2021\n${PIXEL}\n\nFrom a@b Mon Jan  4 00:00:00 2021\n${PIXEL}\n`);
		const { out } = await run(["inspect", "--json", mbox]);
		assert.equal(out.trimEnd().split("\n").length, 2);
	});
	test("standard input is a file called -", async () => {
		const { out } = await run(["inspect", "--json", "-"], { input: PIXEL });
		assert.equal(JSON.parse(out).file, "-");
	});
	test("a file that cannot be read is named, the rest is done, and the code is 3", async () => {
		const { code, out, err } = await run(["inspect", "--json", "missing.eml", pixel]);
		assert.equal(code, 3);
		assert.match(err, /^missing\.eml: .*does not exist/);
		assert.deepEqual(
			out
				.trimEnd()
				.split("\n")
				.map((line) => JSON.parse(line).references.length),
			[0, 1],
		);
	});
	test("--owner names further addresses to look for", async () => {
		const mail = file("alias.eml", PIXEL.replace("To: anna@reader.example\r\n", ""));
		const found = async (args: readonly string[]): Promise<string> =>
			JSON.parse((await run(["inspect", "--json", ...args, mail])).out).references[0].identifier.kind;
		assert.equal(await found(["--owner", "x@reader.example,anna@reader.example"]), "address");
		assert.equal(await found([]), "none");
	});
	test("--csv prints a table, --html writes a page, and neither knows scripts", async () => {
		const { out } = await run(["inspect", "--csv", pixel]);
		assert.match(out, /t\.example/);
		assert.equal((await run(["inspect", "--html", "page.html", pixel])).code, 0);
		const page = readFileSync(join(folder, "page.html"), "utf8");
		assert.match(page, /Content-Security-Policy/);
		assert.doesNotMatch(page, /<script/i);
	});
	test("people are told what the sender would learn, in lines of 80 columns", async () => {
		const { out } = await run(["inspect", pixel]);
		assert.match(out, /when the message is opened/);
		for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
		assert.ok(!out.includes("\x1b"), "no colour without a terminal");
	});
});

describe("scan, report and journal", () => {
	test("a scan ends with its report's path, alone and last, and the case's journal is unbroken", async () => {
		const { code, out } = await run(["scan", "--case", "a-case", "pixel.eml"]);
		assert.equal(code, 0);
		const path = out.trimEnd().split(/\s/).at(-1) ?? "";
		assert.match(readFileSync(join(folder, path), "utf8"), /t\[\.\]example|t\.example/);
		const journal = await run(["journal", "verify", "--case", "a-case", "--json"]);
		assert.deepEqual({ ok: JSON.parse(journal.out).ok, code: journal.code }, { ok: true, code: 0 });
		const report = await run(["report", "--case", "a-case", "--csv"]);
		assert.match(report.out, /t\.example/);
	});
	test("COUNTERPIXEL_CASE names the case where --case does not", async () => {
		assert.equal((await run(["scan", "--no-report", "pixel.eml"], { env: { COUNTERPIXEL_CASE: join(folder, "from-env") } })).code, 0);
		assert.equal((await run(["journal", "verify", "--case", "from-env"])).code, 0);
	});
	test("a source that cannot be read is named on standard error, all else is done, and the code is 3", async () => {
		const { code, out, err } = await run(["scan", "--case", "b-case", "--json", "missing", "pixel.eml"]);
		assert.equal(code, 3);
		assert.match(err, /^missing: /m);
		const lines = out
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
		assert.equal(lines[0].kind, "failure");
		assert.equal(lines.at(-1).case.messages, 1);
	});
	test("a folder's files that are no mail are left out and counted", async () => {
		mkdirSync(join(folder, "mixed"));
		writeFileSync(join(folder, "mixed/a.eml"), PIXEL);
		writeFileSync(join(folder, "mixed/notes.bin"), "\0\x01\x02");
		const { code, out } = await run(["scan", "--case", "c-case", "--no-report", "mixed"]);
		assert.equal(code, 0);
		assert.match(out, /1 file in these folders that are no mail/);
	});
});

describe("what is wrong is said in one line, and the code is 2", () => {
	const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
		["no such command", ["frobnicate"], /unknown command/],
		["no file", ["inspect"], /missing required argument/],
		["no such option", ["inspect", "--frob", "x"], /unknown option/],
		["an owner that is no address", ["inspect", "--owner", "anna", "pixel.eml"], /--owner takes mail addresses/],
		["a number of workers that is none", ["scan", "--workers", "many", "pixel.eml"], /--workers takes a whole number/],
		["a case that is a file", ["report", "--case", "pixel.eml"], /pixel\.eml is a file, and a case is a folder/],
		["a database whose address is none", ["scan", "--case", "postgres://127.0.0.1:none/x", "pixel.eml"], /postgres:\/\/USER@HOST/],
	];
	for (const [sentence, args, words] of cases) {
		test(sentence, async () => {
			const { code, out, err } = await run(args);
			assert.match(err, words);
			assert.deepEqual({ code, out, stack: err.includes("    at ") }, { code: 2, out: "", stack: false });
		});
	}
	test("--debug adds the stack", async () => {
		const { err } = await run(["report", "--case", "pixel.eml", "--debug"]);
		assert.match(err, /\n {4}at /);
	});
});

describe("a case that is missing is made, and who asks it something is told so", () => {
	for (const args of [
		["campaigns"],
		["hunt", "t.example"],
		["people"],
		["brief"],
		["claims"],
		["exposure"],
		["export", "--format", "hosts"],
		["report"],
	]) {
		test(args.join(" "), async () => {
			const place = `made-by-${args[0]}`;
			const first = await run([...args, "--case", place]);
			assert.equal(first.code, 0, first.err);
			assert.ok(first.err.startsWith(`There was no case in ${place}: an empty one was made.`), first.err);
			const second = await run([...args, "--case", place]);
			assert.equal(second.code, 0);
			assert.doesNotMatch(second.err, /There was no case/);
		});
	}
});

describe("help", () => {
	for (const command of [[], ["inspect"], ["scan"], ["report"], ["journal"], ["journal", "verify"]]) {
		test(`counterpixel ${[...command, "--help"].join(" ")} fits 80 columns`, async () => {
			const { code, out } = await run([...command, "--help"]);
			assert.equal(code, 0);
			assert.match(out, /Usage: counterpixel/);
			for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
		});
	}
});
