// Bulk: inserts of many rows. Kysely compiles a statement for 1, 4, 16 and 64 rows once for each table, and afterwards only
// parameters change: compiling each time cost more than the insert itself.

import type { CompiledQuery, Kysely } from "kysely";
import type { Value } from "./rows.ts";
import { COLUMNS, KEYS, type Tables } from "./schema.ts";

export type BulkTable = keyof typeof COLUMNS;

const SIZES = [64, 16, 4, 1] as const;

/** What an insert does with a row whose key is there. */
const REPLACED: ReadonlySet<BulkTable> = new Set(["placement"]);
/** Inserts that answer with the keys that were new. */
const ANSWERED: ReadonlySet<BulkTable> = new Set(["message"]);

const compiled = new Map<string, CompiledQuery>();

/** Inserts rows laid out flat; a row whose key exists is left, or (placement) replaced. Returns the new keys of messages. */
export async function insertRows(trx: Kysely<Tables>, table: BulkTable, values: readonly Value[]): Promise<Uint8Array[]> {
	const width = COLUMNS[table].length;
	const fresh: Uint8Array[] = [];
	let at = 0;
	for (const size of SIZES) {
		while (values.length - at >= size * width) {
			const statement = insertOf(trx, table, size);
			const { rows } = await trx.executeQuery({ ...statement, parameters: values.slice(at, at + size * width) });
			for (const row of rows as { sha256: Uint8Array }[]) fresh.push(row.sha256);
			at += size * width;
		}
	}
	return fresh;
}

function insertOf(db: Kysely<Tables>, table: BulkTable, size: number): CompiledQuery {
	const name = `${table} ${size}`;
	let statement = compiled.get(name);
	if (statement === undefined) {
		const columns: readonly string[] = COLUMNS[table];
		const row = Object.fromEntries(columns.map((column) => [column, ""]));
		// The rows only give the statement its shape, so their types say nothing.
		const insert = db.insertInto(table).values(Array.from({ length: size }, () => row) as never);
		const keys = [...KEYS[table]] as never[];
		const guarded = insert.onConflict((conflict) =>
			REPLACED.has(table)
				? conflict.columns(keys).doUpdateSet((eb) => {
						const rest = columns.filter((column) => !(KEYS[table] as readonly string[]).includes(column));
						return Object.fromEntries(rest.map((column) => [column, eb.ref(`excluded.${column}` as never)])) as never;
					})
				: conflict.columns(keys).doNothing(),
		);
		statement = (ANSWERED.has(table) ? guarded.returning("sha256" as never) : guarded).compile();
		compiled.set(name, statement);
	}
	return statement;
}
