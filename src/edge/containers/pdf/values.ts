// Values: PDF's objects (ISO 32000-1 §7.3) as a tolerant reader sees them: what Acrobat repairs is read, what nobody can read is skipped.

export type Value =
	| { readonly kind: "dictionary"; readonly entries: ReadonlyMap<string, Value> }
	| { readonly kind: "array"; readonly items: readonly Value[] }
	| { readonly kind: "string"; readonly text: string }
	| { readonly kind: "name"; readonly text: string }
	| { readonly kind: "reference"; readonly number: number }
	| { readonly kind: "number"; readonly number: number }
	| { readonly kind: "other" };

export interface Parsed {
	readonly value: Value;
	/** Index after it. */
	readonly end: number;
}

const OTHER: Value = { kind: "other" };

/** Attack: brackets without end. */
const MAX_DEPTH = 64;

/** Attack: an array of ten million numbers. None matters but under a key; in a list of a few, as of filters, they keep their places. */
const MAX_PLACES = 64;

const NAME = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const REFERENCE = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const WORD = /[^\0\t\n\f\r ()<>[\]{}/%]+/y;
const SPACE = /[\0\t\n\f\r ]*/y;
const COMMENT = /[^\r\n]*/y;

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(source);
}

/** Behind blanks and comments. One pattern for both would run out of stack over a million comments. */
export function skipSpace(source: string, from: number): number {
	for (let at = from; ; ) {
		at += match(SPACE, source, at)?.[0].length ?? 0;
		if (source.charAt(at) !== "%") return at;
		at += match(COMMENT, source, at)?.[0].length ?? 0;
	}
}

/** The value at `from` in `source`, one character a byte. Always moves on, unless the source ends. */
export function parseValue(source: string, from: number, depth = 0): Parsed {
	const at = skipSpace(source, from);
	switch (source.charAt(at)) {
		case "":
			return { value: OTHER, end: at };
		case "/": {
			const name = match(NAME, source, at + 1)?.[0] ?? "";
			return { value: { kind: "name", text: unescapedName(name) }, end: at + 1 + name.length };
		}
		case "(":
			return parseString(source, at);
		case "<":
			return source.charAt(at + 1) === "<" ? parseDictionary(source, at, depth) : parseHex(source, at);
		case "[":
			return parseArray(source, at, depth);
		default: {
			const reference = match(REFERENCE, source, at);
			if (reference !== null) return { value: { kind: "reference", number: Number(reference[1]) }, end: at + reference[0].length };
			const word = match(WORD, source, at)?.[0] ?? source.charAt(at);
			const number = Number(word);
			return { value: Number.isFinite(number) ? { kind: "number", number } : OTHER, end: at + word.length };
		}
	}
}

/** #41 for A (§7.3.5). */
function unescapedName(name: string): string {
	return name.includes("#") ? name.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : name;
}

function parseDictionary(source: string, start: number, depth: number): Parsed {
	const entries = new Map<string, Value>();
	let at = start + 2;
	for (;;) {
		at = skipSpace(source, at);
		if (at >= source.length) return { value: { kind: "dictionary", entries }, end: at };
		if (source.startsWith(">>", at)) return { value: { kind: "dictionary", entries }, end: at + 2 };
		if (source.charAt(at) !== "/") {
			// Not a key: Acrobat goes on behind it.
			at = depth < MAX_DEPTH ? parseValue(source, at, depth + 1).end : at + 1;
			continue;
		}
		const key = parseValue(source, at, depth);
		at = key.end;
		if (key.value.kind !== "name") continue;
		if (depth >= MAX_DEPTH) continue;
		const value = parseValue(source, at, depth + 1);
		// `/A>>`: a key whose value is missing.
		at = Math.max(value.end, at);
		entries.set(key.value.text, value.value);
	}
}

function parseArray(source: string, start: number, depth: number): Parsed {
	const items: Value[] = [];
	let at = start + 1;
	for (;;) {
		at = skipSpace(source, at);
		const character = source.charAt(at);
		if (character === "" || character === "]") return { value: { kind: "array", items }, end: at + 1 };
		if (source.startsWith(">>", at)) return { value: { kind: "array", items }, end: at };
		if (depth >= MAX_DEPTH) {
			at++;
			continue;
		}
		const item = parseValue(source, at, depth + 1);
		if (item.value.kind !== "number" && item.value.kind !== "other") items.push(item.value);
		else if (items.length < MAX_PLACES) items.push(OTHER);
		at = Math.max(item.end, at + 1);
	}
}

function parseHex(source: string, start: number): Parsed {
	const close = source.indexOf(">", start + 1);
	const end = close === -1 ? source.length : close;
	const digits = source.slice(start + 1, end).replace(/[^0-9a-f]/gi, "");
	let text = "";
	for (let at = 0; at < digits.length; at += 2) text += String.fromCharCode(Number.parseInt(digits.slice(at, at + 2).padEnd(2, "0"), 16));
	return { value: { kind: "string", text: decoded(text) }, end: end + 1 };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** Parentheses that pair belong to it; `\ddd` is a byte, a backslash before a line end joins lines (§7.3.4.2). */
function parseString(source: string, start: number): Parsed {
	const pieces: string[] = [];
	let open = 1;
	let at = start + 1;
	let from = at;
	for (; at < source.length; at++) {
		const character = source.charAt(at);
		if (character === "(") open++;
		else if (character === ")" && --open === 0) break;
		else if (character === "\\") {
			pieces.push(source.slice(from, at));
			const octal = /[0-7]{1,3}/y;
			const digits = match(octal, source, at + 1)?.[0];
			const next = source.charAt(at + 1);
			if (digits !== undefined) {
				pieces.push(String.fromCharCode(Number.parseInt(digits, 8) & 0xff));
				at += digits.length;
			} else if (next === "\r" || next === "\n") at += source.startsWith("\r\n", at + 1) ? 2 : 1;
			else {
				pieces.push(ESCAPES[next] ?? next);
				at++;
			}
			from = at + 1;
		}
	}
	pieces.push(source.slice(from, at));
	return { value: { kind: "string", text: decoded(pieces.join("")) }, end: at + 1 };
}

/** UTF-16 or UTF-8 by its mark (§7.9.2.2, PDF 2.0), else as its bytes stand. */
function decoded(bytes: string): string {
	const mark = bytes.slice(0, 3);
	if (mark.startsWith("\xfe\xff")) return new TextDecoder("utf-16be").decode(Buffer.from(bytes, "latin1"));
	if (mark.startsWith("\xff\xfe")) return new TextDecoder("utf-16le").decode(Buffer.from(bytes, "latin1"));
	if (mark === "\xef\xbb\xbf") return Buffer.from(bytes.slice(3), "latin1").toString("utf8");
	return bytes;
}
