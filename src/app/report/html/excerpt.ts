// Excerpt: the piece of the raw message that a reference was found in, as it is stored, with the reference marked. The bytes are a
// sender's: they need not be text of any kind, and the range may be a megabyte.

import { count } from "../shown-text.ts";
import { html, type Markup } from "./markup.ts";

/** Bytes shown before and after the marked range. */
const AROUND = 120;
/** A longer range is shown by its two ends. */
const HEAD = 700;
const TAIL = 200;
/** Line ends that break the line; what follows in the same piece stays on it, so that a thousand empty lines take no page. */
const MAX_LINES = 8;

/** null where the bytes end before the range does, as those of a very large message may. */
export function excerpt(bytes: Uint8Array, start: number, end: number): Markup | null {
	if (start < 0 || start > end || end > bytes.length) return null;
	const before = start <= AROUND ? 0 : characterStart(bytes, start - AROUND, start);
	const after = end + AROUND >= bytes.length ? bytes.length : characterStart(bytes, end + AROUND, bytes.length);
	return html`<pre class="source">${before > 0 && html`<i>… </i>`}${piece(bytes, before, start)}<mark>${range(bytes, start, end)}</mark>${piece(bytes, end, after)}${after < bytes.length && html`<i> …</i>`}</pre>`;
}

function range(bytes: Uint8Array, start: number, end: number): Markup {
	if (end - start <= HEAD + TAIL) return piece(bytes, start, end);
	const [headEnd, tailStart] = [characterStart(bytes, start + HEAD, end), characterStart(bytes, end - TAIL, end)];
	const left = count(tailStart - headEnd);
	return html`${piece(bytes, start, headEnd)}<i> … ${left} bytes left out … </i>${piece(bytes, tailStart, end)}`;
}

function piece(bytes: Uint8Array, from: number, to: number): Markup {
	// The template shows line ends as marks as well: they are taken out before.
	const lines = textOf(bytes, from, to).split(/\r?\n/);
	return html`${lines.map((text, index) => {
		if (index === 0) return text;
		return index > MAX_LINES ? html`<i>↵</i>${text}` : html`<i>↵</i>\n${text}`;
	})}`;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** As UTF-8; where it is none, ASCII with each other byte as "‹E9›". */
function textOf(bytes: Uint8Array, from: number, to: number): string {
	try {
		return utf8.decode(bytes.subarray(from, to));
	} catch {
		return Array.from(bytes.subarray(from, to), (byte) =>
			byte < 0x80 ? String.fromCharCode(byte) : `‹${byte.toString(16).toUpperCase()}›`,
		).join("");
	}
}

/** `at`, or the few bytes later where the next character begins, so that a window does not cut through one. */
function characterStart(bytes: Uint8Array, at: number, limit: number): number {
	let start = at;
	while (start < limit && start - at < 3 && isContinuation(bytes[start])) start++;
	return start;
}

function isContinuation(byte: number | undefined): boolean {
	return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** "bytes 1,234 to 1,300" as people count: the last one included. */
export function rangeInWords(start: number, end: number): string {
	return end - start <= 1 ? `byte ${count(start)}` : `bytes ${count(start)} to ${count(end - 1)}`;
}
