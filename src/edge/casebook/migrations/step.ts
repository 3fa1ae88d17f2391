// Step: how a migration makes tables, on either engine.

import type { CreateTableBuilder, Transaction } from "kysely";
import type { Engine } from "../engine.ts";
import type { Tables } from "../schema.ts";

export interface Migration {
	readonly format: number;
	up(trx: Transaction<Tables>, engine: Engine): Promise<void>;
}

/** "text?" may be null. */
export type ColumnKind = "integer" | "text" | "bytes" | "text?";

export interface NewTable {
	readonly columns: Readonly<Record<string, ColumnKind>>;
	readonly key: readonly string[];
	/** Small rows that are sought by key lie in key order; large ones are appended, and found through the key's index. */
	readonly appended?: boolean;
}

export async function createTable(trx: Transaction<Tables>, engine: Engine, name: string, table: NewTable): Promise<void> {
	let create: CreateTableBuilder<string, string> = trx.schema.createTable(name);
	for (const [column, kind] of Object.entries(table.columns)) {
		const type = engine.types[kind === "text?" ? "text" : kind] as Parameters<typeof create.addColumn>[1];
		create = create.addColumn(column, type, (definition) => (kind === "text?" ? definition : definition.notNull()));
	}
	create = create.addPrimaryKeyConstraint(`${name}_key`, [...table.key]);
	await (table.appended ? create : create.modifyEnd(engine.inKeyOrder)).execute();
}

/** Each by its table and columns, and named after the first of them. */
export async function createIndexes(
	trx: Transaction<Tables>,
	indexes: readonly (readonly [table: string, columns: readonly string[]])[],
): Promise<void> {
	for (const [table, columns] of indexes)
		await trx.schema
			.createIndex(`${table}_${columns[0]}`)
			.on(table)
			.columns([...columns])
			.execute();
}
