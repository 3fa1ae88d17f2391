// Schema: the tables of a case as Kysely sees them. Keys are made from content or place, never from a sequence, so that any
// number of processes write the same rows. docs/casebook.md says what each holds; migrations.ts makes them.

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

export interface Tables {
	readonly message: MessageTable;
	readonly contact: ContactTable;
	readonly explanation: ExplanationTable;
	readonly placement: PlacementTable;
	readonly problem: ProblemTable;
	readonly file_problem: FileProblemTable;
	readonly source_file: SourceFileTable;
	readonly raw: RawTable;
	readonly journal: JournalTable;
	readonly case: CaseTable;
}

/** The columns in the order in which rows.ts lays values out and bulk.ts binds them. */
export const COLUMNS = {
	message: [
		"sha256",
		"size",
		"message_id",
		"from",
		"subject",
		"received",
		"received_from",
		"delivered_to",
		"detector",
		"named",
		"findings",
	],
	contact: ["host", "received", "message", "explanation", "count", "urls"],
	explanation: ["id", "vector", "channel", "trigger", "identifier", "how", "operator", "leaks", "why"],
	placement: ["mailbox", "file", "offset", "message", "flags", "owner", "gone"],
	problem: ["message", "ordinal", "code", "detail", "offset"],
	file_problem: ["mailbox", "file", "offset", "code", "detail"],
	source_file: ["mailbox", "file", "size", "modified", "tail", "owner", "detector", "offset", "done"],
	raw: ["message", "encoding", "bytes"],
} as const;

/**
 * A checkpoint never goes back while the file, and whose addresses are looked for, stay the same: of two scanners of one mailbox the slower
 * one, killed, would leave a mailbox unread that the faster has read to its end. Condition of replacing a row of `source_file`.
 */
export const FURTHER = `("source_file"."size", "source_file"."modified", "source_file"."tail", "source_file"."owner")
	<> (excluded."size", excluded."modified", excluded."tail", excluded."owner")
	or ("source_file"."detector", "source_file"."done", "source_file"."offset") <= (excluded."detector", excluded."done", excluded."offset")`;

/** Primary keys. */
export const KEYS = {
	message: ["sha256"],
	contact: ["host", "received", "message", "explanation"],
	explanation: ["id"],
	// The message too: another one takes the place of one that was removed from a mailbox, and that it lay there is evidence.
	placement: ["mailbox", "file", "offset", "message"],
	problem: ["message", "ordinal"],
	file_problem: ["mailbox", "file", "offset", "code", "detail"],
	source_file: ["mailbox", "file"],
	raw: ["message"],
	journal: ["n"],
	case: ["name"],
} as const;
