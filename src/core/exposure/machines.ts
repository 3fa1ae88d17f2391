// Machines: contacts that no person's program made: image proxies, scanners and prefetchers, told by what they call themselves, by a published range of addresses,
// and by their timing across mailboxes.

import type { JoinedContact } from "./log-contact.ts";
import { PUBLISHED_RANGES } from "./published-ranges.ts";
import { readUserAgent } from "./user-agents.ts";

/** Ends of published ranges, as 32 hex digits. */
const RANGES = PUBLISHED_RANGES.map(({ name, range }) => {
	const [base = "", length = "0"] = range.split("/");
	const [first, last] = endsOf(base, Number(length));
	return { name, first, last };
});

function endsOf(base: string, length: number): readonly [string, string] {
	const isV4 = !base.includes(":");
	const [head = "", tail = ""] = base.split("::");
	const groups = head.split(":").map((group) => group.padStart(4, "0"));
	const digits = isV4
		? `${"0".repeat(20)}ffff${base
				.split(".")
				.map((byte) => Number(byte).toString(16).padStart(2, "0"))
				.join("")}`
		: (groups.join("") + tail).padEnd(32, "0");
	const free = 32 - (length + (isV4 ? 96 : 0)) / 4;
	const whole = Math.floor(free);
	const split = 32 - Math.ceil(free);
	const kept = digits.slice(0, split);
	if (free === whole) return [kept + "0".repeat(whole), kept + "f".repeat(whole)];
	// The digit that the prefix ends in the midst of.
	const size = 2 ** Math.round((free - whole) * 4);
	const digit = Math.floor(Number.parseInt(digits[split] as string, 16) / size) * size;
	return [kept + digit.toString(16) + "0".repeat(whole), kept + (digit + size - 1).toString(16) + "f".repeat(whole)];
}

/** `addressKey`: 32 hex digits of an address, or null. Null where nothing tells of a machine. */
export function machineOf({ agents, clients }: JoinedContact, addressKey: (client: string) => string | null): string | null {
	for (const agent of agents) {
		const { machine } = readUserAgent(agent);
		if (machine !== null) return `${machine}, by its user agent`;
	}
	for (const client of clients) {
		const machine = machineAt(addressKey(client));
		if (machine !== null) return machine;
	}
	return null;
}

/** Whose machines have an address (32 hex digits) by a published range; null where none has it. */
export function machineAt(address: string | null): string | null {
	const range = address === null ? undefined : RANGES.find(({ first, last }) => first <= address && address <= last);
	return range?.name ?? null;
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
const AT_ONCE = 30_000;
/** Of a client's fetches so many are prompt: behind the address that a network shares a few always are. */
const SHARE = 0.8;

/** Contacts of clients that fetch for several mailboxes as their mail arrives: a scanner in front of them. */
export function scannersAmong(fetches: readonly OwnedFetch[]): ReadonlySet<JoinedContact> {
	const isPrompt = ({ contact: { time }, received }: OwnedFetch): boolean =>
		time !== null && received !== null && Math.abs(time - received) <= AT_ONCE;
	const scanning = new Set<JoinedContact>();
	const byClient = Map.groupBy(
		fetches.filter(({ contact }) => contact.clients.length > 0),
		({ contact: { clients, agents } }) => JSON.stringify([clients, agents]),
	);
	for (const of of byClient.values()) {
		const prompt = of.filter(isPrompt);
		if (prompt.length < SHARE * of.length || new Set(prompt.map(({ account }) => account)).size < MAILBOXES) continue;
		for (const { contact } of of) scanning.add(contact);
	}
	return scanning;
}
