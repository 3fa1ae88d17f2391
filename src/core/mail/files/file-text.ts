// The text of an attached file. What a mail's header or a file's ending calls text comes decoded (mail/body.ts); a part of a package or a
// sheet sent as "application/octet-stream" may still be UTF-16, which Office reads as readily, and a scanner for ASCII does not.

import type { AttachedFile, FileSink } from "../../model/attached-file.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { textOf } from "../strings.ts";
import { asUtf8 } from "../transcoded.ts";
import { plainXml } from "../xml/plain-xml.ts";

const LESS = 0x3c;

/** Without a byte order mark. */
export function textOfFile({ content, codec }: Pick<AttachedFile, "content" | "codec">): Text {
	const decoded = decodedText(content);
	return textOf(decoded, decoded.start, decoded.end, codec);
}

/** The same of XML, entities of its own resolved. */
export function xmlOfFile({ content, codec }: { readonly content: Content; readonly codec: Codec }, sink: Pick<FileSink, "report">): Text {
	const plain = plainXml(decodedText(content), codec, sink.report);
	return textOf(plain, plain.start, plain.end, codec);
}

/** As it stands, or made UTF-8; without a byte order mark. */
export function decodedText(content: Content): Content {
	const { bytes, start, end } = content;
	if (end - start < 2) return content;
	const [first, second] = [bytes[start], bytes[start + 1]];
	if (first === 0xef && second === 0xbb && bytes[start + 2] === 0xbf) return { ...content, start: Math.min(start + 3, end) };
	const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
	const wide = marked || (first === LESS && second === 0) || (first === 0 && second === LESS);
	if (!wide) return content;
	const name = first === 0xff || first === LESS ? "utf-16le" : "utf-16be";
	return asUtf8({ ...content, start: marked ? start + 2 : start }, { name, kind: "transcode" }, null);
}
