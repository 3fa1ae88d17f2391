// JavaScript as far as a mail needs it: nobody runs scripts in mail, but markup written as a string in a javascript: URL is what old
// programs put into a frame. String escapes are resolved (ECMA-262 §12.9.4) and base64 given to atob() is found; nothing is evaluated.

import { createPieces } from "../encoding/pieces.ts";
import type { Text } from "../model/text.ts";

const SIMPLE: ReadonlyMap<string, string> = new Map([
	["n", "\n"],
	["t", "\t"],
	["r", "\r"],
	["b", "\b"],
	["f", "\f"],
	["v", "\v"],
	["0", "\0"],
	["\n", ""],
]);

/** `text` with the escapes of its string literals resolved. Outside of strings a backslash means nothing, so all are. */
export function resolveScriptEscapes(text: Text): Text {
	const source = text.value;
	let at = source.indexOf("\\");
	if (at < 0) return text;
	const pieces = createPieces(text);
	while (at >= 0 && at + 1 < source.length) {
		const resolved = escapeAt(source, at);
		pieces.copyTo(at);
		pieces.replace(resolved.value, resolved.length);
		at = source.indexOf("\\", at + resolved.length);
	}
	pieces.copyTo(source.length);
	return pieces.text();
}

/** After the backslash: xNN, uNNNN or u{N...}. */
const CODED = /x([0-9a-f]{2})|u([0-9a-f]{4})|u\{0{0,8}([0-9a-f]{1,6})\}/iy;

function escapeAt(source: string, at: number): { value: string; length: number } {
	CODED.lastIndex = at + 1;
	const coded = CODED.exec(source);
	if (coded !== null) {
		const code = Number.parseInt(coded[1] ?? coded[2] ?? coded[3], 16);
		if (code <= 0x10ffff) return { value: String.fromCodePoint(code), length: 1 + coded[0].length };
	}
	const kind = source[at + 1];
	return { value: SIMPLE.get(kind) ?? kind, length: 2 };
}

/** Ranges of base64 text handed to atob() as a literal. */
export function findEncodedStrings(source: string): { from: number; to: number }[] {
	const found: { from: number; to: number }[] = [];
	for (const match of source.matchAll(/\batob\s{0,8}\(\s{0,8}(["'`])([A-Za-z0-9+/=\s]+)\1/g)) {
		const to = match.index + match[0].length - 1;
		found.push({ from: to - match[2].length, to });
	}
	return found;
}
