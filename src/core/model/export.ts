// Export: what is known of the chosen campaigns, in the form that another program reads. Recipients are in it only where they were asked for by name.

import type { Campaign } from "./campaign.ts";
import type { Level, Span } from "./exposure.ts";

/** A host that a campaign's mail contacts. */
export interface ExportedHost {
	/** Lower case, punycode; IPv6 in brackets. */
	readonly host: string;
	/** Id and name of the mass-mail operator whose host it is; null for one that is nobody's known. */
	readonly operator: { readonly id: string; readonly name: string } | null;
	/**
	 * "whole": it may be blocked. "paths": others use it, so only its paths may be blocked. "never": neither can be told apart from other customers'
	 * traffic. What is written in a block list follows this; every export names the host in full all the same.
	 */
	readonly block: "whole" | "paths" | "never";
	/** Why not whole, or that it is an everyday host as well: a sentence; null where there is nothing to say. */
	readonly caution: string | null;
	/** Longest path prefixes that are the campaign's, "/t/open/"; empty where none is told. */
	readonly paths: readonly string[];
}

export interface ExportedUrl {
	/** As in the message; unless recipients were asked for, with a star for each part that singles its reader out. */
	readonly url: string;
	readonly host: string;
	/** It holds what singles a reader out, which is left out here unless recipients were asked for. */
	readonly individual: boolean;
}

export interface ExportedMessage {
	readonly messageId: string | null;
	/** Lower-case hex. */
	readonly sha256: string;
	readonly subject: string | null;
	readonly from: string | null;
	/** ISO 8601, UTC, or null. */
	readonly received: string | null;
	/** It has several parts, as far as what it contacts shows. */
	readonly multipart: boolean;
	/** Empty unless recipients were asked for. */
	readonly recipients: readonly string[];
	readonly urls: readonly ExportedUrl[];
}

export interface ExportedCampaign {
	readonly campaign: Campaign;
	readonly hosts: readonly ExportedHost[];
	/** Senders' addresses and domains, lower case. */
	readonly senders: readonly string[];
	readonly messages: readonly ExportedMessage[];
	/** Contacts that logs show, by level and organisation (empty: unknown). */
	readonly sightings: readonly {
		readonly organisation: string;
		readonly level: Level;
		readonly accounts: number;
		readonly span: Span | null;
	}[];
}

export const TLP_LABELS = ["clear", "green", "amber", "amber+strict", "red"] as const;
export type Tlp = (typeof TLP_LABELS)[number];

export interface ExportedCase {
	readonly campaigns: readonly ExportedCampaign[];
	/** ISO 8601, UTC: when it was made. */
	readonly made: string;
	/** Who exports, "counterpixel" unless told. */
	readonly by: string;
	/** FIRST's Traffic Light Protocol 2.0. */
	readonly tlp: Tlp;
	/** Permissible Actions Protocol, or null. */
	readonly pap: "clear" | "green" | "amber" | "red" | null;
	readonly withRecipients: boolean;
	/** Of the program that exports: "0.4.0". */
	readonly version: string;
}

export interface Export {
	/** `--format` takes it. */
	readonly id: string;
	/** For people: "STIX 2.1 bundle". */
	readonly name: string;
	readonly mediaType: string;
	/** Pieces of text, UTF-8, in order. */
	write(exported: ExportedCase): Iterable<string>;
}
