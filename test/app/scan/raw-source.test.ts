// The raw source: a case keeps no mail, and reports read it again where it lay.

import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { rawOf } from "../../../src/app/scan/raw-source.ts";
import { scan } from "../../../src/app/scan/scan.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-raw-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function message(number: number): string {
	return `From: a@sender.example\nMessage-ID: <${number}@sender.example>\n\n${"line\n".repeat(number % 50)}`;
}

async function rawTexts(file: string, keepRaw = false): Promise<(string | null)[]> {
	const casebook = await openCase(join(folder, `case-${Math.abs(hash(file))}-${keepRaw}`), {
		actor: "test",
		now: () => "2026-01-01T00:00:00Z",
	});
	try {
		await scan([file], casebook, { owner: [], keepRaw, workers: 1 });
		const texts: (string | null)[] = [];
		for await (const stored of casebook.messages({ order: "sha256" })) {
			const bytes = await rawOf(casebook, stored);
			texts.push(bytes === null ? null : Buffer.from(bytes).toString());
		}
		return texts.sort();
	} finally {
		await casebook.close();
	}
}

function hash(text: string): number {
	let sum = 0;
	for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) | 0;
	return sum;
}

const messages = Array.from({ length: 300 }, (_, number) => message(number));
const mbox = messages.map((text) => `From a@b Mon Jan  4 00:00:00 2021\n${text}\n`).join("");

test("every message of an mbox is read again alone", async () => {
	const file = join(folder, "all.mbox");
	writeFileSync(file, mbox);
	assert.deepEqual(await rawTexts(file), [...messages].sort());
});

test("so is every message of a compressed mbox, and a message file", async () => {
	const packed = join(folder, "all.mbox.gz");
	writeFileSync(packed, gzipSync(mbox));
	assert.deepEqual(await rawTexts(packed), [...messages].sort());
	const single = join(folder, "one.eml");
	writeFileSync(single, message(7));
	assert.deepEqual(await rawTexts(single), [message(7)]);
});

test("what no longer has its hash is not shown, unless the case kept it", async () => {
	const file = join(folder, "changed.eml");
	writeFileSync(file, message(9));
	const casebook = await openCase(join(folder, "case-changed"), { actor: "test", now: () => "2026-01-01T00:00:00Z" });
	try {
		await scan([file], casebook, { owner: [], keepRaw: false, workers: 1 });
		appendFileSync(file, "more");
		for await (const stored of casebook.messages()) assert.equal(await rawOf(casebook, stored), null);
	} finally {
		await casebook.close();
	}
	const kept = join(folder, "kept.eml");
	writeFileSync(kept, message(10));
	assert.deepEqual(await rawTexts(kept, true), [message(10)]);
});
