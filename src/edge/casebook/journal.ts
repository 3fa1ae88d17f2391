// Journal: who did what to the case, append-only and hash-chained. Each entry's hash covers the one before, so that an edited or
// removed entry breaks the chain at that place. A cut tail leaves a shorter valid chain: only a head noted elsewhere shows it.

import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Engine } from "./engine.ts";
import type { JournalTable } from "./schema/scan-tables.ts";
import type { Tables } from "./schema.ts";
import { storable } from "./values.ts";

/** In front of what is hashed; a change of the canonical form is a new tag. */
const FORM = "counterpixel-journal-1";
/** Stands where the first entry has no predecessor. */
const NO_PREDECESSOR = "0".repeat(64);
const PAGE = 1000;

/** When and by whom; from the caller, since neither is this module's to know. */
export interface Stamp {
	/** ISO 8601, UTC. */
	readonly time: string;
	readonly actor: string;
}

export type JournalDetail = Readonly<Record<string, unknown>>;

export type JournalVerdict =
	| { readonly ok: true; readonly head: string; readonly count: number }
	| { readonly ok: false; readonly at: number; readonly why: string };

/** The last entry's hash and number: what to note elsewhere, to notice a cut tail. */
export interface JournalHead {
	readonly head: string;
	readonly count: number;
}

/**
 * SHA-256, lower-case hex, of the UTF-8 JSON array [form, n, time, actor, action, detail, previous] without white space,
 * `detail` being the stored text, a string within the array.
 */
export function entryHash(entry: Omit<JournalTable, "hash">): string {
	const canonical = JSON.stringify([FORM, entry.n, entry.time, entry.actor, entry.action, entry.detail, entry.previous]);
	return createHash("sha256").update(canonical).digest("hex");
}

/** Appends within the transaction of what it records, near its end: neither is ever there without the other. Returns the number of the entry. */
export async function appendEntry(
	engine: Engine,
	trx: Kysely<Tables>,
	stamp: Stamp,
	action: string,
	detail: JournalDetail,
): Promise<number> {
	// One chain, however many write: nobody appends between this look at the head and the end of the transaction.
	await engine.takeTurn(trx, "journal");
	const last = await journalHead(trx);
	const entry = {
		n: last.count + 1,
		time: storable(stamp.time),
		actor: storable(stamp.actor),
		action: storable(action),
		detail: JSON.stringify(detail),
		previous: last.head,
	};
	await trx
		.insertInto("journal")
		.values({ ...entry, hash: entryHash(entry) })
		.execute();
	return entry.n;
}

export async function journalHead(db: Kysely<Tables>): Promise<JournalHead> {
	const last = await db.selectFrom("journal").select(["n", "hash"]).orderBy("n", "desc").limit(1).executeTakeFirst();
	return last === undefined ? { head: NO_PREDECESSOR, count: 0 } : { head: last.hash, count: last.n };
}

/** Names the first broken link. `head` is a hash noted earlier: the chain must pass through it. */
export async function verifyJournal(db: Kysely<Tables>, head: string | null = null): Promise<JournalVerdict> {
	let previous = NO_PREDECESSOR;
	let count = 0;
	let passed = head === null || head === NO_PREDECESSOR;
	for await (const entry of journalEntries(db)) {
		const expected = count + 1;
		if (entry.n !== expected) return { ok: false, at: expected, why: `entry ${expected} is missing` };
		if (entry.previous !== previous)
			return { ok: false, at: entry.n, why: `entry ${entry.n} does not follow the entry before it: one was replaced, or this one edited` };
		if (entryHash(entry) !== entry.hash)
			return { ok: false, at: entry.n, why: `entry ${entry.n} was edited: its content does not give its hash` };
		if (entry.hash === head) passed = true;
		previous = entry.hash;
		count = entry.n;
	}
	if (!passed)
		return { ok: false, at: count + 1, why: "the chain does not pass through the given head: entries were cut off or all made anew" };
	return { ok: true, head: previous, count };
}

/** All entries in order, without holding them. */
export async function* journalEntries(db: Kysely<Tables>): AsyncGenerator<JournalTable> {
	// From the least integer: an entry smuggled in before the first must be seen too.
	let after = Number.MIN_SAFE_INTEGER;
	for (;;) {
		const page = await db.selectFrom("journal").selectAll().where("n", ">", after).orderBy("n").limit(PAGE).execute();
		yield* page;
		const last = page.at(-1);
		if (last === undefined || page.length < PAGE) return;
		after = last.n;
	}
}
