// Conditions: what a URL in CSS stands under. Each tells the sender a fact beyond the opening: screen, print, dark mode, program, fonts
// (Cascading Spy Sheets, NDSS 2025). Texts are for people: comments are left out and the length is bounded.

import { decoderOf } from "../../encoding/charsets.ts";
import type { Content } from "../../model/content.ts";
import { BLANK, CSS_CLASS, commentEnd, startsComment } from "./bytes.ts";

export const NO_CONDITIONS: readonly string[] = [];

/** Attack: a condition of megabytes, repeated in every finding. */
export const MAX_CONDITION_BYTES = 200;

const CONDITIONAL = /^(?:media|supports|container|(?:-moz-)?document)$/;

export function isConditional(atRule: string): boolean {
	return CONDITIONAL.test(atRule);
}

const scratch = new Uint8Array(MAX_CONDITION_BYTES);

/** The CSS in `[start, end)` on one line, without comments, cut at a fixed length. */
export function conditionText(content: Content, start: number, end: number): string {
	const { bytes } = content;
	let used = 0;
	let blank = false;
	let at = start;
	while (at < end) {
		if (startsComment(bytes, at, end)) {
			at = commentEnd(bytes, at, end);
			blank = true;
			continue;
		}
		const byte = bytes[at++];
		if ((CSS_CLASS[byte] & BLANK) !== 0) {
			blank = true;
			continue;
		}
		if (used + 2 > MAX_CONDITION_BYTES) return `${decode(content, used)}...`;
		if (blank && used > 0) scratch[used++] = 0x20;
		blank = false;
		scratch[used++] = byte;
	}
	return decode(content, used);
}

function decode(content: Content, used: number): string {
	return decoderOf(content.charset).decode(scratch.subarray(0, used));
}

/** "@media print", or null where it lets everything through. */
export function blockCondition(atRule: string, prelude: string): string | null {
	if (prelude === "" || (atRule === "media" && prelude.toLowerCase() === "all")) return null;
	return `@${atRule} ${prelude}`;
}

/** The conditions that an `@import` names after its URL (CSS Cascade 5 §2): `layer(a) supports(display: grid) print`. */
export function importConditions(written: string): string[] {
	const conditions: string[] = [];
	let rest = written.replace(/^\)\s?/, "").replace(/^layer(?![\w(-])\s?|^layer\([^)]*\)?\s?/i, "");
	if (/^supports\(/i.test(rest)) {
		const close = closingParenthesis(rest);
		conditions.push(`@supports ${rest.slice("supports".length, close)}`);
		rest = rest.slice(close).trim();
	}
	const media = blockCondition("media", rest);
	if (media !== null) conditions.push(media);
	return conditions;
}

/** After the parenthesis that closes the first one of `text`. */
function closingParenthesis(text: string): number {
	let open = 0;
	for (let i = 0; i < text.length; i++) {
		if (text[i] === "(") open++;
		else if (text[i] === ")" && --open === 0) return i + 1;
	}
	return text.length;
}
