// Remote reference: a place in a message that makes, or may make, a program contact a host.

import type { Identifier } from "./identifier.ts";
import type { Leak } from "./leak.ts";

export const TRIGGERS = ["open", "preview", "reply", "click", "receipt", "attachment", "parse"] as const;
export type Trigger = (typeof TRIGGERS)[number];

export const CHANNELS = ["http", "dns", "smtp", "smb"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface RemoteReference {
	/** Id of the vector that found it. */
	readonly vector: string;
	readonly channel: Channel;
	readonly trigger: Trigger;
	/** Absolute, as WHATWG serialises it; `mailto:` for receipts, `dns:` for bare lookups, `file:` for SMB. */
	readonly url: string;
	/** Lower case, punycode. */
	readonly host: string;
	/** IMAP section number; "0" is the header. */
	readonly part: string;
	/** Byte range in the raw message. */
	readonly start: number;
	readonly end: number;
	/** Inside an attachment or container: the path there. */
	readonly path?: string;
	readonly identifier: Identifier;
	/** Id of an operator record, or null. */
	readonly operator: string | null;
	readonly leaks: readonly Leak[];
	/** Sentences, each of which a person can check. */
	readonly why: readonly string[];
}
