// Compare: what a case says against the truth of the rehearsal it was made of.

import type { TruthMessage } from "../src/app/rehearsal/truth.ts";
import type { Campaign } from "../src/core/model/campaign.ts";
import type { Proof } from "../src/core/model/proof.ts";
import type { Casebook } from "../src/edge/casebook/casebook.ts";
import type { StoredMessage } from "../src/edge/casebook/stored-messages.ts";
import { type Counts, type Grouped, type Grouping, grouping, noCounts } from "./measures.ts";
import type { TruthRest } from "./truth-lines.ts";

/** What is kept of a message's truth. */
export type Kept = Pick<TruthMessage, "path" | "kind" | "genre" | "sender" | "operator" | "campaign" | "wave" | "references" | "owner">;

export interface Comparison {
	readonly background: number;
	readonly targeted: number;
	readonly references: Counts;
	/** Of references that are fetched on opening: those that single the reader out. */
	readonly identifiers: Counts;
	readonly membership: Grouping;
	/** Messages that were called targeted. */
	readonly verdicts: Counts;
	/** Campaigns called targeted in which no attack is. */
	readonly falseCampaigns: number;
	/** Pairs of waves of one sender: linked (or one campaign), or not. */
	readonly waves: { readonly linked: number; readonly of: number };
	/** Links between campaigns of different senders, and how many of those go from the attackers to another customer of their operator. */
	readonly wrongLinks: { readonly all: number; readonly sameOperator: number };
	/** Sentences, the first few. */
	readonly notes: readonly string[];
}

const MOST_NOTES = 6;

/** `truth` by SHA-256. */
export async function compare(casebook: Casebook, truth: ReadonlyMap<string, Kept>, rest: TruthRest): Promise<Comparison> {
	const references = noCounts();
	const identifiers = noCounts();
	let few: StoredMessage[] = [];
	const compareFew = async (): Promise<void> => {
		const proofs = await casebook.proofs(few.map(({ sha256 }) => sha256));
		for (const message of few) {
			const known = truth.get(message.sha256);
			if (known === undefined) throw new Error(`${message.sha256} is in the case and not in the truth`);
			compareReferences(withProofs(message, proofs.get(message.sha256) ?? []), known, references, identifiers);
		}
		few = [];
	};
	for await (const message of casebook.messages({ order: "sha256" })) {
		if (few.push(message) >= AT_A_TIME) await compareFew();
	}
	await compareFew();
	const campaigns: Campaign[] = [];
	for await (const campaign of casebook.campaigns()) campaigns.push(campaign);
	return { references, identifiers, ...compareCampaigns(campaigns, truth, rest) };
}

const AT_A_TIME = 200;

/** What a message's references are in the end: where copies were compared, what that proved goes before what one copy looks like. */
function withProofs({ references }: StoredMessage, proofs: readonly Proof[]): Found[] {
	const kinds = new Map(proofs.map(({ reference, kind }) => [reference, kind]));
	return references.map(({ url, trigger, identifier }, index) => ({
		url,
		trigger,
		identifier: { kind: kinds.get(index) ?? identifier.kind },
	}));
}

type Found = { readonly url: string; readonly trigger: string; readonly identifier: { readonly kind: string } };

function compareReferences(found: readonly Found[], { references }: Kept, counts: Counts, identifiers: Counts): void {
	const individual = new Map<string, boolean>();
	for (const { url, trigger, individual: singlesOut } of references) {
		const key = `${trigger} ${new URL(url).href}`;
		individual.set(key, singlesOut || individual.get(key) === true);
	}
	const seen = new Map(found.map((reference) => [`${reference.trigger} ${reference.url}`, reference]));
	for (const key of seen.keys()) counts[individual.has(key) ? "right" : "wrong"]++;
	for (const [key, singlesOut] of individual) {
		const reference = seen.get(key);
		if (reference === undefined) counts.missed++;
		if (!key.startsWith("open ")) continue;
		const said = reference !== undefined && reference.identifier.kind !== "none";
		if (said && singlesOut) identifiers.right++;
		else if (said) identifiers.wrong++;
		else if (singlesOut) identifiers.missed++;
	}
}

