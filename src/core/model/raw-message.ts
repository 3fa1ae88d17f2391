// Raw message: what a mail source hands to the pipeline, one at a time.

import type { Problem } from "./problem.ts";

export interface RawMessage {
	/** The raw bytes as the source's format unquotes them, line ends kept; only the head where `size` is past the limit. */
	readonly bytes: Uint8Array;
	/** Full size in bytes of the message; larger than `bytes.length` only past MAX_MESSAGE_BYTES. */
	readonly size: number;
	/** Lower-case hex SHA-256 of the whole message; only set where `bytes` is not the whole. */
	readonly sha256: string | null;
	/** The file as it was given or found. */
	readonly file: string;
	/** Byte offset of the message in that file's (uncompressed) content. */
	readonly offset: number;
	/** The source as given plus the folder in it: "~/Mail", "~/Mail/.Archive". */
	readonly mailbox: string;
	/** Maildir or mbox status flags, in words: "seen", "answered", "flagged", "draft", "trashed", "passed". */
	readonly flags: readonly string[];
	/** What the source noticed about this message. */
	readonly problems: readonly Problem[];
}
