// Shown part: the text that a reader sees on opening a message: HTML where there is some, since mail programs prefer it among alternatives
// (RFC 2046 §5.1.4), else plain text. A message inside the message is another's text.

import type { Message, Part } from "../../model/message.ts";

/** Attack: twenty thousand parts, each of which asks for what is around it. */
const MAX_LOOKED_AT = 200;

export function shownPart({ parts }: Message): Part | null {
	let plain: Part | null = null;
	let left = MAX_LOOKED_AT;
	for (const part of parts) {
		const { mediaType, attached, body } = part;
		const isHtml = mediaType === "text/html";
		if ((!isHtml && (mediaType !== "text/plain" || plain !== null)) || attached || body.end <= body.start || part.children.length > 0)
			continue;
		if (left-- === 0) return plain;
		if (isInMessage(part, parts)) continue;
		if (isHtml) return part;
		plain = part;
	}
	return plain;
}

function isInMessage(part: Part, parts: readonly Part[]): boolean {
	for (let at = part; at.parent >= 0; ) {
		at = parts[at.parent] as Part;
		if (at.mediaType.startsWith("message/")) return true;
	}
	return false;
}
