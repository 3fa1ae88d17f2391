// `hunt` as its users meet it: what it prints, where, what it ends with, and what a later scan says of the watch list.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "counterpixel-hunt-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

function run(args: readonly string[], input = ""): Promise<Outcome> {
	return new Promise((resolve) => {
		const child = execFile(process.execPath, [join(PROJECT, "bin/counterpixel.js"), ...args], { cwd: folder }, (error, out, err) =>
			resolve({ code: error === null ? 0 : Number(error.code), out, err }),
		);
		child.stdin?.end(input);
	});
}

function lines(out: string): Record<string, unknown>[] {
	return out
		.trimEnd()
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));
}

function message(id: string, host: string): string {
	return [
		`Received: from mx.${host} (mx.${host} [198.51.100.7]) by mail.parliament.example; Mon, 1 Feb 2021 10:00:00 +0000`,
		"Delivered-To: anna@parliament.example",
		`From: News <news@${host}>`,
		`Message-ID: <${id}@ids.example>`,
		"Subject: Hello",
		"Content-Type: text/html",
		"",
		`<img src="https://t1.${host}/o.gif?u=anna%40parliament.example"><a href="https://ordinary.example/page">page</a>`,
	].join("\r\n");
}

test("a hunt answers who received what, and ends with 1 once something targeted is in it", async () => {
	writeFileSync(join(folder, "first.eml"), message("first", "evil.example"));
	assert.equal((await run(["scan", "first.eml", "--no-report"])).code, 0);
	writeFileSync(
		join(folder, "list.txt"),
		"# known\r\nT1.EVIL.example.\r\nhxxps://ordinary[.]example/page\r\nabsent.example\r\nd41d8cd98f00b204e9800998ecf8427e\r\n",
	);

	const json = await run(["hunt", "--json", "list.txt", "news@evil.example", "198.51.100.0/24"]);
	assert.equal(json.code, 0, json.err);
	const found = lines(json.out);
	assert.deepEqual(
		found.map(({ indicator, kind, message_id, recipient, where }) => [
			indicator,
			kind,
			message_id,
			recipient,
			typeof where === "string" ? where : typeof where,
		]),
		[
			["T1.EVIL.example.", "host", "first@ids.example", "anna@parliament.example", "object"],
			["hxxps://ordinary[.]example/page", "url", "first@ids.example", "anna@parliament.example", "object"],
			["absent.example", "domain", null, undefined, "undefined"],
			["news@evil.example", "address", "first@ids.example", "anna@parliament.example", "header From"],
			["198.51.100.0/24", "ip", "first@ids.example", "anna@parliament.example", "header Received"],
		],
	);
	assert.match(json.err, /^list\.txt: line 5: skipped: the case keeps no MD5/);

	const campaign = String(found[0]?.campaign);
	assert.equal((await run(["campaigns", "confirm", campaign])).code, 0);
	const [targeted, ordinary, unreadable, piped] = await Promise.all([
		run(["hunt", "evil.example", "absent.example"]),
		run(["hunt", "absent.example"]),
		run(["hunt", "missing.txt", "evil.example"]),
		run(["hunt", "--json", "-"], "absent.example\nt1.evil.example"),
	]);
	assert.deepEqual([targeted.code, ordinary.code, unreadable.code, piped.code], [1, 0, 3, 1]);
	assert.match(targeted.out, /^evil\.example \(domain\): 1 message to 1 account, 2021-02-01\n.*Something targeted is among them/s);
	assert.match(targeted.out, /Not found in 1 message:\n {2}absent\.example \(domain\)/);
	assert.match(unreadable.err, /^missing\.txt: there is no such file$/m);
	assert.equal(lines(piped.out).length, 2);
});

test("a match says whose word its time is: the owner's server's, or Date's alone", async () => {
	for (const id of ["served", "dated"]) {
		const [received, ...rest] = message(id, `${id}.example`).split("\r\n");
		const time = id === "served" ? received : "Date: Tue, 2 Feb 2021 10:00:00 +0000";
		writeFileSync(join(folder, `${id}.eml`), [time, ...rest].join("\r\n"));
	}
	assert.equal((await run(["scan", "served.eml", "dated.eml", "--case", "times", "--no-report"])).code, 0);
	const { out } = await run(["hunt", "--json", "--case", "times", "t1.served.example", "t1.dated.example"]);
	const times = lines(out).map(({ received, received_from }) => [received, received_from]);
	assert.deepEqual(times, [
		["2021-02-01T10:00:00.000Z", "received"],
		["2021-02-02T10:00:00.000Z", "date"],
	]);
});

test("what is on the watch list is told by the next scan as it runs, and once it is off it is not", async () => {
	const watch = await run(["hunt", "--case", "watching", "--watch", "late.example"]);
	assert.deepEqual([watch.code, /Put 1 indicator on the watch list/.test(watch.err)], [0, true]);
	writeFileSync(join(folder, "late.eml"), message("late", "late.example"));
	const scan = await run(["scan", "late.eml", "--case", "watching", "--no-report", "--json"]);
	const told = lines(scan.out);
	assert.deepEqual(new Set(told.slice(0, -1).map(({ kind }) => kind)), new Set(["watched"]));
	assert.match(
		scan.err,
		/^WATCHED late\.example \(domain\): message late@ids\.example to anna@parliament\.example, 2021-02-01\n {8}in late\.eml; part 1, bytes/,
	);
	assert.equal((told.at(-1) as { read: { watched: number } }).read.watched, 1);
	assert.match(
		(await run(["hunt", "--case", "watching", "--watched"])).out,
		/^late\.example {2}\(domain, since .*\n1 on the watch list\.\n$/,
	);
	assert.match((await run(["hunt", "--case", "watching", "--unwatch", "late.example"])).err, /Took 1 indicator off/);
	assert.equal((await run(["hunt", "--case", "watching", "--watched"])).out, "The watch list is empty.\n");
});

test("a wrong command is a usage error of one line, before anything is looked for", async () => {
	const [none, what, kind, both, watched, range] = await Promise.all([
		run(["hunt"]),
		run(["hunt", "intranet"]),
		run(["hunt", "--kind", "name", "x"]),
		run(["hunt", "--watch", "--unwatch", "a.example"]),
		run(["hunt", "--watched", "a.example"]),
		run(["hunt", "203.0.113.5/33"]),
	]);
	assert.match(watched.err, /--watched shows all that is remembered: leave out a\.example/);
	assert.match(range.err, /203\.0\.113\.5\/33: no range/);
	for (const { code, out, err } of [none, what, kind, both, watched, range])
		assert.deepEqual([code, out, err.trimEnd().includes("\n")], [2, "", false], err);
});
