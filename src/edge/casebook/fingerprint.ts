// Fingerprint: a digest of everything a case says, in key order, without the journal and clock columns. Two cases with the same
// fingerprint hold the same result, however the scans that made them were ordered, split, killed or run side by side. A campaign's id, and which of its ids
// came first, depend on that order: in their place stands the first of its strands. The queue of changes, decisions and the watch list are left out.

import { createHash, type Hash } from "node:crypto";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import { KEYS, type Tables } from "./schema.ts";
import { toHex, type Value } from "./values.ts";

const PAGE = 500;

/** Columns that tell when rather than what, and bytes that depend on a compressor's version (their hash is their key). */
const LEFT_OUT: ReadonlySet<string> = new Set([
	"source_file.modified",
	"raw.bytes",
	"raw.encoding",
	"strand.campaign",
	"campaign.id",
	"campaign.made",
	"campaign_link.a",
	"campaign_link.b",
]);

const FOUND = ["message", "contact", "placement", "problem", "file_problem", "source_file", "raw", "sighting", "trail"] as const;

type Row = Readonly<Record<string, Value>>;

/** SHA-256, lower-case hex. */
export async function fingerprint(db: Kysely<Tables>): Promise<string> {
	const hash = createHash("sha256");
	// Only explanations in use count: a reading that was replaced leaves its own behind.
	const used = new Set<string>();
	for (const table of FOUND) {
		hash.update(`${table}\n`);
		for await (const row of rows(db, table)) {
			hash.update(canonical(table, row));
			if (table === "contact") used.add(toHex(row.explanation as Uint8Array));
		}
	}
	hash.update("explanation\n");
	for await (const row of rows(db, "explanation")) if (used.has(toHex(row.id as Uint8Array))) hash.update(canonical("explanation", row));
	await addCampaigns(db, hash);
	return hash.digest("hex");
}

async function addCampaigns(db: Kysely<Tables>, hash: Hash): Promise<void> {
	const names = new Map<string, string>();
	hash.update("strand\n");
	for await (const row of rows(db, "strand")) {
		const campaign = row.campaign as string;
		if (campaign !== "" && !names.has(campaign)) names.set(campaign, row.id as string);
		hash.update(`${names.get(campaign) ?? ""} ${canonical("strand", row)}`);
	}
	for (const table of ["strand_feature", "bond", "pinned", "proof"] as const) {
		hash.update(`${table}\n`);
		for await (const row of rows(db, table)) hash.update(canonical(table, row));
	}
	// A campaign of nothing but messages that were split off has an id made of these.
	const nameOf = (id: Value | undefined): string => names.get(id as string) ?? (id as string);
	await addSorted(hash, rows(db, "campaign"), (row) => `${nameOf(row.id)} ${canonical("campaign", row)}`);
	await addSorted(hash, rows(db, "campaign_link"), (row) => {
		const ends = [nameOf(row.a), nameOf(row.b)].sort();
		return `${ends.join(" ")} ${canonical("campaign_link", row)}`;
	});
}

/** Rows whose key is of ids, in an order that is not: a short digest of each is held. */
async function addSorted(hash: Hash, rows: AsyncIterable<Row>, line: (row: Row) => string): Promise<void> {
	const digests: string[] = [];
	for await (const row of rows) digests.push(createHash("sha256").update(line(row)).digest("base64"));
	for (const digest of digests.sort()) hash.update(digest);
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
