// Part role: whether a reader meets a part by opening the message or only by a further act, and whether its content can be seen at all.

import type { ContentFields } from "./content-fields.ts";

/** Types under application/ and image/ that mail programs show within the message. */
const SHOWN: ReadonlySet<string> = new Set(["application/xhtml+xml", "application/pgp-encrypted", "application/smil"]);

/** Taken for the message itself, whatever the disposition says: TNEF by Outlook, a signed message by everybody. */
const REPLACES_MESSAGE: ReadonlySet<string> = new Set([
	"application/ms-tnef",
	"application/vnd.ms-tnef",
	"application/pkcs7-mime",
	"application/x-pkcs7-mime",
]);

/** The part itself is opened only by a further act: declared an attachment, or of a type no program shows within a message. */
export function isAttachment({ disposition, mediaType }: Pick<ContentFields, "disposition" | "mediaType">): boolean {
	if (REPLACES_MESSAGE.has(mediaType)) return false;
	if (disposition === "attachment") return !mediaType.startsWith("multipart/");
	const type = mediaType.slice(0, mediaType.indexOf("/"));
	if (type === "text" || type === "message" || type === "multipart" || type === "image") return false;
	return !SHOWN.has(mediaType) && !(disposition === "inline" && mediaType === "application/ics");
}

/** Why the content of such a part cannot be seen, or null. What S/MIME hides is told by what the part holds (files/signed-data.ts). */
export function concealment({ mediaType }: Pick<ContentFields, "mediaType">): string | null {
	if (mediaType === "multipart/encrypted") return "an encrypted message (RFC 1847): what it holds cannot be seen";
	return null;
}
