// Texts one after the other as one: words of a header field, a field instruction that a document keeps in several elements. Each character
// still knows its raw range, and a stretch of two texts reaches over what stands between them.

import { lastAtOrBefore } from "../encoding/order.ts";
import type { Text } from "../model/text.ts";

/** At least one text. */
export function joinTexts(texts: readonly Text[]): Text {
	if (texts.length === 1) return texts[0];
	const begins: number[] = [];
	let length = 0;
	for (const { value } of texts) {
		begins.push(length);
		length += value.length;
	}
	const holder = (index: number): number => lastAtOrBefore(begins, begins.length, index);
	return {
		value: texts.map(({ value }) => value).join(""),
		start: (index) => {
			const k = holder(index);
			return texts[k].start(index - begins[k]);
		},
		end: (index) => {
			const k = holder(Math.max(0, index - 1));
			return texts[k].end(index - begins[k]);
		},
	};
}
