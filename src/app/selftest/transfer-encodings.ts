// Transfer encodings (RFC 2045 §6) as a sender writes them: 76 characters a line at most, CRLF line ends.

const CRLF = "\r\n";

export const PROBE_ENCODINGS = ["7bit", "8bit", "base64", "quoted-printable"] as const;
export type ProbeEncoding = (typeof PROBE_ENCODINGS)[number];

/** `body` as it stands in a message; the string is ASCII. */
export function inTransferEncoding(body: Uint8Array, encoding: ProbeEncoding): string | Uint8Array {
	switch (encoding) {
		case "7bit":
		case "8bit":
			return body;
		case "base64":
			return Buffer.from(body)
				.toString("base64")
				.replace(/.{1,76}/g, `$&${CRLF}`);
		case "quoted-printable":
			return quotedPrintable(body);
	}
}

const LONGEST_LINE = 76;

/** RFC 2045 §6.7, with soft breaks wherever a line is full, also in the middle of a URL. */
function quotedPrintable(body: Uint8Array): string {
	let encoded = "";
	let length = 0;
	for (let i = 0; i < body.length; i++) {
		if (body[i] === 0x0d && body[i + 1] === 0x0a) {
			encoded += CRLF;
			length = 0;
			i++;
			continue;
		}
		const piece = quoted(body, i);
		if (length + piece.length >= LONGEST_LINE) {
			encoded += `=${CRLF}`;
			length = 0;
		}
		encoded += piece;
		length += piece.length;
	}
	return encoded;
}

function quoted(body: Uint8Array, at: number): string {
	const byte = body[at];
	const beforeBreak = body[at + 1] === 0x0d || at + 1 === body.length;
	const plain = byte > 0x20 && byte < 0x7f && byte !== 0x3d;
	if (plain || (byte === 0x20 && !beforeBreak)) return String.fromCharCode(byte);
	return `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Pieces of a message as bytes; a string is one character a byte. */
export function joined(pieces: readonly (string | Uint8Array)[]): Uint8Array {
	return new Uint8Array(Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : piece))));
}
