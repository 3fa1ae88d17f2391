// A case with campaigns as a correlation would leave them, made by hand: which messages are in which is the test's to say.

import type { TestContext } from "node:test";
import { ASSESSOR } from "../../../src/core/campaigns/assessment/assessor.ts";
import type { Casebook } from "../../../src/edge/casebook/casebook.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import type { Engine } from "../../../src/edge/casebook/engine.ts";
import { takeFresh } from "../../../src/edge/casebook/fresh.ts";
import { openPostgres } from "../../../src/edge/casebook/postgres/engine.ts";
import type { ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { openSqlite } from "../../../src/edge/casebook/sqlite.ts";
import { inTransaction } from "../../../src/edge/casebook/transaction.ts";
import { fromHex, type Value } from "../../../src/edge/casebook/values.ts";
import type { TestedEngine } from "./engines.ts";
import { DETECTOR, options, rowsOf, see } from "./scanned.ts";

/** The engine under a case, which no command sees. */
export async function engineUnder(t: TestContext, engine: TestedEngine, place: string): Promise<Engine> {
	const opened = engine.name === "SQLite" ? openSqlite(place, { toRead: false, busyTimeout: 5000 }) : await openPostgres(place, 5000);
	t.after(() => opened.close());
	return opened;
}

export interface Correlated {
	readonly casebook: Casebook;
	readonly under: Engine;
	readonly place: string;
	/** What waits for the next correlation, which this takes off. */
	queue(): Promise<readonly { readonly message: string; readonly strand: string; readonly reread: number }[]>;
}

/** By campaign, its messages. Messages of one strand must be in one campaign. */
export async function correlated(
	t: TestContext,
	engine: TestedEngine,
	groups: Readonly<Record<string, readonly ScannedMessage[]>>,
): Promise<Correlated> {
	const place = await engine.place(t);
	const casebook = await openCase(place, options());
	t.after(() => casebook.close());
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	for (const messages of Object.values(groups)) await run.write({ rows: rowsOf(messages), files: [] });
	await run.finish();
	const under = await engineUnder(t, engine, place);
	const queue = () =>
		inTransaction(under, async (trx) =>
			(await takeFresh(under, trx, 1000)).map(({ message, strand, reread }) => ({
				message: Buffer.from(message).toString("hex"),
				strand,
				reread: Number(reread),
			})),
		);
	await queue();
	await inTransaction(under, async (trx) => {
		for (const [id, messages] of Object.entries(groups)) {
			const strands = new Set(messages.map(({ inspection }) => see(inspection).strand));
			const hashes = new Set(messages.map(({ raw }) => raw.sha256));
			const times = messages.map(({ inspection }) => inspection.received ?? "").sort();
			const span: Value[] = [times.find((time) => time !== "") ?? "", times.at(-1) ?? ""];
			for (const strand of strands) {
				const row: Value[] = [strand, id, ...span, 1, 1, "[]", fromHex([...hashes][0] ?? "")];
				await under.insert(trx, "strand", row, "keep");
			}
			const reasons = JSON.stringify([{ text: "A reason.", for: "targeted", weight: 1 }]);
			const summary = JSON.stringify({ infrastructure: [], setAside: [], assessor: ASSESSOR });
			await under.insert(trx, "campaign", [id, `made ${id}`, ...span, hashes.size, "undetermined", reasons, summary], "keep");
		}
	});
	return { casebook, under, place, queue };
}
