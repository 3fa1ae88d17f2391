import assert from "node:assert/strict";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { encodeMessages } from "../../../src/edge/casebook/rows.ts";
import { newCase, testEach } from "./engines.ts";
import { all, DETECTOR, options, progress, rowsOf, scanned, see } from "./scanned.ts";

testEach("A case is made where it is missing, with its first journal entry.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const entries = await all(casebook.journal.entries());
	assert.deepEqual(
		entries.map(({ n, actor, action, detail }) => ({ n, actor, action, detail })),
		[{ n: 1, actor: "analyst", action: "case.made", detail: '{"format":4}' }],
	);
});

testEach(
	"A message comes back as it was found: header facts, placements, problems and every reference, clicks included.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
		const message = scanned(10, {}, 33);
		await run.write({ rows: rowsOf([message]), files: [progress()] });
		await run.finish();
		const stored = await casebook.message(message.raw.sha256);
		assert.ok(stored);
		const { messageId, from, subject, received, receivedFrom, deliveredTo, references, problems } = stored;
		const { profile, ...inspection } = message.inspection;
		assert.deepEqual({ messageId, from, subject, received, receivedFrom, deliveredTo, references, problems }, inspection);
		const { mailbox, file, offset, flags, owner } = message.raw;
		assert.deepEqual(stored.placements, [{ mailbox, file, offset, flags, owner, gone: false }]);
	},
);

testEach(
	"What no database stores as it stands (NUL, lone surrogates) is replaced in header facts and kept in references.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
		const plain = scanned(1);
		const odd = { ...plain, inspection: { ...plain.inspection, subject: "a\0b\ud800c" } };
		await run.write({ rows: rowsOf([odd]), files: [] });
		await run.write({ rows: rowsOf([odd]), files: [] });
		const stored = await casebook.message(odd.raw.sha256);
		assert.equal(stored?.subject, "a\ufffdb\ufffdc");
		assert.deepEqual(stored?.references, odd.inspection.references);
	},
);

testEach("References to hosts that differ only in what no database stores are counted together, and none is lost.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const plain = scanned(1, {}, 1);
	const [reference] = plain.inspection.references;
	assert.ok(reference);
	const references = ["a\0b.example", "a\ud800b.example", "a\ufffdb.example"].map((host) => ({ ...reference, host }));
	const odd = { ...plain, inspection: { ...plain.inspection, references } };
	await run.write({ rows: rowsOf([odd]), files: [] });
	assert.deepEqual((await casebook.message(odd.raw.sha256))?.references, references);
	assert.equal((await casebook.summary()).references, 3);
});

testEach("A message met in two mailboxes is one message with two placements, and its references count once.", async (t, engine) => {
	const casebook = await newCase(t, engine);
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

testEach("The summary counts references by trigger, trackers by identifier and operator, problems by code.", async (t, engine) => {
	const casebook = await newCase(t, engine);
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

testEach("Messages stream in each order, past the end of a page, each once.", async (t, engine) => {
	const casebook = await newCase(t, engine);
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

testEach("A page of messages can be read while a scan writes.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.write({ rows: rowsOf([scanned(1), scanned(2)]), files: [] });
	let seen = 0;
	for await (const _ of casebook.messages()) {
		seen++;
		await run.write({ rows: rowsOf([scanned(100 + seen)]), files: [] });
	}
	assert.ok(seen >= 2);
});

testEach(
	"Where a message in two owners' mailboxes was read differently, the reading that names more addresses stays.",
	async (t, engine) => {
		const named = scanned(1, { mailbox: "a" }, 9);
		const other = scanned(1, { mailbox: "b", owner: "other@parliament.example" }, 3);
		const prints = new Set<string>();
		for (const order of [
			[named, other],
			[other, named],
		]) {
			const casebook = await newCase(t, engine);
			const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
			for (const message of order) await run.write({ rows: rowsOf([message]), files: [] });
			assert.deepEqual((await casebook.message(named.raw.sha256))?.references, named.inspection.references);
			assert.equal((await casebook.summary()).references, 9);
			prints.add(await casebook.fingerprint());
			const together = await newCase(t, engine);
			await (await together.beginRun({ sources: ["mail"], detector: DETECTOR })).write({ rows: rowsOf(order), files: [] });
			prints.add(await together.fingerprint());
		}
		assert.equal(prints.size, 1);
	},
);

testEach("A newer detector's findings replace an older one's, and never the other way round.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const newer = scanned(1, {}, 2);
	await run.write({ rows: [encodeMessages([scanned(1, {}, 9)], 1, see)], files: [] });
	await run.write({ rows: [encodeMessages([newer], 2, see)], files: [] });
	await run.write({ rows: [encodeMessages([scanned(1, {}, 9)], 1, see)], files: [] });
	const stored = await casebook.message(newer.raw.sha256);
	assert.equal(stored?.detector, 2);
	assert.deepEqual(stored?.references, newer.inspection.references);
	assert.equal((await casebook.summary()).references, 2);
});

testEach(
	"A case is made where it is missing, by a command that only reads as well, and says so to the first that opens it.",
	async (t, engine) => {
		const place = await engine.place(t);
		const made = [];
		for (const access of ["read", "read", "write"] as const) {
			const casebook = await openCase(place, options({ access }));
			made.push(casebook.made);
			assert.equal((await casebook.journal.head()).count, 1);
			await casebook.close();
		}
		assert.deepEqual(made, [true, false, false]);
	},
);

testEach("Names longer than a database's keys, as an archive can hold them, are cut and kept apart.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const long = (end: string): string => `mail.zip/${"päth/".repeat(2000)}${end}`;
	const host = (end: string): string => `${end}.${"x".repeat(5000)}.track.example`;
	const detail = "no such charset: ".repeat(500);
	for (const end of ["a", "b\0c"]) {
		const message = scanned(1, { mailbox: long(end) });
		const references = message.inspection.references.map((reference) => ({ ...reference, host: host(end) }));
		const problems = [{ code: "truncated" as const, detail, offset: 0 }];
		const file = progress({ mailbox: long(end), problems });
		assert.equal((await run.fileState(file)).kind, "new");
		await run.write({ rows: rowsOf([{ ...message, inspection: { ...message.inspection, references } }]), files: [file] });
		assert.equal((await run.fileState(file)).kind, "unchanged");
	}
	const { placements, references, problems } = await casebook.summary();
	assert.deepEqual({ placements, references, problems }, { placements: 2, references: 5, problems: [{ code: "truncated", count: 2 }] });
	assert.equal(await run.markGone(long("a"), () => false), 1);
	assert.equal((await casebook.summary()).placements, 1);
});
