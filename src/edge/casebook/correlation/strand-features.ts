// Strand features: what stands for a strand, its first and its last messages, is written where that changed, and the rest of a correlation is told
// what it changed. Who began a mailing, and what he sends now, are both what an analyst looks for; all between would make a newsletter of ten years a
// thousand times the size of an attack.

import { type SqlBool, sql } from "kysely";
import { FEW, SAMPLED, strandFeatures } from "../../../core/campaigns/strands.ts";
import type { Engine } from "../engine.ts";
import { inPieces, lookup, type Trx } from "../keyed.ts";
import { toHex, type Value } from "../values.ts";
import { rowOf, type StrandCounts } from "./strand-counts.ts";
import type { CountedStrands } from "./strands.ts";

/** Strands whose features are in memory at a time. Their rows lie anywhere in the table, so that more at a time write fewer pages twice. */
const COMPARED = 5000;
/** Past so many changed features, the database goes through all of them instead of those that are named. */
const MOST_NAMED = 50_000;

/** What changed, for the rest of the correlation. */
export interface ChangedStrands {
	/** Strands with other features, nature or days than before. */
	readonly changed: ReadonlySet<string>;
	/** Campaigns that a strand left because none of its messages is tracked any more. */
	readonly left: ReadonlySet<string>;
	/** "KIND VALUE" of what spread or shrank, and of whatever such strands have; null where that is too much to name. */
	readonly keys: ReadonlySet<string> | null;
}

/** By key, how many sampled messages have it; keys in order. */
type Features = ReadonlyMap<string, number>;
const NONE: Features = new Map();

export async function writeStrands(engine: Engine, trx: Trx, { strands, before, isFirst }: CountedStrands): Promise<ChangedStrands> {
	const changed = new Set<string>();
	const left = new Set<string>();
	let keys: Set<string> | null = new Set();
	const sample = sampler(trx);
	const ids = [...strands.keys()].sort();
	for (let at = 0; at < ids.length; at += COMPARED) {
		const some = ids.slice(at, at + COMPARED).map((id) => strands.get(id) as StrandCounts);
		const stored = isFirst ? new Map<string, Features>() : await storedFeatures(trx, some);
		const added: Row[] = [];
		const samples: Value[] = [];
		for (const counts of some) {
			const { id } = counts;
			const old = stored.get(id) ?? NONE;
			const features = counts.tracked > 0 ? await sample(counts) : NONE;
			const previous = before.get(id);
			if (counts.tracked === 0) counts.earliest = new Uint8Array();
			if (counts.tracked === 0 && counts.campaign !== "") {
				left.add(counts.campaign);
				counts.campaign = "";
			}
			const gone = [...old.keys()].filter((key) => !features.has(key));
			const fresh = [...features.keys()].filter((key) => !old.has(key));
			for (const key of fresh) added.push({ key, strand: id });
			await removeFeatures(trx, id, gone);
			const text = JSON.stringify([...features]);
			if (features.size > 0 && text !== JSON.stringify([...old])) samples.push(id, text);
			const differs = gone.length > 0 || fresh.length > 0;
			// What its sharers are asked for, they are asked anew.
			const isOther = differs || previous === undefined || natureText(previous) !== natureText(counts);
			if (isOther) for (const key of [...features.keys(), ...gone]) keys?.add(key);
			if (isOther || previous?.first !== counts.first || previous.last !== counts.last || previous.tracked <= FEW !== counts.tracked <= FEW)
				changed.add(id);
			if (keys !== null && keys.size > MOST_NAMED) keys = null;
		}
		await engine.insert(trx, "strand_feature", inOrder(added), "new");
		await engine.insert(trx, "strand_sample", samples, isFirst ? "new" : "replace");
		const bare = some.filter(({ tracked }) => tracked === 0).map(({ id }) => id);
		await inPieces(trx, isFirst ? [] : bare, (some) => trx.deleteFrom("strand_sample").where("strand", "in", some));
		const gone = some.filter(({ messages }) => messages === 0).map(({ id }) => id);
		await inPieces(trx, gone, (some) => trx.deleteFrom("strand").where("id", "in", some));
		const kept = some.filter(({ messages }) => messages > 0);
		await engine.insert(trx, "strand", kept.flatMap(rowOf), isFirst ? "new" : "replace");
	}
	return { changed, left, keys };
}

