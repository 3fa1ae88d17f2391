// Stored messages: what reports and searches ask of a case, page by page along a key, so that a case of any size streams and no statement
// stays open between pages (a scan may write meanwhile).

import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Problem, ProblemCode } from "../../core/model/problem.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import { type Findings, unpack } from "./findings.ts";
import type { ExplanationTable, PlacementTable, ProblemTable } from "./schema/scan-tables.ts";
import type { Tables } from "./schema.ts";
import { decompress, fromHex, toHex } from "./values.ts";

export interface Placement {
	readonly mailbox: string;
	readonly file: string;
	readonly offset: number;
	readonly flags: readonly string[];
	readonly owner: string | null;
	/** No longer there. */
	readonly gone: boolean;
}

export interface StoredMessage {
	/** Lower-case hex. */
	readonly sha256: string;
	readonly size: number;
	readonly messageId: string | null;
	readonly from: string | null;
	readonly subject: string | null;
	readonly received: string | null;
	readonly receivedFrom: "received" | "date" | null;
	readonly deliveredTo: readonly string[];
	readonly detector: number;
	readonly placements: readonly Placement[];
	readonly references: readonly RemoteReference[];
	readonly problems: readonly Problem[];
}

export interface MessageQuery {
	/** `received`: oldest first, those without a time before all; `newest`: the other way round; `sha256`: by hash. */
	readonly order?: "received" | "newest" | "sha256";
}

const PAGE = 200;
/** Explanations kept between pages. */
const KEPT_EXPLANATIONS = 20_000;

export async function* messages(db: Kysely<Tables>, query: MessageQuery = {}): AsyncGenerator<StoredMessage> {
	const order = query.order ?? "received";
	const explanations: Explanations = new Map();
	let after: { readonly received: string; readonly sha256: Uint8Array } | null = null;
	for (;;) {
		let select = db.selectFrom("message").selectAll().limit(PAGE);
		const direction = order === "newest" ? "desc" : "asc";
		if (order !== "sha256") select = select.orderBy("received", direction);
		select = select.orderBy("sha256", direction);
		if (after !== null) {
			const { received, sha256 } = after;
			if (order === "sha256") select = select.where("sha256", ">", sha256);
			else {
				const sign = order === "newest" ? sql`<` : sql`>`;
				select = select.where(sql<boolean>`(received, sha256) ${sign} (${received}, ${sha256})`);
			}
		}
		const page = await select.execute();
		yield* await complete(db, page, explanations);
		after = page.at(-1) ?? null;
		if (page.length < PAGE) return;
	}
}

/** One message by its SHA-256 in hex, or null. */
export async function message(db: Kysely<Tables>, sha256: string): Promise<StoredMessage | null> {
	const rows = await db.selectFrom("message").selectAll().where("sha256", "=", fromHex(sha256)).execute();
	return (await complete(db, rows, new Map()))[0] ?? null;
}

/** Those of these that are in the case, in no order; a few hundred at a time. */
export async function messagesNamed(db: Kysely<Tables>, sha256s: readonly string[]): Promise<StoredMessage[]> {
	if (sha256s.length === 0) return [];
	const rows = await db.selectFrom("message").selectAll().where("sha256", "in", sha256s.map(fromHex)).execute();
	return complete(db, rows, new Map());
}

/** The raw message by its SHA-256 in hex, where it was kept, else null. */
export async function raw(db: Kysely<Tables>, sha256: string): Promise<Uint8Array | null> {
	const row = await db.selectFrom("raw").select("bytes").where("message", "=", fromHex(sha256)).executeTakeFirst();
	return row === undefined ? null : decompress(row.bytes);
}

type Explanations = Map<string, ExplanationTable>;

async function complete(db: Kysely<Tables>, rows: readonly Tables["message"][], explanations: Explanations): Promise<StoredMessage[]> {
	if (rows.length === 0) return [];
	const keys = rows.map((row) => row.sha256);
	const placements = await db
		.selectFrom("placement")
		.selectAll()
		.where("message", "in", keys)
		.orderBy("mailbox")
		.orderBy("file")
		.orderBy("offset")
		.execute();
	const problems = await db.selectFrom("problem").selectAll().where("message", "in", keys).orderBy("ordinal").execute();
	const placementsOf = Map.groupBy(placements, (row) => toHex(row.message));
	const problemsOf = Map.groupBy(problems, (row) => toHex(row.message));
	const findings = rows.map((row) => JSON.parse(row.findings) as Findings);
	await load(db, findings, explanations);
	return rows.map((row, index) => {
		const sha256 = toHex(row.sha256);
		return {
			sha256,
			size: row.size,
			messageId: row.message_id,
			from: row.from,
			subject: row.subject,
			received: row.received === "" ? null : row.received,
			receivedFrom: row.received_from,
			deliveredTo: JSON.parse(row.delivered_to),
			detector: row.detector,
			placements: (placementsOf.get(sha256) ?? []).map(toPlacement),
			references: unpack(findings[index] as Findings, explanations),
			problems: (problemsOf.get(sha256) ?? []).map(toProblem),
		};
	});
}

async function load(db: Kysely<Tables>, findings: readonly Findings[], explanations: Explanations): Promise<void> {
	if (explanations.size > KEPT_EXPLANATIONS) explanations.clear();
	const missing = new Set<string>();
	for (const { contacts } of findings) for (const [, id] of contacts) if (!explanations.has(id)) missing.add(id);
	const ids = [...missing];
	for (let at = 0; at < ids.length; at += PAGE) {
		const some = ids.slice(at, at + PAGE).map(fromHex);
		for (const row of await db.selectFrom("explanation").selectAll().where("id", "in", some).execute())
			explanations.set(toHex(row.id), row);
	}
}

function toPlacement({ mailbox, file, offset, flags, owner, gone }: PlacementTable): Placement {
	return { mailbox, file, offset, flags: JSON.parse(flags), owner, gone: gone === 1 };
}

function toProblem({ code, detail, offset }: ProblemTable): Problem {
	return { code: code as ProblemCode, detail, offset };
}
