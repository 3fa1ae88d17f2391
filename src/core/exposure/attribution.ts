// Attribution: whose a contact is. The URL in a person's own copy tells most; then the address that was theirs at that time; then the name at the proxy's
// login. What may be of several people is nobody's, and is said of each.

import type { CopiesHeld } from "./copies-held.ts";
import type { Leases } from "./leases.ts";
import type { JoinedContact } from "./log-contact.ts";

export type AttributionWay = "identifier" | "lease" | "login";

export interface Attribution {
	/** One: it is theirs. Several: it may be of any. None: of nobody who is known. */
	readonly accounts: readonly string[];
	/** Null where it may be of several only because it is anybody's who received it. */
	readonly way: AttributionWay | null;
	/** A link that was followed. */
	readonly click: boolean;
}

export interface AttributionFacts {
	readonly copies: CopiesHeld;
	readonly leases: Leases;
	/** Recipients of the campaign. */
	readonly recipients: ReadonlySet<string>;
	/** Whether a log (SHA-256) speaks for an account: two organisations may use the same private addresses. */
	readonly mayShow: (log: string, account: string) => boolean;
	/** Only this campaign's mail contacts the host: then its name alone tells, without a URL. */
	readonly isOwnHost: (host: string) => boolean;
	readonly addressKey: (client: string) => string | null;
}

/** Null for a contact that is none of this campaign's. */
export function attribute(contact: JoinedContact, facts: AttributionFacts): Attribution | null {
	const { copies, recipients } = facts;
	const held = contact.url === null ? null : copies.find(contact.url);
	const own = facts.isOwnHost(contact.host);
	if (held === null && !own) return null;
	const click = held?.click ?? false;
	if (held?.individual && held.accounts.length === 1) return { accounts: held.accounts, way: "identifier", click };
	// A picture that is everybody's, on a host that is everybody's, may have been seen anywhere.
	if (held !== null && !held.individual && !own) return null;
	const shown = (account: string): boolean => contact.logs.every((log) => facts.mayShow(log, account));
	const among = (accounts: readonly string[]): string[] =>
		accounts.filter((account) => recipients.has(account) && (held === null || held.accounts.includes(account)));
	const leased = [...new Set(contact.clients.flatMap((client) => leasedAt(client, contact.time, facts)))].filter(shown);
	if (leased.length > 0) {
		const fitting = among(leased);
		// Somebody's who received nothing: a mail that was passed on, or another reason to go there.
		if (fitting.length === 0) return { accounts: [], way: "lease", click };
		// Of two who share an address, only one may have received it; the other may still have been sent it.
		return { accounts: fitting.length === 1 && leased.length > 1 ? leased : fitting, way: "lease", click };
	}
	const named = among([...recipients].filter((account) => shown(account) && contact.users.some((user) => isLogin(user, account))));
	if (named.length > 0) return { accounts: named, way: "login", click };
	return { accounts: (held?.accounts ?? [...recipients].sort()).filter(shown), way: null, click };
}

function leasedAt(client: string, time: number | null, { leases, addressKey }: AttributionFacts): readonly string[] {
	const key = addressKey(client);
	return key === null ? [] : leases.at(key, time);
}

/** "ann@house.example", "ann", "HOUSE\ann". */
function isLogin(user: string, account: string): boolean {
	const name = user.toLowerCase().replace(/^.*[\\/]/, "");
	return name === account || name === account.slice(0, account.lastIndexOf("@"));
}
