// Text in a code page, decoded by the system.

import { labelOfCodePage } from "../../core/encoding/code-pages.ts";

/** null: nobody says. What the system's decoder does not know (UTF-7, IBM 437) is read as windows-1252. */
export function decodeCodePage(bytes: Uint8Array, codePage: number | null): string {
	try {
		return new TextDecoder(labelOfCodePage(codePage ?? 0)).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}
