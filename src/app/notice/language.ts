// Language: what a notice is written with. The template is plain text that a user may replace; the words are what the program fills it with.

import type { Level } from "../../core/model/exposure.ts";

export interface NoticeLanguage {
	/** BCP 47. */
	readonly id: string;
	/** First line "Subject: ...", then the letter, with {placeholders}. */
	readonly template: string;
	/** What logs show, or that they show nothing. */
	readonly levels: Readonly<Record<Level, string>>;
	/** After the level, where there are several mails. */
	readonly ofSeveral: string;
	/** What the sender has learnt by it; lists follow of what is logged. */
	readonly learnt: Readonly<Record<Level, string>>;
	/** To whom it goes where no name is known. */
	readonly unnamed: string;
	readonly unknownTime: string;
	readonly noMessageId: string;
	/** In place of hosts, where opening these copies reports to none. */
	readonly noHosts: string;
	/** Where it stands in the logs: "FILE, byte N". */
	readonly place: (log: string, offset: number) => string;
	readonly noPlace: string;
	/** A sentence on lines of contacts that may have been this reader's or another's. */
	readonly uncertainPlaces: (places: string) => string;
	/** Titles of lists. */
	readonly leakedTimes: string;
	readonly leakedAddresses: string;
	readonly leakedPrograms: string;
	/** Before what a machine told, where the reader's own program told something too. */
	readonly machineBesides: string;
	readonly machineTimes: string;
	readonly machineAddresses: string;
	readonly machinePrograms: string;
	/** Of the name that machines have in logs: "Google's mail service", "a program without a reader: curl 8.1". */
	readonly machine: (name: string) => string;
	/** What such mail cannot tell its sender. */
	readonly notLeaked: string;
	/** The same where opening it on Windows may hand over a log-on response (NTLM, by SMB). */
	readonly notLeakedLogOn: string;
	/** What logs do not tell of whoever followed a link. */
	readonly afterClick: string;
	readonly more: (count: number) => string;
	/** Titles of lists of files: with this person's name or address, perhaps with it, and without. */
	readonly sharedNamed: string;
	readonly sharedPerhaps: string;
	readonly sharedUnnamed: string;
	readonly sharedNothing: string;
	/** What the journal does not know. */
	readonly sharedLimit: string;
	/** Of an export: its day, format and file, or null for standard output. */
	readonly shared: (day: string, format: string, file: string | null) => string;
	/** In place of what the writer has not told. */
	readonly missingFrom: string;
	readonly missingVerify: string;
	readonly missingContact: string;
}
