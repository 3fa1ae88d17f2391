// Memory does not grow with the mailbox: measured in a process of its own, on files that are written as holes or by repetition.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { tar, zip } from "./archives.ts";
import { inFolder } from "./read-all.ts";

const MODULE = JSON.stringify(fileURLToPath(new URL("../../../src/edge/sources/open-sources.ts", import.meta.url)));

/**
 * Chunks are used again, as a scan does: how much garbage V8 lets lie is not what is measured. The system's other figure, ru_maxrss,
 * begins with that of the process that started this one.
 */
const SCRIPT = `import { openSources } from ${MODULE};
import { existsSync, readFileSync } from "node:fs";
const status = "/proc/self/status";
const most = () => existsSync(status) ? Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync(status, "utf8"))[1]) : process.resourceUsage().maxRSS;
const before = process.memoryUsage.rss();
let messages = 0, bytes = 0;
const free = [];
const release = (chunk) => { if (chunk.length === 1024 * 1024) free.push(chunk); };
const allocate = (size) => (size === 1024 * 1024 ? free.pop() : undefined) ?? new Uint8Array(size);
for await (const event of openSources([process.argv[1]], { allocate, release })) {
	if (event.kind !== "messages") continue;
	for (const { size } of event.messages) { messages++; bytes += size; }
	release(event.chunk);
}
console.log(JSON.stringify({ messages, bytes, grown: most() * 1024 - before }));`;

function measure(path: string): { readonly messages: number; readonly bytes: number; readonly grown: number } {
	return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", SCRIPT, path], { encoding: "utf8" }));
}

function write(path: string, pieces: Iterable<Uint8Array>): void {
	const descriptor = openSync(path, "w");
	for (const piece of pieces) writeSync(descriptor, piece);
	closeSync(descriptor);
}

function* repeated(piece: Uint8Array, times: number): Generator<Uint8Array> {
	for (let count = 0; count < times; count++) yield piece;
}

const MIB = 1024 * 1024;
const ENVELOPE = "From anna@news.example Thu Nov 25 02:14:10 2026\n";
const HEADER = "From: anna@news.example\nTo: bela@mail.example\n\n";

test("a mailbox of 300 MB takes no more than 64 MiB to read", async () => {
	await inFolder(async (folder) => {
		const path = join(folder, "inbox.mbox");
		const mail = `${ENVELOPE}${HEADER}${"a line of text that is of the usual length of lines in mail\n".repeat(170)}\n`;
		write(path, repeated(Buffer.from(mail.repeat(100)), 295));
		const { messages, grown } = measure(path);
		assert.equal(messages, 29_500);
		assert.ok(grown < 64 * MIB, `${Math.round(grown / MIB)} MiB`);
	});
});

test("a message of 1 GB without a line end takes no more than the limit twice, in an mbox and as a file", async () => {
	await inFolder(async (folder) => {
		for (const [name, first] of [
			["inbox.mbox", `${ENVELOPE}${HEADER}`],
			["one.eml", HEADER],
		] as const) {
			const path = join(folder, name);
			write(path, [Buffer.from(first)]);
			truncateSync(path, first.length + 1000 * MIB);
			const { messages, bytes, grown } = measure(path);
			assert.deepEqual({ messages, bytes }, { messages: 1, bytes: HEADER.length + 1000 * MIB });
			assert.ok(grown < 320 * MIB, `${Math.round(grown / MIB)} MiB`);
		}
	});
});

test("an archive of 100 MB takes no more than 80 MiB to read; a zip that only another one holds twice the memory for that beside it", async () => {
	await inFolder(async (folder) => {
		const body = randomBytes(7200).toString("base64").replace(/.{76}/g, "$&\n");
		const mails = Buffer.from(`${ENVELOPE}${HEADER}${body}\n`.repeat(100));
		const mailbox = Buffer.concat(
			Array.from({ length: 100 }, (_, index) => Buffer.concat([Buffer.from(`${ENVELOPE}${HEADER}${index}\n`), mails])),
		);
		const files = [{ name: "inbox.mbox", data: mailbox }];
		const inner = { name: "inner.zip", data: zip(files.map((file) => ({ ...file, method: 0 }))) };
		for (const [name, bytes, most] of [
			["a.tar", tar(files), 80],
			["a.tgz", gzipSync(tar(files), { level: 1 }), 80],
			["a.tar.zst", zstdCompressSync(tar(files)), 112],
			["a.zip", zip(files), 80],
			["zip in zip", zip([inner]), 192],
			["zip in zip, stored", zip([{ ...inner, method: 0 }]), 80],
		] as const) {
			const path = join(folder, name);
			write(path, [bytes]);
			const { messages, grown } = measure(path);
			assert.equal(messages, 10_100, name);
			assert.ok(grown < most * MIB, `${name}: ${Math.round(grown / MIB)} MiB`);
		}
	});
});