function compareCampaigns(campaigns: readonly Campaign[], truth: ReadonlyMap<string, Kept>, { campaigns: [attack], links }: TruthRest) {
	const notes: string[] = [];
	const note = (text: string): void => {
		if (notes.length < MOST_NOTES) notes.push(text);
	};
	const placed = new Map<string, Campaign>();
	const grouped: Grouped[] = [];
	let falseCampaigns = 0;
	const verdicts = noCounts();
	const attackIn = new Map<string, number>();
	for (const campaign of campaigns) {
		let attacks = 0;
		for (const { sha256 } of campaign.messages) {
			placed.set(sha256, campaign);
			const known = truth.get(sha256) as Kept;
			if (known.kind === "targeted") attacks++;
			if (known.campaign === null) continue;
			grouped.push({ found: campaign.id, whole: known.campaign, part: `${known.campaign} ${known.wave ?? ""}` });
		}
		attackIn.set(campaign.id, attacks);
		if (!isTargeted(campaign)) continue;
		verdicts.wrong += campaign.messages.length - attacks;
		if (attacks === 0) {
			falseCampaigns++;
			note(`wrongly targeted: ${describe(campaign, truth)}`);
		}
	}
	for (const [sha256, { kind }] of truth) {
		if (kind !== "targeted") continue;
		const campaign = placed.get(sha256);
		if (campaign !== undefined && isTargeted(campaign)) verdicts.right++;
		else verdicts.missed++;
	}
	for (const campaign of campaigns) {
		if ((attackIn.get(campaign.id) ?? 0) > 0 && !isTargeted(campaign)) note(`missed: ${describe(campaign, truth)}`);
	}
	const waves = { linked: 0, of: links.length };
	for (const link of links) {
		const [one, other] = link.waves.map((wave) => mostOf(wave, truth, placed));
		if (one !== undefined && other !== undefined && areLinked(one, other)) waves.linked++;
		else note(`not linked: ${link.waves.join(" and ")}`);
	}
	const counts = { background: 0, targeted: 0 };
	for (const { kind } of truth.values()) counts[kind]++;
	return {
		...counts,
		membership: grouping(grouped),
		verdicts,
		falseCampaigns,
		waves,
		wrongLinks: wrongLinksOf(campaigns, truth, attack?.operator ?? null, note),
		notes,
	};
}

export function isTargeted({ assessment, decided }: Campaign): boolean {
	return decided === "confirmed" || (decided === null && assessment === "targeted");
}

/** The campaign that has most of a wave. */
function mostOf(wave: string, truth: ReadonlyMap<string, Kept>, placed: ReadonlyMap<string, Campaign>): Campaign | undefined {
	const counts = new Map<Campaign, number>();
	for (const [sha256, known] of truth) {
		const campaign = known.wave === wave ? placed.get(sha256) : undefined;
		if (campaign !== undefined) counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
	}
	return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function areLinked(one: Campaign, other: Campaign): boolean {
	return one.id === other.id || one.links.some(({ campaign }) => campaign === other.id || other.aliases.includes(campaign));
}

function wrongLinksOf(
	campaigns: readonly Campaign[],
	truth: ReadonlyMap<string, Kept>,
	operator: string | null,
	note: (text: string) => void,
) {
	const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
	const senders = new Map(
		campaigns.map((campaign) => [campaign.id, new Set(campaign.messages.map(({ sha256 }) => truth.get(sha256)?.sender ?? ""))]),
	);
	const wrong = { all: 0, sameOperator: 0 };
	const isAttack = (campaign: Campaign): boolean => campaign.messages.some(({ sha256 }) => truth.get(sha256)?.kind === "targeted");
	for (const campaign of campaigns) {
		for (const link of campaign.links) {
			const other = byId.get(link.campaign);
			if (other === undefined || other.id < campaign.id) continue;
			const [mine, theirs] = [senders.get(campaign.id) ?? new Set(), senders.get(other.id) ?? new Set()];
			if ([...mine].some((sender) => theirs.has(sender))) continue;
			wrong.all++;
			const [attackers, victim] = isAttack(campaign) ? [campaign, other] : [other, campaign];
			if (isAttack(attackers) && victim.messages.some(({ sha256 }) => truth.get(sha256)?.operator === operator)) {
				wrong.sameOperator++;
				note(`linked to another customer: ${link.why.join("; ")}`);
			} else note(`linked, ${[...mine].slice(0, 2).join(" and ")} to ${[...theirs].slice(0, 2).join(" and ")}: ${link.why.join("; ")}`);
		}
		// Within one campaign is worse than linked.
		if (isAttack(campaign)) {
			const strangers = campaign.messages.filter(({ sha256 }) => truth.get(sha256)?.kind === "background");
			if (strangers.length > 0) {
				wrong.all++;
				if (strangers.some(({ sha256 }) => truth.get(sha256)?.operator === operator)) wrong.sameOperator++;
				note(
					`in one campaign with the attack: ${strangers.length} of ${[...new Set(strangers.map(({ sha256 }) => truth.get(sha256)?.sender))].slice(0, 3).join(", ")}`,
				);
			}
		}
	}
	return wrong;
}

function describe(campaign: Campaign, truth: ReadonlyMap<string, Kept>): string {
	const first = truth.get(campaign.messages[0]?.sha256 ?? "");
	const reasons = campaign.reasons.map(({ for: side, weight, text }) => `${side === "targeted" ? "+" : "-"}${weight} ${text}`).join(" | ");
	return `${campaign.id}, ${campaign.messages.length} messages to ${campaign.recipients.length}, ${first?.genre} of ${first?.sender}, ${campaign.assessment}: ${reasons}`;
}
