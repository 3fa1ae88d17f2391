// Migrations: the tables of a case by version. A step is never edited once released; a change of tables is a further step.
// An existing case is copied before its tables change, and a case of a newer program is refused rather than misread.

import type { Kysely, Transaction } from "kysely";
import { appError } from "../../core/model/app-error.ts";
import type { Engine } from "./engine.ts";
import { appendEntry, type Stamp } from "./journal.ts";
import { FORMAT_1 } from "./migrations/format-1.ts";
import { FORMAT_2 } from "./migrations/format-2.ts";
import { FORMAT_3 } from "./migrations/format-3.ts";
import { FORMAT_4 } from "./migrations/format-4.ts";
import type { Migration } from "./migrations/step.ts";
import type { Tables } from "./schema.ts";
import { inTransaction, patiently } from "./transaction.ts";

export const MIGRATIONS: readonly Migration[] = [FORMAT_1, FORMAT_2, FORMAT_3, FORMAT_4];

/**
 * Brings the case to the newest format, making it where it is missing; whether it did is what it gives. Throws `usage` where it is newer than
 * this program.
 */
export async function migrate(engine: Engine, stamp: () => Stamp, migrations: readonly Migration[] = MIGRATIONS): Promise<boolean> {
	const newest = migrations.at(-1)?.format ?? 0;
	const before = checked(await patiently(engine, () => engine.format(engine.db)), newest);
	if (before === newest) return false;
	if (engine.readOnly)
		throw appError("failure", `${engine.shown} is of an older format: somebody who may write it has to open it once with this version`);
	const backup = before === 0 ? null : await engine.backUp(before);
	return inTransaction(engine, async (trx) => {
		// Another process may have been first.
		await engine.takeTurn(trx, "format");
		const format = checked(await engine.format(trx), newest);
		if (format === newest) return false;
		for (const migration of migrations) if (migration.format > format) await migration.up(trx as Transaction<Tables>, engine);
		await setFormat(trx, newest);
		if (format === 0) await appendEntry(engine, trx, stamp(), "case.made", { format: newest });
		else await appendEntry(engine, trx, stamp(), "case.migrated", { from: format, to: newest, backup });
		return format === 0;
	});
}

function checked(format: number, newest: number): number {
	if (format > newest)
		throw appError("usage", `this case was made by a newer counterpixel (format ${format}, this one knows ${newest}): use that version`);
	return format;
}

async function setFormat(db: Kysely<Tables>, format: number): Promise<void> {
	await db
		.insertInto("case")
		.values({ name: "format", value: String(format) })
		.onConflict((conflict) => conflict.column("name").doUpdateSet({ value: String(format) }))
		.execute();
}
