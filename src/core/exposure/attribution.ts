// Attribution: whose a contact is. The URL in a person's own copy tells most; then the address that was theirs at that time; then the name at the proxy's
// login. What may be of several people is nobody's, and is said of each.

import type { CopiesHeld } from "./copies-held.ts";
import type { Leases } from "./leases.ts";
import type { JoinedContact } from "./log-contact.ts";
import { namedBy } from "./logins.ts";

export type AttributionWay = "identifier" | "lease" | "login";

export interface Attribution {
	/** Whose it is, or may be. None: of nobody who is known. */
	readonly accounts: readonly string[];
	/** They are one person's, and it is theirs. */
	readonly sure: boolean;
	/** Null where it may be of several only because it is anybody's who received it. */
	readonly way: AttributionWay | null;
	/** It may be of whoever has such mail on that network: nothing tells more. */
	readonly network: boolean;
	/** Several people's copies hold that very URL. */
	readonly copies: boolean;
	/** A link that was followed. */
	readonly click: boolean;
	/** What speaks against it: the log shows a URL that no copy holds; a login's domain is nobody's who is known; that log shows other domains only. */
	readonly against: "url" | "domain" | "log" | null;
	/** When the mail with that URL came, milliseconds since 1970; null where that is not known. */
	readonly received: number | null;
}

/** "no": the user said for whom the log speaks, and this account is not among them. "others": so it seems, by whom it shows. "hardly": nobody knows. */
export type Showing = "yes" | "hardly" | "others" | "no";

export interface AttributionFacts {
	readonly copies: CopiesHeld;
	readonly leases: Leases;
	/** Recipients of the campaign. */
	readonly recipients: ReadonlySet<string>;
	/** The same text for all accounts of one person. */
	readonly personKey: (account: string) => string;
	/** Whether a log (SHA-256) shows an account's contacts: two organisations may use the same private addresses. */
	readonly shows: (log: string, account: string) => Showing;
	/** Only this campaign's mail leads an account to the host: then its name alone tells, without a URL. */
	readonly leadsOnly: (host: string, account: string) => boolean;
	readonly addressKey: (client: string) => string | null;
	/** What was found of clients that nobody knows, by host and logs: there may be as many as lines. */
	readonly networks: Map<string, readonly string[]>;
}

/** Null for a contact that is none of this campaign's. */
export function attribute(contact: JoinedContact, facts: AttributionFacts): Attribution | null {
	const { copies, recipients, personKey } = facts;
	const held = contact.url === null ? null : copies.find(contact.url);
	const individual = held?.individual ? held.accounts : copies.holdersOfName(contact.host);
	const form = held === null && contact.url !== null ? copies.formOf(contact.url) : null;
	// Whoever looks into a host asks it for what no mail holds. Where a log leaves out the path, it shows the host alone.
	const strange =
		held === null && form === null && individual.length === 0 && contact.url !== null && /^https?:\/\/[^/?#]*[/?]/i.test(contact.url);
	const against = strange ? ("url" as const) : null;
	const click = held?.click ?? form?.click ?? false;
	const told = { click, received: held?.received ?? null, copies: individual.length > 1, network: false, against };
	const isOne = (accounts: readonly string[]): boolean => new Set(accounts.map(personKey)).size === 1;
	if (isOne(individual)) return { accounts: individual, sure: true, way: "identifier", ...told };
	const holding = individual.length > 0 ? individual : (held?.accounts ?? copies.holdersOfHost(contact.host));
	const shown = (account: string): boolean => contact.logs.every((log) => facts.shows(log, account) === "yes");
	/** Those that the logs most likely show, else those that they may. */
	const likely = (accounts: readonly string[]): readonly string[] => {
		const best = accounts.filter(shown);
		return best.length > 0 ? best : accounts.filter((account) => contact.logs.every((log) => facts.shows(log, account) !== "no"));
	};
	const leads = (account: string): boolean => individual.length > 0 || facts.leadsOnly(contact.host, account);
	const mine = (accounts: readonly string[]): string[] => {
		const people = new Set(accounts.map(personKey));
		return holding.filter((account) => recipients.has(account) && people.has(personKey(account)) && leads(account));
	};
	const leased = likely([...new Set(contact.clients.flatMap((client) => leasedAt(client, contact.time, facts)))]);
	if (leased.length > 0 && isOne(leased)) return { accounts: mine(leased), sure: !strange, way: "lease", ...told };
	const { users } = contact;
	const login = users.length === 0 ? null : namedBy(users, holding, recipients);
	const fitting = login === null ? [] : login.fit === "domain" ? login.accounts : likely(login.accounts);
	const named = mine(fitting);
	if (login !== null && named.length > 0) {
		const people = new Set(leased.map(personKey));
		const both = named.filter((account) => people.has(personKey(account)));
		if (both.length > 0 && isOne(both)) return { accounts: both, sure: !strange, way: "login", ...told };
		const isOthers = (account: string): boolean => {
			const showing = contact.logs.map((log) => facts.shows(log, account));
			return showing.includes("others") && !showing.includes("yes");
		};
		// A Windows domain is seldom called as the mail's is: that the log shows the one person's domain stands for it.
		const isStrangers = login.fit === "unknown" && !(isOne(fitting) && fitting.every(shown));
		const doubted = isStrangers ? "domain" : login.fit === "name" && fitting.every(isOthers) ? "log" : null;
		if (doubted === null) return { accounts: named, sure: isOne(named) && !strange, way: "login", ...told };
		if (leased.length === 0) return { accounts: named, sure: false, way: "login", ...told, against: against ?? doubted };
	}
	// Of two who share an address only one may have received it, and the other may have been shown it.
	if (leased.length > 0) return { accounts: mine(leased).length > 0 ? leased : [], sure: false, way: "lease", ...told };
	// A resolver that asks another is nobody, and so is a login that is a mail address and no reader's. A number may be anybody's.
	if (individual.length === 0 && (contact.kind === "dns" || users.some((user) => user.includes("@")))) return null;
	const network = individual.length === 0 ? `${contact.host} ${held === null ? "" : contact.url} ${contact.logs.join()} ${strange}` : null;
	const known = network === null ? undefined : facts.networks.get(network);
	const accounts = known ?? mine(holding).filter(shown);
	if (network !== null && known === undefined) facts.networks.set(network, accounts);
	return { accounts, sure: false, way: null, ...told, network: network !== null };
}

function leasedAt(client: string, time: number | null, { leases, addressKey }: AttributionFacts): readonly string[] {
	const key = addressKey(client);
	return key === null ? [] : leases.at(key, time);
}
