// Made-up campaigns for the reports' tests.

import type { Individual, IndividualByTrigger } from "../../../src/app/report/campaigns-individual.ts";
import type { ListSource } from "../../../src/app/report/campaigns-list.ts";
import type { CampaignStory } from "../../../src/app/report/campaigns-story.ts";
import { leadOf } from "../../../src/core/campaigns/assessment/lead.ts";
import { isTargeted } from "../../../src/core/campaigns/standing.ts";
import type { Campaign } from "../../../src/core/model/campaign.ts";
import type { RemoteReference } from "../../../src/core/model/reference.ts";

export const NOW = "2024-04-19T12:00:00.000Z";

export function sha(n: number): string {
	return n.toString(16).padStart(64, "0");
}

export function campaign(more: Partial<Campaign> = {}): Campaign {
	return {
		id: "c4f1d20b9e77",
		aliases: [],
		name: null,
		assessment: "targeted",
		decided: null,
		attributions: [],
		reasons: [
			{
				text: "The one host img.briefing.example watches 3 people of 2 organisations, and 1 of 1,204 senders here uses it.",
				for: "targeted",
				weight: 4,
			},
			{ text: "Every copy carries a token of its own, proved by comparing them.", for: "targeted", weight: 2.5 },
			{ text: "The sender's domain is authenticated by the owner's own server.", for: "commercial", weight: 1 },
		],
		firstSeen: "2021-01-04T09:12:00.000Z",
		lastSeen: "2021-01-29T17:40:00.000Z",
		messages: [1, 2, 3].map((n) => ({ messageId: `m${n}@briefing.example`, mailbox: `mail/p${n}@parliament.example`, sha256: sha(n) })),
		recipients: ["ada@parliament.example", "ben@parliament.example", "cem@newsroom.example"],
		infrastructure: [
			{ kind: "tracker-host", value: "img.briefing.example", sharedBy: 1 },
			{ kind: "origin-range", value: "192.0.2.0/24", sharedBy: 4 },
			{ kind: "structure", value: "3f21c09ab7d51e64", sharedBy: 2 },
		],
		identifiers: { address: 0, unique: 3, opaque: 1 },
		links: [
			{
				campaign: "77aa01c3d9f2",
				strength: "strong",
				why: ["Both are signed by briefing.example (DKIM), as are 2 of 1,204 senders here."],
			},
		],
		setAside: [{ kind: "tracker-domain", value: "mass-mailer.example", sharedBy: 1024 }],
		...more,
	};
}

/** What a proof is of. */
export function reference(more: Partial<RemoteReference> = {}): RemoteReference {
	return {
		...{ vector: "img-src", channel: "http", trigger: "open", url: "https://img.briefing.example/o?e=a1b2", host: "img.briefing.example" },
		...{ part: "1.2", start: 4000, end: 4130, identifier: { kind: "none", value: null, how: "" }, operator: null, leaks: [], why: [] },
		...more,
	};
}

const NOTHING: Individual = { identifiers: { address: 0, unique: 0, opaque: 0 }, proof: null };

/** Of a story whose links tell nothing. */
export function individual(story: CampaignStory, more: Partial<IndividualByTrigger> = {}): IndividualByTrigger {
	const { campaign, proof } = story;
	const proved = proof === null ? null : { proof, reference: reference() };
	return { unclicked: { identifiers: campaign.identifiers, proof: proved }, clicked: NOTHING, ...more };
}

export function story(more: Partial<CampaignStory> = {}): CampaignStory {
	return {
		campaign: campaign(),
		waves: [
			{
				first: "2021-01-04T09:12:00.000Z",
				last: "2021-01-04T09:30:00.000Z",
				messages: 2,
				reached: [
					{ recipient: "ada@parliament.example", at: "2021-01-04T09:12:00.000Z" },
					{ recipient: "ben@parliament.example", at: "2021-01-04T09:30:00.000Z" },
				],
			},
			{
				first: "2021-01-29T17:40:00.000Z",
				last: "2021-01-29T17:40:00.000Z",
				messages: 1,
				reached: [{ recipient: "cem@newsroom.example", at: "2021-01-29T17:40:00.000Z" }],
			},
		],
		undated: 0,
		decisions: [],
		proof: {
			reference: 0,
			kind: "unique",
			pieces: ["query parameter e"],
			values: ["a1b2"],
			other: { sha256: sha(2), owner: "ben@parliament.example", values: ["c3d4"] },
			why: ["differs between people"],
		},
		senders: 1204,
		clocksInDoubt: 0,
		now: NOW,
		...more,
	};
}

/** As a case gives them. */
export function bookOf(campaigns: readonly Campaign[]): ListSource {
	return {
		async *campaigns({ assessment, targeted } = {}) {
			yield* campaigns.filter(
				(one) => (assessment === undefined || one.assessment === assessment) && (targeted === undefined || isTargeted(one)),
			);
		},
		campaign: async (id) => campaigns.find((one) => one.id === id) ?? null,
		decisions: async () =>
			campaigns.flatMap(({ id, decided }, n) =>
				decided === "confirmed"
					? [{ id: `d${n}`, n, time: NOW, actor: "ana", kind: "confirm" as const, campaign: id, detail: {}, stands: true }]
					: [],
			),
		mostSuspect: async (assessment, most) =>
			campaigns
				.filter((one) => one.assessment === assessment)
				.sort((a, b) => leadOf(b.reasons) - leadOf(a.reasons))
				.slice(0, most)
				.map(({ id }) => id),
		campaignTotals: async () => ({
			senders: 1204,
			campaigns: campaigns.map(({ assessment, decided }) => ({ assessment, decided, count: 1 })),
		}),
	};
}

/** The same with `text` wherever a sender, a mailbox or an analyst can put words. */
export function storySaying(text: string): CampaignStory {
	const time = "2024-03-26T10:00:00.000Z";
	return story({
		campaign: campaign({
			name: text,
			aliases: ["aa01"],
			attributions: [{ to: text, source: text, confidence: "low", on: time, by: text }],
			reasons: [
				{ text, for: "targeted", weight: 4 },
				{ text, for: "commercial", weight: 1 },
			],
			messages: [{ messageId: text, mailbox: text, sha256: sha(1) }],
			recipients: [text],
			infrastructure: [
				{ kind: "tracker-host", value: text, sharedBy: 1 },
				{ kind: "structure", value: text, sharedBy: 2 },
			],
			links: [{ campaign: "77aa01c3d9f2", strength: "strong", why: [text] }],
			setAside: [{ kind: "mailer", value: text, sharedBy: 1024 }],
		}),
		waves: [{ first: time, last: time, messages: 1, reached: [{ recipient: text, at: time }] }],
		proof: {
			reference: 0,
			kind: "unique",
			pieces: [text],
			values: [text],
			other: { sha256: sha(2), owner: text, values: [text] },
			why: [text],
		},
		decisions: [{ id: "d1", time, actor: text, what: text, note: text }],
	});
}
