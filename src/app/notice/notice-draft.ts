// Notice as a draft that a mail program opens to be sent by a person (RFC 5322, RFC 2045 to 2047; `X-Unsent: 1` is what Outlook and others go by). Nothing here sends
// it. Both bodies are base64, so that no line of a name can be taken for a header.

import { createHash } from "node:crypto";
import { noticePage } from "./notice-html.ts";
import type { Notice } from "./notice-text.ts";

export function noticeDraft(notice: Notice, language: string, to: string, from: string | null): string {
	const boundary = `=_notice_${createHash("sha256").update(notice.text).digest("hex").slice(0, 24)}`;
	const part = (type: string, body: string): string[] => [
		`--${boundary}`,
		`Content-Type: ${type}; charset=utf-8`,
		"Content-Transfer-Encoding: base64",
		"",
		Buffer.from(body.replaceAll("\n", "\r\n")).toString("base64").replace(/.{76}/g, "$&\r\n"),
	];
	const address = addressIn(from);
	return [
		...(address === null ? [] : [`From: ${address}`]),
		`To: ${safeAddress(to)}`,
		`Subject: ${encodedHeader(notice.subject)}`,
		"X-Unsent: 1",
		"MIME-Version: 1.0",
		`Content-Language: ${language}`,
		`Content-Type: multipart/alternative; boundary="${boundary}"`,
		"",
		...part("text/plain", notice.text),
		...part("text/html", noticePage(notice, language)),
		`--${boundary}--`,
		"",
	].join("\r\n");
}

/** Of "Security office <office@house.example>", or of a bare address; null for what holds none. */
function addressIn(from: string | null): string | null {
	const match = /<([^<>\s]+@[^<>\s]+)>|^([^<>\s]+@[^<>\s]+)$/.exec(from ?? "");
	const address = match?.[1] ?? match?.[2];
	return address === undefined ? null : safeAddress(address);
}

function safeAddress(address: string): string {
	return address.replace(/[^\x21-\x7e]|[,;:<>()[\]\\"]/g, "");
}

/** RFC 2047 §2: words of at most 75 characters, each of whole characters. */
function encodedHeader(text: string): string {
	const plain = text.replace(/[\r\n]+/g, " ");
	if (/^[\x20-\x7e]{0,60}$/.test(plain) && !plain.includes("=?")) return plain;
	const words: string[] = [];
	let word = "";
	for (const character of plain) {
		if (Buffer.byteLength(word + character) > 42) {
			words.push(word);
			word = "";
		}
		word += character;
	}
	words.push(word);
	return words.map((one) => `=?utf-8?B?${Buffer.from(one).toString("base64")}?=`).join("\r\n ");
}
