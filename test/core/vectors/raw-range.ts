// What a raw byte range of a composed message says, decoded by hand, layer by layer: transfer encoding, charset, and then whichever
// of character references, CSS and percent escapes resolve to the text that is looked for.

import { decodeHTML } from "entities";

/** `bytes[start, end)` with its escapes resolved in each way a probe may have written them, joined by line ends. */
export function decodedRange(bytes: Uint8Array, start: number, end: number, transferEncoding: string, charset: string): string {
	const raw = Buffer.from(bytes.subarray(start, end)).toString("latin1");
	const inHeader = start < Buffer.from(bytes).indexOf("\r\n\r\n");
	const decoded = inHeader ? raw : inCharset(untransferred(bytes, start, end, transferEncoding), charset);
	const html = decodeHTML(decoded);
	return [raw, decoded, html, decodeHTML(html), unescapeCss(decoded), unescapeCss(html), unescapeQuoted(raw), unescapeCarets(decoded)].join(
		"\n",
	);
}

function untransferred(bytes: Uint8Array, start: number, end: number, transferEncoding: string): Buffer {
	const raw = Buffer.from(bytes.subarray(start, end)).toString("latin1");
	if (transferEncoding === "quoted-printable") {
		const joined = raw.replace(/=\r\n/g, "");
		return Buffer.from(
			joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
			"latin1",
		);
	}
	if (transferEncoding !== "base64") return Buffer.from(raw, "latin1");
	return base64Around(bytes, start, end);
}

/** The whole quartets that the range touches: its first and last byte may share one with what stands around it. */
function base64Around(bytes: Uint8Array, start: number, end: number): Buffer {
	// Of the part that the range is in.
	const body = Buffer.from(bytes).lastIndexOf("\r\n\r\n", start) + 4;
	const isDigit = (at: number): boolean => bytes[at] !== 0x0d && bytes[at] !== 0x0a;
	let before = 0;
	for (let at = body; at < start; at++) if (isDigit(at)) before++;
	let from = start;
	for (let extra = before % 4; extra > 0; extra--)
		do from--;
		while (!isDigit(from));
	return Buffer.from(Buffer.from(bytes.subarray(from, end)).toString("latin1"), "base64");
}

function inCharset(bytes: Buffer, charset: string): string {
	if (!charset.startsWith("utf-16")) return bytes.toString("latin1");
	// A quartet boundary may have left half a character at the front: one of the two readings is the right one.
	const readings = [bytes, bytes.subarray(1)].map((half) => new TextDecoder(charset).decode(half));
	return readings.join("\n");
}

function unescapeCss(text: string): string {
	return text.replace(/\\([0-9a-f]{1,6}) ?|\\(.)/gi, (_, hex: string | undefined, other: string | undefined) =>
		hex === undefined ? (other ?? "") : String.fromCodePoint(Number.parseInt(hex, 16)),
	);
}

/** Quoted pairs of a header field. */
function unescapeQuoted(text: string): string {
	return text.replace(/\\(.)/g, "$1");
}

/** RFC 6868, in a parameter of a calendar entry. */
function unescapeCarets(text: string): string {
	return text.replaceAll("^^", "^");
}
