// srcset and imagesrcset: image candidate strings (WHATWG HTML §4.8.4.3.10, "parse a srcset attribute"). A comma ends a URL only
// where white space or another comma follows it, and leading commas are skipped: what splits at commas is evaded by both. Candidates with
// descriptors that no browser accepts are kept, since mail programs differ there.

import { isWhiteSpace, type Piece } from "./piece.ts";

const COMMA = 0x2c;

/** The URL of every candidate. */
export function cutSrcset(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let at = 0;
	for (;;) {
		while (at < value.length && (isWhiteSpace(value.charCodeAt(at)) || value.charCodeAt(at) === COMMA)) at++;
		if (at >= value.length) return pieces;
		const from = at;
		while (at < value.length && !isWhiteSpace(value.charCodeAt(at))) at++;
		let to = at;
		while (value.charCodeAt(to - 1) === COMMA) to--;
		pieces.push({ from, to });
		if (to === at) at = afterDescriptors(value, at);
	}
}

/** After the comma that ends the descriptors; one inside parentheses does not. */
function afterDescriptors(value: string, at: number): number {
	let inParentheses = false;
	for (; at < value.length; at++) {
		const character = value[at];
		if (character === "(") inParentheses = true;
		else if (character === ")") inParentheses = false;
		else if (character === "," && !inParentheses) return at + 1;
	}
	return at;
}
