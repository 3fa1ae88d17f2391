// The notice in English.

import type { NoticeLanguage } from "../language.ts";

export const language: NoticeLanguage = {
	id: "en",
	template: `Subject: Mails that were sent to you were made to report on you

{from}
{date}

Dear {name},

Somebody sent you mail that was made to tell its sender when it is opened, or a link in it followed, and by whom. You have a right to know. This letter says what is known, what is not, and what you can do.

HOW TO CHECK THAT THIS LETTER IS REAL

{verify}

WHICH MAILS

They came to {accounts}. Each stands here with the time when it came in and the identifier by which your IT can find it:

{messages}

Opening them reports to (written so that it cannot be opened by accident): {hosts}.

WHAT IS KNOWN

{level}

The log lines, for whoever checks them: {evidence}

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

WHAT WAS WRITTEN OUT FOR OTHERS

{shared}

YOUR CONTACT

{contact}
`,
	levels: {
		clicked:
			"A log shows that a link in such a mail was followed from your account. That is more than opening it. A log does not show who sat at the device, nor does it tell every checking program from a person.",
		fetched:
			"A log shows that something on your account fetched from the sender's server, or connected to it, after such a mail had come: so it is when a mail is opened with remote pictures. Some logs show the server alone, and not what was fetched. A log does not show who sat at the device, nor does it tell every checking program from a person.",
		"fetched-by-proxy":
			"A log shows that a machine fetched what such a mail refers to: an image proxy or a scanner, not your own program. Whether you opened it does not follow from that.",
		blocked:
			"A log shows that something in such a mail, a picture or a link, was asked for from your account, and that your organisation's network refused it.",
		"looked-up":
			"A log shows that the name of the sender's server was looked up from your account, or that a connection to it got no answer. That anything was fetched from it, no log shows.",
		"no-evidence":
			"Logs that cover the time since the mail came in show no contact with the sender's server that was surely yours. That is not proof that it was not opened.",
		delivered: "No log that we have speaks of your account at the time when the mail came in. Whether it was opened cannot be known.",
	},
	ofSeveral: "That is the most that is known of any of these mails; of the others it may be less.",
	learnt: {
		clicked: "That a link in the mail to you was followed, from which the sender may conclude that it was read.",
		fetched: "That the mail to you was opened, or that a program of yours handled it as if it were.",
		"fetched-by-proxy":
			"That the mail was accepted, and that a machine fetched something of it. By this the sender learnt neither the address that you read from nor your program: what it saw is the machine's. Some machines fetch when a mail comes in, others when it is opened, so that the sender cannot tell for sure whether you opened it, or when.",
		blocked:
			"From what these logs show, nothing but, at the most, that the name of its server was looked up: the request was refused before it got there. What happened on other networks is not known.",
		"looked-up":
			"That is not known for sure. Whoever runs the name server of that name sees when it is looked up and by which network, and, where the name was made for you alone, for whose mail. If anything was fetched as well: your network's address, your program and system.",
		"no-evidence":
			"That is not known. If the mail was opened with remote pictures: the time, your network's address, your program and system.",
		delivered: "That is not known. If the mail was opened with remote pictures: the time, your network's address, your program and system.",
	},
	unnamed: "Sir or Madam",
	unknownTime: "at an unknown time",
	noMessageId: "no message identifier",
	noHosts: "no host that was found",
	place: (log, offset) => `${log}, byte ${offset}`,
	noPlace: "none that is surely yours",
	uncertainPlaces: (places) =>
		`Besides, logs show contacts of which nobody can tell whether they were yours or another reader's, and which prove nothing of you: ${places}`,
	leakedTimes: "When something in it was fetched, or a link followed:",
	leakedAddresses: "From which address, as logged here (the sender saw the one by which your network goes out):",
	leakedPrograms: "What your program says of itself, and so the program and the system:",
	machineBesides: "A machine fetched from these mails besides, an image proxy or a scanner. What follows is the machine's, not yours.",
	machineTimes: "When the machine fetched it:",
	machineAddresses: "The machine's address, as logged here:",
	machinePrograms: "What the machine's program says of itself:",
	machine: (name) => name,
	notLeaked:
		"Your passwords, your mail and your documents: opening such a mail does not give them away. By itself it does not put anything on your device either.",
	notLeakedLogOn:
		"Your mail and your documents: opening such a mail does not give them away. But these mails also refer to a file share: on Windows, opening one may hand over a log-on response, from which your password can be found, or which can be misused as it is. Change your Windows password, and tell us.",
	afterClick:
		"What the page behind the link did, or asked for, these logs do not show. If you entered a password there, change it; if you opened a file from there, leave the device as it is; and tell us of either.",
	more: (count) => `and ${count} more`,
	sharedNamed:
		"Files that were written from this case with the recipients of such mail, you among them. They hold your name or address where the format has a place for it:",
	sharedPerhaps: "Files that were written from this case, of which it cannot be told any more whether your name or address is in them:",
	sharedUnnamed: "Files on hosts, senders and campaigns that were written from this case without your name and address:",
	sharedNothing:
		"The journal of this case knows of no file that was written from it for others and concerns your mail: by this way neither your name nor your address has left.",
	sharedLimit: "To whom a file was given, and what was passed on in other ways, the journal does not know: ask your contact.",
	shared: (day, format, file) => `${day}: as ${format}, to ${file === null ? "a screen or another program" : `the file ${file}`}`,
	missingFrom: "[Who writes: --from]",
	missingVerify: "[How to verify this letter by another way: --verify]",
	missingContact: "[Whom to ask: --contact]",
};
