// Element: what stands around a reference in its message, decoded (RFC 2045 §6.7 and §6.8), from the "<" before it to the ">" behind. In a
// report that names nobody only what another person's copy has too is shown: nothing in it can then tell whose the mail was.

import type { RemoteReference } from "../../core/model/reference.ts";
import type { ElementSource } from "./case-report-data.ts";

/** Bytes of the message that are decoded on either side. */
const AROUND = 600;
/** Characters shown on either side. */
const MOST = 200;
/** Bytes of a URL as it is written. */
const LONGEST = 6_000;

/** Null where no element is found around the URL as it was read. */
export function elementAround(
	bytes: Uint8Array,
	{ start, end, url }: Pick<RemoteReference, "start" | "end" | "url">,
): ElementSource | null {
	if (start < 0 || end > bytes.length || end - start > LONGEST) return null;
	const [before, written, after] = [
		latin(bytes.subarray(Math.max(0, start - AROUND), start)),
		latin(bytes.subarray(start, end)),
		latin(bytes.subarray(end, end + AROUND)),
	];
	const same = (text: string): boolean => text.replace(/&amp;/gi, "&").trim() === url;
	if (same(written)) return within(before, after);
	if (same(unquoted(written))) return within(unquoted(before), unquoted(after));
	return inBase64(bytes, start, end, url);
}

/** What both have next to the URL. */
export function commonOf(one: ElementSource, other: ElementSource): ElementSource {
	let back = 0;
	while (back < one.before.length && back < other.before.length && one.before.at(-1 - back) === other.before.at(-1 - back)) back++;
	let ahead = 0;
	while (ahead < one.after.length && one.after[ahead] === other.after[ahead]) ahead++;
	const begins = back === one.before.length ? "" : "… ";
	const ends = ahead === one.after.length ? "" : " …";
	return { before: begins + one.before.slice(one.before.length - back), after: one.after.slice(0, ahead) + ends };
}

function within(before: string, after: string): ElementSource | null {
	const [open, close] = [before.lastIndexOf("<"), after.indexOf(">")];
	if (open < 0 || close < 0) return null;
	const [front, back] = [tidy(before.slice(open)), tidy(after.slice(0, close + 1))];
	return {
		before: front.length > MOST ? `… ${front.slice(-MOST)}` : front,
		after: back.length > MOST ? `${back.slice(0, MOST)} …` : back,
	};
}

function unquoted(text: string): string {
	return text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const WHOLE_LINE = /^(?:[A-Za-z0-9+/]{4})+$/;
const LAST_LINE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Lines of base64 are of a length that four divides, as all programs write them; so decoding may begin with any line. */
function inBase64(bytes: Uint8Array, start: number, end: number, url: string): ElementSource | null {
	const from = bytes.subarray(0, Math.max(0, start - AROUND)).lastIndexOf(10) + 1;
	const line = bytes.subarray(0, start).lastIndexOf(10) + 1;
	const ahead = latin(bytes.subarray(from, Math.max(from, line)))
		.split(/\r?\n/)
		.slice(0, -1);
	const behind = latin(bytes.subarray(line, end + AROUND)).split(/\r?\n/);
	const begins = ahead.findLastIndex((one) => !WHOLE_LINE.test(one)) + 1;
	// The last line of the window may be cut.
	if (end + AROUND < bytes.length) behind.pop();
	const ends = behind.findIndex((one) => !WHOLE_LINE.test(one));
	const encoded = [...ahead.slice(begins), ...(ends < 0 ? behind : behind.slice(0, ends))];
	if (ends >= 0 && LAST_LINE.test(behind[ends] as string)) encoded.push(behind[ends] as string);
	let text: string;
	try {
		text = atob(encoded.join(""));
	} catch {
		return null;
	}
	for (const written of [url, url.replaceAll("&", "&amp;")]) {
		const at = text.indexOf(written);
		if (at >= 0) return within(text.slice(0, at), text.slice(at + written.length));
	}
	return null;
}

function tidy(text: string): string {
	return utf8(text).replace(/\s+/g, " ");
}

/** Bytes that stand as characters, as what they mean; as they are where they are no UTF-8. */
function utf8(text: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
	} catch {
		return text;
	}
}

function latin(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
