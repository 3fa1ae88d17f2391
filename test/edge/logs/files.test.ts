import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { CUTS, readLogs } from "../../../src/edge/logs/read-logs.ts";
import { plain } from "./made-up-formats.ts";
import { plainLine } from "./made-up-logs.ts";
import { CONTEXT, HOSTS, MADE_UP, naively, readFiles, readText, sha256, writeLog } from "./reading.ts";

const START = Date.UTC(2020, 10, 19);
const LINES = Array.from(
	{ length: 3000 },
	(_, index) => `${plainLine(START + index * 1000, index % 2 === 0 ? "evil.example" : "other.test")}\n`,
);
const TEXT = LINES.join("");

test("a file in gzip or zstd, of several members or frames, reads as its text, and its hash is of the file as stored", async () => {
	const half = LINES.slice(0, 1500).join("");
	const rest = LINES.slice(1500).join("");
	const { contacts, log } = naively(TEXT, plain);
	for (const pack of [gzipSync, zstdCompressSync]) {
		const bytes = Buffer.concat([pack(half), pack(rest)]);
		const read = await readText(bytes);
		assert.deepEqual(read.contacts, contacts);
		assert.deepEqual(read.log, { ...log, sha256: sha256(bytes), size: bytes.length });
	}
});

test("of a truncated or damaged gzip file what came before counts, and the last problem says so", async () => {
	const packed = gzipSync(TEXT);
	const cut = packed.subarray(0, packed.length >> 1);
	const { contacts, log } = await readText(cut);
	assert.ok(log !== null && log.lines > 100 && log.lines < 3000 && contacts.length > 50);
	assert.deepEqual([log.broken, log.sha256, log.size], [true, sha256(cut), cut.length]);
	assert.match(log.problems.at(-1)?.problem ?? "", /ends in the middle; what came before was read/);
	assert.deepEqual(contacts, naively(TEXT, plain).contacts.slice(0, contacts.length));
	const followed = Buffer.concat([packed, Buffer.from("something else")]);
	const other = await readText(followed);
	assert.deepEqual([other.log?.lines, other.log?.broken, other.log?.sha256], [3000, true, sha256(followed)]);
});

test("a file that holds nothing says nothing, and is in order", async () => {
	for (const bytes of ["", gzipSync(""), zstdCompressSync("")]) {
		const { log, problem } = await readText(bytes);
		assert.equal(problem, null);
		assert.deepEqual([log?.format, log?.lines, log?.coverage, log?.broken, log?.sha256], ["empty", 0, [], false, sha256(bytes)]);
	}
});

test("one line without a line end, lines that end with CR LF, and a byte order mark before the first", async () => {
	const [line] = LINES;
	for (const [text, offsets] of [
		[line.trimEnd(), [0]],
		[`\uFEFF${line}`, [0]],
		[`\uFEFF${line.trimEnd()}\r\n${line}`, [0, 3 + line.length + 1]],
	] as const) {
		const { contacts, log } = await readText(text);
		assert.deepEqual(
			contacts.map(({ offset }) => offset),
			offsets,
		);
		assert.deepEqual([log?.lines, log?.unread, log?.coverage], [offsets.length, 0, [[START, START]]]);
	}
});

test("lines that cannot be read are counted all, and the first ten shown with their place and why", async () => {
	const { log } = await readText(`${TEXT}${"what is this?\n".repeat(25)}\n\n`);
	assert.deepEqual([log?.lines, log?.unread, log?.problems.length], [3027, 25, 10]);
	assert.deepEqual(log?.problems[1], { offset: TEXT.length + 14, problem: "no plain line" });
});

test("a line of more than a megabyte is passed over, shown, and hides nothing beside it", async () => {
	const long = `${plainLine(START, "evil.example", 3 * 1024 * 1024)}\n`;
	const [first, second] = LINES;
	for (const pack of [Buffer.from, gzipSync]) {
		const { contacts, log } = await readText(pack(`${first}${long}${first}${long.slice(0, 1024 * 1024 + 1)}\n${second}${long}`));
		assert.deepEqual(
			contacts.map(({ offset }) => offset),
			[0, first.length + long.length],
		);
		assert.deepEqual([log?.lines, log?.unread], [6, 3]);
		assert.deepEqual(log?.problems[0], { offset: first.length, problem: "a line of 3,145,767 bytes: past 1,048,576 it is not read" });
	}
});

