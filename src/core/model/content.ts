// Content: decoded bytes that still know where they lay in the raw message.
// Everything that is scanned (a part, a style attribute, a data: URL inside it) is a Content, so that a finding
// three encodings deep still names the exact raw range. Offsets are half open: `end` is the first byte after.

/** The way back from decoded bytes to the raw message. */
export interface Origin {
	/** Raw offset of the first raw byte that produced the decoded byte at `at`. */
	start(at: number): number;
	/** Raw offset after the last raw byte that produced the decoded byte at `at - 1`. */
	end(at: number): number;
}

/** A window `[start, end)` into decoded `bytes`. */
export interface Content {
	readonly bytes: Uint8Array;
	readonly start: number;
	readonly end: number;
	/** null: `bytes` are the raw message itself. */
	readonly origin: Origin | null;
	/** WHATWG name of an ASCII-compatible encoding the bytes are in: "utf-8" or a single-byte one. Others are made UTF-8 first. */
	readonly charset: string;
}

/** Raw offset at which the decoded byte at `at` begins. */
export function rawStart(content: Content, at: number): number {
	return content.origin === null ? at : content.origin.start(at);
}

/** Raw offset at which the decoded byte before `at` ends. */
export function rawEnd(content: Content, at: number): number {
	return content.origin === null ? at : content.origin.end(at);
}
