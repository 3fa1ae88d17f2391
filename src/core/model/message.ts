// Message: the MIME tree as a flat list. Parts name their parent by index; bodies are byte ranges, decoded on demand.

import type { Content } from "./content.ts";
import type { Problem } from "./problem.ts";
import type { Text } from "./text.ts";

export const TRANSFER_ENCODINGS = ["identity", "base64", "quoted-printable", "uuencode"] as const;
export type TransferEncoding = (typeof TRANSFER_ENCODINGS)[number];

/** One header field. The value is unfolded and decoded only when asked for. */
export interface HeaderField {
	/** Lower case. */
	readonly name: string;
	/** Unfolded (RFC 5322 §2.2.3), encoded words left as they are; characters know their raw range. */
	text(): Text;
}

/** A parameter of a structured field, RFC 2231 continuations joined and decoded. */
export interface Parameter {
	readonly name: string;
	readonly text: Text;
}

export interface Part {
	readonly index: number;
	/** Index of the enclosing part, -1 for the message itself. */
	readonly parent: number;
	/** IMAP section number (RFC 3501 §6.4.5): "1", "1.2". The message itself is "". */
	readonly section: string;
	/** Section number of this part's header as findings name it: "0" for the message's, "2.0" for that of a nested message. */
	readonly headerSection: string;
	readonly fields: readonly HeaderField[];
	/** Lower case "type/subtype"; "text/plain" where there is none (RFC 2045 §5.2). */
	readonly mediaType: string;
	readonly parameters: readonly Parameter[];
	readonly disposition: "inline" | "attachment" | null;
	readonly filename: string | null;
	readonly encoding: TransferEncoding;
	/** Label as declared, or null. */
	readonly charset: string | null;
	/** Not yet transfer-decoded. */
	readonly body: Content;
	/** Opened only by a further act of the reader: this part or one around it is an attachment. */
	readonly attached: boolean;
	readonly children: readonly number[];
}

export interface Message {
	readonly parts: readonly Part[];
	readonly problems: readonly Problem[];
}
