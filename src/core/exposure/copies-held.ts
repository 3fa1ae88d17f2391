// Copies held: which account's copy of a campaign's mail holds which URL. A URL that singles a person out, seen in a log, is that person's, whoever's address
// asked for it.

import type { Trigger } from "../model/reference.ts";
import { createForms, decodedOnce } from "./url-forms.ts";

/** A reference of a message in somebody's mailbox. */
export interface HeldReference {
	readonly account: string;
	readonly url: string;
	readonly host: string;
	readonly trigger: Trigger;
	/** It holds what singles a reader out: address, proved or random token. */
	readonly individual: boolean;
	/** What singles the reader out, as the URL says it once decoded; null where nothing but comparison tells. */
	readonly token: string | null;
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
	/** By the whole URL; where a program or a proxy added to it or wrote it otherwise, by the reader's token in it. Null for a URL that no copy holds. */
	find(url: string): HeldUrl | null;
	/** Of a URL that no copy holds: whether it has the form of one that does, whose mail may be gone; and then whether all of that form are only followed. */
	formOf(url: string): { readonly click: boolean } | null;
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
	const byToken = new Map<string, Held>();
	const byHost = new Map<string, Set<string>>();
	const byName = new Map<string, Set<string>>();
	const forms = createForms();
	for (const { account, url, host, trigger, individual, token, inName, received } of references) {
		if (trigger !== "click" || individual) setIn(byHost, host).add(account);
		if (inName) setIn(byName, host).add(account);
		if (trigger !== "click" || individual) forms.add(url, token, trigger === "click");
		const key = keyOf(url);
		if (key === null) continue;
		const add = (to: Map<string, Held>, by: string): void => {
			const held = to.get(by) ?? { accounts: new Set(), individual: false, click: true, received };
			to.set(by, held);
			held.accounts.add(account);
			held.individual ||= individual;
			held.click &&= trigger === "click";
			held.received = earlier(held.received, received);
		};
		add(whole, key);
		if (individual && token !== null && token.length >= SHORTEST_TOKEN) add(byToken, tokenKey(host, token));
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
	/** Of whom the first of a URL's pieces is that is somebody's token. */
	const ofToken = (url: string): Held | undefined => {
		const host = URL.parse(url)?.hostname ?? "";
		for (const piece of piecesOf(url)) {
			const held = byToken.get(tokenKey(host, piece));
			if (held !== undefined) return held;
		}
		return undefined;
	};
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
		formOf: forms.of,
		find(url) {
			const key = keyOf(url);
			if (key === null) return null;
			const bare = key.endsWith("?") ? key.slice(0, -1) : key;
			const held =
				whole.get(key) ??
				whole.get(bare) ??
				(bare.includes("?") ? undefined : stripped.get(bare)) ??
				(byToken.size === 0 ? undefined : ofToken(url));
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

/**
 * Without fragment, which is never sent, without the scheme, since a request that was sent on to https is the same one, and without the dot at the end of a
 * host's name.
 */
function keyOf(url: string): string | null {
	const match = /^https?:\/\/([^/?#]*)([^#]*)/i.exec(url);
	if (match === null) return null;
	const [, host = "", rest = ""] = match;
	return `//${host.replace(/\.(?=:\d*$|$)/, "")}${rest}`;
}

/** A shorter one may stand in any URL. */
const SHORTEST_TOKEN = 8;
/** Attack: a request of megabytes. Pieces of a URL that are looked up. */
const MOST_PIECES = 100;

/** An address is one in any case (a reading of the mail gives it in small letters); of a random token capitals tell readers apart. */
function tokenKey(host: string, token: string): string {
	return `${host} ${token.includes("@") ? token.toLowerCase() : token}`;
}

/** Path segments, with the ending of a file's name and without it, and values of parameters, decoded. */
function piecesOf(url: string): string[] {
	const [, rest = ""] = /^https?:\/\/[^/?#]*([^#]*)/i.exec(url) ?? [];
	const pieces = rest.split(/[/?&;=]/, MOST_PIECES).filter((piece) => piece.length >= SHORTEST_TOKEN);
	return pieces.flatMap((piece) => {
		const decoded = decodedOnce(piece);
		return [decoded, decoded.replace(/\.[a-z0-9]{1,5}$/i, "")];
	});
}
