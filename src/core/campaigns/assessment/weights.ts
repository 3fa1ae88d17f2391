// Weights: all that speaks for or against a campaign's being aimed at somebody, one line each. The sums decide by THRESHOLDS and nothing else
// does. Set by reasoning and on development data (docs/assessment.md), not learnt: a person must be able to follow and to dispute each.

import type { Reason } from "../../model/campaign.ts";

/**
 * What a reason is besides its weight. Without one of the kind `poses`, `singles-out` or `weapon` nothing is called targeted, however many
 * weak reasons meet: newsletters, receipts and sales mail collect them too.
 */
export type ReasonKind = "poses" | "singles-out" | "weapon" | "circumstance";

export interface Weight {
	readonly for: Reason["for"];
	readonly weight: number;
	readonly kind: ReasonKind;
	/** Why it counts, and how much it is worth. */
	readonly because: string;
}

export const WEIGHTS = {
	// It poses as somebody.
	"lookalike-domain": {
		for: "targeted",
		weight: 5,
		kind: "poses",
		because: "The sender's domain is made to be taken for a known outlet's or for the reader's own, which honest senders have no need of.",
	},
	"outlet-name": {
		for: "targeted",
		weight: 4,
		kind: "poses",
		because: "The display name is a known outlet's, and neither the address nor a signature is: most programs show the name alone.",
	},
	"outlet-article": {
		for: "targeted",
		weight: 4,
		kind: "poses",
		because:
			"Article text that names an outlet comes from somebody else and links to no page of it. The 2021 mails did this; so may a friend, who does not watch.",
	},
	"imitates-known": {
		for: "targeted",
		weight: 5,
		kind: "poses",
		because:
			"Name and domain are made to match those of a sender whom people of the case have long had mail from; a company's second domain can look the same.",
	},
	"imitates-several": {
		for: "targeted",
		weight: 3,
		kind: "circumstance",
		because: "One campaign bears the names of several unrelated senders of the case: no company does that.",
	},
	"same-name": {
		for: "targeted",
		weight: 2,
		kind: "circumstance",
		because: "The name, or the domain, alone is that of another sender of the case. Namesakes and second domains are common.",
	},
	"name-mismatch": {
		for: "targeted",
		weight: 1,
		kind: "circumstance",
		because: "The display name shows another address or domain than the true one; help desks and mailing lists do so too.",
	},
	"failed-authentication": {
		for: "targeted",
		weight: 2,
		kind: "circumstance",
		because: "The owner's own server found that the domain in From did not send it. Forwarding breaks that as well, so it is no proof.",
	},
	// Somebody is singled out.
	"third-party-watch": {
		for: "targeted",
		weight: 4,
		kind: "singles-out",
		because:
			"A person's mail went through a mass mailer, which would watch for its sender; yet a host that is neither's watches, and neither header nor text offers to unsubscribe.",
	},
	"disguised-letter": {
		for: "targeted",
		weight: 4,
		kind: "singles-out",
		because:
			"Mail that looks written by one person comes from a free mailbox, a mass mailer, or a domain that did not send it, and reports each opening to a stranger's host.",
	},
	"personal-tracking": {
		for: "targeted",
		weight: 2,
		kind: "circumstance",
		because:
			"Mail that looks written by one person watches its reader. Sales people do this through their programs, so it counts little alone.",
	},
	"rare-host": {
		for: "targeted",
		weight: 3,
		kind: "circumstance",
		because: "One host watches several accounts of the case and no other mail in it uses that host: infrastructure for this purpose.",
	},
	"shared-role": {
		for: "targeted",
		weight: 3,
		kind: "singles-out",
		because: "The recipients belong to different organisations and share nothing but a role: a list of persons, not of subscribers.",
	},
	"freemail-tracking": {
		for: "targeted",
		weight: 2,
		kind: "circumstance",
		because: "The sender writes from a free mailbox, which watches nobody by itself: the tracking was added.",
	},
	"foreign-tracking": {
		for: "targeted",
		weight: 2,
		kind: "circumstance",
		because:
			"All that watches the reader is neither the sender's, nor its mass mailer's, nor a known operator's. Unknown sales programs look the same.",
	},
	"host-identifier": {
		for: "targeted",
		weight: 4,
		kind: "circumstance",
		because:
			"The reader's token stands in the host name, so that even a blocked picture tells by its name look-up. Few honest mailers do that.",
	},
	"name-for-each": {
		for: "targeted",
		weight: 3,
		kind: "singles-out",
		because:
			"Each message has a random host name of its own to report to, although a mass mailer sends it, and none gives its customers that: a single look-up tells who reads what.",
	},
	"rotating-senders": {
		for: "targeted",
		weight: 4,
		kind: "singles-out",
		because:
			"Several sender domains that nobody knows go through a mass mailer and report to one host that is neither's and that nobody else uses: names to be thrown away.",
	},
	"one-account": {
		for: "targeted",
		weight: 3,
		kind: "circumstance",
		because:
			"Several sender domains that nobody knows, of different names or in many forms of one, have one account at a mass mailer: one customer who changes his name. Agencies and groups do that too.",
	},
	"many-senders": {
		for: "targeted",
		weight: 2,
		kind: "circumstance",
		because: "Several unrelated sender domains report to the same host, which nobody else in the case uses.",
	},
	"no-way-out": {
		for: "targeted",
		weight: 2,
		kind: "circumstance",
		because:
			"People of several organisations get mail by which a stranger's host tells them apart, and neither header nor text offers to be left, as the law asks of mail to many.",
	},
	"no-history": {
		for: "targeted",
		weight: 1,
		kind: "circumstance",
		because: "Nobody in the case had mail from this sender before. Every newsletter begins so.",
	},
	proved: {
		for: "targeted",
		weight: 1,
		kind: "circumstance",
		because:
			"Copies laid beside each other prove that people are told apart, or what is fetched holds each reader's own address. Newsletters do the same.",
	},
	// Means that ordinary mail has no use for.
	"ntlm-path": {
		for: "targeted",
		weight: 9,
		kind: "weapon",
		because: "A network path to a host out in the Internet makes Windows send a log-on response: nothing a reader could want.",
	},
	"watching-service": {
		for: "targeted",
		weight: 8,
		kind: "weapon",
		because: "An address logger or callback service has no other purpose than to tell who came by.",
	},
	"conditional-tracking": {
		for: "targeted",
		weight: 2,
		kind: "circumstance",
		because: "Style sheets choose by screen, program or print which individual URL is fetched, which tells more about the reader.",
	},
	// Ordinary business.
	"unsubscribe-header": {
		for: "commercial",
		weight: 2,
		kind: "circumstance",
		because: "List-Unsubscribe offers a way out to the reader's program. It costs an attacker a line, so it never decides.",
	},
	"one-click": {
		for: "commercial",
		weight: 1,
		kind: "circumstance",
		because: "Unsubscribing works by one click (RFC 8058), which takes a server that answers and a signature.",
	},
	"bulk-fields": {
		for: "commercial",
		weight: 1,
		kind: "circumstance",
		because: "List-Id, Precedence or Feedback-ID say that the mail went to many.",
	},
	"unsubscribe-text": {
		for: "commercial",
		weight: 1,
		kind: "circumstance",
		because: "The text offers to take the reader off the list.",
	},
	"known-operator": {
		for: "commercial",
		weight: 2,
		kind: "circumstance",
		because: "A known operator watches for its customers by the million. It is no alibi: the 2021 mails went through one.",
	},
	"shared-host": {
		for: "commercial",
		weight: 1,
		kind: "circumstance",
		because: "The host watches for several senders of the case that have nothing else in common, as a mass mailer's does.",
	},
	"coherent-sender": {
		for: "commercial",
		weight: 1,
		kind: "circumstance",
		because: "Authenticated, and watching and unsubscribing stay with the sender's own domains or its operator.",
	},
	history: {
		for: "commercial",
		weight: 3,
		kind: "circumstance",
		because: "The sender wrote to people of the case long before, in other mail.",
	},
	regular: {
		for: "commercial",
		weight: 3,
		kind: "circumstance",
		because: "The same people get it again and again for weeks, as subscribers do.",
	},
	correspondence: {
		for: "commercial",
		weight: 4,
		kind: "circumstance",
		because: "People of the case write to this sender themselves: a correspondent, not a stranger.",
	},
	"role-address": {
		for: "commercial",
		weight: 1,
		kind: "circumstance",
		because: "The sender's address is a desk's or a program's (no-reply, billing), which poses as nobody.",
	},
	"equal-copies": {
		for: "commercial",
		weight: 3,
		kind: "circumstance",
		because: "Several people got the very same URLs, so nobody is told apart, however random they look.",
	},
} as const satisfies Readonly<Record<string, Weight>>;

export type WeightId = keyof typeof WEIGHTS;

/**
 * Points. Targeted: enough for it, enough more than against it, and one reason that is no mere circumstance. Commercial: enough for it, more than
 * against it, one reason besides long acquaintance, and nothing that poses. All else is undetermined, the honest middle.
 */
export const THRESHOLDS = { targeted: 11, targetedLead: 6, commercial: 4, commercialLead: 2 } as const;
