// Strands: what the queue of changed messages does to the rows of their senders. New messages are added to what was counted; a strand that lost a
// message, or whose message was read anew, is counted again, since a least or a most cannot be taken back. So are all of a case that was never
// correlated, by the database itself.

import { sql } from "kysely";
import type { Engine } from "../engine.ts";
import { takeFresh } from "../fresh.ts";
import { inPieces, lookup, type Trx } from "../keyed.ts";
import type { SightingTable } from "../schema/scan-tables.ts";
import { toHex } from "../values.ts";
import { type Counted, count, countsOf, emptyCounts, type StrandCounts } from "./strand-counts.ts";

/** Rows of the queue that are in memory at a time. */
const TAKEN = 10_000;

export interface CountedStrands {
	/** Messages that were on the queue. */
	readonly messages: number;
	/** Nothing was correlated before. */
	readonly isFirst: boolean;
	/** Those with new messages, or fewer, or with messages of which something else changed. */
	readonly strands: ReadonlyMap<string, StrandCounts>;
	/** The same before, those that were there. */
	readonly before: ReadonlyMap<string, StrandCounts>;
	/** Messages that were on the queue and are there, with their strands; empty the first time, when all are. */
	readonly touched: readonly { readonly message: string; readonly strand: string }[];
}

/** Takes all rows off the queue. */
export async function countStrands(engine: Engine, trx: Trx): Promise<CountedStrands> {
	const isFirst = (await trx.selectFrom("strand").select("id").limit(1).execute()).length === 0;
	const strands = new Map<string, StrandCounts>();
	const before = new Map<string, StrandCounts>();
	if (isFirst) {
		const [taken] = await trx.deleteFrom("fresh").execute();
		for (const row of await counted(trx).execute()) addTo(strands, row);
		return { messages: Number(taken?.numDeletedRows ?? 0), isFirst, strands, before, touched: [] };
	}
	const touched: { readonly message: string; readonly strand: string }[] = [];
	const anew = new Set<string>();
	const select = trx.selectFrom("sighting").select(["message", "strand", "received", "traits"]).orderBy("message");
	const sightings = lookup<Uint8Array, Omit<SightingTable, "features">>(trx, (some) => select.where("message", "in", some));
	let messages = 0;
	for (;;) {
		const rows = await takeFresh(engine, trx, TAKEN);
		messages += rows.length;
		const found: Omit<SightingTable, "features">[] = [];
		await sightings(
			rows.map(({ message }) => message),
			(row) => found.push(row),
		);
		await load(trx, [...rows.map(({ strand }) => strand), ...found.map(({ strand }) => strand)], strands, before);
		// Both in order of message: a walk along them costs less than a table to look them up.
		let at = 0;
		for (const { message, strand: old, reread } of rows) {
			while (at < found.length && Buffer.compare(found[at]?.message as Uint8Array, message) < 0) at++;
			const next = found[at];
			const sighting = next !== undefined && Buffer.compare(next.message, message) === 0 ? next : null;
			if (old !== "" && (reread === 1 || old !== sighting?.strand)) anew.add(old);
			if (sighting === null) continue;
			touched.push({ message: toHex(message), strand: sighting.strand });
			if (old === sighting.strand) continue;
			const { strand, received, traits } = sighting;
			count(strands.get(strand) as StrandCounts, { traits, messages: 1, first: received, last: received });
		}
		if (rows.length < TAKEN) break;
	}
	for (const id of anew) strands.set(id, emptyCounts(id, strands.get(id)?.campaign));
	await inPieces(
		trx,
		[...anew],
		(some) => counted(trx).where("strand", "in", some),
		(row) => addTo(strands, row),
	);
	return { messages, isFirst, strands, before, touched };
}

function addTo(strands: Map<string, StrandCounts>, row: Counted & { readonly strand: string }): void {
	const known = strands.get(row.strand);
	const counts = known ?? emptyCounts(row.strand);
	if (known === undefined) strands.set(row.strand, counts);
	count(counts, { ...row, messages: Number(row.messages) });
}

/** By strand and traits, without what waits on the queue: that is added when it is taken off. */
function counted(trx: Trx) {
	return trx
		.selectFrom("sighting")
		.select((eb) => ["strand", "traits", eb.fn.countAll<number>().as("messages"), eb.fn.max("received").as("last")])
		.select(sql<string>`coalesce(min(nullif(received, '')), '')`.as("first"))
		.where((eb) => eb.not(eb.exists(eb.selectFrom("fresh").select("fresh.message").whereRef("fresh.message", "=", "sighting.message"))))
		.groupBy(["strand", "traits"]);
}

async function load(
	trx: Trx,
	ids: readonly string[],
	strands: Map<string, StrandCounts>,
	before: Map<string, StrandCounts>,
): Promise<void> {
	const missing = [...new Set(ids)].filter((id) => id !== "" && !strands.has(id));
	for (const id of missing) strands.set(id, emptyCounts(id));
	await inPieces(
		trx,
		missing,
		(some) => trx.selectFrom("strand").selectAll().where("id", "in", some),
		(row) => {
			strands.set(row.id, countsOf(row));
			before.set(row.id, countsOf(row));
		},
	);
}
