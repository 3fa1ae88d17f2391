// Migrations: the tables of a case by version. A step is never edited once released; a change of tables is a further step.
// An existing case is copied before its tables change, and a case of a newer program is refused rather than misread.

import type { CreateTableBuilder, Kysely, Transaction } from "kysely";
import { appError } from "../../core/model/app-error.ts";
import type { Engine } from "./engine.ts";
import { appendEntry, type Stamp } from "./journal.ts";
import { KEYS, type Tables } from "./schema.ts";
import { inTransaction } from "./transaction.ts";

export interface Migration {
	readonly format: number;
	up(trx: Transaction<Tables>, engine: Engine): Promise<void>;
}

type ColumnKind = "integer" | "text" | "bytes" | "text?";

const FIRST: { readonly [T in keyof Tables]: { readonly [C in keyof Tables[T]]: ColumnKind } } = {
	message: {
		sha256: "bytes",
		size: "integer",
		message_id: "text?",
		from: "text?",
		subject: "text?",
		received: "text",
		received_from: "text?",
		delivered_to: "text",
		detector: "integer",
		named: "integer",
		findings: "text",
	},
	contact: { host: "text", received: "text", message: "bytes", explanation: "bytes", count: "integer", urls: "text" },
	explanation: {
		id: "bytes",
		vector: "text",
		channel: "text",
		trigger: "text",
		identifier: "text",
		how: "text",
		operator: "text?",
		leaks: "text",
		why: "text",
	},
	placement: { mailbox: "text", file: "text", offset: "integer", message: "bytes", flags: "text", owner: "text?", gone: "integer" },
	problem: { message: "bytes", ordinal: "integer", code: "text", detail: "text", offset: "integer" },
	file_problem: { mailbox: "text", file: "text", offset: "integer", code: "text", detail: "text" },
	source_file: {
		mailbox: "text",
		file: "text",
		size: "integer",
		modified: "integer",
		tail: "text",
		owner: "text",
		detector: "integer",
		offset: "integer",
		done: "integer",
	},
	raw: { message: "bytes", encoding: "text", bytes: "bytes" },
	journal: { n: "integer", time: "text", actor: "text", action: "text", detail: "text", previous: "text", hash: "text" },
	case: { name: "text", value: "text" },
};

/** Small rows that are sought by key lie in key order; large ones are appended, and found through the key's index. */
const APPENDED: ReadonlySet<string> = new Set(["message", "raw"]);

export const MIGRATIONS: readonly Migration[] = [
	{
		format: 1,
		async up(trx, engine) {
			await engine.prepare(trx);
			for (const table of Object.keys(FIRST) as (keyof Tables)[]) {
				let create: CreateTableBuilder<string, string> = trx.schema.createTable(table);
				for (const [column, kind] of Object.entries(FIRST[table]) as [string, ColumnKind][]) {
					const type = engine.types[kind === "text?" ? "text" : kind] as Parameters<typeof create.addColumn>[1];
					create = create.addColumn(column, type, (definition) => (kind === "text?" ? definition : definition.notNull()));
				}
				create = create.addPrimaryKeyConstraint(`${table}_key`, [...KEYS[table]]);
				await (APPENDED.has(table) ? create : create.modifyEnd(engine.inKeyOrder)).execute();
			}
			await trx.schema.createIndex("message_received").on("message").columns(["received", "sha256"]).execute();
			await trx.schema.createIndex("placement_message").on("placement").column("message").execute();
			await engine.forbidChanges(trx, "journal", "n");
			await engine.claim(trx);
		},
	},
];

/**
 * Brings the case to the newest format, making it where it is missing unless it `mustExist`. Throws `usage` where it is newer than this
 * program, or where there is none.
 */
export async function migrate(
	engine: Engine,
	stamp: () => Stamp,
	{ migrations = MIGRATIONS, mustExist = false }: { readonly migrations?: readonly Migration[]; readonly mustExist?: boolean } = {},
): Promise<void> {
	const newest = migrations.at(-1)?.format ?? 0;
	const before = checked(await engine.format(engine.db), newest);
	if (before === newest) return;
	if (before === 0 && mustExist)
		throw appError("usage", `there is no case in ${engine.shown}: name one with --case, or make one with \`counterpixel scan\``);
	if (engine.readOnly)
		throw appError("failure", `${engine.shown} is of an older format: somebody who may write it has to open it once with this version`);
	const backup = before === 0 ? null : await engine.backUp(before);
	await inTransaction(engine, async (trx) => {
		// Another process may have been first.
		await engine.takeTurn(trx, "format");
		const format = checked(await engine.format(trx), newest);
		if (format === newest) return;
		for (const migration of migrations) if (migration.format > format) await migration.up(trx as Transaction<Tables>, engine);
		await setFormat(trx, newest);
		if (format === 0) await appendEntry(engine, trx, stamp(), "case.made", { format: newest });
		else await appendEntry(engine, trx, stamp(), "case.migrated", { from: format, to: newest, backup });
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
