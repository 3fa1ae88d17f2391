// File part: an attached file of a probe as a MIME part (RFC 2183).

import type { Probe } from "../../core/model/vector.ts";
import { inTransferEncoding, type ProbeEncoding } from "./transfer-encodings.ts";

const CRLF = "\r\n";

/** Header lines, blank line and body. What is not text in short lines goes as base64 whatever was asked for: every other way a relay would change it. */
export function filePart({ name, mediaType, shown, content }: Extract<Probe, { kind: "file" }>, asked: ProbeEncoding): string {
	const isText = /^(?:[\t\x20-\x7e]{0,900}(?:\r\n|$))*$/.test(content);
	const encoding = isText ? asked : "base64";
	const encoded = inTransferEncoding(Buffer.from(content, "latin1"), encoding);
	return [
		`Content-Type: ${mediaType}; name="${name}"`,
		`Content-Disposition: ${shown ? "inline" : "attachment"}; filename="${name}"`,
		`Content-Transfer-Encoding: ${encoding}`,
		"",
		typeof encoded === "string" ? encoded : Buffer.from(encoded).toString("latin1"),
	].join(CRLF);
}
