// Machines: contacts that no person's program made: image proxies, scanners and prefetchers, told by what they call themselves, by a published range of addresses,
// and by their timing across mailboxes.

import type { JoinedContact } from "./log-contact.ts";
import { readUserAgent } from "./user-agents.ts";

/** The first and last address, as 32 hex digits. */
interface Range {
	readonly name: string;
	readonly first: string;
	readonly last: string;
}

const v4 = (a: number, b: number, c: number, bits: number): readonly [string, string] => {
	const from = ((a << 24) | (b << 16) | (c << 8)) >>> 0;
	const hex = (value: number): string => `00000000000000000000ffff${value.toString(16).padStart(8, "0")}`;
	return [hex(from), hex(from + 2 ** (32 - bits) - 1)];
};

/** Google publishes the ranges that its mail servers and image proxies use in DNS, as _netblocks.google.com (RFC 7208); these have stood there for years. */
const RANGES: readonly Range[] = (
	[
		[66, 249, 80, 20],
		[66, 102, 0, 20],
		[72, 14, 192, 18],
		[64, 233, 160, 19],
		[209, 85, 128, 17],
	] as const
).map(([a, b, c, bits]) => {
	const [first, last] = v4(a, b, c, bits);
	return { name: "Google's image proxy, by its address", first, last };
});

/** `addressKey`: 32 hex digits of an address, or null. Null where nothing tells of a machine. */
export function machineOf({ agents, clients }: JoinedContact, addressKey: (client: string) => string | null): string | null {
	for (const agent of agents) {
		const { machine } = readUserAgent(agent);
		if (machine !== null) return machine;
	}
	for (const client of clients) {
		const key = addressKey(client);
		const range = key === null ? undefined : RANGES.find(({ first, last }) => first <= key && key <= last);
		if (range !== undefined) return range.name;
	}
	return null;
}

/** A fetch that its URL gives to one account. */
export interface OwnedFetch {
	readonly contact: JoinedContact;
	readonly account: string;
	/** When that account's copy came in, milliseconds since 1970; null where unknown. */
	readonly received: number | null;
}

/** A person does not open mail in so many mailboxes, each within so many milliseconds of its arrival. */
const MAILBOXES = 3;
const AT_ONCE = 90_000;

/** Contacts of clients that fetch for several mailboxes as their mail arrives: a scanner in front of them. */
export function scannersAmong(fetches: readonly OwnedFetch[]): ReadonlySet<JoinedContact> {
	const prompt = fetches.filter(
		({ contact: { time }, received }) => time !== null && received !== null && Math.abs(time - received) <= AT_ONCE,
	);
	const scanning = new Set<JoinedContact>();
	const byClient = Map.groupBy(
		prompt.filter(({ contact }) => contact.clients.length > 0),
		({ contact }) => contact.clients.join(" "),
	);
	for (const of of byClient.values())
		if (new Set(of.map(({ account }) => account)).size >= MAILBOXES) for (const { contact } of of) scanning.add(contact);
	return scanning;
}
