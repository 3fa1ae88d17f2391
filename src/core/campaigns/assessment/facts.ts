// Campaign facts: what the assessment is told of a campaign. Counts and a few names, never the messages, so that judging costs the same for
// ten messages as for a million. Whoever gathers them may cut the lists (most frequent first) but not the counts beside them.

import { TRAITS, type Trait } from "../../model/sighting.ts";
import type { Imitation } from "../imitations.ts";

/**
 * Whose hosts watch: all hosts of one registrable domain together, since some attacks have one for each reader. Only references that single
 * the reader out count, by an address, a long random token that was not proved equal, or whatever was proved to differ between people.
 */
export interface HostFact {
	/** Registrable domain, lower case, punycode; the host itself where it has none. */
	readonly host: string;
	/** Messages of this campaign with such a reference there. */
	readonly messages: number;
	/** Messages of it with a host name there that holds the identifier and stands in no other message. */
	readonly named: number;
	/** Host names there of which each went to one account alone. */
	readonly ownNames: number;
	/** Owners who got one of those. */
	readonly recipients: number;
	/** Registrable domains of From of what reports there, most frequent first. */
	readonly senders: readonly string[];
	/** Strands outside this campaign that have it too: 0 where nobody else in the case uses it. */
	readonly otherStrands: number;
	/** A known operator's, or a mass mailer's in effect: unrelated senders share it. */
	readonly shared: boolean;
}

export interface CampaignFacts {
	/** With a reference that is not `click`. */
	readonly messages: number;
	/** Owners' addresses, lower case, in order; all of them, or the first 1,000. */
	readonly recipients: readonly string[];
	readonly recipientCount: number;
	/** Accounts in the case altogether, those without mail of this campaign included; 0 where it is not known. */
	readonly owners: number;
	/** ISO 8601, UTC; null where no message has a time. */
	readonly firstSeen: string | null;
	readonly lastSeen: string | null;
	/** Different days (UTC) on which a message came, and how many came on the fullest. */
	readonly days: number;
	readonly mostOnADay: number;
	/** Messages with a reference that singles the reader out, as HostFact has it. */
	readonly watched: number;
	/** Registrable domains of From, DKIM-Signature, Return-Path and List-Unsubscribe: the senders' own and their mass mailers'. At most 50, most frequent first. */
	readonly sendingDomains: readonly string[];
	/** For each of TRAITS, in that order: messages of which it is true. */
	readonly traits: readonly number[];
	/** Message-ID (or sha256) of one message with the trait, for a person to check; may lack any. */
	readonly examples: ReadonlyMap<Trait, string>;
	/** From addresses, lower case, most frequent first, at most 20. */
	readonly senders: readonly string[];
	readonly senderCount: number;
	/** Domains of From (as written, not cut to what is registrable), most frequent first, at most 20. */
	readonly fromDomains: readonly string[];
	/** Display names, most frequent first, at most 20. */
	readonly names: readonly string[];
	/** Domains of From that have one account at a mass mailer in common, several that no one company has (joint-account.ts); else empty. */
	readonly oneAccount: readonly string[];
	/** Other mail in the case from these From addresses, or from these From domains unless strangers have their addresses there: tracked or not. */
	readonly history: {
		/** That came before firstSeen. */
		readonly earlier: number;
		/** Of all of it: from other addresses at these domains. */
		readonly ofOthers: number;
		/** All of it outside this campaign. */
		readonly messages: number;
		/** Owners who got some. */
		readonly recipients: number;
		/** ISO 8601, UTC, of the oldest; null without any. */
		readonly since: string | null;
	};
	/** Senders known in the case whose name or domain those of this campaign are made to look like (imitations.ts), strongest first. */
	readonly imitated: readonly Imitation[];
	/** Mails that owners of the case wrote to these senders; 0 where sent mail is not in the case. */
	readonly written: number;
	/** Most used first, at most 10. */
	readonly hosts: readonly HostFact[];
	/** Copies of one mailing beside each other (docs: the proof). */
	readonly copies: {
		/** Messages of which another person's copy was compared. */
		readonly compared: number;
		/** Of those: a reference was proved to differ between people. */
		readonly unique: number;
		/** Of those: every reference that looked individual was proved the same for several people, so nobody is singled out. */
		readonly equal: number;
		/** Messages in which an identifier is known only by its place, where it was proved to stand in others (copies/proved-places.ts). */
		readonly placed: number;
	};
	/** What a people list says that all recipients it knows have in common, a role for instance, though they are of different organisations; else null. */
	readonly sharedRole: string | null;
}

/** Messages of the campaign that have it. */
export function countOf(facts: CampaignFacts, trait: Trait): number {
	return facts.traits[TRAITS.indexOf(trait)] ?? 0;
}

/** Of all its messages, 0 to 1; 0 for a campaign without messages. */
export function shareOf(facts: CampaignFacts, trait: Trait): number {
	return facts.messages === 0 ? 0 : countOf(facts, trait) / facts.messages;
}

/** So many organisations are hardly one office's list. */
export const SEVERAL_ORGANISATIONS = 3;

/** Mail domains of the recipients. */
export function organisationsOf({ recipients }: CampaignFacts): number {
	return new Set(recipients.map((address) => address.slice(address.lastIndexOf("@") + 1))).size;
}
