// Scan tables: what scans write. Keys are made from content or place, never from a sequence, so that any number of processes
// write the same rows. docs/casebook.md says what each holds; migrations.ts makes them.

/** A message by the SHA-256 of its raw bytes, however many mailboxes hold it. Bodies are not stored. */
export interface MessageTable {
	readonly sha256: Uint8Array;
	readonly size: number;
	readonly message_id: string | null;
	readonly from: string | null;
	readonly subject: string | null;
	/** ISO 8601, UTC; empty where unknown, so that it can stand in keys. */
	readonly received: string;
	readonly received_from: "received" | "date" | null;
	/** JSON array of addresses. */
	readonly delivered_to: string;
	/** Revision of the detector that made the findings. */
	readonly detector: number;
	/** How many references name a reader's address; the reading that names more wins. */
	readonly named: number;
	/** All references, as findings.ts packs them. */
	readonly findings: string;
	/** JSON of core/model/profile.ts; empty in a row that format 1 brought, until the message is read again. */
	readonly profile: string;
}

/** That a message makes, or may make, a program contact a host, in one way (the explanation), `count` times. */
export interface ContactTable {
	/** Labels reversed ("example.track.t1"), so that a domain and its sub-domains are one range. */
	readonly host: string;
	/** Of the message: keeps what arrives together together, and gives first and last seen. */
	readonly received: string;
	readonly message: Uint8Array;
	readonly explanation: Uint8Array;
	readonly count: number;
	/** Eight hex digits for each distinct URL (urlKey in findings.ts), one after another. */
	readonly urls: string;
}

/** What references have in common, once for all; the id is a hash of the rest. */
export interface ExplanationTable {
	readonly id: Uint8Array;
	readonly vector: string;
	readonly channel: string;
	readonly trigger: string;
	/** Kind of the recipient identifier. */
	readonly identifier: string;
	readonly how: string;
	readonly operator: string | null;
	/** JSON arrays. */
	readonly leaks: string;
	readonly why: string;
}

/** Where a message lies, and whose mailbox that is. */
export interface PlacementTable {
	readonly mailbox: string;
	readonly file: string;
	readonly offset: number;
	readonly message: Uint8Array;
	/** JSON array. */
	readonly flags: string;
	readonly owner: string | null;
	/** 1 once the message is no longer at that place: it was there, which is evidence. */
	readonly gone: number;
}

/** Problems inside a message. */
export interface ProblemTable {
	readonly message: Uint8Array;
	readonly ordinal: number;
	readonly code: string;
	readonly detail: string;
	readonly offset: number;
}

/** Problems of a mailbox file: they depend on the place, not on the message. */
export interface FileProblemTable {
	readonly mailbox: string;
	readonly file: string;
	readonly offset: number;
	readonly code: string;
	readonly detail: string;
}

/** How far a mailbox file was read, and how to know it again. */
export interface SourceFileTable {
	readonly mailbox: string;
	readonly file: string;
	readonly size: number;
	/** Milliseconds since 1970. A clock column. */
	readonly modified: number;
	/** Lower-case hex SHA-256 of the file's last bytes. */
	readonly tail: string;
	/** Whose addresses were looked for. */
	readonly owner: string;
	readonly detector: number;
	/** Everything before this offset is in the case. */
	readonly offset: number;
	readonly done: number;
}

/** Raw messages, with --keep-raw only. */
export interface RawTable {
	readonly message: Uint8Array;
	readonly encoding: "zstd";
	readonly bytes: Uint8Array;
}

/** A message as campaigns see it: one row for each reading, tracked or not (core/model/sighting.ts). */
export interface SightingTable {
	/** 16 hex digits. */
	readonly strand: string;
	/** Of the message, empty where unknown. */
	readonly received: string;
	readonly message: Uint8Array;
	/** JSON array of "KIND VALUE", in order; what is longer than a key may be is cut and marked (keyText in values.ts). */
	readonly features: string;
	/** `traitBits`. */
	readonly traits: number;
}

/** What a search asks for besides contacts: that a header of a message names this, or a contact goes to this address. */
export interface TrailTable {
	readonly kind: "address" | "host" | "ip" | "message-id";
	/** As trail.ts writes it: `reversed.domain@local`, host reversed, 32 hex digits of an IPv6 or mapped IPv4 address. */
	readonly value: string;
	readonly received: string;
	readonly message: Uint8Array;
	/** The fields that name it, lower case, in order, with a blank between; "contact" among them where a reference goes to that address. */
	readonly headers: string;
}

/** That a message may refer to a URL: url-hints.ts. */
export interface UrlHintTable {
	/** 32 bits of a hash of the URL without its fragment. */
	readonly url: number;
	/** First 48 bits of the message's SHA-256. */
	readonly message: number;
}

/**
 * What changed since the last correlation: a message's reading, where it lies or whose it is, or a decision about it. Written in the transaction of
 * the change; `takeFresh` (fresh.ts) takes rows off in the transaction of the correlation, so that no change between the two is lost.
 */
export interface FreshTable {
	readonly message: Uint8Array;
	/** The strand under which the last correlation counted it; empty where none did. Its new one stands in `sighting`. */
	readonly strand: string;
	/** 1 where its reading was replaced: what that strand counted of it is no longer known, and the strand is to be counted again. */
	readonly reread: number;
}

/** Append-only, hash-chained (journal.ts). */
export interface JournalTable {
	readonly n: number;
	/** ISO 8601, UTC. */
	readonly time: string;
	readonly actor: string;
	readonly action: string;
	/** JSON object. */
	readonly detail: string;
	readonly previous: string;
	readonly hash: string;
}

/** Facts about the case itself: `format` is the version of these tables. */
export interface CaseTable {
	readonly name: string;
	readonly value: string;
}
