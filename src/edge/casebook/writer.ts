// Writer: one transaction for what was read, with the checkpoints up to which it was read. Every write is idempotent, and which of
// two readings of a message stays does not depend on which came first: so order, batches, overlaps and the number of writers change nothing.
// Writers of one mailbox take turns. Those of different ones meet only where they hold the same messages, and there they never wait in a
// circle: each transaction goes through the tables in one order and through each table in the order of its key.

import type { Kysely } from "kysely";
import type { Engine } from "./engine.ts";
import { enqueue } from "./fresh.ts";
import { cut, merged } from "./merged-rows.ts";
import type { EncodedRows, Reading } from "./rows.ts";
import { COLUMNS, type Tables } from "./schema.ts";
import { clearRange, type FileProgress, type Lain, setCheckpoints } from "./source-files.ts";
import { inKeyOrder } from "./url-hints.ts";
import { keyText, toHex, type Value } from "./values.ts";
import { settle } from "./winners.ts";

export interface ScannedBatch {
	/** As the workers encoded them. */
	readonly rows: readonly EncodedRows[];
	readonly files: readonly FileProgress[];
}

export async function writeBatch(engine: Engine, trx: Kysely<Tables>, batch: ScannedBatch, detector: number): Promise<void> {
	const { insert } = engine;
	const { readings, explanation, placement, fileProblem, raw } = merged(batch.rows);
	await engine.takeTurn(trx, "mailbox", mailboxesOf(placement, batch.files));
	await insert(trx, "explanation", explanation, "keep");
	const rows = (hashes: readonly string[], of: keyof Reading): Value[] => hashes.flatMap((hex) => (readings.get(hex) as Reading)[of]);
	const hashes = [...readings.keys()];
	const added = (await insert(trx, "message", rows(hashes, "message"), "keep")).map(toHex);
	const changes = await settle(engine, trx, readings, added);
	const winners = [...changes.keys()];
	// Of a message that this transaction brought nobody else can have written anything; of others rows of the trail may have stayed.
	const met = added.length === hashes.length ? "new" : "keep";
	for (const table of ["contact", "problem", "sighting"] as const) await insert(trx, table, rows(winners, table), met);
	await insert(trx, "trail", rows(winners, "trail"), met === "new" ? "new" : "replace");
	await insert(trx, "url_hint", inKeyOrder(batch.rows.map(({ url_hint }) => url_hint)), "keep");
	const lain: Lain[] = [];
	for (const file of batch.files) for (const place of await clearRange(trx, file)) lain.push(place);
	await insert(trx, "placement", placement, "replace");
	await insert(trx, "file_problem", fileProblem, "keep");
	await insert(trx, "raw", raw, "keep");
	const moved = await setCheckpoints(trx, insert, batch.files, detector);
	await enqueue(engine, trx, changes, [...displaced(placement, lain), ...moved.map(toHex)]);
}

function mailboxesOf(placement: readonly Value[], files: readonly FileProgress[]): string[] {
	const mailboxes = new Set(files.map(({ mailbox }) => keyText(mailbox, "name")));
	for (let at = 0; at < placement.length; at += COLUMNS.placement.length) mailboxes.add(placement[at] as string);
	return [...mailboxes];
}

/** Messages, in hex, that lie where they did not, or no longer where they did, or in somebody else's mailbox. */
function displaced(placement: readonly Value[], lain: readonly Lain[]): Set<string> {
	const messages = new Set<string>();
	const before = new Map<string, { readonly hex: string; readonly owner: string | null }>();
	for (const { mailbox, file, offset, message, owner } of lain) {
		const hex = toHex(message);
		before.set(`${mailbox}\0${file}\0${offset}\0${hex}`, { hex, owner });
	}
	for (const [mailbox, file, offset, message, , owner] of cut(placement, COLUMNS.placement.length)) {
		const hex = toHex(message as Uint8Array);
		const key = `${mailbox}\0${file}\0${offset}\0${hex}`;
		if (before.get(key)?.owner !== owner) messages.add(hex);
		before.delete(key);
	}
	for (const { hex } of before.values()) messages.add(hex);
	return messages;
}
