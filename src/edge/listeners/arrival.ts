// Arrival: what reached one of the self-test's listeners, told apart by channel and nothing read into it. Whether it belongs to a test is
// for the ledger to say (app/selftest/ledger.ts); a listener only bounds what it takes, and answers.

interface Reached {
	/** Milliseconds since 1970, by this machine's clock. */
	readonly at: number;
	/** IP address of whoever connected, or of whom a configured reverse proxy speaks for; IPv4 never in its IPv6 form. */
	readonly client: string;
}

export interface HttpArrival extends Reached {
	readonly kind: "http";
	readonly secure: boolean;
	readonly method: string;
	/** Of the Host field, lower case, without a port; "" where there is none. */
	readonly host: string;
	/** As requested, "/" first: path and query. */
	readonly target: string;
	/** By lower-case name; a repeated field's values are joined by ", ". */
	readonly headers: Readonly<Record<string, string>>;
}

/** A TLS handshake that led to no request: refused by the client, or only a connection made in advance. */
export interface HandshakeArrival extends Reached {
	readonly kind: "tls";
	/** Server Name Indication (RFC 6066 §3), lower case. */
	readonly serverName: string;
}

export interface LookupArrival extends Reached {
	/** `client` is the resolver. */
	readonly kind: "dns";
	/** Lower case, without the last dot. */
	readonly name: string;
	/** "A", "AAAA", "HTTPS", "TXT"... */
	readonly type: string;
	/** The client subnet that the resolver tells (RFC 7871), "192.0.2.0/24", or null. */
	readonly subnet: string | null;
}

export interface MailArrival extends Reached {
	/** `client` is the mail server that delivered it. */
	readonly kind: "smtp";
	/** What the server calls itself. */
	readonly greeting: string;
	readonly recipients: readonly string[];
	/** Of the message itself; addresses and text are not kept. */
	readonly headers: Readonly<Record<string, string>>;
	/** A receipt (RFC 8098), a report of the mail system (RFC 3464), an automatic answer (RFC 3834), or a person's. */
	readonly message: "receipt" | "delivery-report" | "automatic" | "reply";
	/** Reporting-UA of a receipt (RFC 8098 §3.2.1), or null. */
	readonly reportingProgram: string | null;
}

export interface ShareArrival extends Reached {
	readonly kind: "smb";
	/** The name the client gave for this server ([MS-SMB2] 2.2.3.1.4), lower case, or null. */
	readonly serverName: string | null;
	/** "SMB 3.1.1", newest first. */
	readonly dialects: readonly string[];
}

/** What is not even a request of its protocol: counted, nothing else. */
export interface JunkArrival extends Reached {
	readonly kind: "junk";
	readonly channel: "http" | "dns" | "smtp" | "smb";
}

export type Arrival = HttpArrival | HandshakeArrival | LookupArrival | MailArrival | ShareArrival | JunkArrival;
