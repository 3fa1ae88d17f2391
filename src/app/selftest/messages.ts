// Messages: the probes of one group as a message (RFC 5322, RFC 2046) that says in plain words who asked for it and what it is, and that
// holds nothing remote but its probes.

import type { Probe } from "../../core/model/vector.ts";
import { filePart } from "./file-part.ts";
import type { Group } from "./groups.ts";
import { noticeHtml, noticeText } from "./notice.ts";
import { inTransferEncoding, joined } from "./transfer-encodings.ts";

/** Who asked for the test. */
export interface Asker {
	/** "you, on this computer", "the IT security of the Parliament of Example" */
	readonly who: string;
	/** How to reach them, or null. */
	readonly contact: string | null;
}

export interface TestMessage {
	readonly number: number;
	/** What it tests: "pictures, styles, frames and fonts". */
	readonly title: string;
	/** CRLF line ends; 7-bit. */
	readonly bytes: Uint8Array;
	readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface Envelope {
	readonly number: number;
	readonly of: number;
	readonly from: string;
	readonly to: string;
	readonly asker: Asker;
	readonly now: Date;
	/** Left side of the Message-ID. */
	readonly messageId: string;
	readonly replyTo: string | null;
}

export interface Member {
	/** Id of the vector. */
	readonly vector: string;
	readonly probe: Probe;
}

type ProbeOf<K extends Probe["kind"]> = Extract<Probe, { kind: K }>;

const CRLF = "\r\n";

export function composeTestMessage(group: Group, members: readonly Member[], envelope: Envelope): TestMessage {
	const probes = members.map(({ probe }) => probe);
	const files = members.flatMap(({ vector, probe }) => (probe.kind === "file" ? [named(vector, probe)] : []));
	const header = headerOf(group, envelope, ofKind(probes, "header"));
	const notice = textPart("plain", noticeText(group, envelope));
	const boundary = `=_${envelope.messageId}`;
	const parts = (type: string, ...inside: readonly string[]): string =>
		[
			`Content-Type: multipart/${type}; boundary="${boundary}"`,
			"",
			...inside.map((part) => `--${boundary}${CRLF}${part}`),
			`--${boundary}--`,
			"",
		].join(CRLF);
	const body = (): string => {
		switch (group.form) {
			case "html":
				return parts("alternative", notice, textPart("html", documentOf(ofKind(probes, "html"), group, envelope)));
			case "amp":
				return parts(
					"alternative",
					notice,
					textPart("x-amp-html", ampOf(ofKind(probes, "html"))),
					textPart("html", noticePage(group, envelope)),
				);
			case "text":
				return textPart("plain", [noticeText(group, envelope), ...ofKind(probes, "text").map(({ text }) => text)].join(CRLF));
			case "files":
				return parts("mixed", notice, ...files.map((file) => filePart(file, "quoted-printable")), ...ofKind(probes, "part").map(partOf));
			case "signed":
				return parts(
					'signed; protocol="application/pkcs7-signature"; micalg=sha-256',
					notice,
					...files.map((file) => filePart({ ...file, shown: false }, "base64")),
				);
		}
	};
	return {
		number: envelope.number,
		title: group.title,
		bytes: joined([header, body()]),
		attachments: files.filter(({ shown }) => !shown).map(({ name, content }) => ({ name, bytes: joined([content]) })),
	};
}

function ofKind<K extends Probe["kind"]>(probes: readonly Probe[], kind: K): readonly ProbeOf<K>[] {
	return probes.filter((probe): probe is ProbeOf<K> => probe.kind === kind);
}

/** Named for what it tests; Outlook and S/MIME know theirs by their own names. */
function named(vector: string, probe: ProbeOf<"file">): ProbeOf<"file"> {
	if (/^(?:winmail\.dat|smime\.p7s)$/.test(probe.name)) return probe;
	return { ...probe, name: `${vector}${/\.[^.]*$/.exec(probe.name)?.[0] ?? ""}` };
}

function partOf({ headers, body }: ProbeOf<"part">): string {
	return `${headers}${CRLF}${body}${CRLF}`;
}

function headerOf(group: Group, envelope: Envelope, fields: readonly ProbeOf<"header">[]): string {
	const { number, of, from, to, now, messageId, replyTo } = envelope;
	const domain = from.slice(from.lastIndexOf("@") + 1);
	return [
		`From: counterpixel self-test <${from}>`,
		`To: <${to}>`,
		...(replyTo === null ? [] : [`Reply-To: <${replyTo}>`]),
		`Subject: Leak self-test ${number} of ${of}: ${group.title}`,
		`Date: ${now.toUTCString().replace("GMT", "+0000")}`,
		`Message-ID: <${messageId}@${domain}>`,
		"MIME-Version: 1.0",
		...fields.map(({ name, value }) => `${name}: ${value}`),
		"",
	].join(CRLF);
}

function textPart(subtype: string, text: string): string {
	const encoded = inTransferEncoding(new Uint8Array(Buffer.from(text, "utf8")), "quoted-printable");
	return [`Content-Type: text/${subtype}; charset=utf-8`, "Content-Transfer-Encoding: quoted-printable", "", encoded, ""].join(CRLF);
}

const MARKUP_NAMES = /\sxmlns:[a-z]+="[^"]*"/g;

/** One document of all: heads and bodies one after the other, name spaces of all roots together. A frameset stands where the body would. */
function documentOf(probes: readonly ProbeOf<"html">[], group: Group, envelope: Envelope): string {
	const alone = probes.length === 1 ? probes[0] : undefined;
	const names = [...new Set(probes.flatMap(({ root }) => root?.match(MARKUP_NAMES) ?? []))].join("");
	const root = alone?.root ?? `<html lang="en"${names}>`;
	const frameset = probes.find(({ html }) => html.startsWith("<frameset"));
	const bodies = probes.filter(({ html }) => html !== "").map(({ html }) => `<div>${html}</div>`);
	return [
		alone?.prologue ?? "<!DOCTYPE html>",
		// The root of a probe may have its head with it.
		/<head\b/.test(root) ? `${root}<title>Leak self-test</title>` : `${root}<head><title>Leak self-test</title>`,
		...probes.flatMap(({ head }) => (head === undefined ? [] : [head])),
		"</head>",
		...(frameset === undefined ? [`<body>${noticeHtml(group, envelope)}`, ...bodies, "</body>"] : [frameset.html]),
		"</html>",
		"",
	].join(CRLF);
}

function ampOf(probes: readonly ProbeOf<"html">[]): string {
	return [
		"<!doctype html>",
		'<html amp4email><head><meta charset="utf-8"><title>Leak self-test</title></head><body>',
		...probes.map(({ html }) => html),
		"</body></html>",
		"",
	].join(CRLF);
}

function noticePage(group: Group, envelope: Envelope): string {
	return documentOf([], group, envelope);
}
