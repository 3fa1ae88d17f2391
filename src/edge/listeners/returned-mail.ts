// Returned mail: what kind of answer came back, and by which program. A receipt (RFC 8098) and a report of the mail system (RFC 3464) say what
// they are; an automatic answer says so since RFC 3834, or by older fields.

import { decodeBody } from "../../core/mail/body.ts";
import { readMessage } from "../../core/mail/message.ts";
import { parameterValue } from "../../core/mail/parameters.ts";
import type { Part } from "../../core/model/message.ts";
import { nodeCodec } from "../node-codec.ts";
import type { MailArrival } from "./arrival.ts";

type Returned = Pick<MailArrival, "headers" | "message" | "reportingProgram">;

/** Fields that say something of program, system, language and route; the rest is the reader's and is not kept. */
const KEPT: ReadonlySet<string> = new Set([
	"user-agent",
	"x-mailer",
	// Apple's programs name themselves here, in a comment.
	"mime-version",
	"auto-submitted",
	"content-language",
	"accept-language",
	"date",
	"received",
	"x-originating-ip",
	"x-auto-response-suppress",
	"precedence",
	"authentication-results",
]);
/** Characters of each. */
const LONGEST = 500;
const ADDRESS = /[^\s<>()[\]",;:=@]{1,64}@[^\s<>()[\]",;:=@]{1,255}/g;

export function readReturned(bytes: Uint8Array): Returned {
	const { parts } = readMessage(bytes, nodeCodec);
	const headers: Record<string, string> = Object.create(null);
	for (const field of parts[0]?.fields ?? []) {
		const { name } = field;
		// Of the hops the last is the first that the mail took: it was handed over by the reader's program.
		if (!KEPT.has(name) || (headers[name] !== undefined && name !== "received")) continue;
		headers[name] = field.text().value.replace(ADDRESS, "(address)").slice(0, LONGEST);
	}
	return { headers, message: kindOf(parts, headers), reportingProgram: reportingProgramIn(parts) };
}

/** A report says of what it is one; only where it does not, its parts do, since a report on a receipt that was lost holds that receipt. */
function kindOf(parts: readonly Part[], headers: Readonly<Record<string, string>>): MailArrival["message"] {
	const [root] = parts;
	const report = root?.mediaType === "multipart/report" ? (parameterValue(root.parameters, "report-type")?.toLowerCase() ?? "") : "";
	if (report === "disposition-notification") return "receipt";
	if (report === "delivery-status" || hasPart(parts, "message/delivery-status")) return "delivery-report";
	if (hasPart(parts, "message/disposition-notification")) return "receipt";
	const submitted = headers["auto-submitted"]?.trim() ?? "no";
	const old = root?.fields.some(({ name }) => /^(?:x-autoreply|x-autorespond|x-auto-reply-from)$/.test(name)) ?? false;
	const automatic = !/^no(?![a-z0-9-])/i.test(submitted) || old || /^auto[_-]?reply$/i.test(headers.precedence?.trim() ?? "");
	return automatic ? "automatic" : "reply";
}

function hasPart(parts: readonly Part[], mediaType: string): boolean {
	return parts.some((part) => part.mediaType === mediaType);
}

/** "Reporting-UA: host; Thunderbird 153.7.0" (RFC 8098 §3.2.1): the name after the host, which is the reader's own. */
function reportingProgramIn(parts: readonly Part[]): string | null {
	const part = parts.find(({ mediaType }) => mediaType === "message/disposition-notification");
	if (part === undefined) return null;
	const { bytes, start, end } = decodeBody(part, nodeCodec).content;
	const text = Buffer.from(bytes.subarray(start, Math.min(end, start + 4096))).toString("latin1");
	const value = /^Reporting-UA:[ \t]*([^\r\n]{1,500})/im.exec(text)?.[1] ?? "";
	const program = value
		.slice(value.indexOf(";") + 1)
		.replace(ADDRESS, "(address)")
		.trim();
	return program === "" ? null : program;
}
