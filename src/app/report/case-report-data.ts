// Case report data: everything that the report of a case says, ready to be shown. Who is meant is settled here already: a report that is to name
// nobody is given no name, so that no part of the page can let one slip (case-report-names.ts). Lists are bounded where they are gathered, and
// what was cut is a number beside them.

import type { Standing } from "../../core/campaigns/standing.ts";
import type { Assessment, Attribution, Reason, Strength } from "../../core/model/campaign.ts";
import type { Level, LogCitation, Span } from "../../core/model/exposure.ts";
import type { ClaimFinding, Incident } from "../../core/model/person.ts";
import type { StandingCounts } from "./campaigns-words.ts";

/** A person, or an account that is on no list: a name, or "Person 12". */
export interface Who {
	readonly label: string;
	/** Empty where unknown. */
	readonly organisation: string;
	readonly country: string;
}

export type LevelCounts = Readonly<Record<Level, number>>;

/** The first entries, and how many more there are. */
export interface Cut<T> {
	readonly shown: readonly T[];
	readonly more: number;
}

/** `most`: of the first. */
export function cut<T, R>(items: readonly T[], most: number, as: (item: T) => R): Cut<R> {
	return { shown: items.slice(0, most).map(as), more: Math.max(0, items.length - most) };
}

export interface CaseReportData {
	/** ISO 8601, UTC. */
	readonly made: string;
	/** "counterpixel 0.1.0". */
	readonly program: string;
	/** People are called by their names. */
	readonly named: boolean;
	readonly mail: ReadMail;
	readonly figures: CaseFigures;
	/** Called targeted, by the program or by an analyst: those that reached most first. */
	readonly campaigns: Cut<ReportedCampaign>;
	readonly standings: StandingCounts;
	readonly otherCampaigns: Cut<OtherCampaign>;
	readonly exposure: ReportedExposure;
	readonly briefings: ReportedBriefings;
	readonly claims: Cut<ClaimFinding>;
	readonly incidents: Cut<ReportedIncident>;
	readonly indicators: Cut<ReportedIndicator>;
	/** Indicators that are left out of a report that names nobody, since they hold a name, an address or an identifier. */
	readonly withheldIndicators: number;
	readonly journal: { readonly hash: string; readonly entries: number };
}

/** What was read, of which kind soever. */
export interface ReadMail {
	readonly messages: number;
	readonly references: number;
	readonly campaigns: number;
	readonly sources: readonly string[];
	/** When a scan last ended, ISO 8601, UTC; null where none did. */
	readonly scanned: string | null;
	/** Something in so many messages could not be read. */
	readonly problems: number;
}

/** Of all campaigns called targeted together. */
export interface CaseFigures {
	readonly mails: number;
	readonly accounts: number;
	/** An account that is on no list counts as a person of its own. */
	readonly people: number;
	/** Of the accounts, on no people list. */
	readonly unlisted: number;
	/** Whether a people list was imported at all. */
	readonly hasList: boolean;
	readonly organisations: number;
	readonly countries: number;
	/** ISO 8601, UTC. */
	readonly firstSeen: string | null;
	readonly lastSeen: string | null;
	/** Accounts by their strongest level. */
	readonly levels: LevelCounts;
	/** People of whom some account is at `fetched` or `clicked`. */
	readonly peopleWhoOpened: number;
	/** Accounts of which logs show it leaked, because of a contact of their own. */
	readonly leaked: { readonly clientIp: number; readonly userAgent: number; readonly times: number };
	readonly told: number;
	readonly notTold: number;
	/** Of those not told: their organisation's IT was (told-instead.ts). */
	readonly itTold: number;
	/** Of those not told: somebody of their staff was. */
	readonly staffTold: number;
}

export interface ReportedCampaign {
	readonly id: string;
	readonly aliases: readonly string[];
	readonly name: string | null;
	readonly standing: Standing;
	/** "targeted", "undetermined (confirmed by an analyst)". */
	readonly verdict: string;
	readonly mails: number;
	readonly accounts: number;
	readonly people: number;
	readonly organisations: number;
	readonly countries: number;
	readonly firstSeen: string | null;
	readonly lastSeen: string | null;
	/** "from a.example and 1 more, contacts b.example". */
	readonly traces: string;
	/** Sentences about times that should not be relied on. */
	readonly doubts: readonly string[];
	readonly waves: Cut<ReportedWave>;
	readonly matrix: TargetMatrix;
	/** Those of whom logs show a contact, the strongest first. */
	readonly exposed: Cut<ExposedAccount>;
	readonly tracking: readonly ReportedTracking[];
	/** "1,033 proved unique to their copy". */
	readonly identifiers: string;
	readonly reasons: readonly Reason[];
	readonly links: Cut<{ readonly campaign: string; readonly strength: Strength; readonly why: readonly string[] }>;
	readonly attributions: readonly Attribution[];
	readonly decisions: Cut<{ readonly time: string; readonly actor: string; readonly what: string; readonly note: string | null }>;
	/** What its messages share, rarest first. */
	readonly shared: Cut<{ readonly what: string; readonly value: string; readonly rarity: string }>;
	/** SHA-256 of messages as they lay in the mailbox. */
	readonly hashes: Cut<string>;
}

