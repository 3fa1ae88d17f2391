// What a scan reads, and what it does not read again: the case says at any time what a first scan of the same mail would say.

import assert from "node:assert/strict";
import { appendFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { StoredMessage } from "../../src/edge/casebook/stored-messages.ts";
import { mbox, newsletter, numbers, openTestCase, scanInto, temporaryFolder, writeMailboxes } from "./mailboxes.ts";

const MESSAGES = 400;
/** The mbox, and 150 messages in files of their own in each Maildir folder. */
const FILES = 1 + 2 * 150;

async function storedMessages(location: string): Promise<StoredMessage[]> {
	const casebook = await openTestCase(location);
	try {
		return await Array.fromAsync(casebook.messages());
	} finally {
		await casebook.close();
	}
}

function bySubject(messages: readonly StoredMessage[], seed: number): StoredMessage {
	return messages.find(({ subject }) => subject === `Letter ${seed}`) ?? assert.fail(`letter ${seed} is not there`);
}

test("one worker or two, the case is the same, and so it is with all of the mail named twice", async (t) => {
	const folder = temporaryFolder(t);
	const mail = writeMailboxes(folder, MESSAGES);
	const one = await scanInto(join(folder, "one"), [mail], { workers: 1 });
	const two = await scanInto(join(folder, "two"), [mail], { workers: 2 });
	assert.equal(two.fingerprint, one.fingerprint);
	assert.equal(one.messages, MESSAGES + 100);
	assert.equal((await storedMessages(join(folder, "one"))).length, MESSAGES);
	const twice = await scanInto(join(folder, "twice"), [mail, mail], { workers: 2 });
	assert.equal(twice.fingerprint, one.fingerprint);
});

test("a second scan of unchanged mail reads no message again", async (t) => {
	const folder = temporaryFolder(t);
	const mail = writeMailboxes(folder, MESSAGES);
	const first = await scanInto(join(folder, "case"), [mail]);
	assert.equal(first.unchanged, 0);
	const second = await scanInto(join(folder, "case"), [mail]);
	assert.deepEqual({ messages: second.messages, unchanged: second.unchanged }, { messages: 0, unchanged: FILES });
	assert.equal(second.fingerprint, first.fingerprint);
	assert.equal(second.bytes, first.bytes);
});

test("an mbox that was added to is read again, correctly", async (t) => {
	const folder = temporaryFolder(t);
	const mail = writeMailboxes(folder, MESSAGES);
	await scanInto(join(folder, "case"), [mail]);
	appendFileSync(join(mail, "letters.mbox"), mbox(numbers(5000, 5010)));
	const again = await scanInto(join(folder, "case"), [mail]);
	assert.equal(again.unchanged, FILES - 1);
	assert.equal(again.fingerprint, (await scanInto(join(folder, "fresh"), [mail])).fingerprint);
});

test("an mbox rewritten at the same size and time is read again", async (t) => {
	const folder = temporaryFolder(t);
	const file = join(folder, "letters.mbox");
	writeFileSync(file, mbox(numbers(100, 120)));
	const { mtime } = statSync(file);
	await scanInto(join(folder, "case"), [file]);
	writeFileSync(file, mbox(numbers(100, 120)).replaceAll("open.sender.example", "oper.sender.example"));
	utimesSync(file, mtime, mtime);
	const again = await scanInto(join(folder, "case"), [file]);
	assert.equal(again.messages, 20);
	const references = (await storedMessages(join(folder, "case"))).filter(({ placements }) => placements.some(({ gone }) => !gone));
	assert.equal(references.length, 20);
	assert.ok(references.every((message) => message.references.some(({ host }) => host === "oper.sender.example")));
});

test("a message that was removed stays in the case, and is marked as gone from where it was", async (t) => {
	const folder = temporaryFolder(t);
	const mail = writeMailboxes(folder, MESSAGES);
	const location = join(folder, "case");
	await scanInto(location, [mail]);
	const cur = join(mail, "Maildir/.Archive/cur");
	const removed = readdirSync(cur).filter((name) => name.includes(".M390."));
	rmSync(join(cur, removed[0] as string));
	writeFileSync(join(mail, "letters.mbox"), mbox(numbers(0, 200).filter((seed) => seed !== 7)));
	await scanInto(location, [mail]);
	const stored = await storedMessages(location);
	assert.equal(stored.length, MESSAGES);
	for (const seed of [7, 390])
		assert.deepEqual([...new Set(bySubject(stored, seed).placements.map(({ gone }) => gone))], [true], `letter ${seed}`);
	for (const seed of [6, 8, 389, 391])
		assert.ok(
			bySubject(stored, seed).placements.some(({ gone }) => !gone),
			`letter ${seed}`,
		);
});

test("a message that its reader marked as read, or moved, is there once", async (t) => {
	const folder = temporaryFolder(t);
	const mail = writeMailboxes(folder, MESSAGES);
	const location = join(folder, "case");
	await scanInto(location, [mail]);
	const cur = join(mail, "Maildir/cur");
	const [marked, moved] = readdirSync(cur).filter((name) => /\.M2[23]0\./.test(name)) as [string, string];
	renameSync(join(cur, marked), join(cur, `${marked}RS`.replace("SRS", "RS")));
	renameSync(join(cur, moved), join(mail, "Maildir/.Archive/cur", moved));
	await scanInto(location, [mail]);
	const stored = await storedMessages(location);
	assert.equal(stored.length, MESSAGES);
	const here = (seed: number) => bySubject(stored, seed).placements.filter(({ gone }) => !gone);
	assert.deepEqual(
		here(220).map(({ flags }) => [...flags].sort()),
		[["answered", "seen"]],
	);
	assert.deepEqual(
		here(230).map(({ mailbox }) => mailbox),
		[join(mail, "Maildir/.Archive")],
	);
});

test("another --owner reads everything again, and finds that owner's address", async (t) => {
	const folder = temporaryFolder(t);
	const file = join(folder, "letters.mbox");
	writeFileSync(file, mbox(numbers(0, 30)).replaceAll("To: anna.berg@mail.example", "To: undisclosed-recipients:;"));
	const location = join(folder, "case");
	const named = (messages: readonly StoredMessage[]): number =>
		messages.filter(({ references }) => references.some(({ identifier }) => identifier.kind === "address")).length;
	await scanInto(location, [file]);
	assert.equal(named(await storedMessages(location)), 0);
	const again = await scanInto(location, [file], { owner: ["anna.berg@mail.example"] });
	assert.equal(again.messages, 30);
	const stored = await storedMessages(location);
	assert.equal(named(stored), 30);
	assert.ok(stored.every(({ placements }) => placements.every(({ owner }) => owner === "anna.berg@mail.example")));
	assert.equal((await scanInto(location, [file], { owner: ["anna.berg@mail.example"] })).messages, 0);
});

test("the order of sources, and scanning one after the other, change nothing", async (t) => {
	const folder = temporaryFolder(t);
	const [a, b] = [join(folder, "a.mbox"), join(folder, "b.mbox")];
	writeFileSync(a, mbox(numbers(0, 60)));
	writeFileSync(b, mbox(numbers(30, 90)));
	const together = await scanInto(join(folder, "one"), [a, b]);
	await scanInto(join(folder, "two"), [b]);
	assert.equal((await scanInto(join(folder, "two"), [a])).fingerprint, together.fingerprint);
});

test("a scan that its caller ends early says so, and the next goes on", async (t) => {
	const folder = temporaryFolder(t);
	const mail = writeMailboxes(folder, MESSAGES);
	const stop = new AbortController();
	stop.abort();
	const first = await scanInto(join(folder, "case"), [mail], { signal: stop.signal });
	assert.equal(first.interrupted, true);
	const second = await scanInto(join(folder, "case"), [mail]);
	assert.equal(second.interrupted, false);
	assert.equal(second.fingerprint, (await scanInto(join(folder, "fresh"), [mail])).fingerprint);
	assert.equal(bySubject(await storedMessages(join(folder, "case")), 3).size, Buffer.byteLength(newsletter(3)));
});
