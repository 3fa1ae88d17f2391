// Winners: of two readings of a message the better stays, whichever came first, and takes away what only the other one said. Contacts, sightings and
// trails lie by what is asked for rather than by message, so what is stored of the other tells where they are.

import type { ExpressionBuilder, ExpressionWrapper, Kysely, RawBuilder, SqlBool } from "kysely";
import type { MailProfile } from "../../core/model/profile.ts";
import type { Engine } from "./engine.ts";
import { type Findings, reversedHost } from "./findings.ts";
import type { Changes } from "./fresh.ts";
import { outranks, type Reading } from "./rows.ts";
import { COLUMNS, type Tables } from "./schema.ts";
import { trailOf } from "./trail.ts";
import { fromHex, keyText, toHex, type Value } from "./values.ts";

/** Messages, or rows by their whole key, that one statement names. */
const LOOKED_UP = 200;
const ROWS = 50;

/** By hash in hex. */
export type Readings = ReadonlyMap<string, Reading>;

/**
 * Some messages were in the case before: of two readings of one the better stays. Returns the messages whose other rows are still to be
 * written, which nobody else writes: they are new by this transaction, or locked by it. And what the last correlation knew of each.
 */
export async function settle(engine: Engine, trx: Kysely<Tables>, readings: Readings, added: readonly string[]): Promise<Changes> {
	const winners: Changes = new Map(added.map((hex) => [hex, { strand: "", reread: 0 }]));
	const met = [...readings.keys()].filter((hex) => !winners.has(hex));
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
		if (better.length > 0) for (const [hex, change] of await replace(engine, trx, better, readings, stored)) winners.set(hex, change);
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
			return [hex, { message: COLUMNS.message.map((column) => row[column]), problem, contact: [], sighting: [], trail: [] }];
		}),
	);
}

const AT = {
	messageId: COLUMNS.message.indexOf("message_id"),
	from: COLUMNS.message.indexOf("from"),
	received: COLUMNS.message.indexOf("received"),
	findings: COLUMNS.message.indexOf("findings"),
	profile: COLUMNS.message.indexOf("profile"),
} as const;

async function replace(
	engine: Engine,
	trx: Kysely<Tables>,
	hashes: readonly string[],
	readings: Readings,
	stored: Readings,
): Promise<Changes> {
	const contacts: Key<"contact">[] = [];
	const trails: Key<"trail">[] = [];
	for (const hex of hashes) {
		const row = (stored.get(hex) as Reading).message;
		const message = fromHex(hex);
		const received = row[AT.received] as string;
		const findings = JSON.parse(row[AT.findings] as string) as Findings;
		for (const [host, explanation] of findings.contacts)
			contacts.push({ host: keyText(reversedHost(host), "host"), received, message, explanation: fromHex(explanation) });
		const still = trailKeys(readings.get(hex) as Reading);
		for (const { kind, value } of storedTrail(row, findings))
			if (!still.has(`${received} ${kind} ${value}`)) trails.push({ kind, value, received, message });
	}
	await remove(trx, "contact", contacts);
	const keys = hashes.map(fromHex);
	await trx.deleteFrom("problem").where("message", "in", keys).execute();
	const sightings = await trx.deleteFrom("sighting").where("message", "in", keys).returning(["message", "strand"]).execute();
	await remove(trx, "trail", trails);
	await engine.insert(
		trx,
		"message",
		hashes.flatMap((hex) => (readings.get(hex) as Reading).message),
		"replace",
	);
	const changes: Changes = new Map(hashes.map((hex) => [hex, { strand: "", reread: 0 }]));
	for (const { message, strand } of sightings) changes.set(toHex(message), { strand, reread: 1 });
	return changes;
}

function storedTrail(row: readonly Value[], { contacts, references }: Findings) {
	const profile = row[AT.profile] as string;
	return trailOf({
		messageId: row[AT.messageId] as string | null,
		from: row[AT.from] as string | null,
		profile: profile === "" ? null : (JSON.parse(profile) as MailProfile),
		hosts: contacts.map(([host]) => host),
		urls: references.map(([, url]) => url),
	});
}

/** Most of a trail is the same in every reading, and stays where it is. */
function trailKeys({ trail }: Reading): ReadonlySet<string> {
	const keys = new Set<string>();
	for (let at = 0; at < trail.length; at += COLUMNS.trail.length) keys.add(`${trail[at + 2]} ${trail[at]} ${trail[at + 1]}`);
	return keys;
}

type Key<T extends "contact" | "trail"> = Omit<Tables[T], "count" | "urls" | "headers">;

async function remove<T extends "contact" | "trail">(trx: Kysely<Tables>, table: T, keys: readonly Key<T>[]): Promise<void> {
	for (let at = 0; at < keys.length; at += ROWS) {
		const some = keys.slice(at, at + ROWS);
		const any = (eb: ExpressionBuilder<Tables, T>): ExpressionWrapper<Tables, T, SqlBool> => eb.or(some.map((key) => eb.and(key as never)));
		await trx
			.deleteFrom(table as "contact")
			.where(any as never)
			.execute();
	}
}
