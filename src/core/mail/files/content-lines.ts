// Content lines, which iCalendar and vCard are made of (RFC 5545 §3.1 and §3.2, RFC 6350 §3.2 and §3.3; of vCard 2.1 and vCalendar 1.0
// their own ways): unfolded, cut into name, parameters and value, every character knowing its raw range. What no grammar allows is
// read as far as it goes: address books and calendars differ in what they forgive.

import { resolveCharset } from "../../encoding/charsets.ts";
import { createPieces } from "../../encoding/pieces.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { afterBreak, endOfLine } from "../header.ts";
import { joinPieces } from "../joined.ts";
import { MAX_PARAMETERS } from "../limits.ts";
import { createScratch } from "../scratch.ts";
import { contentOf, sliceOf, textOf } from "../strings.ts";
import { asUtf8 } from "../transcoded.ts";
import { decodeTransfer } from "../transfer.ts";

const TAB = 0x09;
const SPACE = 0x20;
const EQUALS = 0x3d;

export interface LineParameter {
	/** Upper case; of a bare word (vCard 2.1: `;BASE64`) "". */
	readonly name: string;
	/** Without quotes, carets resolved (RFC 6868). Of a list one parameter each. */
	readonly text: Text;
}

export interface ContentLine {
	/** Upper case, without a group (`item1.URL`). */
	readonly name: string;
	/** The first MAX_PARAMETERS. */
	readonly parameters: readonly LineParameter[];
	/** As written. */
	readonly value: Text;
}

/** Calls `visit` with each line that has a name and a value, in order. */
export function readContentLines(content: Content, codec: Codec, visit: (line: ContentLine) => void): void {
	const { bytes, start, end } = content;
	for (let at = start; at < end; ) {
		const pieces: number[] = [];
		for (let soft = true; soft || (at < end && (bytes[at] === SPACE || bytes[at] === TAB)); ) {
			const from: number = soft ? at : at + 1;
			const lineEnd = endOfLine(bytes, at, end);
			at = Math.max(afterBreak(bytes, lineEnd, end), at + 1);
			soft = at < end && lineEnd > from && bytes[lineEnd - 1] === EQUALS && isQuotedPrintable(bytes, pieces[0] ?? from, lineEnd, codec);
			if (lineEnd > from) pieces.push(from, soft ? lineEnd - 1 : lineEnd);
		}
		if (pieces.length === 0) continue;
		const [from, to] = pieces;
		const line = lineOf(pieces.length === 2 ? { ...content, start: from, end: to } : joinPieces(content, pieces, content.charset), codec);
		if (line !== null) visit(line);
	}
}

/** How far into a line its parameters are looked for: attack, a line that is looked at anew for each of its soft breaks. */
const PARAMETERS_WITHIN = 256;

