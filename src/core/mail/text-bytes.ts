// Text bytes: bytes spelt out inside a text (percent-encoding of RFC 2231, words of RFC 2047) that are to be read in a
// charset of their own, each still knowing the characters that spelt it.

import { resolveCharset } from "../encoding/charsets.ts";
import type { Codec } from "../model/codec.ts";
import type { Text } from "../model/text.ts";
import { textOf } from "./strings.ts";
import { asUtf8 } from "./transcoded.ts";

export interface TextBytes {
	readonly text: Text;
	readonly bytes: Uint8Array;
	/** Range in `text` of the characters that spell each byte. */
	readonly starts: Uint16Array;
	readonly ends: Uint16Array;
}

/** All the bytes as one string of `charset`; an unknown one is read as windows-1252, which loses no ASCII. */
export function textOfBytes(parts: readonly TextBytes[], charset: string, codec: Codec): Text {
	const total = parts.reduce((sum, part) => sum + part.bytes.length, 0);
	const bytes = new Uint8Array(total);
	let length = 0;
	for (const part of parts) {
		bytes.set(part.bytes, length);
		length += part.bytes.length;
	}
	const at = (index: number): { part: TextBytes; i: number } => {
		let i = index;
		for (const part of parts) {
			if (i < part.bytes.length) return { part, i };
			i -= part.bytes.length;
		}
		throw new RangeError(`no byte ${index} of ${total}`);
	};
	const startOf = (index: number): number => {
		const { part, i } = at(index);
		return part.text.start(part.starts[i]);
	};
	const endOf = (index: number): number => {
		const { part, i } = at(index);
		return part.text.end(part.ends[i]);
	};
	const nowhere = (): number => parts[0]?.text.start(0) ?? 0;
	const origin = {
		start: (index: number): number => (index < total ? startOf(index) : total > 0 ? endOf(total - 1) : nowhere()),
		end: (index: number): number => (index > 0 ? endOf(index - 1) : total > 0 ? startOf(0) : nowhere()),
	};
	const content = { bytes, start: 0, end: total, origin, charset: "windows-1252" };
	const known = resolveCharset(charset);
	const readable = known === null ? content : asUtf8(content, known, null);
	return textOf(readable, readable.start, readable.end, codec);
}
