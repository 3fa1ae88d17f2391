// Cut tokens: how the values of a URL lie beside each other, for tokens that a sender cut in two, and for those whose own characters
// separate values.

import { decodePercent } from "../encoding/percent.ts";

const SLASH = 0x2f;
const DOT = 0x2e;
const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;

/** Characters of a parameter's name, with its separators, between the two pieces. */
const MAX_BETWEEN = 40;

/** Whether the token that ends at `end` and the one that begins at `start` are neighbouring segments, labels or values. */
export function areNeighbours(bytes: Uint8Array, end: number, start: number): boolean {
	if (start - end > MAX_BETWEEN) return false;
	const separator = bytes[end];
	if (start === end + 1) return separator === SLASH || separator === DOT;
	if ((separator !== AMPERSAND && separator !== SEMICOLON) || bytes[start - 1] !== EQUALS) return false;
	for (let at = end + 1; at < start - 1; at++) {
		const byte = bytes[at];
		if (byte === SLASH || byte === EQUALS || byte === AMPERSAND) return false;
	}
	return true;
}

/** Values and links inside links that are looked at. Attack: a megabyte of `&`. */
const MAX_VALUES = 64;
const MAX_INNER = 3;
const MAX_URL = 8192;

/** The values of a URL's parameters and the segments of its path, unescaped once and, where that leaves escapes, again. */
export function valuesOf(url: string): Uint8Array[] {
	const values: Uint8Array[] = [];
	collect(url.slice(0, MAX_URL).replace(/#.*/s, ""), 0, values);
	return values;
}

const encoder = new TextEncoder();

function collect(url: string, depth: number, values: Uint8Array[]): void {
	const query = url.indexOf("?");
	const path = query < 0 ? url : url.slice(0, query);
	const pairs = query < 0 ? [] : url.slice(query + 1).split("&", MAX_VALUES);
	const written = [...path.split("/", MAX_VALUES).slice(3), ...pairs.map((pair) => pair.slice(pair.indexOf("=") + 1))];
	for (const value of written) {
		let text = value;
		for (let layer = 0; layer <= MAX_INNER && values.length < MAX_VALUES; layer++) {
			if (depth < MAX_INNER && /^https?:\/\//i.test(text)) collect(text, depth + 1, values);
			else values.push(encoder.encode(withoutFrame(text)));
			const unescaped = decodePercent(text);
			if (unescaped === text) break;
			text = unescaped;
		}
	}
}

/** Adobe's ascii85 stands between `<~` and `~>`. */
function withoutFrame(text: string): string {
	return text.startsWith("<~") && text.endsWith("~>") ? text.slice(2, -2) : text;
}
