// Returned mail: what kind of answer came back, and by which program. A receipt (RFC 8098) and a report of the mail system (RFC 3464) say what
// they are; an automatic answer says so since RFC 3834, or by older fields.

import { readMessage } from "../../core/mail/message.ts";
import { parameterValue } from "../../core/mail/parameters.ts";
import type { Part } from "../../core/model/message.ts";
import { nodeCodec } from "../node-codec.ts";
import type { MailArrival } from "./arrival.ts";

type Returned = Pick<MailArrival, "headers" | "message" | "reportingProgram">;

/** Fields that say something of program, system, language and route; the rest is the reader's and is not kept. */
const KEPT: readonly string[] = [
	"user-agent",
	"x-mailer",
	"auto-submitted",
	"content-language",
	"accept-language",
	"date",
	"received",
	"x-originating-ip",
	"x-auto-response-suppress",
	"precedence",
	"authentication-results",
];
const LONGEST = 500;

export function readReturned(bytes: Uint8Array): Returned {
	const { parts } = readMessage(bytes, nodeCodec);
	const headers: Record<string, string> = Object.create(null);
	for (const { name, text } of parts[0]?.fields ?? []) {
		if (KEPT.includes(name) && headers[name] === undefined) headers[name] = text().value.slice(0, LONGEST);
	}
	return { headers, message: kindOf(parts, headers), reportingProgram: reportingProgramIn(parts) };
}

function kindOf(parts: readonly Part[], headers: Readonly<Record<string, string>>): MailArrival["message"] {
	const [root] = parts;
	const report = root?.mediaType === "multipart/report" ? parameterValue(root.parameters, "report-type")?.toLowerCase() : null;
	if (report === "disposition-notification" || hasPart(parts, "message/disposition-notification")) return "receipt";
	if (report === "delivery-status" || hasPart(parts, "message/delivery-status")) return "delivery-report";
	const submitted = headers["auto-submitted"]?.trim().toLowerCase() ?? "no";
	const old = root?.fields.some(({ name }) => /^(?:x-autoreply|x-autorespond|x-auto-reply-from)$/.test(name)) ?? false;
	const automatic = !submitted.startsWith("no") || old || /^auto[_-]?reply$/i.test(headers.precedence?.trim() ?? "");
	return automatic ? "automatic" : "reply";
}

function hasPart(parts: readonly Part[], mediaType: string): boolean {
	return parts.some((part) => part.mediaType === mediaType);
}

/** "Reporting-UA: host; Thunderbird 153.7.0" (RFC 8098 §3.2.1): the name after the host, which is the reader's own. */
function reportingProgramIn(parts: readonly Part[]): string | null {
	const part = parts.find(({ mediaType }) => mediaType === "message/disposition-notification");
	if (part === undefined) return null;
	const { bytes, start, end } = part.body;
	const text = Buffer.from(bytes.subarray(start, Math.min(end, start + 4096))).toString("latin1");
	const value = /^Reporting-UA:[ \t]*([^\r\n]{1,500})/im.exec(text)?.[1];
	return value === undefined ? null : value.slice(value.indexOf(";") + 1).trim();
}
