// Embedded content: data: URLs (RFC 2397, WHATWG Fetch §5) and javascript: URLs contact nobody by themselves, but may hold markup that
// does. They are opened, with the way back to the raw message kept.

import { createPieces } from "../encoding/pieces.ts";
import { findEncodedStrings, resolveScriptEscapes } from "../mail/javascript.ts";
import type { Text } from "../model/text.ts";
import type { Language } from "../model/vector.ts";

export interface Embedded {
	readonly language: Language;
	/** The decoded text: as characters, or as bytes with their origin. */
	readonly text: Text;
}

/** "data", "javascript", or null for every other URL. Blanks and line ends inside the scheme do not count (WHATWG URL §4.4). */
export function embeddingScheme(written: string, from: number, to: number): "data" | "javascript" | null {
	const first = written.charCodeAt(from) | 0x20;
	if (first !== 0x64 && first !== 0x6a) return null;
	const head = written
		.slice(from, Math.min(to, from + 40))
		.replace(/[\t\n\r]/g, "")
		.toLowerCase();
	return head.startsWith("data:") ? "data" : head.startsWith("javascript:") ? "javascript" : null;
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
	["text/html", "html"],
	["application/xhtml+xml", "xml"],
	["image/svg+xml", "xml"],
	["text/xml", "xml"],
	["application/xml", "xml"],
	["text/css", "css"],
]);

/** What a data: URL in `text` `[from, to)` holds, or null where nothing in it can name a host. */
export function openDataUrl(text: Text, from: number, to: number): Embedded | null {
	const comma = text.value.indexOf(",", from);
	if (comma < 0 || comma >= to) return null;
	const head = text.value.slice(text.value.indexOf(":", from) + 1, comma).replace(/[\t\n\r]/g, "");
	const mediaType = head.split(";", 1)[0].trim().toLowerCase();
	const language = LANGUAGES.get(mediaType);
	if (language === undefined) return null;
	const unescaped = percentDecode(text, comma + 1, to);
	return { language, text: /;\s*base64\s*$/i.test(head) ? decodeBase64(unescaped) : unescaped };
}

/** Markup that a javascript: URL in `text` `[from, to)` may write: the script itself with its escapes resolved, and what it hands to atob(). */
export function openScriptUrl(text: Text, from: number, to: number): Embedded[] {
	const script = resolveScriptEscapes(percentDecode(text, from, to));
	const opened: Embedded[] = [{ language: "html", text: script }];
	for (const range of findEncodedStrings(script.value)) {
		const pieces = createPieces(script, range.from);
		pieces.copyTo(range.to);
		opened.push({ language: "html", text: decodeBase64(pieces.text()) });
	}
	return opened;
}

function percentDecode(text: Text, from: number, to: number): Text {
	const source = text.value;
	const pieces = createPieces(text, from);
	const escapes = /(?:%[0-9A-Fa-f]{2})+|[\t\n\r]+/g;
	escapes.lastIndex = from;
	for (let match = escapes.exec(source); match !== null && match.index + match[0].length <= to; match = escapes.exec(source)) {
		pieces.copyTo(match.index);
		if (match[0][0] === "%") replaceRun(pieces, match[0]);
		else pieces.replace("", match[0].length);
	}
	pieces.copyTo(to);
	return pieces.text();
}

const utf8 = new TextDecoder();

/** A run of %XX is UTF-8 as a whole; plain ASCII keeps the range of each escape. */
function replaceRun(pieces: ReturnType<typeof createPieces>, run: string): void {
	const bytes = new Uint8Array(run.length / 3);
	let ascii = true;
	for (let i = 0; i < bytes.length; i++) {
		bytes[i] = Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16);
		if (bytes[i] >= 0x80) ascii = false;
	}
	if (ascii) for (const byte of bytes) pieces.replace(String.fromCharCode(byte), 3);
	else pieces.replace(utf8.decode(bytes), run.length);
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;
VALUES[0x2d] = 62;
VALUES[0x5f] = 63;

/** Base64 in `text`, forgiving; each byte that comes out is one character, UTF-8 runs are joined by the scanner that reads them. */
function decodeBase64(text: Text): Text {
	const source = text.value;
	const starts: number[] = [];
	const ends: number[] = [];
	const codes: number[] = [];
	let bits = 0;
	let held = 0;
	let first = 0;
	for (let i = 0; i < source.length; i++) {
		const code = source.charCodeAt(i);
		const sextet = code < 128 ? VALUES[code] : -1;
		if (sextet < 0) continue;
		if (held === 0) first = i;
		bits = ((bits << 6) | sextet) & 0xffff;
		held += 6;
		if (held < 8) continue;
		held -= 8;
		codes.push((bits >> held) & 0xff);
		starts.push(first);
		ends.push(i + 1);
		first = i;
	}
	const bytes = Uint8Array.from(codes);
	const value = utf8.decode(bytes);
	const at = characterStarts(value);
	return {
		value,
		start: (index) => text.start(starts[at(index)] ?? source.length),
		end: (index) => text.end(ends[at(index) - 1] ?? 0),
	};
}

/** Byte offset in UTF-8 of each UTF-16 index. Malformed input shifts it by what U+FFFD is longer: the range stays inside the value. */
function characterStarts(value: string): (index: number) => number {
	if (/^[\0-\x7f]*$/.test(value)) return (index) => index;
	const encoder = new TextEncoder();
	return (index) => encoder.encode(value.slice(0, index)).length;
}
