// Bulk: inserts of many rows, laid out flat. Kysely compiles a statement for 1, 4, 16 and 64 rows once for each table, and afterwards
// only parameters change: compiling each time costs more than the insert itself.

import type { CompiledQuery, Kysely } from "kysely";
import { COLUMNS, KEYS, type Tables } from "./schema.ts";
import type { Value } from "./values.ts";

export type BulkTable = keyof typeof COLUMNS;

const SIZES = [64, 16, 4, 1] as const;

/** What an insert does with a row whose key is there. */
const REPLACED: ReadonlySet<BulkTable> = new Set(["placement", "source_file"]);
/** Inserts that answer with the keys that were new. */
const ANSWERED: ReadonlySet<BulkTable> = new Set(["message"]);

/**
 * Inserts rows laid out flat in the order of COLUMNS; a row whose key exists is left, or replaced where it says how something is
 * now. Returns the keys of new messages.
 */
export type Insert = (trx: Kysely<Tables>, table: BulkTable, values: readonly Value[]) => Promise<Uint8Array[]>;

/** One for each database: what is compiled is in its dialect. */
export function bulkInsert(): Insert {
	const compiled = new Map<string, CompiledQuery>();
	return async (trx, table, values) => {
		const width = COLUMNS[table].length;
		const fresh: Uint8Array[] = [];
		let at = 0;
		for (const size of SIZES) {
			while (values.length - at >= size * width) {
				const name = `${table} ${size}`;
				let statement = compiled.get(name);
				if (statement === undefined) {
					statement = insertOf(trx, table, size);
					compiled.set(name, statement);
				}
				const { rows } = await trx.executeQuery({ ...statement, parameters: values.slice(at, at + size * width) });
				for (const row of rows as { sha256: Uint8Array }[]) fresh.push(row.sha256);
				at += size * width;
			}
		}
		return fresh;
	};
}

function insertOf(db: Kysely<Tables>, table: BulkTable, size: number): CompiledQuery {
	const columns: readonly string[] = COLUMNS[table];
	const keys: readonly string[] = KEYS[table];
	// The rows only give the statement its shape, so their types say nothing.
	const row = Object.fromEntries(columns.map((column) => [column, ""]));
	const insert = db.insertInto(table).values(Array.from({ length: size }, () => row) as never);
	const guarded = insert.onConflict((conflict) => {
		const met = conflict.columns(keys as never[]);
		if (!REPLACED.has(table)) return met.doNothing();
		const rest = columns.filter((column) => !keys.includes(column));
		return met.doUpdateSet((eb) => Object.fromEntries(rest.map((column) => [column, eb.ref(`excluded.${column}` as never)])) as never);
	});
	return (ANSWERED.has(table) ? guarded.returning("sha256" as never) : guarded).compile();
}
