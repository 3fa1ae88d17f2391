// Parameters of a structured field (RFC 2045 §5.1) with RFC 2231 continuations and charsets. Lenient: whatever any mail
// program takes for a value is one, so `"u"tf-8` is utf-8 and a missing semicolon before `name=` is seen.

import type { Codec } from "../model/codec.ts";
import type { Parameter } from "../model/message.ts";
import type { Text } from "../model/text.ts";
import { MAX_FIELD_LENGTH } from "./limits.ts";
import { pickedFrom, sliceOf } from "./strings.ts";
import { type TextBytes, textOfBytes } from "./text-bytes.ts";

/** Characters after the last parameter kept that are looked at for a further one. */
const LOOKED_PAST = 1000;

/** Parameters on which hangs what a program shows: where they can be read in two ways, that is a breach. */
const DECISIVE: ReadonlySet<string> = new Set(["boundary", "charset"]);

/** At most `limit` parameters in `text` from index `from` on, `cut` is called where more follow; those with a charset (RFC 2231) stand before plain ones of the same name. */
export function readParameters(
	text: Text,
	from: number,
	limit: number,
	codec: Codec,
	breach: () => void,
	cut: () => void,
): readonly Parameter[] {
	const plain: Parameter[] = [];
	const extended = new Map<string, Section[]>();
	const reader = { at: from, end: Math.min(text.value.length, MAX_FIELD_LENGTH) };
	for (let count = 0; count < limit && reader.at < reader.end; ) {
		const parameter = nextParameter(text, reader, breach);
		if (parameter === null) continue;
		count++;
		const star = parameter.name.indexOf("*");
		if (star <= 0) {
			plain.push(parameter);
			continue;
		}
		const name = parameter.name.slice(0, star);
		const section = readSection(parameter.name.slice(star), parameter.text);
		if (section === null) continue;
		const sections = extended.get(name);
		if (sections === undefined) extended.set(name, [section]);
		else sections.push(section);
	}
	if (/\S/.test(text.value.slice(reader.at, reader.at + LOOKED_PAST)) || text.value.length > reader.end) cut();
	const joined = [...extended].map(([name, sections]) => ({ name, text: joinSections(sections, codec) }));
	const all = joined.length === 0 ? plain : [...joined, ...plain];
	if (all.some(({ name, text }) => DECISIVE.has(name) && text.value !== parameterValue(all, name))) breach();
	return all;
}

/** Value of the first parameter called `name`, or null. */
export function parameterValue(parameters: readonly Parameter[], name: string): string | null {
	for (const parameter of parameters) if (parameter.name === name) return parameter.text.value;
	return null;
}

interface Reader {
	at: number;
	readonly end: number;
}

/** Reads up to and with the next semicolon; null where no `name=` stands there. */
function nextParameter(text: Text, reader: Reader, breach: () => void): Parameter | null {
	const { value } = text;
	skipBlanks(value, reader, true);
	const nameStart = reader.at;
	while (reader.at < reader.end && isNameCharacter(value.charCodeAt(reader.at))) reader.at++;
	const name = value.slice(nameStart, reader.at).toLowerCase();
	skipBlanks(value, reader, false);
	if (name === "" || value[reader.at] !== "=" || reader.at >= reader.end) {
		// A stray character, or a word without a value.
		if (name === "" && reader.at < reader.end) reader.at++;
		if (reader.at < reader.end || name !== "") breach();
		return null;
	}
	reader.at++;
	skipBlanks(value, reader, false);
	return { name, text: value[reader.at] === '"' ? readQuoted(text, reader, name, breach) : readToken(text, reader, name, breach) };
}

function readToken(text: Text, reader: Reader, name: string, breach: () => void): Text {
	const start = reader.at;
	const { end, next, separated } = tokenEnd(text.value, start, reader.end);
	reader.at = next;
	const token = sliceOf(text, start, end);
	if (!separated || (DECISIVE.has(name) && /\s/.test(token.value))) breach();
	return token;
}

/** A quoted string and what stands right after it, which some programs take in (`"u"tf-8`); of a boundary only the string. */
function readQuoted(text: Text, reader: Reader, name: string, breach: () => void): Text {
	const { value } = text;
	const sources: number[] = [];
	let at = reader.at;
	let strings = 0;
	while (at < reader.end && value[at] === '"') {
		strings++;
		const keep = name !== "boundary" || strings === 1;
		for (at++; at < reader.end && value[at] !== '"'; at++) {
			if (value[at] === "\\" && at + 1 < reader.end) at++;
			if (keep) sources.push(at);
		}
		if (at >= reader.end) breach();
		at++;
		for (; at < reader.end && value[at] !== ";" && value[at] !== '"' && value.charCodeAt(at) > 32; at++) {
			if (name !== "boundary") sources.push(at);
			breach();
		}
	}
	if (strings > 1) breach();
	reader.at = Math.min(at, reader.end);
	if (sources.length === 0) return sliceOf(text, reader.at, reader.at);
	const [first] = sources;
	const last = sources[sources.length - 1];
	if (last - first + 1 === sources.length) return sliceOf(text, first, last + 1);
	return pickedFrom(text, sources.map((source) => value[source]).join(""), sources);
}

