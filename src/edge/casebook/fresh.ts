// Fresh: the queue between scans, decisions and correlation. A scan puts on it what it changed, as the last thing of its transaction and in key order;
// a correlation takes rows off first thing in its own. So a change that comes meanwhile waits for that transaction, and is on the queue after it.

import type { Kysely } from "kysely";
import type { Engine } from "./engine.ts";
import type { FreshTable } from "./schema/scan-tables.ts";
import type { Tables } from "./schema.ts";
import { fromHex, toHex, type Value } from "./values.ts";

/** Messages that one statement names. */
const NAMED = 500;

/** By message in hex, what the last correlation knew of it. */
export type Changes = Map<string, Pick<FreshTable, "strand" | "reread">>;

/**
 * Puts changed messages on the queue. `known`: those whose reading is the one that correlation counted, if it did: their placement, owner or a
 * decision about them changed. What is on the queue already keeps the strand it came with.
 */
export async function enqueue(engine: Engine, trx: Kysely<Tables>, changes: Changes, known: Iterable<string> = []): Promise<void> {
	const all = new Map(changes);
	const others = [...new Set(known)].filter((hex) => !changes.has(hex));
	for (let at = 0; at < others.length; at += NAMED) {
		const some = others.slice(at, at + NAMED);
		for (const hex of some) all.set(hex, { strand: "", reread: 0 });
		const sightings = trx.selectFrom("sighting").select(["message", "strand"]).where("message", "in", some.map(fromHex));
		for (const { message, strand } of await sightings.execute()) all.set(toHex(message), { strand, reread: 0 });
	}
	const rows: Value[] = [];
	for (const hex of [...all.keys()].sort()) {
		const { strand, reread } = all.get(hex) as Pick<FreshTable, "strand" | "reread">;
		rows.push(fromHex(hex), strand, reread);
	}
	await engine.insert(trx, "fresh", rows, "replace");
}

/**
 * Takes up to `most` rows off the queue, in order of message; none are left once it returns fewer. The transaction must write all that follows from
 * them, or undo this too.
 */
export async function takeFresh(engine: Engine, trx: Kysely<Tables>, most: number): Promise<FreshTable[]> {
	const select = trx.selectFrom("fresh").select(["message", "strand", "reread"]).orderBy("message").limit(most);
	const rows = await (engine.forUpdate === null ? select : select.modifyEnd(engine.forUpdate)).execute();
	// By key: another transaction may have put rows between these meanwhile.
	for (let at = 0; at < rows.length; at += NAMED) {
		const some = rows.slice(at, at + NAMED).map(({ message }) => message);
		await trx.deleteFrom("fresh").where("message", "in", some).execute();
	}
	return rows;
}
