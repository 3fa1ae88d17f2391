// Senders by what readers remember of them: an index of names and domains, so that who poses as somebody that the case has long heard from is found
// by one look-up (core/campaigns/imitations.ts).

import { type KnownSender, MOST_TOLD } from "../../../core/campaigns/imitations.ts";
import { senderKeys } from "../../../core/campaigns/sender-keys.ts";
import type { MailProfile } from "../../../core/model/profile.ts";
import type { Engine } from "../engine.ts";
import { inPieces, lookup, type Trx } from "../keyed.ts";
import type { SenderKeyTable } from "../schema/campaign-tables.ts";
import { storable, toHex, type Value } from "../values.ts";

/** Senders under one key; what more have is a common word. */
const MOST_ALIKE = 50;

export interface IndexedSenders {
	/** Others that have a key which one of these strands got or lost, so that they are judged again. */
	readonly alike: readonly string[];
	/** Addresses of the strands' first messages, and of those that they were known by. */
	readonly addresses: ReadonlySet<string>;
}

/** Brings the index up to these strands. `before`: how many messages each had. */
export async function indexSenders(
	engine: Engine,
	trx: Trx,
	strands: readonly string[],
	before: (strand: string) => number,
): Promise<IndexedSenders> {
	const firsts = await firstMessages(trx, strands);
	const indexed = new Map<string, SenderKeyTable>();
	await inPieces(
		trx,
		strands,
		(some) => trx.selectFrom("sender_key").selectAll().where("strand", "in", some),
		(row) => indexed.set(`${row.key} ${row.strand}`, row),
	);
	const rows: Value[] = [];
	const changed = new Set<string>();
	const kept = new Set<string>();
	for (const [strand, { name, domain, since }] of firsts) {
		for (const key of senderKeys(name, domain)) {
			const id = `${key} ${strand}`;
			kept.add(id);
			const old = indexed.get(id);
			if (before(strand) < MOST_TOLD) changed.add(key);
			if (old !== undefined && old.name === name && old.domain === domain && old.since === since) continue;
			rows.push(key, strand, name, domain, since);
			changed.add(key);
		}
	}
	for (const [id, { key, strand }] of indexed) {
		if (kept.has(id)) continue;
		await trx.deleteFrom("sender_key").where("key", "=", key).where("strand", "=", strand).execute();
		changed.add(key);
	}
	await engine.insert(trx, "sender_key", rows, "replace");
	const others = new Set<string>();
	for (const list of (await sendersWith(trx, [...changed])).values()) for (const { strand } of list) others.add(strand);
	const addresses = new Set([...firsts.values()].flatMap(({ from }) => from ?? []));
	for (const { domain } of indexed.values()) addresses.add(`@${domain}`);
	return { alike: [...others], addresses };
}

/** By key, the first in order of strand. */
async function sendersWith(trx: Trx, keys: readonly string[]): Promise<Map<string, SenderKeyTable[]>> {
	const found = new Map<string, SenderKeyTable[]>();
	await inPieces(
		trx,
		keys,
		(some) => trx.selectFrom("sender_key").selectAll().where("key", "in", some).orderBy("key").orderBy("strand"),
		(row) => {
			const list = found.get(row.key);
			if (list === undefined) found.set(row.key, [row]);
			else if (list.length < MOST_ALIKE) list.push(row);
		},
	);
	return found;
}

/** Senders of these strands, and others that have one of their keys. */
export async function sendersAlike(
	trx: Trx,
	strands: ReadonlySet<string>,
): Promise<{ readonly own: KnownSender[]; readonly known: KnownSender[] }> {
	const mine: SenderKeyTable[] = [];
	await inPieces(
		trx,
		[...strands],
		(some) => trx.selectFrom("sender_key").selectAll().where("strand", "in", some),
		(row) => mine.push(row),
	);
	const alike = [...(await sendersWith(trx, [...new Set(mine.map(({ key }) => key))])).values()].flat();
	const others = new Map(alike.filter(({ strand }) => !strands.has(strand)).map((row) => [row.strand, row]));
	const messages = new Map<string, number>();
	await inPieces(
		trx,
		[...new Set([...others.keys(), ...mine.map(({ strand }) => strand)])],
		(some) => trx.selectFrom("strand").select(["id", "messages"]).where("id", "in", some),
		(row) => messages.set(row.id, row.messages),
	);
	const sender = ({ strand, name, domain, since }: SenderKeyTable): KnownSender => ({
		name,
		domain,
		first: since === "" ? null : since,
		messages: Math.min(MOST_TOLD, messages.get(strand) ?? 0),
	});
	const own = new Map(mine.map((row) => [row.strand, row]));
	const inOrder = (rows: ReadonlyMap<string, SenderKeyTable>): KnownSender[] =>
		[...rows.values()].sort((a, b) => (a.strand < b.strand ? -1 : 1)).map(sender);
	return { own: inOrder(own), known: inOrder(others) };
}

type First = Pick<SenderKeyTable, "name" | "domain" | "since"> & { readonly from: string | null };

async function firstMessages(trx: Trx, strands: readonly string[]): Promise<Map<string, First>> {
	const times = new Map<string, { readonly strand: string; readonly since: string }>();
	for (const timed of [true, false]) {
		const done = new Set([...times.values()].map(({ strand }) => strand));
		const first = lookup<string, { received: string; message: Uint8Array }>(trx, ([strand = ""]) =>
			trx
				.selectFrom("sighting")
				.select(["received", "message"])
				.where("strand", "=", strand)
				.where("received", timed ? ">" : "=", "")
				.orderBy("received")
				.orderBy("message")
				.limit(1),
		);
		for (const strand of strands)
			if (!done.has(strand)) await first([strand], ({ received, message }) => times.set(toHex(message), { strand, since: received }));
	}
	const firsts = new Map<string, First>();
	await inPieces(
		trx,
		[...times.keys()].map((hex) => new Uint8Array(Buffer.from(hex, "hex"))),
		(some) => trx.selectFrom("message").select(["sha256", "from", "profile"]).where("sha256", "in", some),
		({ sha256, from, profile }) => {
			const { strand, since } = times.get(toHex(sha256)) as { strand: string; since: string };
			const domain = from === null ? "" : from.slice(from.lastIndexOf("@") + 1);
			const name = profile === "" ? null : (JSON.parse(profile) as MailProfile).name;
			firsts.set(strand, { name: storable(name), domain, since, from });
		},
	);
	return firsts;
}
