// CSS escapes (css-syntax-3 §4.3.7) resolved in a Text: each character that comes out knows the raw range of its escape.

import { createPieces } from "../../encoding/pieces.ts";
import { plainCodec } from "../../encoding/plain-codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { textOf } from "../strings.ts";

const REPLACEMENT = "\ufffd";

/** A range of CSS as characters, escapes resolved. In a string an escaped line end, or a backslash at the very end, is nothing (§4.3.5). */
export function unescapedText(content: Content, start: number, end: number, quoted: boolean): Text {
	return resolveCssEscapes(textOf(content, start, end, plainCodec), quoted);
}

export function resolveCssEscapes(text: Text, quoted: boolean): Text {
	const source = text.value;
	const special = /[\\\0]/g;
	let match = special.exec(source);
	if (match === null) return text;
	const pieces = createPieces(text);
	for (; match !== null; match = special.exec(source)) {
		const length = match[0] === "\0" ? 1 : escapeLength(source, match.index);
		pieces.copyTo(match.index);
		pieces.replace(match[0] === "\0" ? REPLACEMENT : escapedCharacter(source, match.index, length, quoted), length);
		special.lastIndex = match.index + length;
	}
	pieces.copyTo(source.length);
	return pieces.text();
}

function isHex(code: number): boolean {
	return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}

/** Characters of `source` that the escape at `at` takes, its backslash included. */
function escapeLength(source: string, at: number): number {
	let i = at + 1;
	if (i >= source.length) return 1;
	if (source[i] === "\r" && source[i + 1] === "\n") return 3;
	if (!isHex(source.charCodeAt(i))) return (source.codePointAt(i) as number) > 0xffff ? 3 : 2;
	while (i < source.length && i <= at + 6 && isHex(source.charCodeAt(i))) i++;
	if (source[i] === "\r" && source[i + 1] === "\n") return i + 2 - at;
	return (i < source.length && /[\t\n\f\r ]/.test(source[i]) ? i + 1 : i) - at;
}

function escapedCharacter(source: string, at: number, length: number, quoted: boolean): string {
	if (length === 1) return quoted ? "" : REPLACEMENT;
	const first = source[at + 1];
	if (isHex(first.charCodeAt(0))) {
		const code = Number.parseInt(source.slice(at + 1, at + length), 16);
		return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? REPLACEMENT : String.fromCodePoint(code);
	}
	if (first === "\n" || first === "\r" || first === "\f") return "";
	return first === "\0" ? REPLACEMENT : source.slice(at + 1, at + length);
}
