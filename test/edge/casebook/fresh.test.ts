import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { takeFresh } from "../../../src/edge/casebook/fresh.ts";
import { encodeMessages, type ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { inTransaction } from "../../../src/edge/casebook/transaction.ts";
import { toHex } from "../../../src/edge/casebook/values.ts";
import { correlated } from "./correlated.ts";
import { testEach } from "./engines.ts";
import { DETECTOR, progress, rowsOf, scanned, see } from "./scanned.ts";

const MAILBOX = "a";
const FIRST = scanned(1, { mailbox: MAILBOX }, 5);
const OTHER = scanned(2, { mailbox: MAILBOX }, 5);
const strand = see(FIRST.inspection).strand;
const message = FIRST.raw.sha256;

function moved(more: Partial<ScannedMessage["raw"]>): ScannedMessage {
	return { ...FIRST, raw: { ...FIRST.raw, ...more } };
}

testEach(
	"On the queue is what is new, was read anew, or lies elsewhere or with somebody else, and nothing that stayed.",
	async (t, engine) => {
		const { casebook, queue } = await correlated(t, engine, {});
		const run = await casebook.beginRun({ sources: [MAILBOX], detector: DETECTOR });
		const again = progress({ mailbox: MAILBOX, state: "again" });
		const scan = async (messages: readonly ScannedMessage[], files = [again]) => {
			await run.write({ rows: rowsOf(messages), files });
			return queue();
		};
		const both = [FIRST.raw.sha256, OTHER.raw.sha256].sort();
		assert.deepEqual(
			await scan([FIRST, OTHER], [progress({ mailbox: MAILBOX })]),
			both.map((message) => ({ message, strand: "", reread: 0 })),
		);
		assert.deepEqual(await scan([FIRST, OTHER]), []);
		assert.deepEqual(await scan([moved({ flags: ["answered"] }), OTHER]), []);
		const counted = [{ message, strand, reread: 0 }];
		assert.deepEqual(await scan([moved({ mailbox: "b", file: "b" })], []), counted);
		assert.deepEqual(await scan([moved({ owner: "another@parliament.example" }), OTHER]), counted);
		assert.deepEqual(await scan([OTHER]), counted);
		assert.deepEqual(await scan([FIRST, OTHER]), counted);
		await run.markGone("b", () => false);
		assert.deepEqual(await queue(), []);
		await run.write({ rows: rowsOf([moved({ mailbox: "b", file: "b" })]), files: [progress({ mailbox: "b" })] });
		assert.deepEqual(await queue(), counted);
		await run.markGone("b", () => false);
		assert.deepEqual(await queue(), counted);
		await run.write({ rows: [encodeMessages([scanned(1, { mailbox: MAILBOX }, 0)], 2, see)], files: [] });
		assert.deepEqual(await queue(), [{ message, strand, reread: 1 }]);
	},
);

testEach("What is changed twice keeps the strand under which it was counted, and that it was read anew.", async (t, engine) => {
	const { casebook, queue } = await correlated(t, engine, { aaaa: [FIRST] });
	const run = await casebook.beginRun({ sources: [MAILBOX], detector: DETECTOR });
	await run.write({ rows: rowsOf([moved({ mailbox: "b", file: "b" }), OTHER]), files: [] });
	await run.write({ rows: [encodeMessages([scanned(1, {}, 0), scanned(2, {}, 0)], 2, see)], files: [] });
	await run.write({ rows: [encodeMessages([scanned(1, {}, 9), scanned(2, {}, 9)], 3, see)], files: [] });
	await run.write({ rows: rowsOf([moved({ mailbox: "c" })]), files: [] });
	const taken = new Map((await queue()).map((row) => [row.message, row]));
	assert.deepEqual(taken.get(message), { message, strand, reread: 1 });
	// Never counted, so that nothing of it has to be taken back.
	assert.equal(taken.get(OTHER.raw.sha256)?.strand, "");
});

testEach("What a scan changes while a correlation runs is on the queue after it.", async (t, engine) => {
	const { casebook, under, queue } = await correlated(t, engine, { aaaa: [FIRST, OTHER] });
	const run = await casebook.beginRun({ sources: [MAILBOX], detector: DETECTOR });
	await run.write({ rows: rowsOf([moved({ mailbox: "b", file: "b" })]), files: [] });
	let written: Promise<void> | undefined;
	await inTransaction(under, async (trx) => {
		assert.deepEqual(
			(await takeFresh(under, trx, 1)).map((row) => toHex(row.message)),
			[message],
		);
		assert.deepEqual(await takeFresh(under, trx, 1), []);
		written = run.write({ rows: rowsOf([moved({ mailbox: "c" })]), files: [] });
		await wait(30);
	});
	await written;
	assert.deepEqual(
		(await queue()).map((row) => row.message),
		[message],
	);
});
