// Embedded content: data: URLs (RFC 2397, WHATWG Fetch §5) and javascript: URLs contact nobody by themselves, but may hold markup that
// does. They are opened, with the way back to the raw message kept.

import { createPieces } from "../encoding/pieces.ts";
import { findEncodedStrings, resolveScriptEscapes } from "../mail/javascript.ts";
import { textOf } from "../mail/strings.ts";
import type { Codec } from "../model/codec.ts";
import type { Origin } from "../model/content.ts";
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
export function openDataUrl(text: Text, from: number, to: number, codec: Codec): Embedded | null {
	const comma = text.value.indexOf(",", from);
	if (comma < 0 || comma >= to) return null;
	const head = text.value.slice(text.value.indexOf(":", from) + 1, comma).replace(/[\t\n\r]/g, "");
	const mediaType = head.split(";", 1)[0].trim().toLowerCase();
	const language = LANGUAGES.get(mediaType);
	if (language === undefined) return null;
	const unescaped = percentDecode(text, comma + 1, to);
	return { language, text: /;\s*base64\s*$/i.test(head) ? decodeBase64(unescaped, codec) : unescaped };
}

/** Markup that a javascript: URL in `text` `[from, to)` may write: the script itself with its escapes resolved, and what it hands to atob(). */
export function openScriptUrl(text: Text, from: number, to: number, codec: Codec): Embedded[] {
	const script = resolveScriptEscapes(percentDecode(text, from, to));
	const opened: Embedded[] = [{ language: "html", text: script }];
	for (const range of findEncodedStrings(script.value)) {
		const pieces = createPieces(script, range.from);
		pieces.copyTo(range.to);
		opened.push({ language: "html", text: decodeBase64(pieces.text(), codec) });
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

/** ASCII keeps the range of each escape; what stands between is UTF-8 as a whole (no sequence of it goes past an ASCII byte). */
function replaceRun(pieces: ReturnType<typeof createPieces>, run: string): void {
	const bytes = Uint8Array.from({ length: run.length / 3 }, (_, i) => Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16));
	for (let i = 0; i < bytes.length; ) {
		const from = i++;
		if (bytes[from] < 0x80) {
			pieces.replace(String.fromCharCode(bytes[from]), 3);
			continue;
		}
		while (i < bytes.length && bytes[i] >= 0x80) i++;
		pieces.replace(utf8.decode(bytes.subarray(from, i)), (i - from) * 3);
	}
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;
VALUES[0x2d] = 62;
VALUES[0x5f] = 63;

/** Base64 in `text`, forgiving, as UTF-8. Each byte knows the characters it came from. */
function decodeBase64(text: Text, codec: Codec): Text {
	const source = text.value;
	const size = Math.ceil((source.length * 3) / 4);
	const starts = new Uint32Array(size);
	const ends = new Uint32Array(size);
	const bytes = new Uint8Array(size);
	let length = 0;
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
		bytes[length] = (bits >> held) & 0xff;
		starts[length] = first;
		ends[length++] = i + 1;
		first = i;
	}
	const origin: Origin = {
		start: (at) => text.start(at < length ? starts[at] : source.length),
		end: (at) => text.end(at > 0 ? ends[at - 1] : 0),
	};
	return textOf({ bytes, start: 0, end: length, origin, charset: "utf-8" }, 0, length, codec);
}