/** The value's encoding, as vCard 2.1 names it. Only such a value goes on after a line that ends in "=". */
function isQuotedPrintable(bytes: Uint8Array, start: number, end: number, codec: Codec): boolean {
	const head = codec.latin1(bytes, start, Math.min(end, start + PARAMETERS_WITHIN));
	return /^[^:]{0,200};(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(head);
}

function lineOf(content: Content, codec: Codec): ContentLine | null {
	const text = textOf(content, content.start, content.end, codec);
	const { value } = text;
	const head = /^[\s\ufeff]*(?:[\w-]{1,100}\.)?([\w-]{1,100})(?=[;:])/.exec(value);
	if (head === null) return null;
	const parameters: LineParameter[] = [];
	let at = head[0].length;
	while (value[at] === ";") {
		const equals = endOfRun(value, at + 1, "=;:,");
		const named = value[equals] === "=";
		const name = named
			? value
					.slice(at + 1, equals)
					.trim()
					.toUpperCase()
			: "";
		at = named ? equals : at;
		do {
			const { from, to, next } = parameterValue(value, at + 1);
			if (parameters.length < MAX_PARAMETERS && to > from) parameters.push({ name, text: withoutCarets(sliceOf(text, from, to)) });
			at = next;
		} while (value[at] === ",");
	}
	if (value[at] !== ":") return null;
	return { name: head[1].toUpperCase(), parameters, value: sliceOf(text, at + 1, value.length) };
}

/** A quoted string, or all up to what ends a value. A quote that is never closed is a character like others. */
function parameterValue(value: string, start: number): { from: number; to: number; next: number } {
	const close = value[start] === '"' ? value.indexOf('"', start + 1) : -1;
	if (close === -1) {
		const to = endOfRun(value, start, ",;:");
		return { from: start, to, next: to };
	}
	return { from: start + 1, to: close, next: endOfRun(value, close + 1, ",;:") };
}

function endOfRun(value: string, at: number, stops: string): number {
	while (at < value.length && !stops.includes(value[at])) at++;
	return at;
}

const CARETS: Readonly<Record<string, string>> = { n: "\n", "^": "^", "'": '"' };

/** RFC 6868 §3.1. */
function withoutCarets(text: Text): Text {
	return replaced(text, /\^[n^']/g, (match) => CARETS[match[1]]);
}

/** Backslash escapes of a text value (RFC 5545 §3.3.11, RFC 6350 §3.4). */
export function unescapedText(text: Text): Text {
	return replaced(text, /\\./gs, (match) => (match[1] === "n" || match[1] === "N" ? "\n" : match[1]));
}

function replaced(text: Text, pattern: RegExp, by: (match: string) => string): Text {
	const pieces = createPieces(text);
	for (const { 0: match, index } of text.value.matchAll(pattern)) {
		pieces.copyTo(index);
		pieces.replace(by(match), match.length);
	}
	pieces.copyTo(text.value.length);
	return pieces.text();
}

/** Upper-case value of the first parameter of that name, "" where there is none. */
export function parameterOf({ parameters }: ContentLine, name: string): string {
	return parameters.find((parameter) => parameter.name === name)?.text.value.toUpperCase() ?? "";
}

/** "base64", "quoted-printable" or "" for a value that is written as it is. */
export function encodingOf(line: ContentLine): "base64" | "quoted-printable" | "" {
	const words = line.parameters.filter(({ name }) => name === "ENCODING" || name === "").map(({ text }) => text.value.toUpperCase());
	if (words.includes("BASE64") || words.includes("B")) return "base64";
	return words.includes("QUOTED-PRINTABLE") ? "quoted-printable" : "";
}

/** The value with quoted-printable and its charset undone, where the line says so; escapes stay. */
export function decodedValue(line: ContentLine, codec: Codec): Text {
	if (encodingOf(line) !== "quoted-printable") return line.value;
	const decoded = decodeTransfer(textContent(line.value), "quoted-printable", codec, createScratch(), () => {});
	const charset = resolveCharset(parameterOf(line, "CHARSET"));
	const readable = charset === null ? decoded : asUtf8(decoded, charset, null);
	return textOf(readable, readable.start, readable.end, codec);
}

/** What a value holds that is written as base64, or null where it is not. */
export function binaryValue(line: ContentLine, codec: Codec): Content | null {
	if (encodingOf(line) !== "base64") return null;
	return decodeTransfer(textContent(line.value), "base64", codec, createScratch(), () => {});
}

/** A text as what scanners of markup and text take. */
export function textContent(text: Text): Content {
	return contentOf(text, 0, text.value.length);
}

/** A value that is a URL and nothing else, whatever its property is called. */
export const WHOLE_URL = /^\s*(?:[a-z][a-z0-9+.-]{1,30}:\/\/|\\\\|\/\/)\S+\s*$/i;

/** Whether a file begins so, behind a byte order mark and blanks, without regard to case. */
export function beginsWith(head: Uint8Array, word: string): boolean {
	let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
	while (at < head.length && head[at] <= 0x20) at++;
	for (let i = 0; i < word.length; i++) if (String.fromCharCode(head[at + i] ?? 0).toUpperCase() !== word[i]) return false;
	return true;
}
