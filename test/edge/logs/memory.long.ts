// Memory does not grow with the log, nor with its longest line, nor with what a bomb unpacks to: measured in a process of its own.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, createReadStream, createWriteStream, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { createGzip } from "node:zlib";
import { HOUR, withoutHabits } from "../../../src/edge/logs/gaps.ts";
import type { LogFacts } from "../../../src/edge/logs/log-reading.ts";
import { createSpoken } from "../../../src/edge/logs/spoken.ts";
import type { Measured } from "./read-child.ts";

function measure(path: string, input: number | "ignore" = "ignore"): Measured & { readonly log: LogFacts } {
	const output = execFileSync(process.execPath, [join(import.meta.dirname, "read-child.ts"), path], { stdio: [input, "pipe", "inherit"] });
	return JSON.parse(`${output}`);
}

const MIB = 1024 * 1024;
/** Two threads with their programs, and eight blocks of two megabytes. */
const MOST = 160 * MIB;

function line(host: string, path = "x"): string {
	return `1605769303.601    780 192.0.2.186 TCP_MISS/200 2678 GET http://${host}/${path} - HIER_DIRECT/203.0.113.182 image/gif\n`;
}

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-logs-"));
	try {
		await run(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function write(path: string, pieces: Iterable<string | Uint8Array>): void {
	const descriptor = openSync(path, "w");
	for (const piece of pieces) writeSync(descriptor, Buffer.from(piece as string));
	closeSync(descriptor);
}

function* repeated(piece: Uint8Array, times: number): Generator<Uint8Array> {
	for (let count = 0; count < times; count++) yield piece;
}

test("a log of 600 MB takes little memory to read, where few lines are contacts and where all are", async () => {
	await inFolder(async (folder) => {
		const path = join(folder, "access.log");
		for (const share of [1, 0]) {
			const lines = share === 1 ? line("evil.example").repeat(2000) : line("other.test").repeat(2000);
			const times = Math.ceil((share === 1 ? 100e6 : 600e6) / lines.length);
			write(path, repeated(Buffer.from(lines), times));
			const { found, log, grown } = measure(path);
			assert.deepEqual([found, log.lines, log.unread], [share * times * 2000, times * 2000, 0]);
			assert.ok(grown < (share === 1 ? 2 : 1) * MOST, `${share}: ${Math.round(grown / MIB)} MiB`);
		}
	});
});

test("a line of 100 MB is passed over, in a file, compressed a thousandfold, and on standard input", async () => {
	await inFolder(async (folder) => {
		const path = join(folder, "access.log");
		const beside = line("evil.example");
		write(path, [beside, ...repeated(Buffer.alloc(MIB, "x"), 100), "\n", beside]);
		await pipeline(createReadStream(path), createGzip(), createWriteStream(`${path}.gz`));
		const standardInput = openSync(path, "r");
		for (const measured of [measure(path), measure(`${path}.gz`), measure("-", standardInput)]) {
			const { found, log, grown } = measured;
			assert.deepEqual([found, log.lines, log.unread], [2, 3, 1]);
			assert.match(log.problems[0].problem, /a line of 104,857,600 bytes/);
			assert.ok(grown < MOST, `${Math.round(grown / MIB)} MiB`);
		}
		closeSync(standardInput);
	});
});

test("times spread over millennia fill neither memory nor time", () => {
	const spoken = createSpoken(HOUR);
	for (let line = 1; line <= 200_000; line++) {
		// Steps of the golden section: no two are near each other.
		const time = ((line * 0.6180339887498949) % 1) * 8000 * 365 * 24 * HOUR;
		spoken.add(time, time);
	}
	assert.ok(spoken.spans().length <= 50_000);
	assert.ok(withoutHabits(spoken.spans()).length <= 50_000);
});
