// What the CSS scanner finds in a piece of CSS, as plain rows to compare.

import { type CssMode, finishCss, scanCss } from "../../../../src/core/mail/css/scanner.ts";
import { createSheetState, type SheetState } from "../../../../src/core/mail/css/sheet-state.ts";
import type { Content } from "../../../../src/core/model/content.ts";
import type { CssHit } from "../../../../src/core/model/vector.ts";

export interface FoundUrl {
	readonly place: string;
	readonly url: string;
	readonly conditions: readonly string[];
	readonly start: number;
	readonly end: number;
}

export function contentOfBytes(bytes: Uint8Array, charset = "utf-8"): Content {
	return { bytes, start: 0, end: bytes.length, origin: null, charset };
}

export function foundIn(css: string | Uint8Array, mode: CssMode = "sheet", property: string | null = null): FoundUrl[] {
	const found: FoundUrl[] = [];
	const sheet = createSheetState();
	const sink = collectInto(found);
	scanCss(contentOfBytes(typeof css === "string" ? new Uint8Array(Buffer.from(css)) : css), mode, property, sheet, sink);
	finishCss(sheet, sink);
	return found;
}

export function collectInto(found: FoundUrl[]): (hit: CssHit) => void {
	return (hit) => {
		const text = hit.text();
		const { value } = text;
		found.push({ place: hit.place, url: value, conditions: [...hit.conditions], start: text.start(0), end: text.end(value.length) });
	};
}

export function stateAfter(css: string, mode: CssMode = "sheet"): SheetState {
	const sheet = createSheetState();
	scanCss(contentOfBytes(new Uint8Array(Buffer.from(css))), mode, null, sheet, () => {});
	return sheet;
}
