// A made-up case for the tests of its report.

import type { CaseReportData, Cut, LevelCounts, ReportedCampaign, ReportedLog } from "../../../src/app/report/case-report-data.ts";
import { noLevels } from "../../../src/app/report/case-report-reach.ts";
import type { Level } from "../../../src/core/model/exposure.ts";

export function levels(more: Partial<Record<Level, number>>): LevelCounts {
	return { ...noLevels(), ...more };
}

export function all<T>(...shown: readonly T[]): Cut<T> {
	return { shown, more: 0 };
}

const WHO = { label: "Person 3", organisation: "Chamber of Lanternford", country: "XA" };
const FIRST = "2021-01-04T09:12:00.000Z";
const LAST = "2021-01-05T10:00:00.000Z";
export const HASH = "ab".repeat(32);

export function log(more: Partial<ReportedLog> = {}): ReportedLog {
	return {
		log: "proxy.log",
		sha256: HASH,
		format: "squid",
		size: 1234,
		lines: 90,
		unread: 2,
		contacts: 3,
		coverage: all(
			{ from: "2021-01-01T00:00:00.000Z", to: "2021-01-04T12:00:00.000Z" },
			{ from: "2021-01-05T00:00:00.000Z", to: "2021-03-01T00:00:00.000Z" },
		),
		speaksFor: "chamber-lanternford.example",
		skew: null,
		offset: 0,
		...more,
	};
}

/** Everything that comes from elsewhere says `text`. */
export function campaignSaying(text: string): ReportedCampaign {
	return {
		id: "c4f1d20b9e77",
		aliases: ["aa01"],
		name: text,
		standing: "targeted",
		verdict: "targeted",
		mails: 12,
		accounts: 9,
		people: 8,
		organisations: 2,
		countries: 2,
		firstSeen: FIRST,
		lastSeen: LAST,
		traces: text,
		doubts: ["A doubt."],
		waves: all({
			first: FIRST,
			last: LAST,
			mails: 12,
			accounts: 9,
			organisations: 2,
			reached: [
				{ organisation: text, days: [{ day: "2021-01-04", count: 7 }] },
				{ organisation: "4 more organisations", days: [{ day: "2021-01-05", count: 5 }] },
			],
		}),
		matrix: {
			rows: [
				{ organisation: text, country: text, accounts: 9, levels: levels({ fetched: 2, blocked: 1, "no-evidence": 2, delivered: 4 }) },
			],
			others: { organisation: "", country: "", organisations: 4, accounts: 4, levels: levels({ delivered: 4 }) },
		},
		exposed: all({
			who: { label: text, organisation: text, country: text },
			level: "fetched" as const,
			first: FIRST,
			times: 2,
			leaked: [text, "Thunderbird 78"],
			evidence: { shown: [{ log: text, sha256: HASH, offset: 4711 }], more: 3 },
		}),
		tracking: [
			{
				vector: text,
				messages: 9,
				trigger: "when the message is opened",
				channel: "a web request",
				host: text,
				operator: text,
				learns: "the time",
				identifier: text,
				url: [
					{ text: "https://img.briefing.example/o/", individual: false },
					{ text, individual: true },
				],
				raw: null,
				element: { before: text, after: text },
				why: [text],
			},
		],
		identifiers: "9 proved unique to their copy",
		reasons: [
			{ text, for: "targeted", weight: 4 },
			{ text, for: "commercial", weight: 1.5 },
		],
		links: all({ campaign: "77aa01c3d9f2", strength: "strong" as const, why: [text] }),
		attributions: [{ to: text, source: text, confidence: "low", on: FIRST, by: text }],
		decisions: all({ time: FIRST, actor: text, what: text, note: text }),
		shared: all({ what: "host that is contacted", value: text, rarity: "of this sender alone" }),
		hashes: all(HASH),
	};
}

export function caseData(text: string, more: Partial<CaseReportData> = {}): CaseReportData {
	return {
		made: "2024-04-19T12:00:00.000Z",
		program: "counterpixel 0.1.0",
		named: false,
		mail: { messages: 3033, references: 9000, campaigns: 70, sources: [text], scanned: FIRST, problems: 4 },
		figures: {
			mails: 12,
			accounts: 9,
			people: 8,
			unlisted: 1,
			hasList: true,
			organisations: 2,
			countries: 2,
			firstSeen: FIRST,
			lastSeen: LAST,
			levels: levels({ clicked: 1, fetched: 1, blocked: 1, "no-evidence": 2, delivered: 4 }),
			peopleWhoOpened: 2,
			leaked: { clientIp: 2, userAgent: 1, times: 2 },
			told: 1,
			notTold: 7,
			itTold: 2,
			staffTold: 1,
		},
		campaigns: all(campaignSaying(text)),
		standings: { targeted: 1, undetermined: 2, commercial: 1, rejected: 0 },
		otherCampaigns: {
			shown: [
				{
					id: "83fefc34c99c",
					name: text,
					assessment: "undetermined",
					rejected: false,
					mails: 3,
					accounts: 2,
					firstSeen: FIRST,
					lastSeen: LAST,
					traces: text,
				},
			],
			more: 2,
		},
		exposure: {
			logs: all(log({ log: text, speaksFor: text })),
			arrivals: [
				{ day: "2021-01-04", count: 7 },
				{ day: "2021-01-05", count: 5 },
			],
		},
		briefings: {
			known: true,
			told: all({ who: WHO, level: "fetched" as const, on: "2024-03-23", by: text, how: text, acknowledged: true }),
			gaps: { shown: [{ who: { ...WHO, label: text }, level: "clicked", accounts: 1, firstSeen: FIRST, instead: text }], more: 6 },
			organisations: all({ organisation: text, country: text, told: 1, reached: 8 }),
			listedWithoutMail: 5,
		},
		claims: all({
			claim: { id: "told", text, by: text, on: "2024-04-03", source: text, counts: "told" as const, quantity: { is: 8 }, scope: {} },
			verdict: "differs" as const,
			found: 1,
			why: text,
			gaps: [text, text],
		}),
		incidents: all({
			id: "i1",
			on: "2021-08-01",
			who: { ...WHO, label: text },
			organisation: text,
			country: text,
			what: text,
			by: text,
			campaign: "c4f1d20b9e77",
			connected: "unknown" as const,
			confidence: "none" as const,
			why: text,
		}),
		indicators: all(
			{ what: "host that is contacted", value: "img.briefing.example", caution: null },
			{ what: "sender's address", value: text, caution: text },
		),
		withheldIndicators: 1,
		journal: { hash: HASH, entries: 41 },
		...more,
	};
}
