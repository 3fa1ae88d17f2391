// Exposure tables: what logs showed, whose address was whose at what time, and what people were told, what happened to them, and what others said.
// docs/casebook.md says what each holds.

/** A log that was taken in, by the SHA-256 of the file as stored: a log that comes again takes its own place. */
export interface LogFileTable {
	readonly sha256: Uint8Array;
	/** As it was given. */
	readonly log: string;
	readonly format: string;
	readonly size: number;
	readonly lines: number;
	readonly unread: number;
	/** JSON array of {offset, problem}: the first few. */
	readonly problems: string;
	/** JSON array of [from, to] in milliseconds since 1970. */
	readonly coverage: string;
	/** JSON array of domains and addresses; empty where it speaks for all. */
	readonly speaks_for: string;
	/** Milliseconds that were added to its times. */
	readonly offset: number;
	/** SHA-256 of the hosts that were looked for, in order, with line feeds between: says whether it is to be read again. */
	readonly watched: Uint8Array;
	/** ISO 8601, UTC. */
	readonly added: string;
}

/** The hosts that logs were searched for. */
export interface LogSearchTable {
	/** As in `log_file`. */
	readonly watched: Uint8Array;
	/** In order, with line feeds between. */
	readonly hosts: string;
}

/** A line of a log about a host that mail of the case contacts. */
export interface LogContactTable {
	/** Labels reversed, as in `contact`. */
	readonly host: string;
	/** Milliseconds since 1970, the log's offset added; -1 where the line has no time. */
	readonly time: number;
	readonly log: Uint8Array;
	/** The byte where the line begins in the log's uncompressed text. */
	readonly offset: number;
	readonly kind: string;
	readonly outcome: string;
	/** 0 where there is none. */
	readonly status: number;
	/** Empty where there is none. */
	readonly client: string;
	readonly url: string;
	readonly agent: string;
	readonly user: string;
}

/** That an address was an account's. */
export interface LeaseTable {
	/** 32 hex digits of an IPv6 or mapped IPv4 address, or of the first of a range. */
	readonly address: string;
	/** The last of the range. */
	readonly until: string;
	/** Milliseconds since 1970; `ends` is exclusive. */
	readonly begins: number;
	readonly ends: number;
	readonly account: string;
	/** The file it came from. */
	readonly source: string;
}

export interface PersonTable {
	/** 16 hex digits of a hash of name and organisation. */
	readonly id: string;
	readonly name: string;
	readonly organisation: string;
	readonly country: string;
	readonly role: string;
	readonly language: string;
	/** 1 once taken off the list. */
	readonly gone: number;
}

export interface PersonAccountTable {
	/** Lower case. */
	readonly address: string;
	readonly person: string;
	readonly kind: string;
	/** Its place in the file. */
	readonly ordinal: number;
}

export interface BriefingTable {
	/** 16 hex digits of a hash of the rest but `acknowledged`, so that a file that comes again adds nothing. */
	readonly id: string;
	readonly address: string;
	/** Name on the list when it was imported, so that a person who leaves the list stays told; empty where none was. */
	readonly name: string;
	readonly kind: string;
	readonly by: string;
	readonly on: string;
	readonly how: string;
	readonly acknowledged: number;
}

export interface IncidentTable {
	readonly id: string;
	readonly on: string;
	/** Empty where only the organisation is known. */
	readonly account: string;
	/** JSON of `Incident`. */
	readonly incident: string;
}

export interface ClaimTable {
	readonly id: string;
	/** JSON of `Claim`. */
	readonly claim: string;
}