/** What natureOf (core/campaigns/strands.ts) goes by, but for where a message was handed over, which is a feature. */
function natureText({ traits, tracked }: StrandCounts): string {
	return traits.map((count) => (count === 0 ? "0" : count * 2 > tracked ? "2" : "1")).join("");
}

interface Row {
	readonly key: string;
	readonly strand: string;
}

/** In the order of the table's key, in which the database writes them cheapest. */
function inOrder(rows: Row[]): Value[] {
	rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.strand < b.strand ? -1 : 1));
	const values: Value[] = [];
	for (const { key, strand } of rows) {
		const blank = key.indexOf(" ");
		values.push(key.slice(0, blank), key.slice(blank + 1), strand);
	}
	return values;
}

async function removeFeatures(trx: Trx, strand: string, keys: readonly string[]): Promise<void> {
	for (const key of keys) {
		const blank = key.indexOf(" ");
		await trx
			.deleteFrom("strand_feature")
			.where("kind", "=", key.slice(0, blank))
			.where("value", "=", key.slice(blank + 1))
			.where("strand", "=", strand)
			.execute();
	}
}

interface Sampled {
	readonly received: string;
	readonly message: Uint8Array;
	readonly features: string;
}

/** Reads a strand's first and last tracked messages, and notes the earliest with a time. */
function sampler(trx: Trx): (counts: StrandCounts) => Promise<Features> {
	const tracked = trx.selectFrom("sighting").select(["received", "message", "features"]).where(sql<SqlBool>`traits % 2 = 1`);
	const ends = (["asc", "desc"] as const).map((way) =>
		lookup<string, Sampled>(trx, ([strand = ""]) =>
			tracked.where("strand", "=", strand).orderBy("received", way).orderBy("message", way).limit(SAMPLED),
		),
	);
	return async (counts) => {
		const found = new Map<string, Sampled>();
		// One end is the other, of so few.
		for (const end of counts.tracked <= SAMPLED ? ends.slice(0, 1) : ends)
			await end([counts.id], (row) => found.set(toHex(row.message), row));
		const sampled = [...found.values()];
		counts.earliest = (sampled.find(({ received }) => received !== "") ?? sampled[0])?.message ?? new Uint8Array();
		if (counts.first !== "" && sampled[0]?.received === "") counts.earliest = await earliestOf(trx, counts);
		const features = strandFeatures(sampled.map((row) => JSON.parse(row.features) as string[]));
		return new Map([...features].sort(([a], [b]) => (a < b ? -1 : 1)));
	};
}

/** Where messages without a time come before it. */
async function earliestOf(trx: Trx, { id, first }: StrandCounts): Promise<Uint8Array> {
	const tracked = trx.selectFrom("sighting").select("message").where(sql<SqlBool>`traits % 2 = 1`);
	const row = await tracked.where("strand", "=", id).where("received", "=", first).orderBy("message").executeTakeFirst();
	return row?.message ?? new Uint8Array();
}

export function readFeatures(text: string): Map<string, number> {
	return new Map(JSON.parse(text) as [string, number][]);
}

async function storedFeatures(trx: Trx, strands: readonly StrandCounts[]): Promise<Map<string, Features>> {
	const features = new Map<string, Features>();
	await inPieces(
		trx,
		strands.map(({ id }) => id),
		(some) => trx.selectFrom("strand_sample").selectAll().where("strand", "in", some),
		(row) => features.set(row.strand, readFeatures(row.features)),
	);
	return features;
}
