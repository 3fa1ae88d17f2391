// Shown bytes: the beginning of a shown text as it stands there, without its markup, for who looks for names in it.

import { decoderOf } from "../../encoding/charsets.ts";
import { resolveReferences } from "../html/character-references.ts";

/** Bytes, and so at most as many characters. An outlet in whose name a mail is written stands near its beginning; to look further costs time. */
const MAX_SHOWN = 2000;

export interface ShownBytes {
	add(bytes: Uint8Array, from: number, to: number): void;
	/** A paragraph, line or piece ends. */
	end(sign: number): void;
	clear(): void;
	/** Character references resolved where `isMarkup`. */
	text(charset: string, isMarkup: boolean): string;
}

export function createShownBytes(): ShownBytes {
	const kept = new Uint8Array(MAX_SHOWN);
	let length = 0;
	return {
		add(bytes, from, to) {
			const limit = Math.min(to, from + MAX_SHOWN - length);
			for (let at = from; at < limit; at++) kept[length++] = bytes[at] as number;
		},
		end(sign) {
			if (length < MAX_SHOWN && length > 0 && kept[length - 1] !== sign) kept[length++] = sign;
		},
		clear() {
			length = 0;
		},
		text(charset, isMarkup) {
			const value = decoderOf(charset).decode(kept.subarray(0, length));
			const nowhere = (): number => 0;
			return isMarkup ? resolveReferences({ value, start: nowhere, end: nowhere }, false).value : value;
		},
	};
}
