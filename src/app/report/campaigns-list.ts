// The list of campaigns that a terminal or a page can hold: how many there are of each kind, and the first ones. A case has almost as many campaigns
// as senders, so that none is built that is not shown.

import { leadOf } from "../../core/campaigns/assessment/lead.ts";
import { isTargeted, STANDINGS, type Standing, standingOf } from "../../core/campaigns/standing.ts";
import { ASSESSMENTS, type Assessment, type Campaign } from "../../core/model/campaign.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import type { StandingCounts } from "./campaigns-words.ts";

export interface CampaignList {
	/** Of all that were asked for. */
	readonly counts: StandingCounts;
	/**
	 * The first of each kind, at most as many as were asked for: of the targeted those that reached most people, of the undetermined those for whose being
	 * targeted most speaks, of the others those seen last.
	 */
	readonly shown: Readonly<Record<Standing, readonly Campaign[]>>;
}

export const EVERYTHING: StandingCounts = byStanding(() => Number.POSITIVE_INFINITY);
/** Targeted ones that are compared by how many they reached; of more, those seen last. */
const COMPARED = 1000;

export type ListSource = Pick<Casebook, "campaigns" | "campaign" | "decisions" | "campaignTotals" | "mostSuspect">;

/** `only`: of that assessment; null for all. What an analyst confirmed is targeted, whatever the program says of it. */
export async function listCampaigns(casebook: ListSource, most: StandingCounts, only: Assessment | null = null): Promise<CampaignList> {
	const counts = await standingCounts(casebook, only);
	const shown = byStanding((): Campaign[] => []);
	for (const assessment of only === null ? ASSESSMENTS : [only]) {
		if (assessment === "undetermined" && Number.isFinite(most.undetermined)) {
			shown.undetermined.push(...(await suspects(casebook, most.undetermined)));
			continue;
		}
		for await (const campaign of chosenCampaigns(casebook, assessment)) {
			const standing = standingOf(campaign);
			const kept = shown[standing];
			const isSorted = standing === "targeted";
			if (kept.length < Math.max(most[standing], isSorted ? COMPARED : 0)) kept.push(campaign);
			else if (!isSorted && assessment !== "targeted") break;
		}
	}
	shown.targeted.sort(compare).splice(most.targeted);
	shown.undetermined.sort((a, b) => leadOf(b.reasons) - leadOf(a.reasons));
	return { counts, shown };
}

/** Undetermined ones, those for whose being targeted most speaks. */
async function suspects(casebook: Pick<ListSource, "campaign" | "mostSuspect" | "decisions">, most: number): Promise<Campaign[]> {
	// What an analyst confirmed is told among the targeted.
	const confirmed = (await casebook.decisions()).filter(({ kind, stands }) => kind === "confirm" && stands).length;
	const found: Campaign[] = [];
	for (const id of await casebook.mostSuspect("undetermined", most + confirmed)) {
		const campaign = await casebook.campaign(id);
		if (campaign !== null && isAsked(campaign, "undetermined") && found.length < most) found.push(campaign);
	}
	return found;
}

/** Called so by the program, whether or not an analyst rejected it, and then what an analyst confirmed. */
async function* targetedCampaigns(casebook: Omit<ListSource, "campaignTotals">): AsyncGenerator<Campaign> {
	yield* casebook.campaigns({ assessment: "targeted" });
	const seen = new Set<string>();
	for (const { kind, campaign: id, stands } of await casebook.decisions()) {
		if (kind !== "confirm" || !stands) continue;
		const campaign = await casebook.campaign(id);
		if (campaign === null || campaign.assessment === "targeted" || !isTargeted(campaign) || seen.has(campaign.id)) continue;
		seen.add(campaign.id);
		yield campaign;
	}
}

export async function standingCounts(casebook: Pick<Casebook, "campaignTotals">, only: Assessment | null = null): Promise<StandingCounts> {
	const counts = byStanding(() => 0);
	for (const { count, ...kind } of (await casebook.campaignTotals()).campaigns)
		if (only === null || isAsked(kind, only)) counts[standingOf(kind)] += count;
	return counts;
}

/** An analyst's word stands above the program's, but what was rejected is still to be found by what the program says. */
function isAsked(kind: Pick<Campaign, "assessment" | "decided">, only: Assessment): boolean {
	return standingOf(kind) === only || (only === "targeted" && standingOf(kind) === "rejected");
}

/** All, or those of one kind. */
export async function* chosenCampaigns(casebook: Omit<ListSource, "campaignTotals">, only: Assessment | null): AsyncGenerator<Campaign> {
	if (only === null) yield* casebook.campaigns();
	else if (only === "targeted") yield* targetedCampaigns(casebook);
	else for await (const campaign of casebook.campaigns({ assessment: only })) if (isAsked(campaign, only)) yield campaign;
}

/** Whose mail reached most comes first, then what came last; the id, so that the order is always the same. */
function compare(a: Campaign, b: Campaign): number {
	return (
		b.recipients.length - a.recipients.length ||
		b.messages.length - a.messages.length ||
		ordered(b.lastSeen ?? "", a.lastSeen ?? "") ||
		ordered(a.id, b.id)
	);
}

function ordered(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function byStanding<T>(make: () => T): Record<Standing, T> {
	return Object.fromEntries(STANDINGS.map((standing) => [standing, make()])) as Record<Standing, T>;
}
