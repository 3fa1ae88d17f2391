// Language: what a notice is written with. The template is plain text that a user may replace; the words are what the program fills it with.

import type { Level } from "../../core/model/exposure.ts";

export interface NoticeLanguage {
	/** BCP 47. */
	readonly id: string;
	/** First line "Subject: ...", then the letter, with {placeholders}. */
	readonly template: string;
	/** What logs show, or that they show nothing. */
	readonly levels: Readonly<Record<Level, string>>;
	/** To whom it goes where no name is known. */
	readonly unnamed: string;
	readonly unknownTime: string;
	readonly noMessageId: string;
	/** Where it stands in the logs: "log FILE, byte N". */
	readonly place: (log: string, offset: number) => string;
	readonly noPlace: string;
	readonly leakedTimes: string;
	readonly leakedAddresses: string;
	readonly leakedPrograms: string;
	readonly leakedNothing: string;
	readonly leakedUnknown: string;
	/** What such mail cannot tell its sender. */
	readonly notLeaked: string;
	/** The same where opening it on Windows may hand over a log-on response (NTLM, by SMB). */
	readonly notLeakedLogOn: string;
	readonly more: (count: number) => string;
	readonly sharedNothing: string;
	/** Of an export: its format and day. */
	readonly shared: (format: string, day: string) => string;
	/** In place of what the writer has not told. */
	readonly missingFrom: string;
	readonly missingVerify: string;
	readonly missingContact: string;
}
