// Fingerprint: a digest of everything a case says, in key order, without the journal and clock columns. Two cases with the same
// fingerprint hold the same result, however the scans that made them were ordered, split, killed or run side by side.

import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import { KEYS, type Tables } from "./schema.ts";
import { toHex, type Value } from "./values.ts";

const PAGE = 500;

/** Columns that tell when rather than what, and bytes that depend on a compressor's version (their hash is their key). */
const LEFT_OUT: ReadonlySet<string> = new Set(["source_file.modified", "raw.bytes", "raw.encoding"]);

type Row = Readonly<Record<string, Value>>;

/** SHA-256, lower-case hex. */
export async function fingerprint(db: Kysely<Tables>): Promise<string> {
	const hash = createHash("sha256");
	// Only explanations in use count: a reading that was replaced leaves its own behind.
	const used = new Set<string>();
	for (const table of ["message", "contact", "placement", "problem", "file_problem", "source_file", "raw"] as const) {
		hash.update(`${table}\n`);
		for await (const row of rows(db, table)) {
			hash.update(canonical(table, row));
			if (table === "contact") used.add(toHex(row.explanation as Uint8Array));
		}
	}
	hash.update("explanation\n");
	for await (const row of rows(db, "explanation")) if (used.has(toHex(row.id as Uint8Array))) hash.update(canonical("explanation", row));
	return hash.digest("hex");
}

function canonical(table: string, row: Row): string {
	const names = Object.keys(row)
		.filter((name) => !LEFT_OUT.has(`${table}.${name}`))
		.sort();
	return `${JSON.stringify(names.map((name) => (row[name] instanceof Uint8Array ? toHex(row[name] as Uint8Array) : row[name])))}\n`;
}

async function* rows(db: Kysely<Tables>, table: keyof Tables): AsyncGenerator<Row> {
	const names = KEYS[table] as readonly string[];
	const key = sql.join(names.map((name) => sql.ref(name)));
	let last: Row | undefined;
	for (;;) {
		const after = last === undefined ? sql`` : sql`where (${key}) > (${sql.join(names.map((name) => (last as Row)[name]))})`;
		const page: readonly Row[] = (await sql<Row>`select * from ${sql.table(table)} ${after} order by ${key} limit ${PAGE}`.execute(db))
			.rows;
		yield* page;
		last = page.at(-1);
		if (page.length < PAGE) return;
	}
}
