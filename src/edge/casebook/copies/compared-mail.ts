// Compared mail: what is proved of some messages by the copies around them, wherever it is looked up who these are: in the case's own table, or in
// memory, where all of a sender's mail is compared for the first time.

import type { CopyMarks } from "../../../core/campaigns/copies/copy.ts";
import { type CopyKey, copyKeys, strandKey } from "../../../core/campaigns/copies/copy-keys.ts";
import { around, type createJudge, drawn, type Lookup } from "../../../core/campaigns/copies/mailings.ts";
import type { Proof } from "../../../core/model/proof.ts";
import { MAX_HELD, type MailToCompare } from "./mail-to-compare.ts";

/** Messages that are compared at a time. */
export const AT_A_TIME = 64;

/** Where copies are looked up. */
export interface Filing {
	/** Reads what is not known yet of these keys. */
	load(keys: Iterable<string>): Promise<void>;
	/** Of keys that were loaded. */
	readonly lookup: Lookup;
}

/** `strands`: of each message (hex). Returns the proofs of every one of them, of most none. Costs least for messages in order of their mailings. */
export async function compareMail(
	strands: ReadonlyMap<string, string>,
	filing: Filing,
	mail: MailToCompare,
	judge: ReturnType<typeof createJudge>,
): Promise<Map<string, readonly Proof[]>> {
	const proofs = new Map<string, readonly Proof[]>([...strands.keys()].map((hash) => [hash, []]));
	const others = await notAlone(strands.values(), strands, filing);
	const known = await mail.marks(new Map([...strands].filter(([, strand]) => others.has(strand))));
	const messages = [...strands].flatMap(([hash, strand]) => (others.has(strand) ? (known.get(hash) ?? []) : []));
	if (messages.length === 0) return proofs;
	const keys = new Map<CopyMarks, readonly CopyKey[]>(messages.map((message) => [message, copyKeys(message)]));
	await filing.load([...keys.values()].flatMap((list) => list.flatMap(({ near }) => near)));
	const near = messages.map((message) => ({ message, found: around(message, filing.lookup, keys.get(message)) }));
	const needing = new Map(messages.map(({ sha256, strand }) => [sha256, strand]));
	for (const { message, found } of near)
		for (const list of [found.byText, found.byForm, found.own, found.others]) for (const hash of list) needing.set(hash, message.strand);
	const marks = await mail.marks(needing);
	const get = (hashes: readonly string[]) => hashes.filter((hash) => marks.has(hash)).map(mail.get);
	const compared = near.flatMap(({ message, found }) => {
		const { sha256 } = message;
		const hashes = drawn(message, found, marks).map((witness) => witness.sha256);
		const parts = {
			witnesses: affordable(hashes, mail, 2),
			own: affordable(found.own, mail, 1),
			others: affordable(found.others, mail, 1),
		};
		const needed = [...new Set([sha256, ...parts.witnesses, ...parts.own, ...parts.others])];
		return needed.length > 1 ? [{ sha256, ...parts, needed }] : [];
	});
	const all = [...new Set(compared.flatMap(({ needed }) => needed))];
	if (all.reduce((sum, hash) => sum + mail.sizeOf(hash), 0) <= MAX_HELD) await mail.load(all);
	for (const { sha256, witnesses, own, others: to, needed } of compared) {
		await mail.load(needed);
		proofs.set(sha256, judge(mail.get(sha256), get(witnesses), get(own), get(to)));
	}
	return proofs;
}

/** Strands in which another message is than these (hashes), or more than one: of the others, which are most, nothing has to be looked up. */
export async function notAlone(strands: Iterable<string>, messages: { has(hash: string): boolean }, filing: Filing): Promise<Set<string>> {
	const different = [...new Set(strands)];
	await filing.load(different.map(strandKey));
	return new Set(
		different.filter((strand) => {
			const list = filing.lookup(strandKey(strand));
			return list.length > 1 || list.some(({ sha256 }) => !messages.has(sha256));
		}),
	);
}

/** The first few that may be held in memory together, `least` of them at any rate. */
function affordable(hashes: readonly string[], mail: MailToCompare, least: number): readonly string[] {
	let characters = 0;
	const count = hashes.findIndex((hash) => {
		characters += mail.sizeOf(hash);
		return characters > MAX_HELD;
	});
	return count === -1 ? hashes : hashes.slice(0, Math.max(count, least));
}
