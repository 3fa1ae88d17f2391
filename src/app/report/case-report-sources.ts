// Case report sources: all that a case holds, gathered into what its report says (case-report-data.ts). Campaigns and exposures are read one
// after the other, and of each only what is shown is kept, so that memory grows with accounts and not with mail.

import { isTargeted, STANDINGS, type Standing } from "../../core/campaigns/standing.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import type { Exposure, TakenLog } from "../../core/model/exposure.ts";
import type { BriefedPerson, Briefing, ClaimFinding, Incident, Person } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import type { StoredMessage } from "../../edge/casebook/stored-messages.ts";
import { listCampaigns, standingCounts } from "./campaigns-list.ts";
import { storyOf } from "./campaigns-story.ts";
import { type StandingCounts, tracesInWords } from "./campaigns-words.ts";
import { reportedBriefings } from "./case-report-briefings.ts";
import { createArrivals, reportedCampaign } from "./case-report-campaigns.ts";
import { type CaseReportData, type Cut, cut, type OtherCampaign, type ReadMail, type ReportedCampaign } from "./case-report-data.ts";
import { readExposures, reportedExposure } from "./case-report-exposures.ts";
import { individualLabels } from "./case-report-labels.ts";
import { reportedClaim, reportedIncidents, reportedIndicators } from "./case-report-lists.ts";
import { createNames, type Names, type PastName } from "./case-report-names.ts";
import { caseFigures, createReach } from "./case-report-reach.ts";
import { reportedTracking } from "./case-report-tracking.ts";
import { scansOf } from "./mail-report.ts";

export interface CaseReportSources {
	readonly casebook: Pick<
		Casebook,
		| "campaigns"
		| "campaign"
		| "campaignTotals"
		| "mostSuspect"
		| "decisions"
		| "timeline"
		| "doubtfulClocks"
		| "proofs"
		| "message"
		| "summary"
		| "journal"
	>;
	readonly rawOf: (message: StoredMessage) => Promise<Uint8Array | null>;
	/** Of targeted campaigns. */
	exposures(): AsyncIterable<Exposure>;
	readonly logs: readonly TakenLog[];
	readonly people: readonly Person[];
	readonly briefed: readonly BriefedPerson[];
	readonly incidents: readonly Incident[];
	readonly claims: readonly ClaimFinding[];
	/** All that were entered. */
	readonly briefings: readonly Briefing[];
}

export interface CaseReportOptions {
	/** The time now, ISO 8601, UTC. */
	readonly made: string;
	readonly program: string;
	/** Chance, of which the numbers of persons are drawn; null names people. */
	readonly salt: string | null;
}

/** Of the others only how many there are is told. */
const SHOWN = { targeted: 20, undetermined: 0, commercial: 0, rejected: 0 } as const;
const MAX_CLAIMS = 100;

export async function caseReportData(sources: CaseReportSources, { made, program, salt }: CaseReportOptions): Promise<CaseReportData> {
	const { casebook, people, briefed, logs, incidents, claims } = sources;
	const counts = await standingCounts(casebook);
	const { shown } = await listCampaigns(casebook, SHOWN, "targeted");
	const theirs = shown.targeted.flatMap((campaign) => [...campaign.infrastructure, ...campaign.setAside]);
	const reach = createReach(new Set(theirs.map(({ kind, value }) => `${kind} ${value}`)));
	for await (const campaign of casebook.campaigns()) reach.add(campaign, isTargeted(campaign));
	const accounts = [...reach.owners, ...briefed.flatMap((row) => row.accounts), ...incidents.flatMap(({ account }) => account ?? [])];
	const names = createNames(
		{ people, accounts, senders: reach.senders, pastNames: namesIn(briefed), identifiers: individualLabels(shown.targeted) },
		salt,
	);
	const exposures = await readExposures(sources.exposures(), names);
	const arrivals = createArrivals();
	const campaigns: ReportedCampaign[] = [];
	for (const campaign of shown.targeted) {
		const waves = (await casebook.timeline(campaign.id))?.waves ?? [];
		arrivals.add(waves);
		for (const { deliveries } of waves) for (const { from } of deliveries) if (from !== null) reach.senders.add(from.toLowerCase());
		const story = await storyOf(casebook, campaign, made);
		const tracking = await reportedTracking(sources, campaign, names);
		campaigns.push(reportedCampaign({ story, waves, tracking, exposures, names }));
	}
	const { head, count } = await casebook.journal.head();
	return {
		made,
		program,
		named: names.named,
		mail: await readMail(casebook, counts, names),
		figures: caseFigures(reach, exposures, sources, names),
		campaigns: { shown: campaigns, more: counts.targeted - campaigns.length },
		standings: counts,
		otherCampaigns: otherCampaigns(shown, counts, names),
		exposure: reportedExposure(logs, arrivals.days(), names),
		briefings: reportedBriefings(sources, reach, exposures, names),
		claims: cut(claims, MAX_CLAIMS, (finding) => reportedClaim(finding, names)),
		incidents: reportedIncidents(incidents, names),
		...reportedIndicators(shown.targeted, reach, names),
		journal: { hash: head, entries: count },
	};
}

/** Who was told and is on no list any more is known by the name that the list had then. */
function namesIn(briefed: readonly BriefedPerson[]): PastName[] {
	return briefed.flatMap(({ person, accounts }) => (person === null ? [] : [{ name: person, account: accounts[0] ?? null }]));
}

type Shown = Readonly<Record<Standing, readonly Campaign[]>>;

function otherCampaigns(shown: Shown, counts: StandingCounts, names: Names): Cut<OtherCampaign> {
	const rows = (["undetermined", "commercial", "rejected"] as const).flatMap((standing) =>
		shown[standing].map((campaign): OtherCampaign => {
			const { id, name, assessment, messages, recipients, firstSeen, lastSeen } = campaign;
			const traces = names.text(tracesInWords(campaign));
			const [mails, accounts] = [messages.length, recipients.length];
			const called = name === null ? null : names.text(name);
			return { id, name: called, assessment, rejected: standing === "rejected", mails, accounts, firstSeen, lastSeen, traces };
		}),
	);
	return { shown: rows, more: counts.undetermined + counts.commercial + counts.rejected - rows.length };
}

async function readMail({ summary, journal }: CaseReportSources["casebook"], counts: StandingCounts, names: Names): Promise<ReadMail> {
	const { sources, scanned } = await scansOf({ journal });
	const { messages, references, problems } = await summary();
	return {
		messages,
		references,
		campaigns: STANDINGS.reduce((sum, standing) => sum + counts[standing], 0),
		sources: sources.map(names.text),
		scanned,
		problems: problems.reduce((sum, { count }) => sum + count, 0),
	};
}
