// Bulk: inserts of many rows, laid out flat, by statements of many VALUES. Kysely compiles a statement for 1, 4, 16 and 64 rows once for each table,
// and afterwards only parameters change: compiling each time costs more than the insert itself.

import { type CompiledQuery, type Kysely, sql } from "kysely";
import { COLUMNS, FURTHER, KEYS, type Tables } from "./schema.ts";
import type { Value } from "./values.ts";

export type BulkTable = keyof typeof COLUMNS;

/** What becomes of a row whose key is there. "new": none can be, and the database is spared the look; if one is, it refuses all. */
export type Met = "new" | "keep" | "replace";

/** Inserts that answer with the keys that were new. */
export const ANSWERED: ReadonlySet<BulkTable> = new Set(["message"]);

/** Of tables whose rows are not replaced by every other: when they are, in SQL that all databases know. */
export const GUARDS: ReadonlyMap<BulkTable, string> = new Map([["source_file", FURTHER]]);

/** Columns that a replaced row does not simply take from the new one: what of both they hold, in SQL that all databases know. */
export const MIXED: ReadonlyMap<BulkTable, ReadonlyMap<string, string>> = new Map([
	// What the last correlation knew stays known until the next; and once a reading was replaced, it was.
	["fresh", new Map(Object.entries({ strand: `"fresh"."strand"`, reread: `"fresh"."reread" | excluded."reread"` }))],
]);

/**
 * Inserts rows laid out flat in the order of COLUMNS. Of several rows with one key the last is written by "replace", the first by "keep".
 * Returns the keys of messages that were new.
 */
export type Insert = (trx: Kysely<Tables>, table: BulkTable, values: readonly Value[], met: Met) => Promise<Uint8Array[]>;

const SIZES = [64, 16, 4, 1] as const;

/** One for each database: what is compiled is in its dialect. */
export function bulkInsert(): Insert {
	const compiled = new Map<string, CompiledQuery>();
	return async (trx, table, values, met) => {
		const width = COLUMNS[table].length;
		const fresh: Uint8Array[] = [];
		let at = 0;
		for (const size of SIZES) {
			while (values.length - at >= size * width) {
				const name = `${table} ${size} ${met}`;
				let statement = compiled.get(name);
				if (statement === undefined) {
					statement = insertOf(trx, table, size, met);
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

function insertOf(db: Kysely<Tables>, table: BulkTable, size: number, met: Met): CompiledQuery {
	const columns: readonly string[] = COLUMNS[table];
	const keys: readonly string[] = KEYS[table];
	// The rows only give the statement its shape, so their types say nothing.
	const row = Object.fromEntries(columns.map((column) => [column, ""]));
	const insert = db.insertInto(table).values(Array.from({ length: size }, () => row) as never);
	if (met === "new") return insert.compile();
	const guarded = insert.onConflict((conflict) => {
		const same = conflict.columns(keys as never[]);
		if (met === "keep") return same.doNothing();
		const rest = columns.filter((column) => !keys.includes(column));
		const update = same.doUpdateSet(
			(eb) =>
				Object.fromEntries(
					rest.map((column) => {
						const mixed = MIXED.get(table)?.get(column);
						return [column, mixed === undefined ? eb.ref(`excluded.${column}` as never) : sql.raw(mixed)];
					}),
				) as never,
		);
		const guard = GUARDS.get(table);
		return guard === undefined ? update : update.where(sql<boolean>`${sql.raw(guard)}`);
	});
	return (met === "keep" && ANSWERED.has(table) ? guarded.returning("sha256" as never) : guarded).compile();
}
