// Attribution: whose a contact is. The URL in a person's own copy tells most; then the address that was theirs at that time; then the name at the proxy's
// login. What may be of several people is nobody's, and is said of each.

import type { CopiesHeld } from "./copies-held.ts";
import type { Leases } from "./leases.ts";
import type { JoinedContact } from "./log-contact.ts";

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
	/** When the mail with that URL came, milliseconds since 1970; null where that is not known. */
	readonly received: number | null;
}

/** "no": the user said for whom the log speaks, and this account is not among them. "hardly": so it seems, by whom it shows. */
export type Showing = "yes" | "hardly" | "no";

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
	const told = { click: held?.click ?? false, received: held?.received ?? null, copies: individual.length > 1, network: false };
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
	if (leased.length > 0 && isOne(leased)) return { accounts: mine(leased), sure: true, way: "lease", ...told };
	const { users } = contact;
	const named = users.length === 0 ? [] : mine(likely(holding.filter((account) => users.some((user) => isLogin(user, account)))));
	if (named.length > 0) return { accounts: named, sure: isOne(named), way: "login", ...told };
	// Of two who share an address only one may have received it, and the other may have been shown it.
	if (leased.length > 0) return { accounts: mine(leased).length > 0 ? leased : [], sure: false, way: "lease", ...told };
	// A resolver that asks another is nobody, and so is a login that is a mail address and no reader's. A number may be anybody's.
	if (individual.length === 0 && (contact.kind === "dns" || users.some((user) => user.includes("@")))) return null;
	const network = individual.length === 0 ? `${contact.host} ${held === null ? "" : contact.url} ${contact.logs.join()}` : null;
	const known = network === null ? undefined : facts.networks.get(network);
	const accounts = known ?? mine(holding).filter(shown);
	if (network !== null && known === undefined) facts.networks.set(network, accounts);
	return { accounts, sure: false, way: null, ...told, network: network !== null };
}

function leasedAt(client: string, time: number | null, { leases, addressKey }: AttributionFacts): readonly string[] {
	const key = addressKey(client);
	return key === null ? [] : leases.at(key, time);
}

/** "ann@house.example", "ann", "HOUSE\ann", and Kerberos' "ann@HOUSE.EXAMPLE", whose realm may be of a domain above or below. */
function isLogin(user: string, account: string): boolean {
	const name = user.toLowerCase().replace(/^.*[\\/]/, "");
	const at = account.lastIndexOf("@");
	const [local, domain] = [account.slice(0, at), account.slice(at + 1)];
	if (name === account || name === local) return true;
	const realm = name.startsWith(`${local}@`) ? name.slice(at + 1) : "";
	return realm !== "" && (realm.endsWith(`.${domain}`) || domain.endsWith(`.${realm}`));
}
