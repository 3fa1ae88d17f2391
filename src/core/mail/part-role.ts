// Part role: whether a reader meets a part by opening the message or only by a further act, and whether its content can be seen at all.

import type { ContentFields } from "./content-fields.ts";
import { parameterValue } from "./parameters.ts";

/** Types under application/ and image/ that mail programs show within the message. */
const SHOWN: ReadonlySet<string> = new Set([
	"application/xhtml+xml",
	"application/pkcs7-mime",
	"application/x-pkcs7-mime",
	"application/pgp-encrypted",
	"application/smil",
]);

/** Outlook and Exchange take it for the message itself, whatever its disposition says. */
const REPLACES_MESSAGE: ReadonlySet<string> = new Set(["application/ms-tnef", "application/vnd.ms-tnef"]);

/** The part itself is opened only by a further act: declared an attachment, or of a type no program shows within a message. */
export function isAttachment({ disposition, mediaType }: Pick<ContentFields, "disposition" | "mediaType">): boolean {
	if (REPLACES_MESSAGE.has(mediaType)) return false;
	if (disposition === "attachment") return !mediaType.startsWith("multipart/");
	const type = mediaType.slice(0, mediaType.indexOf("/"));
	if (type === "text" || type === "message" || type === "multipart" || type === "image") return false;
	return !SHOWN.has(mediaType) && !(disposition === "inline" && mediaType === "application/ics");
}

/** Why the content of such a part cannot be seen, or null. */
export function concealment({ mediaType, parameters }: ContentFields): string | null {
	if (mediaType === "application/pkcs7-mime" || mediaType === "application/x-pkcs7-mime") {
		const kind = parameterValue(parameters, "smime-type")?.toLowerCase() ?? "";
		if (kind === "signed-data") return "an S/MIME message inside its signature (signed-data): its content was not read";
		if (kind === "compressed-data") return "a compressed S/MIME message: its content was not read";
		if (kind === "certs-only") return null;
		return "an encrypted S/MIME message: what it holds cannot be seen";
	}
	if (mediaType === "multipart/encrypted") return "an encrypted message (RFC 1847): what it holds cannot be seen";
	return null;
}
