// Ledger: which tokens are live, and what has come in for each. What carries none is counted and nothing else, so that thousands of junk
// requests cost nothing and never pass for contacts.

import type { Arrival } from "../../edge/listeners/arrival.ts";
import type { Contact } from "./contact.ts";
import { contactOf } from "./contact-of.ts";
import type { SelftestProbe } from "./probe.ts";
import type { Uncounted } from "./result.ts";
import { tokensIn } from "./tokens.ts";

/** What is kept for each token, and for all together: a program that asks again and again tells nothing new. */
export const MOST_PER_TOKEN = 50;
export const MOST_CONTACTS = 20_000;

export interface Ledger {
	/** The contact that `arrival` is, where it carries a live token and is to be kept; else it is counted. */
	record(arrival: Arrival): Contact | null;
	/** A live token stands in `address`. */
	knows(address: string): boolean;
	uncounted(): Uncounted;
}

export function createLedger(probes: readonly SelftestProbe[]): Ledger {
	const live = new Map(probes.map((probe) => [probe.token, { probe, kept: 0 }]));
	const count = { foreign: 0, beyond: 0, shares: 0 };
	let kept = 0;
	return {
		record(arrival) {
			const entry = tokensOf(arrival)
				.map((token) => live.get(token))
				.find((found) => found !== undefined);
			if (entry === undefined) {
				count[arrival.kind === "smb" ? "shares" : "foreign"]++;
				return null;
			}
			if (entry.kept >= MOST_PER_TOKEN || kept >= MOST_CONTACTS) {
				count.beyond++;
				return null;
			}
			entry.kept++;
			kept++;
			return contactOf(arrival, entry.probe);
		},
		knows: (address) => tokensIn(address).some((token) => live.has(token)),
		uncounted: () => ({ ...count }),
	};
}

/** What browsers ask of any host by themselves: no probe is behind it. */
const OF_ITS_OWN = /^\/(?:favicon\.ico|apple-touch-icon[\w.-]*|robots\.txt|\.well-known\/.*)$/;

/** Whatever has a token's shape where this kind of arrival would carry one, the surest place first. */
export function tokensOf(arrival: Arrival): readonly string[] {
	switch (arrival.kind) {
		case "http": {
			const path = arrival.target.split("?", 1)[0] ?? "";
			const inPath = tokensIn(path);
			return inPath.length > 0 || OF_ITS_OWN.test(path) ? inPath : tokensIn(arrival.host);
		}
		case "tls":
			return tokensIn(arrival.serverName);
		case "dns":
			return tokensIn(arrival.name);
		case "smtp":
			return arrival.recipients.flatMap(tokensIn);
		case "smb":
			return tokensIn(arrival.serverName ?? "");
		case "junk":
			return [];
	}
}
