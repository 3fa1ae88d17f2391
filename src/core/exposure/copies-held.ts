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
	/** The very name of the host holds it. */
	readonly inName: boolean;
	/** When the message came, milliseconds since 1970; null where its own server did not tell. */
	readonly received: number | null;
}

export interface HeldUrl {
	/** Whose copies hold it, in order. */
	readonly accounts: readonly string[];
	readonly individual: boolean;
	/** In every copy it is only followed, never loaded. */
	readonly click: boolean;
	/** When the first of these copies came, milliseconds since 1970; null where one of them does not tell. */
	readonly received: number | null;
}

export interface CopiesHeld {
	/** Null for a URL that no copy holds. */
	find(url: string): HeldUrl | null;
	/** Accounts whose copies make a program contact the host without a click, or single their reader out to it: a contact with the host as a whole counts. */
	holdersOfHost(host: string): readonly string[];
	/** Accounts whose copies name a host that singles their reader out. */
	holdersOfName(host: string): readonly string[];
}

interface Held {
	readonly accounts: Set<string>;
	individual: boolean;
	click: boolean;
	received: number | null;
}

export function copiesHeld(references: Iterable<HeldReference>): CopiesHeld {
	const whole = new Map<string, Held>();
	const byHost = new Map<string, Set<string>>();
	const byName = new Map<string, Set<string>>();
	for (const { account, url, host, trigger, individual, inName, received } of references) {
		if (trigger !== "click" || individual) setIn(byHost, host).add(account);
		if (inName) setIn(byName, host).add(account);
		const key = keyOf(url);
		if (key === null) continue;
		const held = whole.get(key) ?? { accounts: new Set(), individual: false, click: true, received };
		whole.set(key, held);
		held.accounts.add(account);
		held.individual ||= individual;
		held.click &&= trigger === "click";
		held.received = earlier(held.received, received);
	}
	// Squid and others leave out what follows the question mark, or cut it at the mark: then the rest has to be enough.
	const stripped = new Map<string, Held>();
	for (const [key, held] of whole) {
		const mark = key.indexOf("?");
		if (mark === -1) continue;
		const front = stripped.get(key.slice(0, mark)) ?? {
			accounts: new Set(),
			individual: held.individual,
			click: true,
			received: held.received,
		};
		stripped.set(key.slice(0, mark), front);
		for (const account of held.accounts) front.accounts.add(account);
		front.individual &&= held.individual;
		front.click &&= held.click;
		front.received = earlier(front.received, held.received);
	}
	const sorted = new Map<ReadonlySet<string>, readonly string[]>();
	const inOrder = (accounts: ReadonlySet<string> | undefined): readonly string[] => {
		if (accounts === undefined) return [];
		const list = sorted.get(accounts) ?? [...accounts].sort();
		sorted.set(accounts, list);
		return list;
	};
	return {
		holdersOfHost: (host) => inOrder(byHost.get(host)),
		holdersOfName: (host) => inOrder(byName.get(host)),
		find(url) {
			const key = keyOf(url);
			if (key === null) return null;
			const bare = key.endsWith("?") ? key.slice(0, -1) : key;
			const held = whole.get(key) ?? whole.get(bare) ?? (bare.includes("?") ? undefined : stripped.get(bare));
			return held === undefined ? null : { ...held, accounts: inOrder(held.accounts) };
		},
	};
}

function earlier(one: number | null, other: number | null): number | null {
	return one === null || other === null ? null : Math.min(one, other);
}

function setIn(sets: Map<string, Set<string>>, key: string): Set<string> {
	const set = sets.get(key) ?? new Set();
	sets.set(key, set);
	return set;
}

/** Without fragment, which is never sent, and without the scheme: a request that was sent on to https is the same one. */
function keyOf(url: string): string | null {
	const match = /^https?:(\/\/[^#]*)/i.exec(url);
	return match === null ? null : (match[1] as string);
}
