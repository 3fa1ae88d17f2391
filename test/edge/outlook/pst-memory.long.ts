// Memory and time do not grow with the data file: measured in a process of its own, and in the one that it starts.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inFolder } from "../sources/read-all.ts";
import type { Msg } from "./msg-file.ts";
import { writePst } from "./pst-file.ts";

const MODULE = JSON.stringify(fileURLToPath(new URL("../../../src/edge/sources/open-sources.ts", import.meta.url)));

/** Chunks are used again, as a scan does. Most memory so far, of this process and of its child. */
const SCRIPT = `import { openSources } from ${MODULE};
import { readFileSync, readdirSync } from "node:fs";
const most = (pid) => Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/" + pid + "/status", "utf8"))[1]) * 1024;
const children = () => readdirSync("/proc").filter((pid) => {
	try { return /^\\d+$/.test(pid) && readFileSync("/proc/" + pid + "/stat", "utf8").split(") ")[1].split(" ")[1] === String(process.pid); } catch { return false; }
});
const before = process.memoryUsage.rss();
let messages = 0, child = 0;
const free = [];
const release = (chunk) => { if (chunk.length === 1024 * 1024) free.push(chunk); };
const allocate = (size) => (size === 1024 * 1024 ? free.pop() : undefined) ?? new Uint8Array(size);
const begun = performance.now();
for await (const event of openSources([process.argv[1]], { allocate, release })) {
	if (event.kind !== "messages") continue;
	messages += event.messages.length;
	if (messages % 500 < 50) for (const pid of children()) child = Math.max(child, most(pid));
	release(event.chunk);
}
console.log(JSON.stringify({ messages, grown: most(process.pid) - before, child, seconds: (performance.now() - begun) / 1000 }));`;

interface Measured {
	readonly messages: number;
	readonly grown: number;
	readonly child: number;
	readonly seconds: number;
}

const MIB = 1024 * 1024;

test("a data file takes no more memory for four times as many messages", { skip: process.platform !== "linux" }, async (context) => {
	await inFolder(async (folder) => {
		const measured = [2000, 8000].map((count) => {
			const html = `<p>${"some text of the usual length of a mail ".repeat(200)}<img src="http://t.example/`;
			const mails = Array.from({ length: count }, (_, index): Msg => {
				const properties = { 55: `${index}`, 3103: "a@x.example", 4096: `${index} `.repeat(200), 4115: Buffer.from(`${html}${index}">`) };
				return { properties, recipients: [{ properties: { 14846: "b@mail.example", 3093: 1 } }] };
			});
			const path = join(folder, `${count}.pst`);
			writeFileSync(path, writePst([{ name: "Inbox", messages: mails }], { encrypted: true }));
			const found: Measured = JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", SCRIPT, path], { encoding: "utf8" }));
			const [size, grown, child] = [statSync(path).size, found.grown, found.child].map((bytes) => Math.round(bytes / MIB));
			context.diagnostic(`${size} MiB: reader grown by ${grown} MiB, child ${child} MiB, ${Math.round(count / found.seconds)} messages/s`);
			assert.equal(found.messages, count);
			return found;
		});
		for (const { grown, child } of measured) assert.ok(grown < 64 * MIB && child < 320 * MIB, JSON.stringify({ grown, child }));
	});
});
