// Compose: a probe becomes a whole message (RFC 5322, RFC 2045) that holds it and nothing else remote. The self-test mails these to
// the reader's own program; the property tests feed them to the inspection, in every encoding a sender may choose.

import type { Probe } from "../../core/model/vector.ts";
import { filePart } from "./file-part.ts";
import { inTransferEncoding, joined, type ProbeEncoding } from "./transfer-encodings.ts";

export interface ComposeOptions {
	readonly transferEncoding: ProbeEncoding;
	/** One of `PROBE_CHARSETS`. */
	readonly charset: string;
	/** An address; its domain is what a BIMI look-up asks about. */
	readonly from?: string;
	readonly to?: string;
	readonly subject?: string;
	/** RFC 5322 date-time. */
	readonly date?: string;
	/** Without angle brackets. */
	readonly messageId?: string;
}

/** A word that is not ASCII, in each charset: the bytes that trip a reader who takes the charset for ASCII (`\`, `{`, escape sequences). */
const WORDS: ReadonlyMap<string, readonly number[]> = new Map([
	["us-ascii", []],
	["utf-8", [0xe6, 0x97, 0xa5, 0xe6, 0x9c, 0xac]],
	["iso-8859-1", [0x63, 0x61, 0x66, 0xe9]],
	["windows-1252", [0x93, 0x63, 0x61, 0x66, 0xe9, 0x94]],
	["windows-1251", [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]],
	["koi8-r", [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]],
	["shift_jis", [0x93, 0xfa, 0x96, 0x7b, 0x83, 0x5c]],
	["euc-jp", [0xc6, 0xfc, 0xcb, 0xdc]],
	["iso-2022-jp", [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42]],
	["gb18030", [0xc8, 0xd5, 0xb1, 0xbe, 0x81, 0x5c]],
	["big5", [0xa4, 0xe9, 0xa5, 0xbb, 0xb3, 0x5c]],
	["euc-kr", [0xc0, 0xcf, 0xba, 0xbb]],
	["utf-16le", [0xe5, 0x65, 0x2c, 0x67]],
	["utf-16be", [0x65, 0xe5, 0x67, 0x2c]],
]);

export const PROBE_CHARSETS: readonly string[] = [...WORDS.keys()];

const CRLF = "\r\n";
const BOUNDARY = "=_counterpixel_probe";

/** The message as bytes, CRLF line ends. Throws on a charset that is not in `PROBE_CHARSETS`, and on a probe that is not ASCII. */
export function composeProbe(probe: Probe, options: ComposeOptions): Uint8Array {
	const header = envelope(options);
	switch (probe.kind) {
		case "html":
			return joined([header, ...textPart("html", document(probe), options)]);
		case "text":
			return joined([header, ...textPart("plain", probe.text, options)]);
		case "header":
			return joined([header, `${probe.name}: ${probe.value}${CRLF}`, ...textPart("plain", "A message without links.", options)]);
		case "part":
			return joined([header, ...mixed(`${probe.headers}${CRLF}${probe.body}`, options)]);
		case "file":
			return joined([header, ...mixed(filePart(probe, options.transferEncoding), options)]);
	}
}

/** A text, and a part beside it (header, blank line, body). */
function mixed(part: string, options: ComposeOptions): (string | Uint8Array)[] {
	return [
		`Content-Type: multipart/mixed; boundary="${BOUNDARY}"${CRLF}${CRLF}--${BOUNDARY}${CRLF}`,
		...textPart("plain", "A message with a part.", options),
		`${CRLF}--${BOUNDARY}${CRLF}${part}${CRLF}--${BOUNDARY}--${CRLF}`,
	];
}

function envelope({ from, to, subject, date, messageId }: ComposeOptions): string {
	return [
		`From: Sender <${from ?? "sender@sender.example"}>`,
		`To: Reader <${to ?? "reader@reader.example"}>`,
		`Subject: ${subject ?? "Probe"}`,
		`Date: ${date ?? "Thu, 01 Jan 2026 00:00:00 +0000"}`,
		`Message-ID: <${messageId ?? "probe@sender.example"}>`,
		"MIME-Version: 1.0",
		"",
	].join(CRLF);
}

/** A frameset stands where the body would. */
function document({ html, head, root, prologue }: Extract<Probe, { kind: "html" }>): string {
	const body = html.startsWith("<frameset") ? html : `<body>${CRLF}${html}${CRLF}</body>`;
	return `${prologue ?? "<!DOCTYPE html>"}${CRLF}${root ?? "<html>"}${CRLF}<head>${head ?? ""}</head>${CRLF}${body}${CRLF}</html>${CRLF}`;
}

/** Header lines, blank line and body of a text part: the charset's word, then `text`. */
function textPart(subtype: "html" | "plain", text: string, { transferEncoding, charset }: ComposeOptions): (string | Uint8Array)[] {
	const word = WORDS.get(charset);
	if (word === undefined) throw new RangeError(`no probe can be written in ${charset}`);
	const [before, after] = subtype === "html" ? split(text, /<\/html>\s*$/) : [text, ""];
	const fits = transferEncoding !== "7bit" || word.every((byte) => byte < 0x80);
	const body = joined([inCharset(before, charset), Uint8Array.from(fits ? word : []), inCharset(CRLF + after, charset)]);
	return [
		`Content-Type: text/${subtype}; charset=${charset}${CRLF}Content-Transfer-Encoding: ${transferEncoding}${CRLF}${CRLF}`,
		inTransferEncoding(body, transferEncoding),
	];
}

function split(text: string, at: RegExp): [string, string] {
	const index = text.search(at);
	return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index)];
}

function inCharset(text: string, charset: string): Uint8Array {
	const wide = charset.startsWith("utf-16");
	const bytes = new Uint8Array(text.length * (wide ? 2 : 1));
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code > 0x7f) throw new RangeError("a probe is ASCII");
		bytes[wide ? i * 2 + (charset === "utf-16be" ? 1 : 0) : i] = code;
	}
	return bytes;
}
