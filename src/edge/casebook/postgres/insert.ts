// Insert: all rows of a table in one statement, one array for each column. What that costs beside a bare COPY of the same rows is measured in
// docs/scale.md; unlike COPY it says what becomes of a row that is there, and which rows were new.

import { CompiledQuery } from "kysely";
import { ANSWERED, type BulkTable, GUARDS, type Insert, type Met, MIXED } from "../bulk.ts";
import { COLUMNS, KEYS } from "../schema.ts";
import { toHex, type Value } from "../values.ts";
import { binaryArray, bytesOf, type ElementKind, TYPES } from "./arrays.ts";

/** Rows and bytes of a statement: the server holds them once more, and a message of its protocol ends at a gigabyte. */
const MOST = { rows: 20_000, bytes: 16 * 1024 * 1024 } as const;

export const insertArrays: Insert = async (trx, table, values, met) => {
	const width = COLUMNS[table].length;
	// One statement writes a row once.
	const rows = met === "replace" ? lastOfEach(table, values) : values;
	const fresh: Uint8Array[] = [];
	for (let first = 0; first < rows.length; ) {
		const end = endOfPiece(rows, first, width);
		const kinds = COLUMNS[table].map((_, column) => kindOf(rows, first + column, end, width));
		const columns = kinds.map((kind, column) => binaryArray(kind, rows, first + column, end, width));
		const { rows: answer } = await trx.executeQuery<{ sha256: Uint8Array }>(CompiledQuery.raw(statementOf(table, kinds, met), columns));
		for (const row of answer) fresh.push(row.sha256);
		first = end;
	}
	return fresh;
};

const prepared = new Map<string, string>();

/** The name under which a connection prepares a statement of this file once, instead of having it planned each time; they are few. */
export function preparedName(statement: string): string | undefined {
	return prepared.get(statement);
}

function statementOf(table: BulkTable, kinds: readonly ElementKind[], met: Met): string {
	const names = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(", ");
	const columns: readonly string[] = COLUMNS[table];
	const keys: readonly string[] = KEYS[table];
	const arrays = kinds.map((kind, column) => `$${column + 1}::${TYPES[kind].name}[]`).join(", ");
	const rest = columns
		.filter((column) => !keys.includes(column))
		.map((column) => `"${column}" = ${MIXED.get(table)?.get(column) ?? `excluded."${column}"`}`);
	const guard = GUARDS.get(table);
	const then = {
		new: "",
		keep: ` on conflict (${names(keys)}) do nothing`,
		replace: ` on conflict (${names(keys)}) do update set ${rest.join(", ")}${guard === undefined ? "" : ` where ${guard}`}`,
	}[met];
	const answer = met === "keep" && ANSWERED.has(table) ? " returning sha256" : "";
	const statement = `insert into "${table}" (${names(columns)}) select * from unnest(${arrays})${then}${answer}`;
	if (!prepared.has(statement)) prepared.set(statement, `counterpixel ${prepared.size}`);
	return statement;
}

/** Values tell the type of their column; one of nulls alone is text, as all are that may be null. */
function kindOf(values: readonly Value[], first: number, end: number, width: number): ElementKind {
	for (let at = first; at < end; at += width) {
		const value = values[at];
		if (value !== null) return typeof value === "number" ? "integer" : typeof value === "string" ? "text" : "bytes";
	}
	return "text";
}

function endOfPiece(values: readonly Value[], first: number, width: number): number {
	let bytes = 0;
	let end = first;
	while (end < values.length && end - first < MOST.rows * width && (bytes < MOST.bytes || end === first)) {
		for (let column = 0; column < width; column++) bytes += bytesOf(values[end + column] as Value);
		end += width;
	}
	return end;
}

function lastOfEach(table: BulkTable, values: readonly Value[]): readonly Value[] {
	const columns: readonly string[] = COLUMNS[table];
	const keys = KEYS[table].map((key) => columns.indexOf(key));
	const rows = new Map<string, readonly Value[]>();
	for (let at = 0; at < values.length; at += columns.length) {
		const key = keys.map((column) => {
			const value = values[at + column] as Value;
			return value instanceof Uint8Array ? toHex(value) : value;
		});
		rows.set(JSON.stringify(key), values.slice(at, at + columns.length));
	}
	return rows.size * columns.length === values.length ? values : [...rows.values()].flat();
}
