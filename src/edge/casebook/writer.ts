// Writer: one transaction for what was read, with the checkpoints up to which it was read. Every write is idempotent, and which of
// two readings of a message stays does not depend on which came first: so order, batches, overlaps and the number of writers change nothing.
// Writers of one mailbox take turns. Those of different ones meet only where they hold the same messages, and there they never wait in a
// circle: each transaction goes through the tables in one order and through each table in the order of its key.

import type { Kysely, RawBuilder } from "kysely";
import type { Engine } from "./engine.ts";
import { type Findings, reversedHost } from "./findings.ts";
import { type EncodedRows, outranks, type Reading } from "./rows.ts";
import { COLUMNS, type Tables } from "./schema.ts";
import { clearRange, type FileProgress, setCheckpoints } from "./source-files.ts";
import { fromHex, keyText, toHex, type Value } from "./values.ts";

export interface ScannedBatch {
	/** As the workers encoded them. */
	readonly rows: readonly EncodedRows[];
	readonly files: readonly FileProgress[];
}

/** Messages, or contacts, that one statement names. */
const LOOKED_UP = 200;
const CONTACTS = 50;

export async function writeBatch(engine: Engine, trx: Kysely<Tables>, batch: ScannedBatch, detector: number): Promise<void> {
	const { insert } = engine;
	const { readings, explanation, placement, fileProblem, raw } = merged(batch.rows);
	await engine.takeTurn(trx, "mailbox", mailboxesOf(placement, batch.files));
	for (const file of batch.files) await clearRange(trx, file);
	await insert(trx, "explanation", explanation, "keep");
	const hashes = [...readings.keys()];
	const fresh = await insert(
		trx,
		"message",
		hashes.flatMap((hex) => (readings.get(hex) as Reading).message),
		"keep",
	);
	const allFresh = fresh.length === hashes.length;
	const winners = allFresh ? hashes : await settle(engine, trx, readings, new Set(fresh.map(toHex)));
	// Of a message that this transaction brought nobody else can have written anything.
	const met = allFresh ? "new" : "keep";
	const winning = winners.map((hex) => readings.get(hex) as Reading);
	await insert(
		trx,
		"contact",
		winning.flatMap(({ contact }) => contact),
		met,
	);
	await insert(
		trx,
		"problem",
		winning.flatMap(({ problem }) => problem),
		met,
	);
	await insert(trx, "placement", placement, "replace");
	await insert(trx, "file_problem", fileProblem, "keep");
	await insert(trx, "raw", raw, "keep");
	await setCheckpoints(trx, insert, batch.files, detector);
}

function mailboxesOf(placement: readonly Value[], files: readonly FileProgress[]): string[] {
	const mailboxes = new Set(files.map(({ mailbox }) => keyText(mailbox, "name")));
	for (let at = 0; at < placement.length; at += COLUMNS.placement.length) mailboxes.add(placement[at] as string);
	return [...mailboxes];
}

type Readings = ReadonlyMap<string, Reading>;

/**
 * Some messages were in the case before: of two readings of one the better stays. Returns the messages whose contacts and problems are still
 * to be written, which nobody else writes: they are new by this transaction, or locked by it.
 */
async function settle(engine: Engine, trx: Kysely<Tables>, readings: Readings, fresh: ReadonlySet<string>): Promise<string[]> {
	const met = [...readings.keys()].filter((hex) => !fresh.has(hex));
	const winners = [...fresh];
	for (let at = 0; at < met.length; at += LOOKED_UP) {
		const some = met.slice(at, at + LOOKED_UP);
		let stored = await storedReadings(trx, some, null);
		let better = some.filter((hex) => outranks(readings.get(hex) as Reading, stored.get(hex) as Reading));
		if (better.length === 0) continue;
		// What is stored only ever gives way to something better: who lost has lost, but who won may have been overtaken meanwhile.
		if (engine.forUpdate !== null) {
			stored = await storedReadings(trx, better, engine.forUpdate);
			better = better.filter((hex) => outranks(readings.get(hex) as Reading, stored.get(hex) as Reading));
		}
		await replace(engine, trx, better, readings, stored);
		winners.push(...better);
	}
	return winners;
}

