// Pending: who asked for a code and has not given it. The address is in memory only, and for a quarter of an hour; there is an entry whether the
// address may ask or not, so that nothing which follows can tell.

import type { MailAddress } from "../delivery/address.ts";

const HOLDS = 15 * 60_000;
/** Beyond them the oldest goes. */
const MOST = 5_000;
/** As many as a code bears (delivery/codes.ts), counted for all alike. */
const MOST_TRIES = 5;

export interface Pending {
	readonly address: MailAddress;
	/** Run that this browser still shows, which the new one takes the place of; or null. */
	readonly replaces: string | null;
}

export interface PendingRequests {
	add(id: string, pending: Pending): void;
	has(id: string): boolean;
	/** The request, once for each try, and no more after five. */
	attempt(id: string): Pending | null;
	remove(id: string): void;
}

export function createPendingRequests(now: () => number): PendingRequests {
	const entries = new Map<string, { readonly pending: Pending; readonly at: number; tries: number }>();
	const find = (id: string) => {
		const entry = entries.get(id);
		if (entry === undefined) return null;
		const age = now() - entry.at;
		if (age >= 0 && age < HOLDS) return entry;
		entries.delete(id);
		return null;
	};
	return {
		add(id, pending) {
			for (const [oldest, { at }] of entries) {
				if (entries.size < MOST && now() - at < HOLDS) break;
				entries.delete(oldest);
			}
			entries.set(id, { pending, at: now(), tries: 0 });
		},
		has: (id) => find(id) !== null,
		attempt(id) {
			const entry = find(id);
			if (entry === null || entry.tries >= MOST_TRIES) return null;
			entry.tries++;
			return entry.pending;
		},
		remove: (id) => entries.delete(id),
	};
}
