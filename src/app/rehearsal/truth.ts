// Truth: what a rehearsal knows of itself (truth.json, docs/schema/truth.schema.json). It is written while the messages are, one a line, so that a
// hundred thousand of them need no memory.

import type { Genre } from "./letter.ts";
import type { ServiceKind } from "./service.ts";
import type { Shape } from "./shapes.ts";

export const TRUTH_FORMAT = 1;

export interface Truth {
	readonly format: typeof TRUTH_FORMAT;
	readonly rehearsal: TruthHead;
	readonly operators: readonly TruthOperator[];
	readonly campaigns: readonly TruthCampaign[];
	readonly links: readonly TruthLink[];
	readonly messages: readonly TruthMessage[];
	readonly openings: readonly TruthOpening[];
	readonly logs: readonly TruthLog[];
}

export interface TruthHead {
	readonly shape: Shape;
	readonly seed: number;
	readonly size: number;
	readonly evasion: number;
	readonly edition: string;
	readonly accounts: number;
	readonly targets: number;
}

export interface TruthOperator {
	readonly id: string;
	readonly name: string;
	readonly kind: ServiceKind;
	readonly domain: string;
	/** The program's own operator list knows its paths. */
	readonly known: boolean;
}

export interface TruthCampaign {
	readonly id: string;
	readonly operator: string;
	readonly senders: readonly string[];
	readonly tracker_hosts: readonly string[];
	readonly waves: readonly TruthWave[];
}

export interface TruthWave {
	readonly id: string;
	readonly messages: number;
	readonly recipients: readonly string[];
	readonly first: string;
	readonly last: string;
}

/** Waves of one sender. */
export interface TruthLink {
	readonly campaign: string;
	readonly waves: readonly [string, string];
}

export interface TruthReference {
	readonly url: string;
	readonly trigger: "open" | "click" | "receipt";
	readonly individual: boolean;
	readonly value: string | null;
}

export interface TruthMessage {
	/** From the rehearsal's folder; of an mbox the file. */
	readonly path: string;
	readonly sha256: string;
	readonly message_id: string;
	readonly owner: string;
	/** ISO 8601, UTC. */
	readonly received: string;
	readonly kind: "background" | "targeted";
	readonly genre: Genre;
	readonly sender: string;
	readonly operator: string | null;
	readonly campaign: string | null;
	readonly wave: string | null;
	readonly references: readonly TruthReference[];
}

export interface TruthOpening {
	readonly message_id: string;
	readonly account: string;
	readonly at: string;
	readonly client_ip: string;
	readonly url: string;
	readonly blocked: boolean;
	/** The log of the account's organisation was silent then. */
	readonly in_gap: boolean;
	/** A line of a log shows it. */
	readonly logged: boolean;
}

export interface TruthLog {
	readonly path: string;
	readonly format: string;
	readonly organisation: string;
	readonly from: string;
	readonly to: string;
	readonly gaps: readonly { readonly from: string; readonly to: string }[];
}
