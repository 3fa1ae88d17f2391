// Code mail: what is sent before any test. Plain text (RFC 2046 §4.1.3) without links, pictures or anything else that a program would fetch, so that
// a mailbox whose owner asked for nothing learns that somebody did, and gives nothing away.

import { shownText } from "../../report/shown-text.ts";
import type { Asker } from "../messages.ts";
import { inTransferEncoding } from "../transfer-encodings.ts";
import type { MailAddress } from "./address.ts";
import { MINUTES_VALID } from "./codes.ts";

export interface CodeMail {
	readonly from: MailAddress;
	readonly to: MailAddress;
	readonly asker: Asker;
	/** "K7QFM-2XPRT" */
	readonly code: string;
	readonly now: Date;
	/** Left side of the Message-ID. */
	readonly messageId: string;
	/** Where a server of an organisation's lets a mailbox opt out, without its scheme, and the code for that; else left out. */
	readonly optOut?: OptOut | undefined;
}

export interface OptOut {
	readonly at: string;
	readonly code: string;
}

const CRLF = "\r\n";
/** Characters of a name or a way to be reached: a line's worth, not a text of somebody's own. */
const LONGEST_NAME = 120;

export function composeCodeMail({ from, to, asker, code, now, messageId, optOut }: CodeMail): Uint8Array {
	const header = [
		`From: counterpixel self-test <${from}>`,
		`To: <${to}>`,
		"Subject: Code for a leak self-test of your mail",
		`Date: ${now.toUTCString().replace("GMT", "+0000")}`,
		`Message-ID: <${messageId}@${from.slice(from.lastIndexOf("@") + 1)}>`,
		// RFC 3834 §5: no holiday notice answers it.
		"Auto-Submitted: auto-generated",
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=utf-8",
		"Content-Transfer-Encoding: quoted-printable",
	];
	const body = inTransferEncoding(new Uint8Array(Buffer.from(textOf(asker, code, optOut), "utf8")), "quoted-printable");
	return new Uint8Array(Buffer.from(`${header.join(CRLF)}${CRLF}${CRLF}${body}`, "latin1"));
}

function textOf({ who, contact }: Asker, code: string, optOut: OptOut | undefined): string {
	return [
		`Your code: ${code}`,
		"",
		`A leak self-test of this mailbox was asked for by ${shownText(who, LONGEST_NAME)}.`,
		"Enter the code where you asked for it. A few test messages then come to this",
		"address, and to no other: they show what your mail program tells a sender about you.",
		`The code holds for ${MINUTES_VALID} minutes and works once.`,
		"",
		"You did not ask for it? Then do nothing, and delete this message: without the",
		"code nothing more is sent. Do not pass the code on.",
		...(optOut === undefined
			? []
			: [
					"",
					"To get no more mail of this kind, whoever asks for it, give this address and the",
					"code below on the page",
					`${optOut.at}`,
					`Code for no more mail: ${optOut.code}`,
				]),
		...(contact === null ? [] : ["", `Questions: ${shownText(contact, LONGEST_NAME)}`]),
		"",
	].join(CRLF);
}
