// Log event: one line of a log that tells of a contact with a host, whatever program wrote it. Log format: how lines of one program are told and read.
// Everything is as logged: what it means (a refusal, a person) is judged later.

/** "http": a request; "connect": a tunnel through a proxy; "tls": a handshake that was seen; "dns": a question to a resolver. */
export const LOG_EVENT_KINDS = ["http", "connect", "tls", "dns"] as const;
export type LogEventKind = (typeof LOG_EVENT_KINDS)[number];

/**
 * "answered": the other side gave an answer; "refused": a rule of the user's own side forbade it; "failed": there was no answer; "unknown": the log does
 * not say; "cached": a cache gave the answer, and the other side was not asked.
 */
export const LOG_OUTCOMES = ["answered", "refused", "failed", "unknown", "cached"] as const;
export type LogOutcome = (typeof LOG_OUTCOMES)[number];

export interface LogEvent {
	readonly kind: LogEventKind;
	/** Milliseconds since 1970, UTC, by the log's own clock; null where the line has none that can be read. */
	readonly time: number | null;
	/** Address of the client as logged, without a port; null where there is none. */
	readonly client: string | null;
	/** Lower case, no dot at its end, no port; as in a URL (IPv6 in brackets). */
	readonly host: string;
	/** Absolute, as WHATWG serialises it, where the log shows more than the host; else null. */
	readonly url: string | null;
	readonly outcome: LogOutcome;
	/** HTTP status; null where there is none. */
	readonly status: number | null;
	/** User-Agent as logged, escapes of the log's resolved; null where the log has none. */
	readonly agent: string | null;
	/** Who was logged in at the proxy; null where nobody. */
	readonly user: string | null;
	/** The product's own word for the outcome, where a mapping does not say what it means; left out where there is none. */
	readonly unmapped?: string;
}

/** What can't be read: a reason in a few words. */
export interface LogProblem {
	readonly problem: string;
}

/** Reads lines in their order: some formats name their fields, or turn a year, on the way. */
export interface LineReader {
	/** `line` has no line end. Null for a line that is in order and tells of no contact (a comment, a header, another category). */
	read(line: string): LogEvent | LogProblem | null;
	/** Of any line, at least as cheap as `read`: its time in milliseconds since 1970, or null. Used to know from when to when a log speaks. */
	time(line: string): number | null;
}

export interface LogContext {
	/** Milliseconds since 1970: a log without a year is of the last year that is not after this. */
	readonly now: number;
	/** Minutes east of UTC of clocks that name no zone. */
	readonly zone: number;
	/** Of a site's own web server, whose lines name no host: "www.example.org"; null where not told. */
	readonly site?: string | null;
	/** How fields are called in an export that has no format of its own (docs/logs.md). */
	readonly mapping?: LogMapping | null;
	/** A reader is given each line of the file, from the first to the last (LogFormat.order is "all"). */
	readonly isWhole?: boolean;
}

/** Which column, or key (dots go down), holds what; names as in the file. `values` turn a product's words into outcomes. */
export interface LogMapping {
	readonly format: "csv" | "json";
	readonly name: string;
	readonly kind: LogEventKind;
	readonly fields: Readonly<Partial<Record<"time" | "client" | "host" | "url" | "status" | "agent" | "user" | "outcome", string>>>;
	/** "iso", "seconds", "milliseconds", "microseconds", "nanoseconds", "common", "asctime" or "yearless" (docs/logs.md); "iso" where left out. */
	readonly time?: string;
	/** Words in lower case; "blocked*" is of all that begin so. */
	readonly outcomes?: Readonly<Record<string, LogOutcome>>;
	readonly delimiter?: string;
}

export interface LogFormat {
	/** "squid". */
	readonly id: string;
	/** For people: "Squid's native access log". */
	readonly name: string;
	/** How many of these first lines of a file are of this format, in order of 0 to 1; a format that names itself in a header says 1. */
	detect(head: readonly string[], context: LogContext): number;
	/** `head`: the file's first lines (at most 64 KiB), for a reader that begins in the midst of it. */
	reader(head: readonly string[], context: LogContext): LineReader;
	/**
	 * Quick look at a line's bytes (without its line end): false only where it may be unreadable, or be about a host that it does not name (`site`), and
	 * `read` is asked. Every line of a log is looked at,
	 * so it costs some ten nanoseconds. Where a format has none, `read` is asked of every line, which is twenty times slower.
	 */
	readonly plausible?: (bytes: Uint8Array, start: number, end: number) => boolean;
	/**
	 * A log is read in pieces by several threads. "directives": lines that begin with "#" set how those after them are read (W3C's `#Fields`, Zeek's
	 * headers): each piece's reader is given those in force as its `head`. "all": reading a line needs all before it; one thread reads the whole file.
	 * Left out: `head` is all that a reader needs.
	 */
	readonly order?: LogOrder;
	/** Whether a file with these first lines has to be read as "all", whatever `order` says of others of its format. */
	needsAll?(head: readonly string[]): boolean;
}

export type LogOrder = "directives" | "all";

/** A log that is no text: frames one after another (dnstap in a frame stream). Read from its beginning to its end by src/edge/logs/binary-log.ts. */
export interface BinaryLogFormat {
	readonly id: string;
	readonly name: string;
	/** `head`: the file's first bytes, at most 64 KiB. */
	detect(head: Uint8Array): boolean;
	reader(context: LogContext): FrameReader;
}

export interface FrameReader {
	/**
	 * Length in bytes of the frame that begins at `start`, that which tells it included; null where that is not told before `end`. One that never
	 * comes to its end is damage, so that any bytes may be given.
	 */
	frameLength(bytes: Uint8Array, start: number, end: number): number | null;
	/** A whole frame. `event` as LineReader's `read`; `time` also of one that tells of no contact, null where it has none. */
	read(bytes: Uint8Array, start: number, end: number): { readonly event: LogEvent | LogProblem | null; readonly time: number | null };
}
