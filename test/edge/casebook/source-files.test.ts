import assert from "node:assert/strict";
import { newCase, testEach } from "./engines.ts";
import { DETECTOR, progress, rowsOf, scanned } from "./scanned.ts";

const SCAN = { sources: ["mail"], detector: DETECTOR };

testEach(
	"A file is new, then resumed at its checkpoint, then unchanged, then read again when it, its owner or the detector changed.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const run = await casebook.beginRun(SCAN);
		const file = progress();
		assert.deepEqual(await run.fileState(file), { kind: "new" });
		await run.write({ rows: rowsOf([scanned(1)]), files: [{ ...file, to: 20_000, done: false }] });
		assert.deepEqual(await run.fileState(file), { kind: "resume", offset: 20_000 });
		await run.write({ rows: rowsOf([scanned(2)]), files: [{ ...file, from: 20_000, state: "resume" }] });
		assert.deepEqual(await run.fileState(file), { kind: "unchanged" });
		for (const change of [{ size: 1 }, { modified: 1 }, { tail: "0".repeat(64) }])
			assert.deepEqual(await run.fileState({ ...file, ...change }), { kind: "again", because: "changed" });
		assert.deepEqual(await run.fileState({ ...file, owner: "other@parliament.example" }), { kind: "again", because: "other-owner" });
		const newer = await casebook.beginRun({ ...SCAN, detector: DETECTOR + 1 });
		assert.deepEqual(await newer.fileState(file), { kind: "again", because: "newer-detector" });
		const older = await casebook.beginRun({ ...SCAN, detector: DETECTOR - 1 });
		assert.deepEqual(await older.fileState(file), { kind: "unchanged" });
	},
);

testEach("Of two scanners of one mailbox, or of two versions, the one behind does not take the checkpoint back.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const file = progress();
	const behind = { ...file, to: 20_000, done: false };
	const run = await casebook.beginRun(SCAN);
	await run.write({ rows: rowsOf([scanned(1), scanned(2)]), files: [file] });
	await run.write({ rows: rowsOf([scanned(1)]), files: [behind] });
	assert.deepEqual(await run.fileState(file), { kind: "unchanged" });
	const newer = await casebook.beginRun({ ...SCAN, detector: DETECTOR + 1 });
	await newer.write({ rows: rowsOf([scanned(1)]), files: [{ ...behind, state: "again" }] });
	await run.write({ rows: rowsOf([scanned(2)]), files: [file] });
	assert.deepEqual(await newer.fileState(file), { kind: "resume", offset: 20_000 });
	// Another file under the same name, and other addresses to look for, begin anew.
	for (const change of [{ size: 7 }, { modified: 7 }, { tail: "7".repeat(64) }, { owner: "other@parliament.example" }]) {
		await newer.write({ rows: [], files: [{ ...behind, ...change, to: 5, state: "again" }] });
		assert.deepEqual(await newer.fileState({ ...behind, ...change }), { kind: "resume", offset: 5 });
		await newer.write({ rows: [], files: [file] });
	}
});

testEach("A message deleted from a mailbox stays in the case, and its placement says that it is gone.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun(SCAN);
	await run.write({ rows: rowsOf([scanned(1), scanned(2)]), files: [progress()] });
	await run.write({ rows: rowsOf([scanned(2)]), files: [progress({ state: "again" })] });
	assert.deepEqual(
		(await casebook.message(scanned(1).raw.sha256))?.placements.map(({ gone }) => gone),
		[true],
	);
	assert.deepEqual(
		(await casebook.message(scanned(2).raw.sha256))?.placements.map(({ gone }) => gone),
		[false],
	);
});

testEach("A message that only moved within its mailbox lies at its new offset alone.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun(SCAN);
	await run.write({ rows: rowsOf([scanned(1), scanned(2)]), files: [progress()] });
	await run.write({ rows: rowsOf([scanned(2, { offset: 0 })]), files: [progress({ state: "again" })] });
	assert.deepEqual(
		(await casebook.message(scanned(2).raw.sha256))?.placements.map(({ offset, gone }) => [offset, gone]),
		[[0, false]],
	);
});

testEach("Until a changed mailbox is read again, what was known of it stays.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun(SCAN);
	await run.write({ rows: rowsOf([scanned(1), scanned(9)]), files: [progress()] });
	await run.write({ rows: rowsOf([scanned(1)]), files: [progress({ state: "again", to: 50_000, done: false })] });
	assert.deepEqual(
		(await casebook.message(scanned(9).raw.sha256))?.placements.map(({ gone }) => gone),
		[false],
	);
});

testEach("Problems of a file last as long as they are found.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun(SCAN);
	const truncated = { code: "truncated" as const, detail: "the mailbox ends inside a message", offset: 999_999 };
	await run.write({ rows: [], files: [progress({ problems: [truncated] })] });
	await run.write({ rows: [], files: [progress({ problems: [truncated], state: "again" })] });
	assert.deepEqual((await casebook.summary()).problems, [{ code: "truncated", count: 1 }]);
	await run.write({ rows: [], files: [progress({ state: "again" })] });
	assert.deepEqual((await casebook.summary()).problems, []);
});

testEach(
	"A file that vanished is forgotten and its messages are gone, except where they lie elsewhere in the mailbox.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const run = await casebook.beginRun(SCAN);
		const at = (file: string) => ({ mailbox: "mail", file, offset: 0 });
		// A Maildir renames the file when the message is read.
		await run.write({
			rows: rowsOf([scanned(1, at("cur/1:2,")), scanned(1, at("cur/1:2,S")), scanned(2, at("cur/2:2,"))]),
			files: ["cur/1:2,", "cur/1:2,S", "cur/2:2,"].map((file) => progress({ mailbox: "mail", file })),
		});
		assert.equal(await run.markGone("mail", (file) => file === "cur/1:2,S"), 2);
		assert.deepEqual(
			(await casebook.message(scanned(1).raw.sha256))?.placements.map(({ file, gone }) => [file, gone]),
			[["cur/1:2,S", false]],
		);
		assert.deepEqual(
			(await casebook.message(scanned(2).raw.sha256))?.placements.map(({ file, gone }) => [file, gone]),
			[["cur/2:2,", true]],
		);
		assert.deepEqual(await run.fileState(progress({ mailbox: "mail", file: "cur/2:2," })), { kind: "new" });
	},
);
