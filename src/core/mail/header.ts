// Header: one block of fields (RFC 5322 §2.2), as a few integers for each until somebody reads it. CRLF, LF and a bare CR all end a line,
// since mail programs differ and a field hidden behind one of them must not be missed.

import { hasHighByte, isUtf8 } from "../encoding/charsets.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawStart } from "../model/content.ts";
import type { HeaderField } from "../model/message.ts";
import type { Text } from "../model/text.ts";
import { joinPieces } from "./joined.ts";
import { MAX_HEADER_BYTES, MAX_HEADER_FIELDS } from "./limits.ts";
import type { Report } from "./problems.ts";
import { textOf } from "./strings.ts";

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const DASH = 0x2d;
const COLON = 0x3a;
const LESS = 0x3c;
const GREATER = 0x3e;

export interface HeaderBlock {
	readonly fields: readonly HeaderField[];
	/** Index in the bytes where the body begins. */
	readonly bodyStart: number;
	/** A boundary delimiter ended it, and no body follows. */
	readonly cut: boolean;
}

/** Fields that may still be read of this message. */
export interface FieldBudget {
	fieldsLeft: number;
}

/** Where a header is read from, and what else can end it. */
export interface HeaderSource {
	readonly content: Content;
	readonly codec: Codec;
	readonly report: Report;
	readonly budget: FieldBudget;
	/** The line `[start, lineEnd)`, which begins with "--", is a boundary delimiter of a multipart around. */
	isDelimiter(start: number, lineEnd: number): boolean;
}

/**
 * The fields of the header that begins at `start` and ends before `end`. `startsMessage`: an mbox "From " line and blank lines
 * before the first field are passed over, which at the head of a mere part would be its end.
 */
export function readHeader(source: HeaderSource, start: number, end: number, startsMessage: boolean): HeaderBlock {
	const { content, codec, report, budget } = source;
	const { bytes } = content;
	const fields: HeaderField[] = [];
	let at = startsMessage ? firstFieldLine(bytes, start, end) : start;
	if (at > start && bytes[start] <= CR)
		report("bad-header", "blank lines before the header, which some programs take for its end", rawStart(content, start));
	const limit = Math.min(end, at + MAX_HEADER_BYTES);
	let bodyStart = -1;
	let cut = false;
	/** The field being read: a continuation line may follow. */
	let name = "";
	let valueStart = -1;
	let valueEnd = 0;
	while (at < limit && bodyStart === -1) {
		const first = bytes[at];
		const lineEnd = endOfLine(bytes, at, end);
		const next = afterBreak(bytes, lineEnd, end);
		if ((first === SPACE || first === TAB) && valueStart !== -1) {
			valueEnd = lineEnd;
			at = next;
			continue;
		}
		if (valueStart !== -1) fields.push(headerField(name, content, valueStart, valueEnd, codec));
		valueStart = -1;
		if (lineEnd === at) {
			bodyStart = next;
		} else if (first === DASH && bytes[at + 1] === DASH && source.isDelimiter(at, lineEnd)) {
			bodyStart = at;
			cut = true;
		} else {
			const colon = fieldColon(bytes, at, lineEnd);
			if (colon === -1) {
				report("bad-header", "a header line without a field name", rawStart(content, at));
				if (beginsBody(bytes, at, lineEnd, next, end)) bodyStart = at;
			} else if (budget.fieldsLeft > 0) {
				budget.fieldsLeft--;
				name = fieldName(bytes, at, colon, codec);
				valueStart = colon + 1;
				valueEnd = lineEnd;
			} else {
				report("limit-header", `more than ${MAX_HEADER_FIELDS} header fields; the rest was not read`, rawStart(content, at));
				bodyStart = skipHeader(bytes, at, end);
			}
		}
		at = next;
	}
	if (valueStart !== -1) fields.push(headerField(name, content, valueStart, valueEnd, codec));
	if (bodyStart !== -1) return { fields, bodyStart, cut };
	if (at >= end) return { fields, bodyStart: end, cut };
	report("limit-header", `a header of more than ${MAX_HEADER_BYTES} bytes; the rest was not read`, rawStart(content, at));
	return { fields, bodyStart: skipHeader(bytes, at, end), cut };
}

/** Past blank lines and an mbox "From " line (also ">From ", as some programs quote it). */
function firstFieldLine(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	while (at < end && (bytes[at] === LF || bytes[at] === CR)) at++;
	const from = bytes[at] === GREATER ? at + 1 : at;
	const isFromLine =
		bytes[from] === 0x46 && bytes[from + 1] === 0x72 && bytes[from + 2] === 0x6f && bytes[from + 3] === 0x6d && bytes[from + 4] === SPACE;
	if (!isFromLine) return at;
	return afterBreak(bytes, endOfLine(bytes, from, end), end);
}

/**
 * Whether the line that is no field is where the body begins, the blank line having been lost. RFC 5322 knows no such line; programs
 * either skip it or end the header. Skipped where a field or the blank line follows, for then all fields count; but markup is body.
 */
function beginsBody(bytes: Uint8Array, at: number, lineEnd: number, next: number, end: number): boolean {
	if (bytes.subarray(at, lineEnd).includes(LESS) || next >= end) return true;
	const nextEnd = endOfLine(bytes, next, end);
	return nextEnd > next && fieldColon(bytes, next, nextEnd) === -1;
}

