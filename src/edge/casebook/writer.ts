// Writer: one transaction for what was read, with the checkpoints up to which it was read. Every write is idempotent, and which of
// two readings of a message stays does not depend on which came first: so order, batches and overlaps change nothing.

import type { Kysely } from "kysely";
import type { Insert } from "./bulk.ts";
import { type Findings, reversedHost } from "./findings.ts";
import { type EncodedRows, outranks, type Reading } from "./rows.ts";
import { COLUMNS, type Tables } from "./schema.ts";
import { clearRange, type FileProgress, setCheckpoints } from "./source-files.ts";
import { fromHex, toHex, type Value } from "./values.ts";

export interface ScannedBatch {
	/** As the workers encoded them. */
	readonly rows: readonly EncodedRows[];
	readonly files: readonly FileProgress[];
}

const LOOKED_UP = 200;

export async function writeBatch(trx: Kysely<Tables>, insert: Insert, batch: ScannedBatch, detector: number): Promise<void> {
	for (const file of batch.files) await clearRange(trx, file);
	for (const rows of batch.rows) await writeRows(trx, insert, rows);
	await setCheckpoints(trx, insert, batch.files, detector);
}

async function writeRows(trx: Kysely<Tables>, insert: Insert, rows: EncodedRows): Promise<void> {
	await insert(trx, "explanation", rows.explanation);
	const total = rows.message.length / COLUMNS.message.length;
	const fresh = await insert(trx, "message", rows.message);
	if (fresh.length === total) {
		await insert(trx, "contact", rows.contact);
		await insert(trx, "problem", rows.problem);
	} else {
		const settled = await settle(trx, rows, new Set(fresh.map(toHex)));
		await insert(trx, "contact", settled.contact);
		await insert(trx, "problem", settled.problem);
	}
	await insert(trx, "placement", rows.placement);
	await insert(trx, "file_problem", rows.file_problem);
	await insert(trx, "raw", rows.raw);
}

/** Some messages were in the case before: theirs is the reading that outranks the other. Returns the rows still to insert. */
async function settle(trx: Kysely<Tables>, rows: EncodedRows, fresh: ReadonlySet<string>): Promise<Pick<Reading, "contact" | "problem">> {
	const readings = readingsOf(rows);
	const met = [...readings.keys()].filter((hex) => !fresh.has(hex));
	const winners = new Set(fresh);
	for (let at = 0; at < met.length; at += LOOKED_UP) {
		const some = met.slice(at, at + LOOKED_UP).map(fromHex);
		const stored = await trx
			.selectFrom("message")
			.select([...COLUMNS.message])
			.where("sha256", "in", some)
			.execute();
		const problems = await trx
			.selectFrom("problem")
			.select([...COLUMNS.problem])
			.where("message", "in", some)
			.orderBy("ordinal")
			.execute();
		const problemsOf = Map.groupBy(problems, (problem) => toHex(problem.message));
		for (const row of stored) {
			const hex = toHex(row.sha256);
			const problem = (problemsOf.get(hex) ?? []).flatMap((problem) => COLUMNS.problem.map((column) => problem[column]));
			const old = { message: COLUMNS.message.map((column) => row[column]), problem };
			const reading = readings.get(hex) as Reading;
			if (!outranks(reading, old)) continue;
			await replace(trx, row, reading);
			winners.add(hex);
		}
	}
	const winning = [...winners].map((hex) => readings.get(hex) as Reading);
	return { contact: winning.flatMap((reading) => reading.contact), problem: winning.flatMap((reading) => reading.problem) };
}

async function replace(
	trx: Kysely<Tables>,
	old: { readonly sha256: Uint8Array; readonly received: string; readonly findings: string },
	reading: Reading,
): Promise<void> {
	// Contacts lie by host, so that the old findings tell where the old ones are.
	for (const [host, explanation] of (JSON.parse(old.findings) as Findings).contacts)
		await trx
			.deleteFrom("contact")
			.where("host", "=", reversedHost(host))
			.where("received", "=", old.received)
			.where("message", "=", old.sha256)
			.where("explanation", "=", fromHex(explanation))
			.execute();
	await trx.deleteFrom("problem").where("message", "=", old.sha256).execute();
	const values = Object.fromEntries(COLUMNS.message.map((column, index) => [column, reading.message[index]]));
	await trx.updateTable("message").set(values).where("sha256", "=", old.sha256).execute();
}

/** The flat rows, taken apart by message. */
function readingsOf(rows: EncodedRows): Map<string, Reading> {
	const readings = new Map<string, { message: Value[]; contact: Value[]; problem: Value[] }>();
	for (const message of cut(rows.message, COLUMNS.message.length))
		readings.set(toHex(message[0] as Uint8Array), { message, contact: [], problem: [] });
	for (const contact of cut(rows.contact, COLUMNS.contact.length)) readings.get(toHex(contact[2] as Uint8Array))?.contact.push(...contact);
	for (const problem of cut(rows.problem, COLUMNS.problem.length)) readings.get(toHex(problem[0] as Uint8Array))?.problem.push(...problem);
	return readings;
}

function* cut(values: readonly Value[], width: number): Generator<Value[]> {
	for (let at = 0; at < values.length; at += width) yield values.slice(at, at + width);
}
