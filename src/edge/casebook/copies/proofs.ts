// Proofs: what comparing copies says of messages' references, kept up to date message by message. A new message is compared with the few copies that
// bear witness of its mailing, and concerns others only where it is one of these; so the order in which mail comes changes nothing, and a
// mailing of thousands is never compared with itself.

import type { CopyMarks } from "../../../core/campaigns/copies/copy.ts";
import { copyKeys, keysAround, kindOfKey, strandOfKey } from "../../../core/campaigns/copies/copy-keys.ts";
import { createJudge, mostOf } from "../../../core/campaigns/copies/mailings.ts";
import type { Campaign } from "../../../core/model/campaign.ts";
import type { IdentifierKind } from "../../../core/model/identifier.ts";
import type { Proof } from "../../../core/model/proof.ts";
import type { Engine } from "../engine.ts";
import { inPieces, type Trx } from "../keyed.ts";
import type { ExplanationTable } from "../schema/scan-tables.ts";
import { fromHex, toHex, type Value } from "../values.ts";
import { AT_A_TIME, compareMail, notAlone } from "./compared-mail.ts";
import { type FiledCopies, filedCopies } from "./filed-copies.ts";
import { findingsOf, type MailToCompare, mailToCompare } from "./mail-to-compare.ts";
import { packProofs, unpackProofs } from "./packed-proofs.ts";

/** Messages that are filed at a time. */
const FILED = 1000;

export interface Touched {
	/** Lower-case hex. */
	readonly message: string;
	/** Its strand by now. */
	readonly strand: string;
}

/**
 * Compares messages whose reading, place or owner is new, and those to which they bear witness, and writes table `proof`. In the transaction of a
 * correlation. Returns the messages (hex) of which something else is said than before.
 */
export async function proveTouched(engine: Engine, trx: Trx, touched: readonly Touched[]): Promise<string[]> {
	const filed = filedCopies(trx);
	const mail = mailToCompare(trx);
	/** Messages to compare, by the strand of each. */
	const strands = new Map<string, string>();
	const keys = new Set<string>();
	for (let at = 0; at < touched.length; at += FILED) {
		const some = touched.slice(at, at + FILED);
		for (const { message, strand } of some) strands.set(message, strand);
		for (const key of await file(engine, trx, some, filed, mail)) keys.add(key);
	}
	for (const [message, strand] of await concerned(keys, strands, filed)) strands.set(message, strand);
	const order = await inOrderOfMailings(trx, strands);
	const changed: string[] = [];
	const judge = createJudge();
	for (let at = 0; at < order.length; at += AT_A_TIME) {
		const proofs = await compareMail(new Map(order.slice(at, at + AT_A_TIME)), filed, mail, judge);
		changed.push(...(await write(engine, trx, proofs)));
	}
	return changed;
}

/** Files messages anew; returns the keys under which they were or are, where what they say is seen by others. */
async function file(engine: Engine, trx: Trx, touched: readonly Touched[], filed: FiledCopies, mail: MailToCompare): Promise<Set<string>> {
	const hashes = touched.map(({ message }) => message);
	const before = await filed.keysOf(hashes);
	await inPieces(trx, hashes.map(fromHex), (some) => trx.deleteFrom("copy").where("message", "in", some));
	const marks = await mail.marks(new Map(touched.map(({ message, strand }) => [message, strand])));
	const rows: Value[] = [];
	const keys = new Map<string, string[]>();
	for (const hash of hashes) {
		const own = marks.get(hash);
		const now = own === undefined ? [] : copyKeys(own).map(({ key }) => key);
		for (const key of now) rows.push(key, fromHex(hash), (own as CopyMarks).owners.join(" "));
		for (const key of new Set([...now, ...(before.get(hash) ?? [])])) {
			const list = keys.get(key) ?? [];
			keys.set(key, list);
			list.push(hash);
		}
	}
	await engine.insert(trx, "copy", rows, "replace");
	filed.forget(keys.keys());
	const others = await notAlone([...keys.keys()].map(strandOfKey), new Set(hashes), filed);
	const worth = [...keys].filter(([key]) => others.has(strandOfKey(key)));
	await filed.load(worth.map(([key]) => key));
	const seen = new Set<string>();
	for (const [key, messages] of worth) {
		const first = filed.lookup(key);
		const last = first.length < mostOf(kindOfKey(key)) ? null : first.at(-1);
		if (last === null || messages.some((hash) => hash <= (last?.sha256 ?? ""))) seen.add(key);
	}
	return seen;
}

