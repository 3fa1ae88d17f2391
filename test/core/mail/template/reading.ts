// Reading: a text as a message's shown part would be read.

import { readerNames } from "../../../../src/core/mail/template/reader-names.ts";
import { readTemplate, type TemplateReading } from "../../../../src/core/mail/template/template.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";

export function reading(
	text: string | Uint8Array,
	language: "html" | "text" = "text",
	names: readonly string[] = [],
	charset = "utf-8",
): TemplateReading {
	const bytes = typeof text === "string" ? new Uint8Array(Buffer.from(text)) : text;
	const content = { bytes, start: 0, end: bytes.length, origin: null, charset };
	return readTemplate(content, language, { own: readerNames(names), wantsText: true }, nodeCodec);
}
