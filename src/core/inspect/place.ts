// Place: where in the message the content being scanned stands, and what that makes of its references.

import type { Base } from "../encoding/urls.ts";
import type { SheetState } from "../mail/css/sheet-state.ts";
import type { Trigger } from "../model/reference.ts";

/** What one HTML document (a part, a frame's srcdoc, a data: URL) shares between its elements. */
export interface Document {
	/** What relative URLs are resolved against, from here on. */
	base: Base | null;
	/** Only the first `<base href>` counts (WHATWG HTML §4.2.3). */
	baseSet: boolean;
	/** Custom properties and attr() uses of all its styles together; null until one is read. */
	sheet: SheetState | null;
}

export interface Place {
	/** IMAP section number. */
	readonly part: string;
	/** Inside an attached file: the path there; "" outside. */
	readonly path: string;
	/** What "open" comes to here: "open", "attachment" in what must be opened first, "click" inside a link's own document. */
	readonly opens: Trigger;
	readonly document: Document;
	/** How deep this content lies in other content of the same part. */
	readonly depth: number;
}

/** What is around a message that lies in an attached file; null for the message itself. */
export type Around = {
	/** Of the attachment. */
	readonly section: string;
	/** Of the message in the attachment; "" where it is the attachment. */
	readonly path: string;
	readonly opens: Trigger;
	/** Files around it. */
	readonly depth: number;
} | null;

/** `section` is the part's own number, or that of its header; `attached` what holds there. */
export function placeIn(around: Around, section: string, attached: boolean, base: Base | null): Place {
	const opens = attached ? "attachment" : "open";
	const document = createDocument(base);
	if (around === null) return { part: section, path: "", opens, document, depth: 0 };
	const path = joinPath(around.path, section);
	return { part: around.section, path, opens: around.opens === "open" ? opens : around.opens, document, depth: 0 };
}

/** A file in a message is named by its section, in a container by its path there. */
export function joinPath(around: string, inner: string): string {
	return around === "" ? inner : inner === "" ? around : `${around}/${inner}`;
}

export function createDocument(base: Base | null): Document {
	return { base, baseSet: false, sheet: null };
}
