// Header values: those of the fields that tell who wrote a message, to whom, and which way it came, read straight from the raw header in one
// pass. Findings need every character's place and so the fields themselves (header.ts); to map each would take longer than all that is read here.

import { decoderOf, hasHighByte, isUtf8 } from "../encoding/charsets.ts";
import type { Codec } from "../model/codec.ts";
import type { HeaderField, Part } from "../model/message.ts";
import { afterBreak, endOfLine, fieldsNamed } from "./header.ts";
import { codeOfWord, createWordTable, hashOfWord, PRIME, putWord, SEED } from "./template/word-table.ts";

const NAMES = [
	...["from", "sender", "reply-to", "return-path", "to", "cc", "delivered-to", "subject", "message-id", "date"],
	...["x-mailer", "user-agent", "in-reply-to", "references"],
	...["list-id", "list-unsubscribe", "list-unsubscribe-post", "precedence", "feedback-id", "auto-submitted"],
	...["received", "authentication-results", "dkim-signature"],
] as const;
export type ValueName = (typeof NAMES)[number];

/** By the first letter of a field. */
const BEGINS = new Uint8Array(256);
for (const name of NAMES) BEGINS[name.charCodeAt(0)] = BEGINS[name.charCodeAt(0) - 32] = 1;

const INDEX: ReadonlyMap<string, number> = new Map(NAMES.map((name, index) => [name, index]));
const known = createWordTable(128);
for (const [index, name] of NAMES.entries()) putWord(known, hashOfWord(name), index + 1);

/** Attack: a hundred thousand fields of a name, each parsed. */
const MAX_OF_A_NAME = 1000;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;

export interface HeaderValues {
	/** Of the topmost field of that name, unfolded, without blanks around it; null where there is none. */
	first(name: ValueName): string | null;
	/** Topmost first, at most `most`, which is at most 1000. */
	all(name: ValueName, most?: number): readonly string[];
	/** The same with folds left in, where blanks of any kind mean nothing. */
	folded(name: ValueName, most: number): readonly string[];
	has(name: ValueName): boolean;
}

/** Start and end of each value of a name. */
type Ranges = number[];

export const NO_VALUES: HeaderValues = { first: () => null, all: () => [], folded: () => [], has: () => false };

/** `part` is the outermost of a message. */
export function headerValues(part: Part | undefined, codec: Codec): HeaderValues {
	if (part === undefined) return NO_VALUES;
	const { body, fields } = part;
	// Only there is the header known to begin with the bytes.
	if (body.origin !== null) return valuesOf(fields);
	const { bytes } = body;
	const ranges = rangesIn(bytes, body.start);
	return {
		first(name) {
			const found = ranges[INDEX.get(name) as number];
			return found === undefined ? null : valueIn(bytes, found[0] as number, found[1] as number, codec);
		},
		all(name, most = MAX_OF_A_NAME) {
			const found = ranges[INDEX.get(name) as number];
			const values: string[] = [];
			if (found === undefined) return values;
			const count = Math.min(found.length, 2 * most);
			for (let at = 0; at < count; at += 2) values.push(valueIn(bytes, found[at] as number, found[at + 1] as number, codec));
			return values;
		},
		folded(name, most) {
			const found = ranges[INDEX.get(name) as number] ?? [];
			const values: string[] = [];
			for (let at = 0; at < found.length && at < 2 * most; at += 2)
				values.push(decoded(bytes, found[at] as number, found[at + 1] as number, codec));
			return values;
		},
		has: (name) => ranges[INDEX.get(name) as number] !== undefined,
	};
}

function valuesOf(fields: readonly HeaderField[]): HeaderValues {
	const all = (name: ValueName, most = MAX_OF_A_NAME): readonly string[] =>
		fieldsNamed(fields, name)
			.slice(0, most)
			.map((field) => field.text().value);
	return { all, folded: all, first: (name) => all(name, 1)[0] ?? null, has: (name) => all(name, 1).length > 0 };
}

/** As `text()` of a field has it: UTF-8 (RFC 6532), else windows-1252, line breaks taken out and their blanks left (RFC 5322 §2.2.3). */
function valueIn(bytes: Uint8Array, start: number, end: number, codec: Codec): string {
	let from = start;
	let to = end;
	while (from < to && isBlank(bytes[from] as number)) from++;
	while (to > from && isBlank(bytes[to - 1] as number)) to--;
	const value = decoded(bytes, from, to, codec);
	return endOfLine(bytes, from, to) === to ? value : value.replace(/[\r\n]+/g, "");
}

function decoded(bytes: Uint8Array, from: number, to: number, codec: Codec): string {
	if (!hasHighByte(bytes, from, to)) return codec.latin1(bytes, from, to);
	return decoderOf(isUtf8(bytes, from, to) ? "utf-8" : "windows-1252").decode(bytes.subarray(from, to));
}

function isBlank(byte: number): boolean {
	return byte === SPACE || byte === TAB || byte === LF || byte === CR;
}

function rangesIn(bytes: Uint8Array, end: number): readonly (Ranges | undefined)[] {
	const ranges: (Ranges | undefined)[] = new Array(NAMES.length);
	let open: Ranges | null = null;
	for (let at = 0; at < end; ) {
		const lineEnd = endOfLine(bytes, at, end);
		const first = bytes[at] as number;
		if (first === SPACE || first === TAB) {
			if (open !== null) open[open.length - 1] = lineEnd;
		} else {
			open = null;
			let name = SEED;
			let to = at;
			// Half of all fields are "X-...", "ARC-..." and other names that begin like none of these.
			if (BEGINS[first] === 0) to = lineEnd;
			while (to < lineEnd && bytes[to] !== COLON && (bytes[to] as number) > SPACE)
				name = Math.imul(name ^ ((bytes[to++] as number) | 0x20), PRIME);
			const code = codeOfWord(known, name);
			if (code !== 0) {
				while (to < lineEnd && (bytes[to] === SPACE || bytes[to] === TAB)) to++;
				if (bytes[to] === COLON) {
					const before: Ranges = ranges[code - 1] ?? [];
					ranges[code - 1] = before;
					if (before.length < 2 * MAX_OF_A_NAME) {
						before.push(to + 1, lineEnd);
						open = before;
					}
				}
			}
		}
		at = afterBreak(bytes, lineEnd, end);
	}
	return ranges;
}
