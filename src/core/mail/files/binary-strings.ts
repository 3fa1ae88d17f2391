// Strings of binary formats: a byte a character, or UTF-16, mostly up to a NUL.

import type { Charset } from "../../encoding/charsets.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { textOf } from "../strings.ts";
import { asUtf8 } from "../transcoded.ts";

/** Attack: an address without end. No program takes a longer one. */
const MAX_ADDRESS_BYTES = 65_536;

const UTF_16: Charset = { name: "utf-16le", kind: "transcode" };

/** All of `content`. */
export function textOfUtf16(content: Content, codec: Codec): Text {
	const decoded = asUtf8(content, UTF_16, null);
	return textOf(decoded, decoded.start, decoded.end, codec);
}

/** All of `content`, in the code page that Windows has in the West: addresses are ASCII in any. */
export function textOfBytes(content: Content, codec: Codec): Text {
	return textOf({ ...content, charset: "windows-1252" }, content.start, content.end, codec);
}

/** UTF-16 up to its NUL or `limit`, or null where that is nothing. */
export function wideText(content: Content, from: number, limit: number, codec: Codec): Text | null {
	const { bytes } = content;
	const most = Math.min(limit, content.end, from + MAX_ADDRESS_BYTES);
	let to = from;
	while (to + 1 < most && (bytes[to] !== 0 || bytes[to + 1] !== 0)) to += 2;
	return to <= from || from >= content.end ? null : textOfUtf16({ ...content, start: from, end: to }, codec);
}

/** One byte a character up to its NUL or `limit`, or null where that is nothing. */
export function narrowText(content: Content, from: number, limit: number, codec: Codec): Text | null {
	const { bytes } = content;
	const most = Math.min(limit, content.end, from + MAX_ADDRESS_BYTES);
	let to = from;
	while (to < most && bytes[to] !== 0) to++;
	return to <= from || from >= content.end ? null : textOfBytes({ ...content, start: from, end: to }, codec);
}
