// The notice in English.

import type { NoticeLanguage } from "../language.ts";

export const language: NoticeLanguage = {
	id: "en",
	template: `Subject: Mails that were sent to you were made to report on you

{from}
{date}

Dear {name},

Somebody sent you mail that was made to tell its sender when it is opened, and by whom. You have a right to know. This letter says what is known, what is not, and what you can do.

HOW TO CHECK THAT THIS LETTER IS REAL

{verify}

WHICH MAILS

They came to {accounts}:

{messages}

What they report to: {hosts}. It is written so that it cannot be opened by accident.

WHAT IS KNOWN

{level}

This stands in: {evidence}

WHAT THE SENDER LEARNT

{leaked}

WHAT THE SENDER DID NOT LEARN BY THIS

{not_leaked}

That logs show nothing is no proof of safety: a mail may have been opened where nobody keeps logs, on a telephone or at home.

WHAT YOU CAN DO

Please do not open these mails again, and do not delete them: they are evidence.

1. Tell us of every other account and device on which you read mail, private ones too, so that they can be looked at.
2. Switch off the loading of remote pictures in your mail programs. We help you with that.
3. Keep your devices up to date, and report mail that is unusual before you open it. Whoever watched you once may try something else.

WITH WHOM THIS WAS SHARED

{shared}

YOUR CONTACT

{contact}
`,
	levels: {
		clicked:
			"A log shows that a link in such a mail was followed from your account. That is more than opening it: the sender knows that it was read and acted on.",
		fetched:
			"A log shows that such a mail was opened on your account with remote pictures: your program asked the sender's server for them.",
		"fetched-by-proxy":
			"A log shows that a machine fetched what such a mail refers to: an image proxy or a scanner, not your own program. Whether you opened it does not follow from that.",
		blocked:
			"A log shows that a program of yours tried to report the opening of such a mail, and that your organisation's network refused it.",
		"looked-up":
			"A log shows that the name of the sender's server was looked up for you. Whether anything was fetched from it is not logged.",
		"no-evidence":
			"Logs that cover the time since the mail came in show no contact with the sender's server. That is not proof that it was not opened.",
		delivered: "The mail came in at a time of which no log speaks. Whether it was opened cannot be known.",
	},
	unnamed: "Sir or Madam",
	unknownTime: "at an unknown time",
	noMessageId: "no message identifier",
	place: (log, offset) => `log ${log}, byte ${offset}`,
	noPlace: "no log line",
	leakedTimes: "The time of opening:",
	leakedAddresses: "The address that was logged here (the sender saw the one by which your network goes out):",
	leakedPrograms: "What your program says of itself, and so the program and the system:",
	leakedNothing: "By these logs: nothing.",
	leakedUnknown:
		"That is not known. If the mail was opened with remote pictures: the time, your network's address, your program and system.",
	notLeaked:
		"Your passwords, your mail and your documents: opening such a mail does not give them away. It does not put anything on your device either.",
	notLeakedLogOn:
		"Your mail and your documents: opening such a mail does not give them away. But these mails also refer to a file share: on Windows, opening one may hand over a log-on response, from which your password can be found, or which can be misused as it is. Change your Windows password, and tell us.",
	more: (count) => `and ${count} more`,
	sharedNothing: "So far nothing was passed on by the program that this case is kept with.",
	shared: (format, day) => `${day}: hosts and campaigns without your name, as ${format}`,
	missingFrom: "[Who writes: --from]",
	missingVerify: "[How to verify this letter by another way: --verify]",
	missingContact: "[Whom to ask: --contact]",
};
