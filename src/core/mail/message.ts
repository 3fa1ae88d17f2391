// Message: bytes to the MIME tree (RFC 5322, RFC 2045 to 2049) as a flat list, in one pass: a stack of open parts, and one look at each line
// that begins with "--". No recursion but into what is encoded or mislabelled, and that is bounded. A breach is a problem beside
// whatever could be read.

import type { Codec } from "../model/codec.ts";
import { type Content, rawStart } from "../model/content.ts";
import type { Message, Part } from "../model/message.ts";
import type { Problem } from "../model/problem.ts";
import { readEntities } from "./entities.ts";
import { MAX_ALL_PARAMETERS, MAX_DECODED_BYTES, MAX_HEADER_FIELDS, MAX_MESSAGE_BYTES } from "./limits.ts";
import { createReport } from "./problems.ts";

/**
 * The parts of one raw message, outermost first, each before those inside it. Never throws; linear in the input. Only the first
 * MAX_MESSAGE_BYTES are read. A message without a single header field is none: no parts, and the problem `not-a-message`.
 */
export function readMessage(input: Uint8Array, codec: Codec): Message {
	// One kind of typed array for all the loops behind, whatever was given.
	const bytes = input.constructor === Uint8Array ? input : new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
	const end = Math.min(bytes.length, MAX_MESSAGE_BYTES);
	const { parts, problems } = readMessageIn({ bytes, start: 0, end, origin: null, charset: "utf-8" }, codec);
	if (end === bytes.length) return { parts, problems };
	const detail = `a message of ${bytes.length} bytes: only the first ${end} were read`;
	return { parts, problems: [...problems, { code: "limit-size", detail, offset: end }] };
}

/** The same of a message that lies in an attached file; its sections count from its own beginning. */
export function readMessageIn(content: Content, codec: Codec): Message {
	const problems: Problem[] = [];
	const report = createReport(problems);
	const parts: Part[] = [];
	const budget = { parametersLeft: MAX_ALL_PARAMETERS, fieldsLeft: MAX_HEADER_FIELDS, bytesLeft: MAX_DECODED_BYTES };
	readEntities({ parts, codec, report, budget }, content, { kind: "message", parent: null });
	if (parts.length === 1 && parts[0].fields.length === 0) {
		return {
			parts: [],
			problems: [{ code: "not-a-message", detail: "no header field stands here", offset: rawStart(content, content.start) }],
		};
	}
	return { parts, problems };
}
