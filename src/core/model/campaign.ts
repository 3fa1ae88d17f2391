// Campaign: what belongs together, with the reasons for each statement (CONTRACT.md, `campaigns --json`).

import type { FeatureKind } from "./sighting.ts";

export const ASSESSMENTS = ["commercial", "targeted", "undetermined"] as const;
export type Assessment = (typeof ASSESSMENTS)[number];

export interface Reason {
	/** A sentence that a person can check. */
	readonly text: string;
	/** What it speaks for. */
	readonly for: "commercial" | "targeted";
	/** As in the table of weights; above 0. */
	readonly weight: number;
}

/** In words, since a number would pretend to be measured. */
export const STRENGTHS = ["weak", "moderate", "strong", "certain"] as const;
export type Strength = (typeof STRENGTHS)[number];

/** A thing that two strands, or two campaigns, share. */
export interface SharedThing {
	readonly kind: FeatureKind;
	readonly value: string;
	/** How many strands of the case have it. */
	readonly sharedBy: number;
}

export interface CampaignLink {
	readonly campaign: string;
	readonly strength: Strength;
	/** A sentence for each shared thing, with its rarity. */
	readonly why: readonly string[];
}

export interface CampaignMessage {
	readonly messageId: string | null;
	readonly mailbox: string;
	/** Lower-case hex. */
	readonly sha256: string;
}

/** Who is said to be behind it (STIX 2.1 §5.2 and §5.3: `attributed-to`, with a confidence of 0 to 100 after its appendix A). */
export interface Attribution {
	readonly to: string;
	readonly source: string;
	readonly confidence: "none" | "low" | "medium" | "high";
	/** ISO 8601, UTC. */
	readonly on: string;
	readonly by: string;
}

export interface Campaign {
	/** Made from its earliest message when it was first seen; kept. */
	readonly id: string;
	readonly aliases: readonly string[];
	readonly name: string | null;
	readonly assessment: Assessment;
	/** An analyst's word, which stands above the program's. */
	readonly decided: "confirmed" | "rejected" | null;
	readonly attributions: readonly Attribution[];
	readonly reasons: readonly Reason[];
	/** ISO 8601, UTC; null where no message has a time. */
	readonly firstSeen: string | null;
	readonly lastSeen: string | null;
	readonly messages: readonly CampaignMessage[];
	/** Owners' addresses, in order. */
	readonly recipients: readonly string[];
	readonly infrastructure: readonly SharedThing[];
	readonly identifiers: { readonly address: number; readonly unique: number; readonly opaque: number };
	readonly links: readonly CampaignLink[];
	/** Things too many share to link by, so that the reader knows they were seen. */
	readonly setAside: readonly SharedThing[];
}
