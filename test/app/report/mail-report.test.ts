// The report of a real case as a file: from the mailbox to the page, and never half a page.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { writeMailReport } from "../../../src/app/report/mail-report.ts";
import { scan } from "../../../src/app/scan/scan.ts";
import { type Casebook, openCase } from "../../../src/edge/casebook/casebook.ts";

const MADE = "2025-03-02T09:30:00.000Z";
const MAIL = [
	"From: news@shop.example",
	"To: reader@newsroom.example",
	"Subject: =?utf-8?q?Fr=C3=BChling?=",
	"Date: Sat, 1 Mar 2025 08:00:00 +0000",
	"MIME-Version: 1.0",
	"Content-Type: text/html; charset=utf-8",
	"Content-Transfer-Encoding: quoted-printable",
	"",
	'<p>Hello</p><img src=3D"https://t1.track.example/o.gif?u=3Dreader%40news=',
	'room.example">',
	"",
].join("\r\n");

function folderOf(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), "case-report-"));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

async function scanned(t: TestContext, folder: string, source: string): Promise<Casebook> {
	const casebook = await openCase(join(folder, "case"), { actor: "analyst", now: () => "2025-03-02T09:00:00.000Z" });
	t.after(() => casebook.close());
	await scan([source], casebook, { owner: [], keepRaw: false, workers: 1 });
	return casebook;
}

test("from an mbox to the page: whom it would tell, when it was scanned, and the piece of source as it lies there", async (t) => {
	const folder = folderOf(t);
	const mailbox = join(folder, "inbox.mbox");
	const other = "Subject: nothing\r\n\r\nHello.\r\n";
	writeFileSync(mailbox, [other, MAIL].map((mail) => `From sender@shop.example Sat Mar  1 08:00:00 2025\n${mail}\n`).join(""));
	const casebook = await scanned(t, folder, mailbox);
	const file = join(folder, "report.html");
	await writeMailReport(casebook, file, MADE);
	const page = readFileSync(file, "utf8");
	for (const said of [
		"2 messages. 1 would report that it was opened; 1 of these would name the reader.",
		"Frühling",
		"2 March 2025, 09:00 UTC",
		"says the Date field, written by the sender",
		createHash("sha256").update(MAIL).digest("hex"),
		"u=reader%40newsroom.example",
		"<mark>https[:]//t1.track.example/o.gif?u=3Dreader%40news=<i>↵</i>\nroom.example</mark>",
	]) {
		assert.ok(page.includes(said), said);
	}
	assert.deepEqual(readdirSync(folder).sort(), ["case", "inbox.mbox", "report.html"]);
	assert.equal(statSync(file).mode & 0o777, 0o600);
});

test("a mailbox that is gone leaves the findings, and the page says why there is no source", async (t) => {
	const folder = folderOf(t);
	const mailbox = join(folder, "one.eml");
	writeFileSync(mailbox, MAIL);
	const casebook = await scanned(t, folder, mailbox);
	rmSync(mailbox);
	const file = join(folder, "report.html");
	await writeMailReport(casebook, file, MADE);
	const page = readFileSync(file, "utf8");
	assert.match(page, /The mailbox no longer holds this message/);
	assert.match(page, /t1\.track\.example/);
	assert.doesNotMatch(page, /<mark>/);
});

test("a report that fails leaves neither a part of itself nor the loss of the one before", async (t) => {
	const folder = folderOf(t);
	const mailbox = join(folder, "one.eml");
	writeFileSync(mailbox, MAIL);
	const casebook = await scanned(t, folder, mailbox);
	const file = join(folder, "report.html");
	writeFileSync(file, "the one before");
	const broken: Casebook = { ...casebook, message: () => Promise.reject(new Error("the disk is gone")) };
	await assert.rejects(writeMailReport(broken, file, MADE), /the disk is gone/);
	assert.equal(readFileSync(file, "utf8"), "the one before");
	assert.equal(existsSync(`${file}.part`), false);
	const place = join(folder, "a-folder");
	mkdirSync(place);
	await assert.rejects(writeMailReport(casebook, place, MADE));
	assert.equal(existsSync(`${place}.part`), false);
});
