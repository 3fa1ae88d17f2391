// MIME of a letter (RFC 2045, 2046), LF line ends as mailboxes on disk have them. No line begins as an envelope of an mbox does, so that none need be quoted.

import { inTransferEncoding } from "../selftest/transfer-encodings.ts";
import type { Letter, LetterEncoding } from "./letter.ts";

/** Content fields and body, without the header before them. */
export function contentOf({ plain, html, boundary, encoding }: Letter): string {
	if (plain !== null && html !== null) {
		return [
			"MIME-Version: 1.0",
			`Content-Type: multipart/alternative;\n\tboundary="${boundary}"`,
			"",
			`--${boundary}`,
			textPart("plain", plain, encoding),
			`--${boundary}`,
			textPart("html", html, encoding),
			`--${boundary}--`,
			"",
		].join("\n");
	}
	return `MIME-Version: 1.0\n${html === null ? textPart("plain", plain ?? "", encoding) : textPart("html", html, encoding)}\n`;
}

const LONGEST_LINE = 998;
/** What an mbox takes for the next message, or for a line that was quoted not to be. */
const ENVELOPE = /^>*From /m;
const ENVELOPES = /^>*From /gm;

function textPart(kind: "plain" | "html", text: string, asked: LetterEncoding): string {
	const fits = asked !== "7bit" || !(ENVELOPE.test(text) || tooLong(text));
	const encoding = fits ? asked : "quoted-printable";
	const encoded = encoding === "7bit" ? text : inTransferEncoding(Buffer.from(text.replaceAll("\n", "\r\n"), "latin1"), encoding);
	const lines = (typeof encoded === "string" ? encoded : Buffer.from(encoded).toString("latin1")).replaceAll("\r\n", "\n");
	const body =
		encoding === "quoted-printable"
			? lines.replace(ENVELOPES, (line) => `=${line.charCodeAt(0).toString(16).toUpperCase()}${line.slice(1)}`)
			: lines;
	return `Content-Type: text/${kind}; charset=utf-8\nContent-Transfer-Encoding: ${encoding}\n\n${body.replace(/\n$/, "")}`;
}

function tooLong(text: string): boolean {
	for (let from = 0; from < text.length; ) {
		const end = text.indexOf("\n", from);
		const stop = end === -1 ? text.length : end;
		if (stop - from > LONGEST_LINE) return true;
		from = stop + 1;
	}
	return false;
}
