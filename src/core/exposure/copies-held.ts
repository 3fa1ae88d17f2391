// Copies held: which account's copy of a campaign's mail holds which URL. A URL that singles a person out, seen in a log, is that person's, whoever's address
// asked for it.

import type { Trigger } from "../model/reference.ts";

/** A reference of a message in somebody's mailbox. */
export interface HeldReference {
	readonly account: string;
	readonly url: string;
	readonly host: string;
	readonly trigger: Trigger;
	/** It holds what singles a reader out: address, proved or random token. */
	readonly individual: boolean;
}

export interface HeldUrl {
	/** Whose copies hold it, in order. */
	readonly accounts: readonly string[];
	readonly individual: boolean;
	/** In every copy it is only followed, never loaded. */
	readonly click: boolean;
}

export interface CopiesHeld {
	/** Null for a URL that no copy holds. */
	find(url: string): HeldUrl | null;
	readonly hosts: ReadonlySet<string>;
}

interface Held {
	readonly accounts: Set<string>;
	individual: boolean;
	click: boolean;
}

export function copiesHeld(references: Iterable<HeldReference>): CopiesHeld {
	const whole = new Map<string, Held>();
	const hosts = new Set<string>();
	for (const { account, url, host, trigger, individual } of references) {
		hosts.add(host);
		const key = keyOf(url);
		if (key === null) continue;
		const held = whole.get(key) ?? { accounts: new Set(), individual: false, click: true };
		whole.set(key, held);
		held.accounts.add(account);
		held.individual ||= individual;
		held.click &&= trigger === "click";
	}
	// Squid and others leave out what follows the question mark, or cut it at the mark: then the rest has to be enough.
	const stripped = new Map<string, Held>();
	for (const [key, held] of whole) {
		const mark = key.indexOf("?");
		if (mark === -1) continue;
		const front = stripped.get(key.slice(0, mark)) ?? { accounts: new Set(), individual: held.individual, click: true };
		stripped.set(key.slice(0, mark), front);
		for (const account of held.accounts) front.accounts.add(account);
		front.individual &&= held.individual;
		front.click &&= held.click;
	}
	return {
		hosts,
		find(url) {
			const key = keyOf(url);
			if (key === null) return null;
			const bare = key.endsWith("?") ? key.slice(0, -1) : key;
			const held = whole.get(key) ?? whole.get(bare) ?? (bare.includes("?") ? undefined : stripped.get(bare));
			return held === undefined ? null : { accounts: [...held.accounts].sort(), individual: held.individual, click: held.click };
		},
	};
}

/** Without fragment, which is never sent, and without the scheme: a request that was sent on to https is the same one. */
function keyOf(url: string): string | null {
	const match = /^https?:(\/\/[^#]*)/i.exec(url);
	return match === null ? null : (match[1] as string);
}
