// Bulk fields: how a message says that it went to many, and how it may be left (RFC 2369, RFC 2919, RFC 3834, RFC 8058). Real mailings carry
// them because large providers ask for them; so may anybody else's.

import type { BulkFields } from "../../model/profile.ts";
import type { HeaderValues } from "../header-values.ts";

const MAX_URIS = 10;
/** Characters of one. */
const MAX_URI = 2000;
const MAX_ID = 255;

export function readBulkFields({ first }: HeaderValues): BulkFields {
	const automatic = first("auto-submitted");
	return {
		listId: listIdOf(first("list-id")),
		unsubscribe: urisOf(first("list-unsubscribe")),
		oneClick: /^\s*list-unsubscribe\s*=\s*one-click\s*$/i.test(first("list-unsubscribe-post") ?? ""),
		precedence: /^\s*(?:bulk|list|junk)\b/i.test(first("precedence") ?? ""),
		feedbackId: shortened(first("feedback-id")),
		automatic: automatic !== null && !/^\s*(?:no\b|$)/i.test(automatic),
	};
}

/** Without angle brackets, as some write it, a bare id still names the list. */
function listIdOf(value: string | null): string | null {
	if (value === null) return null;
	const inside = /<([^<>]{1,255})>/.exec(value)?.[1] ?? (/^\s*[^\s"<>]+\s*$/.test(value) ? value : "");
	return shortened(inside.replace(/\s+/g, "").toLowerCase());
}

function shortened(value: string | null): string | null {
	const text = value?.replace(/\s+/g, " ").trim().slice(0, MAX_ID) ?? "";
	return text === "" ? null : text;
}

const URI = /<([^<>]{1,4000})>/g;

/** Between angle brackets, blanks of folding taken out (RFC 2369 §2). */
function urisOf(value: string | null): readonly string[] {
	const uris: string[] = [];
	for (const [, uri = ""] of (value ?? "").matchAll(URI)) {
		const plain = uri.replace(/\s+/g, "").slice(0, MAX_URI);
		if (plain !== "" && uris.push(plain) === MAX_URIS) break;
	}
	return uris;
}
