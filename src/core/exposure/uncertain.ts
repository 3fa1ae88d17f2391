// Uncertain contacts: of an account, contacts that may have been its own, or another's. Behind one address of a whole network there may be ten thousand of them for
// ten thousand accounts: those of a network are kept once, in order of time, and of each account the first few after its mail came are looked up.

import type { Attribution, AttributionWay } from "./attribution.ts";
import type { JoinedContact } from "./log-contact.ts";

export interface UncertainContact {
	readonly contact: JoinedContact;
	readonly way: AttributionWay | null;
	/** Several people's copies hold that very URL. */
	readonly copies: boolean;
	readonly against: Attribution["against"];
	/** All whose it may be. */
	readonly names: readonly string[];
}

export interface Uncertain {
	/** Those first that few share: by lease, login or URL. */
	readonly shown: readonly UncertainContact[];
	/** Contacts that are not among them. */
	readonly more: number;
}

export interface UncertainContacts {
	/** For each account that it may be of. */
	add(contact: JoinedContact, attribution: Pick<UncertainContact, "way" | "copies" | "against">, accounts: readonly string[]): void;
	/** That may be of whoever of these accounts had the mail by then. */
	addNetwork(accounts: readonly string[], contacts: readonly JoinedContact[], against: Attribution["against"]): void;
	of(account: string): Uncertain;
}

interface Kept {
	readonly shown: UncertainContact[];
	all: number;
}

/** Of one set of accounts. */
interface Network {
	readonly accounts: ReadonlySet<string>;
	/** In order of arrival. */
	readonly byArrival: readonly string[];
	readonly arrivals: readonly number[];
	/** The first so many of them, once for all contacts. */
	readonly firsts: Map<number, readonly string[]>;
	/** In order of time; those without one last. */
	readonly contacts: readonly JoinedContact[];
	readonly times: readonly number[];
	readonly against: Attribution["against"];
}

/** `most`: contacts of an account that are shown. `since`: from when on a contact may be an account's, milliseconds since 1970. */
export function uncertainContacts(most: number, since: (account: string) => number): UncertainContacts {
	const accounts = new Map<string, Kept>();
	const networks: Network[] = [];

	function inNetwork({ byArrival, arrivals, firsts, contacts, times, against }: Network, account: string, room: number): Uncertain {
		const first = countBefore(times, since(account));
		const shown = contacts.slice(first, first + room).map((contact, index): UncertainContact => {
			const total = countBefore(arrivals, (times[first + index] as number) + 1);
			const names = firsts.get(total) ?? byArrival.slice(0, total);
			firsts.set(total, names);
			return { contact, way: null, copies: false, against, names };
		});
		return { shown, more: contacts.length - first - shown.length };
	}

	return {
		add(contact, { way, copies, against }, of) {
			const one = { contact, way, copies, against, names: of };
			for (const account of of) {
				const kept = accounts.get(account) ?? { shown: [], all: 0 };
				accounts.set(account, kept);
				kept.all++;
				if (kept.shown.length < most) kept.shown.push(one);
			}
		},
		addNetwork(of, contacts, against) {
			const byArrival = of.map((account) => [since(account), account] as const).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
			const timed = contacts.map((contact) => [contact.time ?? Number.MAX_SAFE_INTEGER - 1, contact] as const).sort((a, b) => a[0] - b[0]);
			networks.push({
				accounts: new Set(of),
				byArrival: byArrival.map(([, account]) => account),
				arrivals: byArrival.map(([time]) => time),
				firsts: new Map(),
				contacts: timed.map(([, contact]) => contact),
				times: timed.map(([time]) => time),
				against,
			});
		},
		of(account) {
			const kept = accounts.get(account);
			const shown = [...(kept?.shown ?? [])];
			let more = (kept?.all ?? 0) - shown.length;
			for (const network of networks) {
				if (!network.accounts.has(account)) continue;
				const found = inNetwork(network, account, most - shown.length);
				shown.push(...found.shown);
				more += found.more;
			}
			return { shown, more };
		},
	};
}

/** Of ascending numbers, how many are below a bound. */
function countBefore(ascending: readonly number[], bound: number): number {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ascending[middle] as number) < bound) low = middle + 1;
		else high = middle;
	}
	return low;
}