/** An unquoted value ends at a semicolon, a comment after a blank, or a blank before `name=`; blanks inside are kept ("utf-8 sdq"). */
function tokenEnd(value: string, start: number, limit: number): { end: number; next: number; separated: boolean } {
	let end = start;
	let at = start;
	while (at < limit) {
		const code = value.charCodeAt(at);
		if (code === 0x3b) break;
		if (code > 32) {
			end = ++at;
			continue;
		}
		while (at < limit && value.charCodeAt(at) <= 32) at++;
		if (value[at] === "(") break;
		let word = at;
		while (word < limit && isNameCharacter(value.charCodeAt(word))) word++;
		if (word > at && value[word] === "=") return { end, next: at, separated: false };
		if (word > at) end = at = word;
	}
	return { end, next: at, separated: true };
}

/** Blanks and comments (RFC 5322 §3.2.2), and between parameters semicolons. */
function skipBlanks(value: string, reader: Reader, semicolons: boolean): void {
	let depth = 0;
	for (; reader.at < reader.end; reader.at++) {
		const code = value.charCodeAt(reader.at);
		if (code === 0x28) depth++;
		else if (code === 0x29 && depth > 0) depth--;
		else if (code === 0x5c && depth > 0) reader.at++;
		else if (depth === 0 && code > 32 && !(semicolons && code === 0x3b)) break;
	}
	if (reader.at > reader.end) reader.at = reader.end;
}

/** token of RFC 2045 §5.1, near enough: no blank, no `=`, no `;`, no quote, no bracket. */
function isNameCharacter(code: number): boolean {
	return code > 32 && code !== 0x3d && code !== 0x3b && code !== 0x22 && code !== 0x28 && code !== 0x29 && code !== 0x2c;
}

/** One piece of a continued parameter: `name*0*=`. */
interface Section {
	readonly order: number;
	readonly encoded: boolean;
	readonly text: Text;
}

function readSection(suffix: string, text: Text): Section | null {
	const match = /^\*(?:(\d{1,5})(\*)?)?$/.exec(suffix);
	if (match === null) return null;
	return { order: match[1] === undefined ? 0 : Number(match[1]), encoded: match[1] === undefined || match[2] === "*", text };
}

function joinSections(sections: Section[], codec: Codec): Text {
	sections.sort((a, b) => a.order - b.order);
	const parts: TextBytes[] = [];
	let charset = "utf-8";
	for (const [index, { encoded, text }] of sections.entries()) {
		let from = 0;
		if (index === 0 && encoded) {
			const quotes = /^([^']*)'[^']*'/.exec(text.value);
			if (quotes !== null) {
				charset = quotes[1];
				from = quotes[0].length;
			}
		}
		parts.push(sectionBytes(text, from, encoded));
	}
	return textOfBytes(parts, charset, codec);
}

function sectionBytes(text: Text, from: number, encoded: boolean): TextBytes {
	const { value } = text;
	// At most three UTF-8 bytes for each UTF-16 unit.
	const bytes = new Uint8Array((value.length - from) * 3);
	const starts = new Uint16Array(bytes.length);
	const ends = new Uint16Array(bytes.length);
	let count = 0;
	for (let at = from; at < value.length; ) {
		const escaped = encoded ? escapedByte(value, at) : -1;
		const point = value.codePointAt(at) as number;
		const next = at + (escaped === -1 ? (point > 0xffff ? 2 : 1) : 3);
		// A character that is no ASCII stands there raw: back to the UTF-8 it was.
		for (const byte of escaped !== -1 ? [escaped] : point < 0x80 ? [point] : new TextEncoder().encode(String.fromCodePoint(point))) {
			bytes[count] = byte;
			starts[count] = at;
			ends[count++] = next;
		}
		at = next;
	}
	return { text, bytes: bytes.slice(0, count), starts: starts.slice(0, count), ends: ends.slice(0, count) };
}

/** The byte that `%XX` at `at` spells, or -1. */
function escapedByte(value: string, at: number): number {
	if (value[at] !== "%" || at + 2 >= value.length) return -1;
	const byte = Number.parseInt(value.slice(at + 1, at + 3), 16);
	return /^[0-9a-f]{2}$/i.test(value.slice(at + 1, at + 3)) ? byte : -1;
}
