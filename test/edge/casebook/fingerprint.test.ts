import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { correlate } from "../../../src/edge/casebook/correlation/correlation.ts";
import type { ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { correlated } from "./correlated.ts";
import { type TestedEngine, testEach } from "./engines.ts";
import { DETECTOR, rowsOf, scanned } from "./scanned.ts";

async function scannedInTurn(t: TestContext, engine: TestedEngine, batches: readonly (readonly ScannedMessage[])[]) {
	const { casebook, under } = await correlated(t, engine, {});
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	for (const messages of batches) {
		await run.write({ rows: rowsOf(messages), files: [] });
		await correlate(under, { isOperatorHost: () => false });
	}
	const ids = (await under.db.selectFrom("campaign").select("id").orderBy("id").execute()).map(({ id }) => id);
	return { casebook, under, ids };
}

testEach("Campaigns of the same mail give one fingerprint, although their ids depend on what came first.", async (t, engine) => {
	const messages = [scanned(27), scanned(14), scanned(1), scanned(2)];
	const one = await scannedInTurn(
		t,
		engine,
		messages.map((message) => [message]),
	);
	const other = await scannedInTurn(t, engine, [messages.toReversed()]);
	assert.notDeepEqual(one.ids, other.ids);
	const print = await one.casebook.fingerprint();
	assert.equal(await other.casebook.fingerprint(), print);
	await other.under.db
		.updateTable("campaign")
		.set({ assessment: "targeted" })
		.where("id", "=", other.ids[0] as string)
		.execute();
	assert.notEqual(await other.casebook.fingerprint(), print);
});
