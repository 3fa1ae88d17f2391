// First proofs: what comparing copies says of a case that was never correlated. All mail is there, so that it is gone through sender by sender: who has
// copies of what is found in memory, and each message is compared once, instead of again with every copy that comes after it.

import type { CopyMarks } from "../../../core/campaigns/copies/copy.ts";
import { type CopyKey, copyKeys } from "../../../core/campaigns/copies/copy-keys.ts";
import { createJudge, lookupIn } from "../../../core/campaigns/copies/mailings.ts";
import type { Engine } from "../engine.ts";
import { inPieces, type Trx } from "../keyed.ts";
import { fromHex, toHex, type Value } from "../values.ts";
import { AT_A_TIME, compareMail, type Filing } from "./compared-mail.ts";
import { filedCopies } from "./filed-copies.ts";
import { type MailToCompare, mailToCompare } from "./mail-to-compare.ts";
import { packProofs } from "./packed-proofs.ts";

/** Messages of small senders that are in memory at a time; the marks of twice as many are. */
const IN_MEMORY = 10_000;
/** Proofs that are written at a time. */
const WRITTEN = 1000;

/** How many messages each strand has. */
export type StrandSizes = Iterable<{ readonly id: string; readonly messages: number }>;

/** Fills the empty tables `copy` and `proof`. In the transaction of a correlation. */
export async function proveFirst(engine: Engine, trx: Trx, strands: StrandSizes): Promise<void> {
	for (const table of ["copy", "proof"] as const) await trx.deleteFrom(table).execute();
	const first = { engine, trx, mail: mailToCompare(trx), judge: createJudge() };
	let some: string[] = [];
	let count = 0;
	for (const { id, messages } of [...strands].sort((a, b) => (a.id < b.id ? -1 : 1))) {
		if (messages > IN_MEMORY) {
			await proveLarge(first, id);
			continue;
		}
		if (count + messages > IN_MEMORY) {
			await proveSmall(first, some);
			some = [];
			count = 0;
		}
		some.push(id);
		count += messages;
	}
	await proveSmall(first, some);
}

interface First {
	readonly engine: Engine;
	readonly trx: Trx;
	readonly mail: MailToCompare;
	readonly judge: ReturnType<typeof createJudge>;
}

interface Message {
	readonly hash: string;
	readonly strand: string;
	readonly received: string;
}

async function proveSmall(first: First, strands: readonly string[]): Promise<void> {
	const messages: Message[] = [];
	await inPieces(
		first.trx,
		strands,
		(some) => first.trx.selectFrom("sighting").select(["message", "strand", "received"]).where("strand", "in", some),
		({ message, strand, received }) => messages.push({ hash: toHex(message), strand, received }),
	);
	const filed = await file(first, messages);
	await compareAll(first, messages, { async load() {}, lookup: lookupIn(filed) });
}

/** Of one sender with more than memory should hold: as later mail is, looked up in the table, once all is filed. */
async function proveLarge(first: First, strand: string): Promise<void> {
	const pages = async function* (): AsyncGenerator<readonly Message[]> {
		let after: { readonly received: string; readonly message: Uint8Array } = { received: "", message: new Uint8Array() };
		for (;;) {
			const { received, message } = after;
			const rows = await first.trx
				.selectFrom("sighting")
				.select(["message", "strand", "received"])
				.where("strand", "=", strand)
				.where((eb) => eb.or([eb("received", ">", received), eb.and([eb("received", "=", received), eb("message", ">", message)])]))
				.orderBy("received")
				.orderBy("message")
				.limit(IN_MEMORY)
				.execute();
			yield rows.map((row) => ({ hash: toHex(row.message), strand: row.strand, received: row.received }));
			const last = rows.at(-1);
			if (last === undefined || rows.length < IN_MEMORY) return;
			after = last;
		}
	};
	for await (const page of pages()) await file(first, page);
	const filing = filedCopies(first.trx);
	for await (const page of pages()) await compareAll(first, page, filing);
}

async function file({ engine, trx, mail }: First, messages: readonly Message[]): Promise<(readonly [CopyMarks, readonly CopyKey[]])[]> {
	const marks = await mail.marks(new Map(messages.map(({ hash, strand }) => [hash, strand])));
	const filed: (readonly [CopyMarks, readonly CopyKey[]])[] = [];
	const rows: { readonly key: string; readonly message: string; readonly owner: string }[] = [];
	for (const { hash } of messages) {
		const own = marks.get(hash);
		if (own === undefined) continue;
		const keys = copyKeys(own);
		filed.push([own, keys]);
		const owner = own.owners.join(" ");
		for (const { key } of keys) rows.push({ key, message: hash, owner });
	}
	// In the order of the table's key, in which the database writes them cheapest.
	rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.message < b.message ? -1 : 1));
	const values: Value[] = [];
	for (const { key, message, owner } of rows) values.push(key, fromHex(message), owner);
	await engine.insert(trx, "copy", values, "new");
	return filed;
}

async function compareAll({ engine, trx, mail, judge }: First, messages: readonly Message[], filing: Filing): Promise<void> {
	// Messages of one mailing one after another, since they share their witnesses.
	const order = messages.toSorted(
		(a, b) => compareText(a.strand, b.strand) || compareText(a.received, b.received) || compareText(a.hash, b.hash),
	);
	let rows: Value[] = [];
	for (let at = 0; at < order.length; at += AT_A_TIME) {
		const some = new Map(order.slice(at, at + AT_A_TIME).map(({ hash, strand }) => [hash, strand]));
		for (const [hash, proofs] of await compareMail(some, filing, mail, judge))
			if (proofs.length > 0) rows.push(fromHex(hash), packProofs(proofs));
		if (rows.length < 2 * WRITTEN) continue;
		await engine.insert(trx, "proof", rows, "new");
		rows = [];
	}
	await engine.insert(trx, "proof", rows, "new");
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
