// Exposure: what became of a campaign's mail at one account, by what logs show and by when they speak (CONTRACT.md, `exposure --json` and Level).
// Levels are never merged, and none of them says "safe".

/** Strongest first. */
export const LEVELS = ["clicked", "fetched", "fetched-by-proxy", "blocked", "looked-up", "no-evidence", "delivered"] as const;
export type Level = (typeof LEVELS)[number];

/** A line of a log. */
export interface LogCitation {
	/** The log as it was given. */
	readonly log: string;
	/** Of the file as stored, lower-case hex. */
	readonly sha256: string;
	/** The byte where the line begins in its uncompressed text. */
	readonly offset: number;
}

/** From when to when a log speaks; ISO 8601, UTC. */
export interface Span {
	readonly from: string;
	readonly to: string;
}

/**
 * Why logs leave it open whether mail was fetched, in this order. `silent`: none speaks of the time when it came. `looked-up`: somebody asked for the host.
 * `shared`: a contact may have been this account's or another's. `unsearched`: a log was not searched for the campaign's hosts. `untold`: nobody knows
 * whose traffic the logs show.
 */
export const DOUBTS = ["silent", "looked-up", "shared", "unsearched", "untold"] as const;
export type Doubt = (typeof DOUBTS)[number];

export interface Exposure {
	readonly campaign: string;
	/** Name on the people list, or null. */
	readonly person: string | null;
	/** The owner's address. */
	readonly account: string;
	readonly level: Level;
	readonly leaked: Leak;
	/** The same apart for contacts of the person's own programs and of machines in their place. */
	readonly leakedBy: { readonly reader: Leak; readonly machine: Leak };
	readonly evidence: readonly LogCitation[];
	/** Of these, lines of contacts that may have been this account's or another's. */
	readonly uncertain: readonly LogCitation[];
	/** One entry between gaps, over all logs that speak for this account. */
	readonly coverage: readonly Span[];
	/** The first that holds; null where the logs settle it. */
	readonly doubt: Doubt | null;
	/** Sentences that a person can check. */
	readonly why: readonly string[];
}

/** What contacts told whom they reached: as logged, distinct, in order. Times in ISO 8601, UTC. */
export interface Leak {
	readonly clientIp: readonly string[];
	readonly userAgent: readonly string[];
	readonly times: readonly string[];
}

/** A log that was taken into the case. */
export interface TakenLog {
	readonly log: string;
	readonly sha256: string;
	/** Id of the format. */
	readonly format: string;
	/** Bytes as stored. */
	readonly size: number;
	readonly lines: number;
	readonly unread: number;
	/** Of the lines that could not be read, the first few: where, and why. */
	readonly problems: readonly { readonly offset: number; readonly problem: string }[];
	readonly coverage: readonly Span[];
	/** Domains and addresses for whose accounts it speaks; empty: for all. */
	readonly speaksFor: readonly string[];
	/** Minutes by which its clock is ahead of the mail's, where that shows; else null. */
	readonly skew: number | null;
	/** Milliseconds that were added to its times when it was read (--clock). */
	readonly offset: number;
	/** ISO 8601, UTC. */
	readonly added: string;
	/** Lines that tell of a contact with a host of a campaign. */
	readonly contacts: number;
}
