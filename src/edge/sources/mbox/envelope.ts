// Envelope line: what begins a message in an mbox file (RFC 4155, appendix A; qmail's mbox(5)). Writers that do not quote leave
// prose such as "From here on" in bodies, and an attacker may write a whole false envelope, so a line counts only if it looks
// like one: `From `, a sender, and a date as asctime or mail writes it; with a blank line before it or a header field after it.
// Without a date (some exports) it needs both, and a single word. The first line of a file needs only a field after it.

import { nodeCodec } from "../../node-codec.ts";
import { fieldColon, startsFromLine, startsQuotedFromLine } from "../reading/lines.ts";

const LF = 0x0a;

/** A longer line is no envelope; also how far after "From " one must be able to look. */
export const ENVELOPE_BYTES = 1000;
const FIELD_BYTES = 128;
/** Bytes after the start of a line that surely decide. */
export const LOOK_BYTES = ENVELOPE_BYTES + FIELD_BYTES;

const DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const TIME = "\\d{1,2}:\\d{2}";
/** asctime ("Thu Nov 25 02:14:10 2026", with zones), RFC 5322 ("Thu, 25 Nov 2026 02:14"), ISO 8601. Each part is bounded: linear. */
const DATE = new RegExp(
	`[ \\t](?:${DAY},? {1,4}(?:${MONTH} {1,4}\\d{1,2}|\\d{1,2}[ -]{1,4}${MONTH})[ ,]{1,4}(?:${TIME}|\\d{4})|\\d{1,2} ${MONTH} \\d{4} {1,4}${TIME}|\\d{4}-\\d{2}-\\d{2}[T ]${TIME})`,
	"i",
);
const ONE_WORD = /^[^\s]{1,320}[ \t\r]{0,8}$/;

export type Verdict = "yes" | "no" | "more";

/** Is the line at `at`, which begins with "From ", an envelope? "more": the bytes up to `end` do not decide and are not the last. */
export function envelopeAt(bytes: Uint8Array, at: number, end: number, last: boolean, blankBefore: boolean): Verdict {
	let newline = bytes.subarray(at, Math.min(end, at + ENVELOPE_BYTES)).indexOf(LF);
	if (newline === -1) {
		if (end - at >= ENVELOPE_BYTES) return "no";
		if (!last) return "more";
		newline = end - at;
	}
	const rest = nodeCodec.latin1(bytes, at + 4, at + newline);
	const dated = DATE.test(rest);
	if (dated && blankBefore) return "yes";
	if (!dated && !(blankBefore && ONE_WORD.test(rest.slice(1)))) return "no";
	return fieldAfter(bytes, at + newline + 1, end, last);
}

/** A file begins as an mbox does, at index `at`. */
export function beginsMbox(head: Uint8Array, at: number): boolean {
	if (!startsFromLine(head, at)) return false;
	if (envelopeAt(head, at, head.length, true, true) === "yes") return true;
	const newline = head.subarray(at, at + ENVELOPE_BYTES).indexOf(LF);
	return newline !== -1 && fieldAfter(head, at + newline + 1, head.length, true) === "yes";
}

function fieldAfter(bytes: Uint8Array, at: number, end: number, last: boolean): Verdict {
	if (startsQuotedFromLine(bytes, at)) return "yes";
	const colon = fieldColon(bytes, at, Math.min(end, at + FIELD_BYTES));
	if (colon === -2) return last ? "no" : "more";
	return colon === -1 ? "no" : "yes";
}
