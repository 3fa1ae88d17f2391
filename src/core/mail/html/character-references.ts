// Character references in attribute values and text (WHATWG HTML §13.2.5.72 to §13.2.5.80), with the way back kept: a character
// that stands for `&#104;` has the raw range of all six bytes. Decoding itself is the `entities` library's.

import { DecodingMode, HtmlEntityDecoder } from "entities/decode";
import { createPieces } from "../../encoding/pieces.ts";
import type { Text } from "../../model/text.ts";

let decoded = "";
const decoder = new HtmlEntityDecoder((codepoint) => {
	decoded += String.fromCodePoint(codepoint);
});

const AMP = "amp;";

/** `attribute`: a name without ";" before "=" or a letter stays as it is (`&copy=1`). Linear in the length of `text`. */
export function resolveReferences(text: Text, attribute: boolean): Text {
	const source = text.value;
	let at = source.indexOf("&");
	if (at < 0) return text;
	const pieces = createPieces(text);
	while (at >= 0) {
		const length = decodeAt(source, at, attribute);
		if (length > 0) {
			pieces.copyTo(at);
			pieces.replace(decoded, length);
		}
		at = source.indexOf("&", at + Math.max(1, length));
	}
	pieces.copyTo(source.length);
	return pieces.text();
}

/** Length of the reference at the "&" at `at` (its characters are then in `decoded`), or 0 where there is none. */
function decodeAt(source: string, at: number, attribute: boolean): number {
	decoded = "";
	if (source.startsWith(AMP, at + 1)) {
		decoded = "&";
		return AMP.length + 1;
	}
	decoder.startEntity(attribute ? DecodingMode.Attribute : DecodingMode.Legacy);
	const length = decoder.write(source, at + 1);
	return length < 0 ? decoder.end() : length;
}
