// Profile: what of a message's header and body tells where it came from, and what it is a copy of. Bodies are not kept: of the text only a
// sketch stays, from which nothing can be read back. Everything here is the sender's word but what the owner's own server wrote on top.

/** Under this name stand the program's own checks, offline, by keys that the user gave. */
export const OWN_CHECKS = "counterpixel";

/** The verdict of a server about one method (RFC 8601 §2.7). */
export interface AuthenticationVerdict {
	/** authserv-id, lower case; OWN_CHECKS where keys were given and the message was checked again, offline. */
	readonly server: string;
	/** Lower case: "spf", "dkim", "dmarc", "arc". */
	readonly method: string;
	/** Lower case: "pass", "fail", "softfail", "none", "neutral", "temperror", "permerror", "policy". */
	readonly result: string;
	/** Domain that it speaks of (header.d, header.from, smtp.mailfrom, smtp.helo), lower case, or null. */
	readonly domain: string | null;
}

/** One Received field, newest first (RFC 5321 §4.4). */
export interface Hop {
	/** Name that the sending host gave (HELO), lower case, or null. */
	readonly from: string | null;
	/** Its address as the receiving host saw it, in its usual form, or null. */
	readonly ip: string | null;
	readonly by: string | null;
}

/** How a message may be left, and who says that it went to many. */
export interface BulkFields {
	/** Between the angle brackets of List-Id (RFC 2919), lower case, or null. */
	readonly listId: string | null;
	/** URIs of List-Unsubscribe (RFC 2369). */
	readonly unsubscribe: readonly string[];
	/** List-Unsubscribe-Post says One-Click (RFC 8058). */
	readonly oneClick: boolean;
	/** Precedence: bulk, list or junk. */
	readonly precedence: boolean;
	/** Feedback-ID as it stands, or null. */
	readonly feedbackId: string | null;
	/** Auto-Submitted (RFC 3834) other than "no". */
	readonly automatic: boolean;
}

/** What a mailing's copies share although greeting, links and tokens differ (core/mail/template). */
export interface Template {
	/** 16 hex digits over the order of the elements of the shown HTML, repeated rows once; "" for plain text. */
	readonly structure: string;
	/** MinHash of the shown text's word shingles, individual parts masked: 32 values of 32 bits in hex, one after another; "" under 12 words. */
	readonly sketch: string;
	/** Words of the shown text. */
	readonly words: number;
	/** Plain links in it. */
	readonly links: number;
	/** Pictures in it. */
	readonly pictures: number;
}

export interface MailProfile {
	/** Display name in From, decoded; null where there is none. */
	readonly name: string | null;
	/** Address in Sender, lower case, or null; the same of the next two. */
	readonly sender: string | null;
	readonly replyTo: string | null;
	readonly returnPath: string | null;
	/** Different addresses in To and Cc. */
	readonly recipients: number;
	/** Those of mail that no server delivered (no Received): what lies among the sent. At most 20, in order; else empty. */
	readonly sentTo: readonly string[];
	/** It says that it answers another message (In-Reply-To, References). */
	readonly answers: boolean;
	/** `d=` of each DKIM-Signature, lower case, as claimed. */
	readonly signatures: readonly string[];
	/** Topmost first. */
	readonly authentication: readonly AuthenticationVerdict[];
	/** Newest first, at most 20. */
	readonly hops: readonly Hop[];
	/** X-Mailer or User-Agent, at most 120 characters, or null. */
	readonly mailer: string | null;
	/** Left side of the Message-ID with its digits, hex runs and letters masked, "@", and its domain; null where there is none. */
	readonly messageIdShape: string | null;
	/** The outermost boundary, masked in the same way; null where there is none. */
	readonly boundaryShape: string | null;
	/** The subject with numbers and names masked as the text is; 16 hex digits, or "" where there is none. */
	readonly subjectShape: string;
	readonly bulk: BulkFields;
	/** Date as the sender wrote it, ISO 8601, UTC, or null. */
	readonly date: string | null;
	readonly template: Template;
	/** Ids of known outlets (news, wire services) that the shown text or the display name names. */
	readonly outlets: readonly string[];
	/** The shown text has a link or a word to be taken off a list. */
	readonly unsubscribeInText: boolean;
}
