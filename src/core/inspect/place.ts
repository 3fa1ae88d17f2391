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
	/** What "open" comes to here: "open", "attachment" in what must be opened first, "click" inside a link's own document. */
	readonly opens: Trigger;
	readonly document: Document;
	/** How deep this content lies in other content of the same part. */
	readonly depth: number;
}

export function createDocument(base: Base | null): Document {
	return { base, baseSet: false, sheet: null };
}
