// Filed copies: the table that says under which keys messages are looked for as copies of a mailing (core/campaigns/copies/copy-keys.ts), read in
// order of hashes, of a key with thousands only the first.

import { kindOfKey } from "../../../core/campaigns/copies/copy-keys.ts";
import { mostOf } from "../../../core/campaigns/copies/mailings.ts";
import type { Filed } from "../../../core/campaigns/copies/witnesses.ts";
import { inPieces, type Trx } from "../keyed.ts";
import { fromHex, toHex } from "../values.ts";
import type { Filing } from "./compared-mail.ts";

/** Keys of a statement, and rows beyond which they are asked for one by one. */
const KEYS = 300;
const MANY = 5000;
/** Keys whose lists are kept. */
const KEPT = 20_000;

export interface FiledCopies extends Filing {
	/** What is filed under these has changed. */
	forget(keys: Iterable<string>): void;
	/** All hashes under a key, however many. */
	all(key: string): Promise<readonly string[]>;
	/** Messages by hash with all keys under which they are filed. */
	keysOf(hashes: readonly string[]): Promise<Map<string, readonly string[]>>;
}

export function filedCopies(trx: Trx): FiledCopies {
	const lists = new Map<string, readonly Filed[]>();

	async function load(keys: Iterable<string>): Promise<void> {
		const wanted = new Set(keys);
		const missing = [...wanted].filter((key) => !lists.has(key));
		if (lists.size + missing.length > KEPT) for (const key of [...lists.keys()]) if (!wanted.has(key)) lists.delete(key);
		for (let at = 0; at < missing.length; at += KEYS) await read(missing.slice(at, at + KEYS));
	}

	async function read(keys: readonly string[]): Promise<void> {
		const found = new Map<string, Filed[]>(keys.map((key) => [key, []]));
		const rows = await trx.selectFrom("copy").select(["key", "message", "owner"]).where("key", "in", keys).limit(MANY).execute();
		if (rows.length < MANY) {
			for (const { key, message, owner } of rows) found.get(key)?.push({ sha256: toHex(message), owner });
			for (const [key, list] of found) lists.set(key, list.sort(byHash).slice(0, mostOf(kindOfKey(key))));
			return;
		}
		// A mailing of thousands is among them.
		for (const key of keys) {
			const first = trx.selectFrom("copy").select(["message", "owner"]).where("key", "=", key).orderBy("message");
			const list = await first.limit(mostOf(kindOfKey(key))).execute();
			lists.set(
				key,
				list.map(({ message, owner }) => ({ sha256: toHex(message), owner })),
			);
		}
	}

	return {
		load,
		forget(keys) {
			for (const key of keys) lists.delete(key);
		},
		lookup: (key) => lists.get(key) ?? [],
		async all(key) {
			const first = lists.get(key);
			if (first !== undefined && first.length < mostOf(kindOfKey(key))) return first.map(({ sha256 }) => sha256);
			const rows = await trx.selectFrom("copy").select("message").where("key", "=", key).execute();
			return rows.map(({ message }) => toHex(message));
		},
		async keysOf(hashes) {
			const keys = new Map<string, string[]>();
			await inPieces(
				trx,
				hashes.map(fromHex),
				(some) => trx.selectFrom("copy").select(["key", "message"]).where("message", "in", some),
				({ key, message }) => {
					const hex = toHex(message);
					const list = keys.get(hex) ?? [];
					keys.set(hex, list);
					if (!list.includes(key)) list.push(key);
				},
			);
			return keys;
		},
	};
}

function byHash(a: Filed, b: Filed): number {
	return a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0;
}