async function storedReadings(trx: Kysely<Tables>, hashes: readonly string[], lock: RawBuilder<unknown> | null): Promise<Readings> {
	const keys = hashes.map(fromHex);
	const select = trx
		.selectFrom("message")
		.select([...COLUMNS.message])
		.where("sha256", "in", keys)
		.orderBy("sha256");
	const messages = await (lock === null ? select : select.modifyEnd(lock)).execute();
	const problems = await trx
		.selectFrom("problem")
		.select([...COLUMNS.problem])
		.where("message", "in", keys)
		.orderBy("message")
		.orderBy("ordinal")
		.execute();
	const problemsOf = Map.groupBy(problems, ({ message }) => toHex(message));
	return new Map(
		messages.map((row) => {
			const hex = toHex(row.sha256);
			const problem = (problemsOf.get(hex) ?? []).flatMap((problem) => COLUMNS.problem.map((column) => problem[column]));
			return [hex, { message: COLUMNS.message.map((column) => row[column]), problem, contact: [] }];
		}),
	);
}

const RECEIVED = COLUMNS.message.indexOf("received");
const FINDINGS = COLUMNS.message.indexOf("findings");

async function replace(
	engine: Engine,
	trx: Kysely<Tables>,
	hashes: readonly string[],
	readings: Readings,
	stored: Readings,
): Promise<void> {
	if (hashes.length === 0) return;
	// Contacts lie by host, so that the old findings tell where the old ones are.
	const old = hashes.flatMap((hex) => {
		const { message } = stored.get(hex) as Reading;
		const { contacts } = JSON.parse(message[FINDINGS] as string) as Findings;
		return contacts.map(([host, explanation]) => ({ hex, received: message[RECEIVED] as string, host, explanation }));
	});
	for (let at = 0; at < old.length; at += CONTACTS) {
		const some = old.slice(at, at + CONTACTS);
		await trx
			.deleteFrom("contact")
			.where((eb) =>
				eb.or(
					some.map(({ hex, received, host, explanation }) =>
						eb.and({
							host: keyText(reversedHost(host), "host"),
							received,
							message: fromHex(hex),
							explanation: fromHex(explanation),
						}),
					),
				),
			)
			.execute();
	}
	await trx.deleteFrom("problem").where("message", "in", hashes.map(fromHex)).execute();
	await engine.insert(
		trx,
		"message",
		hashes.flatMap((hex) => (readings.get(hex) as Reading).message),
		"replace",
	);
}

interface Merged {
	/** By hash, in its order. */
	readonly readings: Readings;
	readonly explanation: readonly Value[];
	readonly placement: readonly Value[];
	readonly fileProblem: readonly Value[];
	readonly raw: readonly Value[];
}

/** The rows of all batches of the transaction in the order of their keys, each once. */
function merged(batches: readonly EncodedRows[]): Merged {
	const readings = new Map<string, Reading>();
	for (const batch of batches)
		for (const [hex, reading] of readingsOf(batch)) {
			const other = readings.get(hex);
			if (other === undefined || outranks(reading, other)) readings.set(hex, reading);
		}
	return {
		readings: new Map([...readings].sort(byHash)),
		explanation: byKey(
			batches.map(({ explanation }) => explanation),
			COLUMNS.explanation.length,
		),
		placement: batches.flatMap(({ placement }) => placement),
		fileProblem: batches.flatMap(({ file_problem }) => file_problem),
		raw: byKey(
			batches.map(({ raw }) => raw),
			COLUMNS.raw.length,
		),
	};
}

function byHash([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Rows whose first value is their key. */
function byKey(flat: readonly (readonly Value[])[], width: number): Value[] {
	const rows = new Map<string, Value[]>();
	for (const values of flat) for (const row of cut(values, width)) rows.set(toHex(row[0] as Uint8Array), row);
	return [...rows].sort(byHash).flatMap(([, row]) => row);
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