/** The body's start, without reading fields: after the first empty line. */
function skipHeader(bytes: Uint8Array, start: number, end: number): number {
	for (let at = start; at < end; ) {
		const lineEnd = endOfLine(bytes, at, end);
		if (lineEnd === at) return afterBreak(bytes, lineEnd, end);
		at = afterBreak(bytes, lineEnd, end);
	}
	return end;
}

/** Where the line that `start` lies in ends: at its CR or LF, or at `end`. Eight bytes a step: a third of real mail is header. */
export function endOfLine(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	const last = end - 8;
	while (
		at <= last &&
		bytes[at] > CR &&
		bytes[at + 1] > CR &&
		bytes[at + 2] > CR &&
		bytes[at + 3] > CR &&
		bytes[at + 4] > CR &&
		bytes[at + 5] > CR &&
		bytes[at + 6] > CR &&
		bytes[at + 7] > CR
	) {
		at += 8;
	}
	while (at < end && bytes[at] !== LF && bytes[at] !== CR) at++;
	return at;
}

export function afterBreak(bytes: Uint8Array, lineEnd: number, end: number): number {
	if (lineEnd >= end) return end;
	return bytes[lineEnd] === CR && lineEnd + 1 < end && bytes[lineEnd + 1] === LF ? lineEnd + 2 : lineEnd + 1;
}

/** Index of the colon after a field name (RFC 5322 §3.6.8, blanks before the colon as in §4.5.1), or -1. */
function fieldColon(bytes: Uint8Array, start: number, lineEnd: number): number {
	let at = start;
	while (at < lineEnd) {
		const byte = bytes[at];
		if (byte <= SPACE || byte === COLON) break;
		at++;
	}
	if (at === start) return -1;
	while (at < lineEnd && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
	return at < lineEnd && bytes[at] === COLON ? at : -1;
}

/** Names seen before, by a hash of a few of their bytes: a header has the same forty names in every message, and none of them is made twice. */
const names: (string | undefined)[] = new Array(4096);
const MAX_INTERNED = 48;

function fieldName(bytes: Uint8Array, start: number, colon: number, codec: Codec): string {
	let end = colon;
	while (bytes[end - 1] === SPACE || bytes[end - 1] === TAB) end--;
	if (end - start > MAX_INTERNED) return codec.latin1(bytes, start, end).toLowerCase();
	const middle = (start + end) >> 1;
	const hash =
		(((bytes[start] | 0x20) * 31 + (bytes[end - 1] | 0x20)) * 31 + (bytes[middle] | 0x20)) * 31 + (bytes[(start + middle) >> 1] | 0x20);
	const slot = (hash * 31 + end - start) & 4095;
	const known = names[slot];
	if (known !== undefined && isName(known, bytes, start, end)) return known;
	const name = codec.latin1(bytes, start, end).toLowerCase();
	names[slot] = name;
	return name;
}

function isName(name: string, bytes: Uint8Array, start: number, end: number): boolean {
	if (name.length !== end - start) return false;
	for (let i = 0; i < name.length; i++) {
		const byte = bytes[start + i];
		if (name.charCodeAt(i) !== (byte > 0x40 && byte < 0x5b ? byte + 32 : byte)) return false;
	}
	return true;
}

/** A field as it is kept: one object and no closure, because a message has fifty and few are read. */
interface UnreadField extends HeaderField {
	readonly content: Content;
	/** The value with its folds, in `content.bytes`. */
	readonly start: number;
	readonly end: number;
	readonly codec: Codec;
}

function headerField(name: string, content: Content, start: number, end: number, codec: Codec): UnreadField {
	return { name, text: unfoldedText, content, start, end, codec };
}

function unfoldedText(this: UnreadField): Text {
	return unfold(this.content, this.start, this.end, this.codec);
}

/** The field's value without its folds (RFC 5322 §2.2.3) and without blanks around it; UTF-8 (RFC 6532), else windows-1252. */
function unfold(content: Content, start: number, end: number, codec: Codec): Text {
	const { bytes } = content;
	let from = start;
	let to = end;
	while (from < to && isBlank(bytes[from])) from++;
	while (to > from && isBlank(bytes[to - 1])) to--;
	const charset = hasHighByte(bytes, from, to) && !isUtf8(bytes, from, to) ? "windows-1252" : "utf-8";
	const lineEnd = endOfLine(bytes, from, to);
	if (lineEnd === to) return textOf(content.charset === charset ? content : { ...content, charset }, from, to, codec);
	const pieces = [from, lineEnd];
	for (let at = afterBreak(bytes, lineEnd, to); at < to; ) {
		const next = endOfLine(bytes, at, to);
		pieces.push(at, next);
		at = afterBreak(bytes, next, to);
	}
	const joined = joinPieces(content, pieces, charset);
	return textOf(joined, 0, joined.end, codec);
}

function isBlank(byte: number): boolean {
	return byte === SPACE || byte === TAB || byte === LF || byte === CR;
}

/** The first field called `name`, or null. */
export function fieldNamed(fields: readonly HeaderField[], name: string): HeaderField | null {
	for (const field of fields) if (field.name === name) return field;
	return null;
}

/** All fields called `name`, in order. */
export function fieldsNamed(fields: readonly HeaderField[], name: string): readonly HeaderField[] {
	return fields.filter((field) => field.name === name);
}
