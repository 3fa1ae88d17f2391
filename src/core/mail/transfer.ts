// Transfer: undoes a Content-Transfer-Encoding (RFC 2045 §6) and keeps the way back to the raw bytes. What stands as it is is not copied.

import { base64Range, decodeBase64 } from "../encoding/base64.ts";
import type { Range } from "../encoding/checkpoints.ts";
import { decodeQuotedPrintable, quotedPrintableRange } from "../encoding/quoted-printable.ts";
import { decodeUuencode, uuencodeRange } from "../encoding/uuencode.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawEnd, rawStart } from "../model/content.ts";
import type { TransferEncoding } from "../model/message.ts";
import type { Report } from "./problems.ts";
import { roomFor, type Scratch } from "./scratch.ts";

/** `body` decoded; the result lies in `scratch` until the next call with it, unless the encoding is identity. */
export function decodeTransfer(body: Content, encoding: TransferEncoding, codec: Codec, scratch: Scratch, report: Report): Content {
	const { bytes, start, end } = body;
	const map = scratch.transferMap;
	switch (encoding) {
		case "identity":
			return body;
		case "quoted-printable": {
			scratch.transfer = roomFor(scratch.transfer, end - start);
			const { length, strayAt } = decodeQuotedPrintable(bytes, start, end, scratch.transfer, map);
			if (strayAt !== -1) report("bad-encoding", "quoted-printable with a bare equals sign", rawStart(body, strayAt));
			return decoded(body, scratch.transfer, length, (at) => quotedPrintableRange(bytes, end, map, at));
		}
		case "base64": {
			scratch.transfer = roomFor(scratch.transfer, end - start);
			const result = decodeBase64(bytes, start, end, scratch.transfer, map, codec);
			if (result.strayAt !== -1) {
				report("bad-encoding", "base64 with characters that do not belong, or cut off", rawStart(body, Math.min(result.strayAt, end)));
			}
			return decoded(body, scratch.transfer, result.length, (at) => base64Range(bytes, start, end, result, map, at));
		}
		case "uuencode": {
			scratch.transfer = roomFor(scratch.transfer, end - start);
			const { length, strayAt } = decodeUuencode(bytes, start, end, scratch.transfer, map);
			if (strayAt !== -1) report("bad-encoding", "uuencode with a short line or without end", rawStart(body, strayAt));
			return decoded(body, scratch.transfer, length, (at) => uuencodeRange(map, at));
		}
	}
}

function decoded(body: Content, bytes: Uint8Array, length: number, rangeOf: (at: number) => Range): Content {
	return {
		bytes,
		start: 0,
		end: length,
		origin: {
			start: (at) => (at < length ? rawStart(body, rangeOf(at).start) : rawEnd(body, body.end)),
			end: (at) => (at > 0 ? rawEnd(body, rangeOf(at - 1).end) : rawStart(body, body.start)),
		},
		charset: body.charset,
	};
}
