// Learnt: what the contacts of a run tell of the person who read the messages. A proxy's, scanner's or server's address is never taken for the
// person's, and a lookup shows a resolver, not a reader.

import { readUserAgent, type UserAgentReading } from "../../core/exposure/user-agents.ts";
import type { Contact } from "./contact.ts";
import { factsOf } from "./facts.ts";
import { type Opening, openingsOf } from "./openings.ts";
import type { SelftestResult } from "./result.ts";

export interface Learnt {
	/** Something came: the address is read, by a person or by a machine. */
	readonly alive: boolean;
	/** Contacts by others than machines, lookups apart: only they tell of a person. */
	readonly personal: number;
	readonly openings: readonly Opening[];
	/** IP addresses of whoever fetched, proxies and mail servers apart. */
	readonly clientAddresses: readonly string[];
	readonly proxies: readonly Proxy[];
	readonly resolvers: readonly string[];
	readonly clientSubnets: readonly string[];
	/** Of those that name themselves, most contacts on opening first. */
	readonly programs: readonly NamedProgram[];
	/** What programs and machines called themselves, as they wrote it. */
	readonly userAgents: readonly string[];
	/** Of the first program, or else of any: "Linux". */
	readonly system: string | null;
	/** Language tags (RFC 5646) in the reader's order. */
	readonly languages: readonly string[];
	/** What conditional probes told: "dark colours". */
	readonly facts: readonly string[];
	/** Vectors that led to a TLS connection without a request. */
	readonly connected: readonly string[];
	/** Vectors whose share was connected to: there a sender asks for an NTLM response. */
	readonly shares: readonly string[];
	/** Addresses of mail servers that brought receipts, reports and replies. */
	readonly mailServers: readonly string[];
}

export interface NamedProgram {
	/** "Thunderbird 153.7.0". */
	readonly name: string;
	readonly version: string | null;
	readonly system: string | null;
	/** Id in the leak table, or null. */
	readonly leakProgram: string | null;
	readonly contacts: number;
}

export interface Proxy {
	/** "Google's image proxy". */
	readonly what: string;
	readonly addresses: readonly string[];
	readonly leakProgram: string | null;
	/** ISO 8601: of its first contact, and of its last. */
	readonly first: string;
	readonly last: string;
	readonly contacts: number;
}

/** Distinct values kept of each kind: a hostile client may send as many as it likes. */
const MOST = 50;
const MOST_LANGUAGES = 10;

export function learntFrom({ contacts }: Pick<SelftestResult, "contacts">): Learnt {
	const readings = new Map<string | null, UserAgentReading>();
	const readingOf = (agent: string | null): UserAgentReading => {
		const known = readings.get(agent) ?? readUserAgent(agent);
		readings.set(agent, known);
		return known;
	};
	const machines = contacts.filter(({ by }) => by === "machine");
	const others = contacts.filter(({ by }) => by !== "machine");
	const fetched = others.filter(({ probe }) => probe.channel === "http" || probe.channel === "smb");
	const programs = programsOf(others, readingOf);
	return {
		alive: contacts.length > 0,
		personal: others.filter(({ probe }) => probe.channel !== "dns").length,
		openings: openingsOf(contacts, readingOf),
		clientAddresses: distinct(fetched.map(({ client_ip }) => client_ip)),
		proxies: proxiesOf(machines, readingOf),
		resolvers: distinct(contacts.map(({ resolver }) => resolver)),
		clientSubnets: distinct(contacts.map(({ client_subnet }) => client_subnet)),
		programs,
		userAgents: distinct(contacts.map(({ user_agent }) => user_agent)),
		system: programs.find(({ system }) => system !== null)?.system ?? systemAlone(fetched, readingOf),
		languages: languagesOf(fetched),
		facts: factsOf(others),
		connected: distinct(others.filter(isHandshake).map(({ probe }) => probe.vector)),
		shares: distinct(others.filter(({ probe }) => probe.channel === "smb").map(({ probe }) => probe.vector)),
		mailServers: distinct(contacts.filter(({ probe }) => probe.channel === "smtp").map(({ client_ip }) => client_ip)),
	};
}

/** A request has at least the Host field; a handshake that led to none has nothing. */
export function isHandshake({ probe, headers, user_agent }: Contact): boolean {
	return probe.channel === "http" && user_agent === null && Object.keys(headers).length === 0;
}

type ReadAgent = (agent: string | null) => UserAgentReading;

function programsOf(contacts: readonly Contact[], readingOf: ReadAgent): readonly NamedProgram[] {
	const counted = new Map<string, NamedProgram & { onOpening: number }>();
	for (const { user_agent, probe } of contacts) {
		const { program, version, system, leakProgram } = readingOf(user_agent);
		if (program === null) continue;
		const key = JSON.stringify([program, system]);
		const known = counted.get(key);
		if (known === undefined && counted.size >= MOST) continue;
		const before = known ?? { name: program, version, system, leakProgram, contacts: 0, onOpening: 0 };
		const opening = probe.trigger === "open" || probe.trigger === "preview" ? 1 : 0;
		counted.set(key, { ...before, contacts: before.contacts + 1, onOpening: before.onOpening + opening });
	}
	return [...counted.values()]
		.sort((a, b) => b.onOpening - a.onOpening || b.contacts - a.contacts)
		.map(({ onOpening: _, ...program }) => program);
}

/** Some strings name a system and no program. */
function systemAlone(contacts: readonly Contact[], readingOf: ReadAgent): string | null {
	for (const { user_agent } of contacts) {
		const { system } = readingOf(user_agent);
		if (system !== null) return system;
	}
	return null;
}

function proxiesOf(machines: readonly Contact[], readingOf: ReadAgent): readonly Proxy[] {
	const fetched = machines.filter(({ probe }) => probe.channel !== "smtp");
	return [...Map.groupBy(fetched, ({ why }) => why)].slice(0, MOST).map(([what, of]) => ({
		what,
		addresses: distinct(of.map(({ client_ip }) => client_ip)),
		leakProgram: readingOf(of[0]?.user_agent ?? null).leakProgram,
		first: of[0]?.time ?? "",
		last: of.at(-1)?.time ?? "",
		contacts: of.length,
	}));
}

const LANGUAGE_TAG = /^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,5}$/;
/** Of the field, what is looked at. */
const LONGEST_FIELD = 500;

/** Accept-Language (RFC 9110 §12.5.4), weights dropped: the order tells the same. */
function languagesOf(contacts: readonly Contact[]): readonly string[] {
	const fields = distinct(contacts.map(({ headers }) => headers["accept-language"] ?? null));
	const tags = fields.flatMap((field) =>
		field
			.slice(0, LONGEST_FIELD)
			.split(",")
			.map((one) => one.split(";", 1)[0]?.trim() ?? "")
			.filter((tag) => LANGUAGE_TAG.test(tag)),
	);
	return [...new Set(tags)].slice(0, MOST_LANGUAGES);
}

function distinct(values: readonly (string | null)[]): readonly string[] {
	const kept = new Set<string>();
	for (const value of values) {
		if (value !== null) kept.add(value);
		if (kept.size >= MOST) break;
	}
	return [...kept];
}
