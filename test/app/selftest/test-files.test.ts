// The messages lie where a person and a mail program can open them, and an earlier test's are gone; nothing else in the folder is touched.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { TestMessage } from "../../../src/app/selftest/messages.ts";
import { writeTestFiles } from "../../../src/app/selftest/test-files.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-files-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function message(number: number): TestMessage {
	const bytes = new TextEncoder().encode(`Subject: ${number}\r\n\r\n`);
	return { number, title: "x", bytes, attachments: [{ name: "rtf-template.rtf", bytes }] };
}

test("messages, Maildir and attachments are written, and those of an earlier, longer test are gone", async () => {
	await writeTestFiles(folder, [1, 2, 3].map(message), true);
	writeFileSync(join(folder, "mine.eml"), "x");
	writeFileSync(join(folder, "Maildir", "new", "1.mine.host"), "x");
	const paths = await writeTestFiles(folder, [1, 2].map(message), true);
	assert.deepEqual(paths, [join(folder, "selftest-1.eml"), join(folder, "selftest-2.eml")]);
	assert.deepEqual(readdirSync(folder).sort(), ["Maildir", "attachments", "mine.eml", "selftest-1.eml", "selftest-2.eml"]);
	const delivered = readdirSync(join(folder, "Maildir", "new")).sort();
	assert.equal(delivered.length, 3);
	assert.equal(readFileSync(join(folder, "Maildir", "new", delivered.at(-1) ?? ""), "latin1"), "Subject: 2\r\n\r\n");
	assert.deepEqual(readdirSync(join(folder, "Maildir", "tmp")), []);
	assert.deepEqual(readdirSync(join(folder, "attachments")).sort(), ["1-rtf-template.rtf", "2-rtf-template.rtf"]);
});

test("a folder that cannot be made is named", async () => {
	writeFileSync(join(folder, "file"), "");
	await assert.rejects(
		writeTestFiles(join(folder, "file"), [message(1)], false),
		/file: the test messages cannot be written there \(EEXIST|ENOTDIR/,
	);
	mkdirSync(join(folder, "again"));
	await writeTestFiles(join(folder, "again"), [message(1)], false);
	assert.deepEqual(readdirSync(join(folder, "again")), ["selftest-1.eml"]);
});