test("a file that cannot be read names what to do, and the others are read", async () => {
	const good = writeLog("good", TEXT);
	const folder = join(dirname(good), "folder");
	mkdirSync(folder);
	const bad = [
		[join(folder, "missing"), /does not exist/],
		[folder, /it is a folder; name the files in it/],
		[
			writeLog("unknown", "what is this?\n".repeat(10)),
			/format is not known: name it with --format, or describe its columns with --mapping/,
		],
		[writeLog("wide", Buffer.from(`\uFEFF${TEXT}`, "utf16le")), /UTF-16, not UTF-8; unpack or convert it first/],
		[writeLog("log.xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0])), /it is xz compressed; unpack/],
		[writeLog("log.gz", gzipSync(TEXT).subarray(0, 9)), /gzip/],
	] as const;
	for (const workers of [0, 2]) {
		const read = await readFiles([good, ...bad.map(([file]) => file), good], {}, { workers });
		assert.deepEqual([read[0].log?.lines, read.at(-1)?.log?.lines], [3000, 3000]);
		for (const [index, [, message]] of bad.entries()) assert.match(read[index + 1].problem ?? "", message);
	}
});

test("a format that is not there is a wrong command", async () => {
	await assert.rejects(readText(TEXT, {}, { format: "nonsense" }), (error) => isAppError(error) && error.code === "usage");
});

test("a clock's offset moves all times, and a gap that is asked for is one of that length", async () => {
	const text = LINES.slice(0, 10).join("") + LINES.slice(620, 630).join("");
	const { contacts, log } = await readText(text, {}, { clockOffset: -5000, gap: 10 });
	assert.equal(contacts[0].event.time, START - 5000);
	assert.deepEqual(log?.coverage, [
		[START - 5000, START + 4000],
		[START + 615_000, START + 624_000],
	]);
	assert.equal((await readText(text, {}, { gap: 11 })).log?.coverage.length, 1);
	assert.equal((await readText(text)).log?.coverage.length, 1);
});

test("a line in which a host is named only as where the reader came from, or within another, is no contact", async () => {
	const others = ["notevil.example", "evil.example.test", "other.test/?from=evil.example"].map((host) => `${plainLine(START, host)}\n`);
	const { contacts, log } = await readText(`${others.join("")}${plainLine(START, "a.EVIL.example")}\n`);
	assert.deepEqual(
		contacts.map(({ event }) => event.host),
		["a.evil.example"],
	);
	assert.equal(log?.unread, 0);
});

test("the format is told by what the log holds: the program's own formats are known to it", async () => {
	const squid = "1605769303.601    780 192.0.2.186 TCP_MISS/200 2678 GET http://evil.example/x - HIER_DIRECT/203.0.113.182 image/gif\n";
	for (const workers of [0, 1]) {
		const [{ contacts, log }] = await readFiles([writeLog("squid", squid.repeat(20))], CUTS, { workers });
		assert.deepEqual([log?.format, log?.lines, contacts.length, contacts[0].event.client], ["squid", 20, 20, "192.0.2.186"]);
	}
});

test("whoever stops early ends the reading, with and without threads", async () => {
	const file = writeLog("many", TEXT.repeat(20));
	for (const workers of [0, 2]) {
		for await (const event of readLogs(
			[file, file, file],
			{ hosts: HOSTS, context: CONTEXT, workers },
			{ ...MADE_UP, blockBytes: 20_000 },
		)) {
			assert.equal(event.kind, "contacts");
			break;
		}
	}
});

test("progress is told in bytes as stored", async () => {
	const seen: number[] = [];
	const bytes = gzipSync(TEXT);
	await readText(bytes, {}, { onProgress: (count) => seen.push(count) });
	assert.equal(seen.at(-1), bytes.length);
	assert.deepEqual(
		seen,
		seen.toSorted((a, b) => a - b),
	);
});
