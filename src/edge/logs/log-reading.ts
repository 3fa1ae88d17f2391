// Log reading: what comes of a set of logs read in one pass: contacts with watched hosts as they are found, and at the end of each file what it is,
// how much of it could be read, and from when to when it speaks. Memory stays flat: nothing of a log is kept but its contacts' batch in hand.

import type { LogContext, LogEvent } from "../../core/model/log-event.ts";

export interface LogReadingOptions {
	/** Hosts to look for, lower case: each stands for itself and what lies below it. At most 100,000. */
	readonly hosts: readonly string[];
	readonly context: LogContext;
	/** Id of the format of all files, whatever their content looks like; null: each file's own content tells. */
	readonly format?: string | null;
	/** Milliseconds that are added to every time a log tells (--clock): of contacts, and of coverage. */
	readonly clockOffset?: number;
	/** Minutes: every longer silence is a gap, and no shorter one. Where left out, the log's own habits decide (gaps.ts). */
	readonly gap?: number | null;
	/** Worker threads; as many as there are cores where left out; 0 reads in the calling thread. */
	readonly workers?: number;
	/** Bytes as stored, of all files, that were read so far. */
	readonly onProgress?: (bytes: number) => void;
}

/** A line that tells of a contact with a watched host or what lies below it. */
export interface LogContact {
	readonly event: LogEvent;
	/** The byte where the line begins in its uncompressed text (dnstap: the frame). */
	readonly offset: number;
}

export interface LogFacts {
	/** Of the file as stored, lower-case hex. */
	readonly sha256: string;
	/** Id of the format; "empty" of a file without a byte. */
	readonly format: string;
	/** Bytes as stored. */
	readonly size: number;
	/** Lines of its text; frames of dnstap. */
	readonly lines: number;
	/** Lines that could not be read. */
	readonly unread: number;
	/** Before all, what of a mapping is missing; then the first few of them, in order; at last what broke off the reading of the file, where something did. */
	readonly problems: readonly { readonly offset: number; readonly problem: string }[];
	/** Only part of the file could be read (truncated or damaged while compressed, a device's error): what came before counts. */
	readonly broken: boolean;
	/** Milliseconds since 1970 from when to when it speaks, in order; between two entries is a gap. */
	readonly coverage: readonly (readonly [from: number, to: number])[];
	readonly contacts: number;
}

/** Files come in the order they were given, each with its contacts in the order of its lines, then its facts, or why it could not be read at all. */
export type LogReadingEvent =
	| { readonly kind: "contacts"; readonly file: string; readonly contacts: readonly LogContact[] }
	| { readonly kind: "log"; readonly file: string; readonly log: LogFacts }
	/** One line for people: what is wrong with this file, and what to do. The others are read all the same. */
	| { readonly kind: "problem"; readonly file: string; readonly problem: string };

/** Contacts that one event holds at most. */
export const BATCH_CONTACTS = 1000;
