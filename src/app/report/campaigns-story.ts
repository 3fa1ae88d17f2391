// Story: everything that a page or a terminal tells of one campaign, gathered from a case.

import type { Campaign } from "../../core/model/campaign.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { MadeDecision } from "../../edge/casebook/campaigns/decision-log.ts";
import type { CampaignWave } from "../../edge/casebook/campaigns/timeline.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { type Decided, toldDecision } from "./campaigns-decisions.ts";

/** Mail of a campaign that came close together. Times are ISO 8601, UTC. */
export interface Wave {
	readonly first: string;
	readonly last: string;
	readonly messages: number;
	/** Each once, by its first message, in order of time; a mailbox stands for an owner who is not known. */
	readonly reached: readonly { readonly recipient: string; readonly at: string }[];
}

export interface CampaignStory {
	readonly campaign: Campaign;
	readonly waves: readonly Wave[];
	/** Messages that tell no time. */
	readonly undated: number;
	/** In the order in which they were recorded, under whichever of its ids. */
	readonly decisions: readonly Decided[];
	/** One that shows how copies differ between people; null where nothing is proved. */
	readonly proof: Proof | null;
	/** Senders of the whole case with mail that contacts somebody without a click: what rarity is measured by. */
	readonly senders: number;
	/** Messages whose Date and Received are far apart, or that have no Received. */
	readonly clocksInDoubt: number;
	/** The time now, ISO 8601, UTC. */
	readonly now: string;
}

export type StorySource = Pick<Casebook, "timeline" | "decisions" | "campaignTotals" | "doubtfulClocks" | "proofs">;

/** `now`: ISO 8601, UTC. */
export async function storyOf(casebook: StorySource, campaign: Campaign, now: string): Promise<CampaignStory> {
	const timeline = await casebook.timeline(campaign.id);
	return {
		campaign,
		waves: (timeline?.waves ?? []).map(waveOf),
		undated: new Set(timeline?.undated.map(({ sha256 }) => sha256)).size,
		decisions: (await casebook.decisions()).filter((made) => isAbout(made, campaign)).map(toldDecision),
		proof: await proofIn(casebook, campaign),
		senders: (await casebook.campaignTotals()).senders,
		clocksInDoubt: await casebook.doubtfulClocks(campaign.messages.map(({ sha256 }) => sha256)),
		now,
	};
}

/** Among so many messages one is found, if copies of the campaign were compared at all. */
const ASKED = 50;

async function proofIn(casebook: Pick<Casebook, "proofs">, { identifiers, messages }: Campaign): Promise<Proof | null> {
	if (identifiers.unique === 0) return null;
	const hashes = messages.slice(0, ASKED).map(({ sha256 }) => sha256);
	const proofs = await casebook.proofs(hashes);
	return hashes.flatMap((hash) => proofs.get(hash) ?? []).find(({ kind, other }) => kind === "unique" && other !== null) ?? null;
}

function isAbout({ campaign, detail }: MadeDecision, { id, aliases }: Campaign): boolean {
	const ids = [id, ...aliases];
	return ids.includes(campaign) || ids.includes(detail.other ?? "") || ids.includes(detail.to ?? "");
}

function waveOf({ first, last, messages, deliveries }: CampaignWave): Wave {
	const reached = new Map<string, string>();
	for (const { recipient, mailbox, received } of deliveries) {
		const who = recipient ?? mailbox;
		if (!reached.has(who)) reached.set(who, received ?? first);
	}
	return { first, last, messages, reached: [...reached].map(([recipient, at]) => ({ recipient, at })) };
}
