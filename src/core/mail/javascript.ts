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

function escapeAt(source: string, at: number): { value: string; length: number } {
	const kind = source[at + 1];
	const hex = kind === "x" ? source.slice(at + 2, at + 4) : kind === "u" ? source.slice(at + 2, at + 6) : "";
	if ((kind === "x" && /^[0-9a-f]{2}$/i.test(hex)) || (kind === "u" && /^[0-9a-f]{4}$/i.test(hex))) {
		return { value: String.fromCharCode(Number.parseInt(hex, 16)), length: 2 + hex.length };
	}
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
