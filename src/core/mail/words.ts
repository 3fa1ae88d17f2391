// Words: a field's text with its encoded words (RFC 2047) read, every character still knowing its raw range.

import { type EncodedWord, findEncodedWords } from "../encoding/encoded-words.ts";
import type { Codec } from "../model/codec.ts";
import type { Text } from "../model/text.ts";
import { joinTexts } from "./joined-texts.ts";
import { sliceOf } from "./strings.ts";
import { textOfBytes } from "./text-bytes.ts";

/** `text` itself where it holds no encoded word. White space between two encoded words goes (§6.2). */
export function wordsDecoded(text: Text, codec: Codec): Text {
	if (!text.value.includes("=?")) return text;
	const words = findEncodedWords(text.value);
	if (words.length === 0) return text;
	const pieces: Text[] = [];
	let from = 0;
	for (let i = 0; i < words.length; ) {
		const run = [words[i]];
		while (i + run.length < words.length && isNext(text.value, run[run.length - 1], words[i + run.length])) run.push(words[i + run.length]);
		const between = text.value.slice(from, words[i].from);
		const betweenWords = i > 0 && /^\s*$/.test(between);
		if (between !== "" && !betweenWords) pieces.push(sliceOf(text, from, words[i].from));
		const parts = run.map(({ bytes, starts, ends }) => ({ text, bytes, starts, ends }));
		pieces.push(textOfBytes(parts, words[i].charset, codec));
		from = run[run.length - 1].to;
		i += run.length;
	}
	if (from < text.value.length) pieces.push(sliceOf(text, from, text.value.length));
	return joinTexts(pieces);
}

/** `b` follows `a` with nothing but white space between, in the same charset. */
function isNext(value: string, a: EncodedWord, b: EncodedWord): boolean {
	return a.charset.toLowerCase() === b.charset.toLowerCase() && /^\s*$/.test(value.slice(a.to, b.from));
}
