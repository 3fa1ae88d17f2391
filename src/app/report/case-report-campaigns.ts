// Campaigns of a report: each with its waves by organisation and day, its targets by level, and everything that it says of itself, bounded.

import { standingOf } from "../../core/campaigns/standing.ts";
import type { CampaignWave } from "../../edge/casebook/campaigns/timeline.ts";
import { doubtsInWords } from "./campaigns-detail.ts";
import type { CampaignStory } from "./campaigns-story.ts";
import { FEATURE_WORDS, identifiersInWords, rarityInWords, tracesInWords, valueInWords, verdictInWords } from "./campaigns-words.ts";
import {
	cut,
	type DayCount,
	type MatrixRow,
	type ReportedCampaign,
	type ReportedTracking,
	type ReportedWave,
	type TargetMatrix,
} from "./case-report-data.ts";
import type { Exposures } from "./case-report-exposures.ts";
import type { Names } from "./case-report-names.ts";
import { countLevels, noLevels } from "./case-report-reach.ts";
import { count } from "./shown-text.ts";

const MOST = { waves: 30, lines: 12, matrix: 45, links: 12, why: 6, decisions: 20, shared: 20, hashes: 12 } as const;
/** For accounts whose organisation nobody knows. */
const UNKNOWN = "On no list";

export interface CampaignToReport {
	readonly story: CampaignStory;
	readonly waves: readonly CampaignWave[];
	readonly tracking: readonly ReportedTracking[];
	readonly exposures: Exposures;
	readonly names: Names;
}

export function reportedCampaign({ story, waves, tracking, exposures, names }: CampaignToReport): ReportedCampaign {
	const { campaign, decisions, senders } = story;
	const { id, aliases, name, messages, recipients, firstSeen, lastSeen, reasons, links, attributions, infrastructure } = campaign;
	const who = recipients.map(names.who);
	const distinct = (values: readonly string[]): number => new Set(values.filter((value) => value !== "")).size;
	const { text } = names;
	return {
		id,
		aliases,
		name: name === null ? null : text(name),
		standing: standingOf(campaign),
		verdict: verdictInWords(campaign),
		mails: messages.length,
		accounts: recipients.length,
		people: new Set(recipients.map(names.keyOf)).size,
		organisations: distinct(who.map(({ organisation }) => organisation)),
		countries: distinct(who.map(({ country }) => country)),
		firstSeen,
		lastSeen,
		traces: text(tracesInWords(campaign)),
		doubts: doubtsInWords(story),
		waves: cut(waves, MOST.waves, (wave) => reportedWave(wave, names)),
		matrix: matrixOf(recipients, (account) => exposures.levelIn(id, account), names),
		exposed: exposures.exposedIn(id),
		tracking,
		identifiers: identifiersInWords(campaign.identifiers),
		reasons: reasons.map((reason) => ({ ...reason, text: text(reason.text) })),
		links: cut(links, MOST.links, (link) => ({ ...link, why: link.why.slice(0, MOST.why).map(text) })),
		attributions: attributions.map((one) => ({ ...one, to: text(one.to), source: text(one.source), by: text(one.by) })),
		decisions: cut(decisions, MOST.decisions, ({ time, actor, what, note }) => ({
			time,
			actor: text(actor),
			what: text(what),
			note: note === null ? null : text(note),
		})),
		shared: cut(
			infrastructure.filter((thing) => names.isClean(thing.value)).sort((a, b) => a.sharedBy - b.sharedBy),
			MOST.shared,
			(thing) => ({ what: FEATURE_WORDS[thing.kind], value: valueInWords(thing), rarity: rarityInWords(thing.sharedBy, senders) }),
		),
		hashes: cut(messages, MOST.hashes, ({ sha256 }) => sha256),
	};
}

function organisationOf(account: string | null, names: Names): string {
	return (account === null ? "" : names.who(account).organisation) || UNKNOWN;
}

function reportedWave({ first, last, messages, deliveries }: CampaignWave, names: Names): ReportedWave {
	const accounts = new Set<string>();
	const organisations = new Map<string, Map<string, number>>();
	for (const { recipient, mailbox, received } of deliveries) {
		accounts.add(recipient ?? mailbox);
		const organisation = organisationOf(recipient, names);
		const days = organisations.get(organisation) ?? new Map<string, number>();
		organisations.set(organisation, days);
		const day = (received ?? first).slice(0, 10);
		days.set(day, (days.get(day) ?? 0) + 1);
	}
	const size = (days: ReadonlyMap<string, number>): number => [...days.values()].reduce((sum, number) => sum + number, 0);
	const sorted = [...organisations].sort(([a, one], [b, other]) => size(other) - size(one) || (a < b ? -1 : 1));
	const rest = new Map<string, number>();
	for (const [, days] of sorted.slice(MOST.lines)) for (const [day, number] of days) rest.set(day, (rest.get(day) ?? 0) + number);
	const lines = sorted.slice(0, MOST.lines).map(([organisation, days]) => ({ organisation, days: daysOf(days) }));
	if (rest.size > 0) lines.push({ organisation: `${count(sorted.length - MOST.lines)} more organisations`, days: daysOf(rest) });
	return { first, last, mails: messages, accounts: accounts.size, organisations: organisations.size, reached: lines };
}

function daysOf(days: ReadonlyMap<string, number>): DayCount[] {
	return [...days].map(([day, count]) => ({ day, count })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Mail of targeted campaigns by day. */
export function createArrivals(): { add(waves: readonly CampaignWave[]): void; days(): DayCount[] } {
	const days = new Map<string, number>();
	return {
		add(waves) {
			for (const { deliveries } of waves)
				for (const { received } of deliveries) {
					const day = received?.slice(0, 10);
					if (day !== undefined) days.set(day, (days.get(day) ?? 0) + 1);
				}
		},
		days: () => daysOf(days),
	};
}

function matrixOf(
	recipients: readonly string[],
	levelOf: (account: string) => keyof ReturnType<typeof noLevels>,
	names: Names,
): TargetMatrix {
	const groups = Map.groupBy(recipients, (account) => organisationOf(account, names));
	const rows = [...groups].map(
		([organisation, accounts]): MatrixRow => ({
			organisation,
			country: names.who(accounts[0] as string).country,
			accounts: accounts.length,
			levels: countLevels(accounts, levelOf),
		}),
	);
	rows.sort((a, b) => b.accounts - a.accounts || (a.organisation < b.organisation ? -1 : 1));
	const rest = rows.slice(MOST.matrix);
	if (rest.length === 0) return { rows, others: null };
	const levels = noLevels();
	for (const row of rest) for (const [level, number] of Object.entries(row.levels)) levels[level as keyof typeof levels] += number;
	const accounts = rest.reduce((sum, row) => sum + row.accounts, 0);
	return { rows: rows.slice(0, MOST.matrix), others: { organisation: "", country: "", accounts, levels, organisations: rest.length } };
}
