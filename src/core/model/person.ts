// Person: whom the case is about, with every account; what they were told; what happened to them later; and what others said of it all.

import type { Level } from "./exposure.ts";

/** Rows of one name and organisation are one person (CONTRACT.md, `people import`). */
export interface Person {
	readonly name: string;
	readonly organisation: string;
	/** ISO 3166-1 alpha-2, user-assigned codes too; empty where unknown. */
	readonly country: string;
	readonly role: string;
	/** BCP 47, lower case: "en"; empty where unknown. */
	readonly language: string;
	/** Lower case, in order of the file. */
	readonly accounts: readonly PersonAccount[];
	/** Taken off the list; what was told to them stays. */
	readonly gone: boolean;
}

export const ACCOUNT_KINDS = ["official", "personal", "staff", "unknown"] as const;

export interface PersonAccount {
	readonly address: string;
	readonly kind: (typeof ACCOUNT_KINDS)[number];
}

/** `person` alone counts as told: an IT department that was told is not a person who was. */
export const BRIEFING_KINDS = ["person", "staff", "organisation-it"] as const;
export type BriefingKind = (typeof BRIEFING_KINDS)[number];

export interface Briefing {
	/** Of whom it was about, lower case. */
	readonly address: string;
	readonly kind: BriefingKind;
	readonly by: string;
	/** ISO 8601 date. */
	readonly on: string;
	readonly how: string;
	readonly acknowledged: boolean;
}

export const CONNECTIONS = ["yes", "no", "unknown"] as const;
export const CONFIDENCES = ["none", "low", "medium", "high"] as const;

/** Something that happened to somebody later. */
export interface Incident {
	readonly id: string;
	/** ISO 8601 date. */
	readonly on: string;
	/** Lower case; null where only the organisation is known. */
	readonly account: string | null;
	readonly organisation: string;
	readonly country: string;
	readonly what: string;
	readonly by: string;
	/** Id of the campaign it may have to do with; null for the case as a whole. */
	readonly campaign: string | null;
	/** "unknown": it may or may not be connected. */
	readonly connected: (typeof CONNECTIONS)[number];
	readonly confidence: (typeof CONFIDENCES)[number];
	readonly why: string;
}

export const CLAIM_COUNTS = ["mails", "accounts", "people", "senders", "told", "fetched", "blocked", "compromised"] as const;
export type ClaimCount = (typeof CLAIM_COUNTS)[number];

/** What somebody said, as it is in a claims file (CONTRACT.md, `claims`). */
export interface Claim {
	readonly id: string;
	readonly text: string;
	readonly by: string;
	/** ISO 8601 date. */
	readonly on: string;
	readonly source: string;
	readonly counts: ClaimCount;
	readonly quantity: { readonly is: number } | { readonly over: number };
	/** `outside`: all countries but this one. `campaign`: an id or name, or "targeted" for all that are called so. */
	readonly scope: { readonly country?: string; readonly outside?: string; readonly organisation?: string; readonly campaign?: string };
}

export interface ClaimFinding {
	readonly claim: Claim;
	readonly verdict: "agrees" | "differs" | "not-comparable";
	readonly found: number | null;
	readonly why: string;
	/** Who makes up the difference, where that can be named: those who should have been told and were not. */
	readonly gaps: readonly string[];
}

/** One row of `brief --json`: a person, or an account that is on no list. */
export interface BriefedPerson {
	/** Null for an account that is on no list. */
	readonly person: string | null;
	readonly organisation: string;
	/** Empty for whoever had none left when others got theirs. */
	readonly accounts: readonly string[];
	/** Of which they were told, and which are somebody else's now; absent: none. */
	readonly formerAccounts?: readonly string[];
	readonly country: string;
	readonly language: string;
	/** Strongest over campaigns called targeted or confirmed; null where no mail of one came to any account. */
	readonly level: Level | null;
	readonly told: readonly Omit<Briefing, "address">[];
	/** Received time of the first mail of such a campaign; null where none. */
	readonly firstSeen: string | null;
}

/** A day that there is. */
export function isDate(text: string): boolean {
	const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The last day that has begun anywhere (UTC+14): whoever writes from there is not ahead of the time. `now`: ISO 8601, UTC. */
export function latestDay(now: string): string {
	return new Date(Date.parse(now) + 14 * 3_600_000).toISOString().slice(0, 10);
}

/** Whether a day lies before the one on which a mail came in. `received`: ISO 8601, UTC; null where it is not known, and then no day does. */
export function isBeforeMail(day: string, received: string | null): boolean {
	return received !== null && day < received.slice(0, 10);
}