export interface ReportedWave {
	/** ISO 8601, UTC. */
	readonly first: string;
	readonly last: string;
	readonly mails: number;
	readonly accounts: number;
	readonly organisations: number;
	/** By organisation, those with most accounts first, the last one standing for all others; each day that mail came. */
	readonly reached: readonly { readonly organisation: string; readonly days: readonly DayCount[] }[];
}

export interface DayCount {
	/** "2021-01-04", UTC. */
	readonly day: string;
	/** Deliveries. */
	readonly count: number;
}

export interface TargetMatrix {
	readonly rows: readonly MatrixRow[];
	/** All organisations that have no row of their own, together; null where none is left. */
	readonly others: (MatrixRow & { readonly organisations: number }) | null;
}

export interface MatrixRow {
	readonly organisation: string;
	readonly country: string;
	readonly accounts: number;
	readonly levels: LevelCounts;
}

export interface ExposedAccount {
	readonly who: Who;
	readonly level: Level;
	/** Of contacts, ISO 8601, UTC: the first, and how many there are. */
	readonly first: string | null;
	readonly times: number;
	/** "Thunderbird 78.6.0, Windows 10", "1 network address". */
	readonly leaked: readonly string[];
	readonly evidence: Cut<LogCitation>;
}

/** One way in which the campaign's mail reports. */
export interface ReportedTracking {
	/** Title of the vector: "img src". */
	readonly vector: string;
	/** How many of the messages that were looked at have it. */
	readonly messages: number;
	/** Goes on after "It is contacted". */
	readonly trigger: string;
	/** What would be sent to whom. */
	readonly channel: string;
	readonly host: string;
	readonly operator: string | null;
	/** "the time, the reader's IP address and the program". */
	readonly learns: string;
	/** What singles the reader out, a sentence. */
	readonly identifier: string;
	/** An example's URL, cut where what is individual begins and ends. */
	readonly url: readonly UrlPiece[];
	/** As it stands in the raw message; null where that is not to be had, or people are not named. */
	readonly raw: RawSource | null;
	/** The element that holds it, decoded; where people are not named, only what another person's copy has too. Null where there is none to show. */
	readonly element: ElementSource | null;
	/** Sentences. */
	readonly why: readonly string[];
}

export interface UrlPiece {
	readonly text: string;
	/** It tells copies apart, or may. */
	readonly individual: boolean;
}

/** A piece of a raw message; `start` and `end` are the reference within it, `before` is where the piece begins in the message. */
export interface RawSource {
	readonly bytes: Uint8Array;
	readonly start: number;
	readonly end: number;
	readonly before: number;
}

/** What stands before the URL in its element, and behind it. */
export interface ElementSource {
	readonly before: string;
	readonly after: string;
}

export interface OtherCampaign {
	readonly id: string;
	readonly name: string | null;
	readonly assessment: Assessment;
	readonly rejected: boolean;
	readonly mails: number;
	readonly accounts: number;
	readonly firstSeen: string | null;
	readonly lastSeen: string | null;
	readonly traces: string;
}

export interface ReportedExposure {
	readonly logs: Cut<ReportedLog>;
	/** Mail of targeted campaigns by day of arrival. */
	readonly arrivals: readonly DayCount[];
}

export interface ReportedLog {
	readonly log: string;
	readonly sha256: string;
	readonly format: string;
	readonly size: number;
	readonly lines: number;
	readonly unread: number;
	readonly contacts: number;
	readonly coverage: Cut<Span>;
	/** "chamber.example"; null where that was not told, so that it counts for those whom it shows. */
	readonly speaksFor: string | null;
	readonly skew: number | null;
	readonly offset: number;
}

export interface ReportedBriefings {
	/** Whether any was entered. */
	readonly known: boolean;
	readonly told: Cut<{
		readonly who: Who;
		readonly level: Level | null;
		readonly on: string;
		readonly by: string;
		readonly how: string;
		readonly acknowledged: boolean;
	}>;
	/** Reached by targeted mail and not told: the most exposed first. */
	readonly gaps: Cut<{
		readonly who: Who;
		readonly level: Level;
		readonly accounts: number;
		readonly firstSeen: string | null;
		readonly instead: string;
	}>;
	/** By organisation: told of reached, those with most gaps first. */
	readonly organisations: Cut<{ readonly organisation: string; readonly country: string; readonly told: number; readonly reached: number }>;
	/** On the list, and nothing came. */
	readonly listedWithoutMail: number;
}

export interface ReportedIncident extends Omit<Incident, "account" | "campaign"> {
	readonly who: Who | null;
	readonly campaign: string | null;
}

export interface ReportedIndicator {
	/** "host that is contacted". */
	readonly what: string;
	readonly value: string;
	/** Why it is nothing to block by itself; null where only targeted mail has it here. */
	readonly caution: string | null;
}
