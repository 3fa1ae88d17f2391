import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { encodeMessages } from "../../../src/edge/casebook/rows.ts";
import { all, DETECTOR, options, progress, rowsOf, scanned, temporaryCase, temporaryFolder } from "./scanned.ts";

test("A case is made where it is missing, with its first journal entry.", async (t) => {
	const folder = join(temporaryFolder(t), "a", "case");
	const casebook = await openCase(folder, options());
	t.after(() => casebook.close());
	assert.ok(existsSync(join(folder, "case.db")));
	const entries = await all(casebook.journal.entries());
	assert.deepEqual(
		entries.map(({ n, actor, action, detail }) => ({ n, actor, action, detail })),
		[{ n: 1, actor: "analyst", action: "case.made", detail: '{"format":1}' }],
	);
});

test("A message comes back as it was found: header facts, placements, problems and every reference, clicks included.", async (t) => {
	const casebook = await temporaryCase(t);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const message = scanned(10, {}, 33);
	await run.write({ rows: rowsOf([message]), files: [progress()] });
	await run.finish();
	const stored = await casebook.message(message.raw.sha256);
	assert.ok(stored);
	const { messageId, from, subject, received, receivedFrom, deliveredTo, references, problems } = stored;
	assert.deepEqual({ messageId, from, subject, received, receivedFrom, deliveredTo, references, problems }, message.inspection);
	const { mailbox, file, offset, flags, owner } = message.raw;
	assert.deepEqual(stored.placements, [{ mailbox, file, offset, flags, owner, gone: false }]);
});

test("What no database stores as it stands (NUL, lone surrogates) is replaced in header facts and kept in references.", async (t) => {
	const casebook = await temporaryCase(t);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const plain = scanned(1);
	const odd = { ...plain, inspection: { ...plain.inspection, subject: "a\0b\ud800c" } };
	await run.write({ rows: rowsOf([odd]), files: [] });
	await run.write({ rows: rowsOf([odd]), files: [] });
	const stored = await casebook.message(odd.raw.sha256);
	assert.equal(stored?.subject, "a\ufffdb\ufffdc");
	assert.deepEqual(stored?.references, odd.inspection.references);
});

test("A message met in two mailboxes is one message with two placements, and its references count once.", async (t) => {
	const casebook = await temporaryCase(t);
	const run = await casebook.beginRun({ sources: ["a", "b"], detector: DETECTOR });
	await run.write({ rows: rowsOf([scanned(1, { mailbox: "a" })]), files: [progress({ mailbox: "a" })] });
	await run.write({ rows: rowsOf([scanned(1, { mailbox: "b", offset: 7 })]), files: [progress({ mailbox: "b" })] });
	const { messages, placements, references } = await casebook.summary();
	assert.deepEqual({ messages, placements, references }, { messages: 1, placements: 2, references: 5 });
	const stored = await all(casebook.messages());
	assert.deepEqual(
		stored.map((message) => message.placements.map(({ mailbox, offset }) => [mailbox, offset])),
		[
			[
				["a", 10_000],
				["b", 7],
			],
		],
	);
});

test("The summary counts references by trigger, trackers by identifier and operator, problems by code.", async (t) => {
	const casebook = await temporaryCase(t);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const unreadable = { code: "unreadable" as const, detail: "permission denied", offset: 0 };
	await run.write({
		rows: rowsOf([scanned(1, {}, 8), scanned(5, {}, 8)]),
		files: [progress(), progress({ mailbox: "mail/locked", to: 0, problems: [unreadable] })],
	});
	assert.deepEqual(await casebook.summary(), {
		messages: 2,
		placements: 2,
		references: 16,
		byTrigger: [
			{ trigger: "click", count: 12 },
			{ trigger: "open", count: 4 },
		],
		trackers: [
			{ identifier: "address", operator: null, count: 2 },
			{ identifier: "opaque", operator: null, count: 2 },
		],
		problems: [
			{ code: "unknown-charset", count: 1 },
			{ code: "unreadable", count: 1 },
		],
	});
});

test("Messages stream in each order, past the end of a page, each once.", async (t) => {
	const casebook = await temporaryCase(t);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const many = Array.from({ length: 450 }, (_, seed) => scanned(seed, {}, 1));
	await run.write({ rows: rowsOf(many), files: [progress()] });
	const list = async (order: "received" | "newest" | "sha256") =>
		(await all(casebook.messages({ order }))).map((message) => [message.received ?? "", message.sha256] as const);
	const received = await list("received");
	assert.equal(new Set(received.map(([, sha256]) => sha256)).size, 450);
	assert.deepEqual(received, [...received].sort());
	assert.deepEqual(await list("newest"), [...received].reverse());
	const hashes = (await list("sha256")).map(([, sha256]) => sha256);
	assert.deepEqual(hashes, received.map(([, sha256]) => sha256).sort());
});

test("A page of messages can be read while a scan writes.", async (t) => {
	const casebook = await temporaryCase(t);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.write({ rows: rowsOf([scanned(1), scanned(2)]), files: [] });
	let seen = 0;
	for await (const _ of casebook.messages()) {
		seen++;
		await run.write({ rows: rowsOf([scanned(100 + seen)]), files: [] });
	}
	assert.ok(seen >= 2);
});

test("Where a message in two owners' mailboxes was read differently, the reading that names more addresses stays.", async (t) => {
	const named = scanned(1, { mailbox: "a" }, 9);
	const other = scanned(1, { mailbox: "b", owner: "other@parliament.example" }, 3);
	const prints = new Set<string>();
	for (const order of [
		[named, other],
		[other, named],
	]) {
		const casebook = await temporaryCase(t);
		const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
		for (const message of order) await run.write({ rows: rowsOf([message]), files: [] });
		assert.deepEqual((await casebook.message(named.raw.sha256))?.references, named.inspection.references);
		assert.equal((await casebook.summary()).references, 9);
		prints.add(await casebook.fingerprint());
		const together = await temporaryCase(t);
		await (await together.beginRun({ sources: ["mail"], detector: DETECTOR })).write({ rows: rowsOf(order), files: [] });
		prints.add(await together.fingerprint());
	}
	assert.equal(prints.size, 1);
});

test("A newer detector's findings replace an older one's, and never the other way round.", async (t) => {
	const casebook = await temporaryCase(t);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const newer = scanned(1, {}, 2);
	await run.write({ rows: [encodeMessages([scanned(1, {}, 9)], 1)], files: [] });
	await run.write({ rows: [encodeMessages([newer], 2)], files: [] });
	await run.write({ rows: [encodeMessages([scanned(1, {}, 9)], 1)], files: [] });
	const stored = await casebook.message(newer.raw.sha256);
	assert.equal(stored?.detector, 2);
	assert.deepEqual(stored?.references, newer.inspection.references);
	assert.equal((await casebook.summary()).references, 2);
});
