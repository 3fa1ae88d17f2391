// Decoded words: a header value with its encoded words (RFC 2047) read, for who needs no offsets (words.ts keeps them).

import { plainCodec } from "../encoding/plain-codec.ts";
import { wordsDecoded } from "./words.ts";

const nowhere = (): number => 0;

export function decodedWords(value: string): string {
	return value.includes("=?") ? wordsDecoded({ value, start: nowhere, end: nowhere }, plainCodec).value : value;
}
