// Part charset: which encoding a part's text is in. As browsers decide (WHATWG HTML §13.2.3.2): byte order mark, then the declared
// label, then <meta> or the XML declaration, then what the bytes are. Mail adds labels that are wrong on purpose or by accident.

import { type Charset, hasHighByte, isUtf8, resolveCharset } from "../encoding/charsets.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawStart } from "../model/content.ts";
import type { Part } from "../model/message.ts";
import type { Report } from "./problems.ts";

/** WHATWG HTML §13.2.3.2: how far a `<meta>` is looked for. */
const PRESCAN = 1024;
const UTF_8: Charset = { name: "utf-8", kind: "utf-8" };
const UTF_16LE: Charset = { name: "utf-16le", kind: "transcode" };
const UTF_16BE: Charset = { name: "utf-16be", kind: "transcode" };
const WINDOWS_1252: Charset = { name: "windows-1252", kind: "single-byte" };

const META = /<meta\b[^<>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/i;
const XML = /^\s*<\?xml\b[^<>]*?\bencoding\s*=\s*["']([^"'<>]+)/i;

export interface DetectedCharset {
	readonly charset: Charset;
	/** Bytes of a byte order mark, which is no content. */
	readonly markLength: number;
	/** Attack: a first byte that makes one program read UTF-16 where another reads ASCII. What else a program may take it for, or null. */
	readonly rival: Charset | null;
}

export function detectCharset(part: Part, content: Content, codec: Codec, report: Report): DetectedCharset {
	const { bytes, start, end } = content;
	const mark = byteOrderMark(bytes, start, end);
	if (mark !== null) return mark;
	const found = (charset: Charset, rival: Charset | null = null): DetectedCharset => ({ charset, markLength: 0, rival });
	const declared = part.charset === null ? null : resolveCharset(part.charset);
	if (declared !== null) {
		if (declared.name.startsWith("utf-16")) {
			const charset = utf16(part.charset as string, declared, content, codec, report);
			return found(charset, charset === declared ? null : otherOrder(charset));
		}
		return found(isAscii(part.charset as string) ? guess(bytes, start, end, codec) : declared);
	}
	if (part.charset !== null && part.charset.trim() !== "") {
		report("unknown-charset", `charset "${part.charset.slice(0, 40)}" is not known; read as the bytes suggest`, rawStart(content, start));
	}
	const head = codec.latin1(bytes, start, Math.min(end, start + PRESCAN));
	const label = (XML.exec(head) ?? META.exec(head))?.[1];
	const written = label === undefined ? null : resolveCharset(label);
	// A label that was read as ASCII cannot be UTF-16 (§13.2.3.2).
	if (written !== null) return found(written.name.startsWith("utf-16") ? UTF_8 : written);
	const rival = guess(bytes, start, end, codec);
	if (head.startsWith("<\0")) return found(UTF_16LE, rival);
	if (head.startsWith("\0<")) return found(UTF_16BE, rival);
	return found(rival);
}

function otherOrder({ name }: Charset): Charset | null {
	return name === UTF_16LE.name ? UTF_16BE : name === UTF_16BE.name ? UTF_16LE : null;
}

function byteOrderMark(bytes: Uint8Array, start: number, end: number): DetectedCharset | null {
	const length = end - start;
	if (length >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) {
		return { charset: UTF_8, markLength: 3, rival: null };
	}
	if (length < 2) return null;
	if (bytes[start] === 0xff && bytes[start + 1] === 0xfe) return { charset: UTF_16LE, markLength: 2, rival: null };
	if (bytes[start] === 0xfe && bytes[start + 1] === 0xff) return { charset: UTF_16BE, markLength: 2, rival: null };
	return null;
}

/** "us-ascii" with 8-bit bytes says nothing; without them every guess is right. */
function isAscii(label: string): boolean {
	return /ascii|^ansi_x3|^iso-?646|^ibm367|^cp367/i.test(label);
}

/**
 * Plain "utf-16" is big endian by RFC 2781 §4.3 and little endian by WHATWG: the NULs of its ASCII tell. Without any NUL
 * it holds no ASCII, so no URL, if it is UTF-16 at all: read as ASCII nothing is lost.
 */
function utf16(label: string, declared: Charset, content: Content, codec: Codec, report: Report): Charset {
	const { bytes, start, end } = content;
	const first = codec.indexOf(bytes, 0, start, end);
	if (first === -1 && end > start) {
		report("unknown-charset", `declared ${declared.name}, but it is not: read as the bytes suggest`, rawStart(content, start));
		return guess(bytes, start, end, codec);
	}
	if (/be|le/i.test(label)) return declared;
	return (first - start) % 2 === 0 ? UTF_16BE : UTF_16LE;
}

function guess(bytes: Uint8Array, start: number, end: number, codec: Codec): Charset {
	if (!hasHighByte(bytes, start, end)) {
		const shift = codec.indexOf(bytes, 0x1b, start, end);
		const isJapanese =
			shift !== -1 && shift + 2 < end && bytes[shift + 1] === 0x24 && (bytes[shift + 2] === 0x42 || bytes[shift + 2] === 0x40);
		return isJapanese ? { name: "iso-2022-jp", kind: "transcode" } : UTF_8;
	}
	return isUtf8(bytes, start, end) ? UTF_8 : WINDOWS_1252;
}
