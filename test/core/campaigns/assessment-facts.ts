// Campaign facts made up for tests: a sum of few words, so that a case of the table says what it is about and nothing else.

import type { CampaignFacts, HostFact } from "../../../src/core/campaigns/assessment/facts.ts";
import type { Assessment } from "../../../src/core/model/campaign.ts";
import { TRAITS, type Trait } from "../../../src/core/model/sighting.ts";

export interface MadeUp extends Partial<Omit<CampaignFacts, "traits" | "hosts" | "history" | "copies" | "recipients">> {
	/** Of all messages; with a number: of so many. */
	readonly is?: readonly (Trait | readonly [Trait, number])[];
	/** How many recipients, at how many domains. */
	readonly to?: number;
	readonly at?: number;
	readonly hosts?: readonly Partial<HostFact>[];
	/** Domains other than From's through which it was sent. */
	readonly through?: readonly string[];
	readonly history?: Partial<CampaignFacts["history"]>;
	readonly copies?: Partial<CampaignFacts["copies"]>;
}

export function madeUp({ is = [], to = 1, at = 1, hosts = [], through = [], history = {}, copies = {}, ...rest }: MadeUp): CampaignFacts {
	const messages = rest.messages ?? to;
	const counts = new Map(is.map((entry) => (typeof entry === "string" ? [entry, messages] : entry)));
	const watched = hosts.length > 0 ? messages : 0;
	const recipients = Array.from({ length: to }, (_, index) => `member${index}@parliament${index % at}.example`);
	return {
		messages,
		recipients,
		recipientCount: to,
		owners: 40,
		firstSeen: "2026-03-02T08:00:00Z",
		lastSeen: "2026-03-02T09:00:00Z",
		days: 1,
		mostOnADay: messages,
		examples: new Map(),
		senders: ["writer@letters.example"],
		senderCount: 1,
		fromDomains: ["letters.example"],
		names: ["A Writer"],
		oneAccount: [],
		imitated: [],
		written: 0,
		sharedRole: null,
		watched,
		...rest,
		sendingDomains: [...(rest.fromDomains ?? ["letters.example"]), ...through],
		traits: TRAITS.map((trait) => counts.get(trait) ?? 0),
		hosts: hosts.map((host) => ({
			host: "letters.example",
			messages,
			named: 0,
			ownNames: 0,
			recipients: to,
			senders: rest.fromDomains ?? ["letters.example"],
			otherStrands: 0,
			shared: false,
			...host,
		})),
		history: { earlier: 0, ofOthers: 0, messages: 0, recipients: 0, since: null, ...history },
		copies: { compared: 0, unique: 0, equal: 0, placed: 0, ...copies },
	};
}

/** What it is, what is to be said of it, and what is known of it. */
export type Case = readonly [what: string, verdict: Assessment, facts: MadeUp];

/** A newsletter that people of the case have long had. */
export const PAPER = {
	name: "Harbour Paper",
	domain: "harbourpaper.example",
	as: "harbour-paper-daily.example",
	by: "both",
	key: "harbourpaper",
	since: "2025-02-01T06:00:00Z",
	messages: 40,
} as const;
