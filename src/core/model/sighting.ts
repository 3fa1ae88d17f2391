// Sighting: one message as campaigns see it (STIX 2.1: that something was seen). Small, since a case holds millions: which strand it belongs to,
// what it may share with others, and what is true of it.

/** What messages of one campaign may share. core/campaigns/feature-kinds.ts has the weight of each, and what it shows. */
export const FEATURE_KINDS = [
	"tracker-host",
	"tracker-domain",
	"url-shape",
	"url-piece",
	"from-address",
	"from-domain",
	"dkim-domain",
	"return-domain",
	"reply-address",
	"list-id",
	"feedback-account",
	"origin-ip",
	"origin-range",
	"helo",
	"message-id-shape",
	"boundary-shape",
	"mailer",
	"structure",
	"text-band",
	"subject-shape",
] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

export interface Feature {
	readonly kind: FeatureKind;
	/** Hosts lower case and not reversed; ranges as CIDR; bands as "INDEX:HEX". */
	readonly value: string;
}

/** What may be true of a message and speaks for or against its being aimed at somebody. At most 31: a case stores them as bits of one number. */
export const TRAITS = [
	/** A reference that is not `click`. */
	"tracked",
	/** One that is fetched (no receipt) singles the reader out: by address, or by a long random token. */
	"individual",
	"address-in-url",
	/** List-Unsubscribe, List-Id, Precedence, Feedback-ID: each by itself. */
	"unsubscribe-header",
	"one-click",
	"list-id",
	"precedence-bulk",
	"feedback-id",
	"unsubscribe-in-text",
	/** The owner's own server found the sender's domain authenticated (DMARC pass, or DKIM or SPF pass aligned with From). */
	"authenticated",
	"authentication-failed",
	/** A DKIM-Signature claims From's own domain. */
	"signed-by-sender",
	"freemail-sender",
	/** The display name names an address or a domain that is not From's. */
	"name-mismatch",
	/** The domain of From or Reply-To looks like a known outlet's, or like the reader's own, and is not. */
	"lookalike",
	/** The display name is a known outlet's, and neither From nor DKIM is of its domain. */
	"outlet-name",
	/** Running text with few links, as an article has, names a known news outlet or wire service, and neither From, DKIM nor any link is of a domain of one it names. */
	"outlet-unrelated",
	/** Bounces go to another domain than From's, as mail does that a mass mailer sends for somebody. */
	"mailed-by-service",
	"answers",
	/** At most three addresses in To and Cc. */
	"few-recipients",
	/** Few links, little markup, no bulk header: as one person writes to another. */
	"looks-personal",
	/** An individual reference is fetched only under a condition of CSS. */
	"conditional-css",
	"smb",
	/** A reference that is not `click` goes to a known operator's host. */
	"known-operator",
	/** One goes to an address logger or a callback service, whose only purpose is to tell who came by. */
	"watching-service",
	/** All individual ones go to domains that are neither an operator's nor the sender's by From, DKIM or Return-Path. */
	"foreign-tracker",
	"receipt-requested",
	"automatic",
	/** Date and Received are more than a week apart, or there is no Received. */
	"clock-doubt",
	/** Unsubscribing, tracking and individual links all stay with the sender's own domains or known operators. */
	"coherent-sender",
] as const;
export type Trait = (typeof TRAITS)[number];

export interface Sighting {
	/** 16 hex digits: sender's address (individual parts masked), signing domains, and where its individual references go. */
	readonly strand: string;
	/** Distinct, in order of kind and value. */
	readonly features: readonly Feature[];
	readonly traits: readonly Trait[];
}

export function traitBits(traits: readonly Trait[]): number {
	let bits = 0;
	for (const trait of traits) bits |= 1 << TRAITS.indexOf(trait);
	return bits;
}

export function hasTrait(bits: number, trait: Trait): boolean {
	return (bits & (1 << TRAITS.indexOf(trait))) !== 0;
}