/** Messages that look under these keys, and the strand of each. */
async function concerned(keys: ReadonlySet<string>, known: ReadonlyMap<string, string>, filed: FiledCopies): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	const all = [...new Set([...keys].flatMap(keysAround))];
	for (let at = 0; at < all.length; at += FILED) {
		const some = all.slice(at, at + FILED);
		await filed.load(some);
		for (const key of some) {
			const strand = strandOfKey(key);
			for (const hash of await filed.all(key)) if (!known.has(hash)) found.set(hash, strand);
		}
	}
	return found;
}

/** Messages of one mailing one after another, since they share their witnesses: by strand and time. */
async function inOrderOfMailings(trx: Trx, strands: ReadonlyMap<string, string>): Promise<[string, string][]> {
	const places = new Map<string, string>();
	await inPieces(
		trx,
		[...strands.keys()].map(fromHex),
		(some) => trx.selectFrom("message").select(["sha256", "received"]).where("sha256", "in", some),
		({ sha256, received }) => {
			const hash = toHex(sha256);
			places.set(hash, `${strands.get(hash)} ${received} ${hash}`);
		},
	);
	const placeOf = (hash: string): string => places.get(hash) ?? hash;
	return [...strands].sort(([a], [b]) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

async function write(engine: Engine, trx: Trx, proofs: ReadonlyMap<string, readonly Proof[]>): Promise<string[]> {
	const before = new Map<string, string>();
	const hashes = [...proofs.keys()];
	await inPieces(
		trx,
		hashes.map(fromHex),
		(some) => trx.selectFrom("proof").select(["message", "proof"]).where("message", "in", some),
		({ message, proof }) => before.set(toHex(message), proof),
	);
	const now = new Map([...proofs].map(([hash, list]) => [hash, list.length === 0 ? undefined : packProofs(list)]));
	const changed = hashes.filter((hash) => now.get(hash) !== before.get(hash)).sort();
	const gone = changed.filter((hash) => now.get(hash) === undefined);
	await inPieces(trx, gone.map(fromHex), (some) => trx.deleteFrom("proof").where("message", "in", some));
	const rows = changed.flatMap((hash): Value[] => {
		const proof = now.get(hash);
		return proof === undefined ? [] : [fromHex(hash), proof];
	});
	await engine.insert(trx, "proof", rows, "replace");
	return changed;
}

/** What is proved of messages (hex), in order of their references; those of which nothing is are left out. */
export async function proofsOf(db: Trx, hashes: readonly string[]): Promise<Map<string, readonly Proof[]>> {
	const proofs = new Map<string, readonly Proof[]>();
	await inPieces(
		db,
		hashes.map(fromHex),
		(some) => db.selectFrom("proof").select(["message", "proof"]).where("message", "in", some),
		({ message, proof }) => proofs.set(toHex(message), unpackProofs(proof)),
	);
	return proofs;
}

/** References of messages (hex, each once) by what singles their reader out, with what is proved; links count too. */
export async function identifiersOf(db: Trx, hashes: readonly string[]): Promise<Campaign["identifiers"]> {
	const counts: Record<IdentifierKind, number> = { address: 0, unique: 0, opaque: 0, none: 0 };
	const explanations = new Map<string, ExplanationTable>();
	for (let at = 0; at < hashes.length; at += FILED / 4) {
		const some = hashes.slice(at, at + FILED / 4);
		const proofs = await proofsOf(db, some);
		for (const [hash, { contacts, references }] of await findingsOf(db, some, explanations)) {
			const proved = new Map((proofs.get(hash) ?? []).map(({ reference, kind }) => [reference, kind]));
			references.forEach(([contact], index) => {
				const explanation = explanations.get(contacts[contact]?.[1] ?? "");
				counts[proved.get(index) ?? ((explanation?.identifier ?? "none") as IdentifierKind)]++;
			});
		}
	}
	const { address, unique, opaque } = counts;
	return { address, unique, opaque };
}
