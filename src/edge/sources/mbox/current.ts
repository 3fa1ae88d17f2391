// The message that is being read from an mbox, and how it is finished: without the blank line that the format adds, its quoted
// lines unquoted, cut to its head where it is too long.

import { createHash } from "node:crypto";
import type { Problem } from "../../../core/model/problem.ts";
import { hasField } from "../reading/lines.ts";
import type { LongMessage } from "../reading/long-message.ts";
import type { SourceMessage } from "../source.ts";
import { isGap, type Window } from "./content-length.ts";
import { type MboxFields, mboxFields } from "./fields.ts";
import { unquote } from "./quoting.ts";
import type { SplitBatch, SplitOptions } from "./split.ts";

const LF = 0x0a;
const CR = 0x0d;
const NO_PROBLEMS: readonly Problem[] = [];
/** How much of a message without an envelope is looked at for a header field. */
const HEAD_BYTES = 64 * 1024;

/** Indices are into the window and move with it. */
export interface Current {
	/** Index of its envelope line; of its first byte where it has none. */
	envelope: number;
	/** Index of its first byte that is still in the window. */
	start: number;
	/** Offset of its first byte in the content. */
	readonly offset: number;
	/** It stands at the beginning of the file without an envelope line. */
	readonly bare: boolean;
	/** It holds lines that look quoted. */
	quoted: boolean;
	/** It holds a "From " line that is not quoted: so its writer does not quote, and nothing is unquoted. */
	unquoted: boolean;
	fields: MboxFields | null;
	/** Offset at which its body ends by a Content-Length that is believed; -1. */
	until: number;
	/** Where in it stands an envelope line that its Content-Length overruled; -1. */
	contested: number;
	long: LongMessage | null;
	/** Of a long message: what is left of it in the window begins a line. */
	startsLine: boolean;
}

export function newMessage(envelope: number, start: number, offset: number, bare: boolean): Current {
	return {
		envelope,
		start,
		offset,
		bare,
		quoted: false,
		unquoted: false,
		fields: null,
		until: -1,
		contested: -1,
		long: null,
		startsLine: true,
	};
}

/** The message ends before index `at`, where the next envelope line or the end of the content is. */
export function finish(window: Window, current: Current, at: number, atEnd: boolean, batches: SplitBatch[], options: SplitOptions): void {
	const { start, long } = current;
	if (atEnd && current.bare && start === at && long === null) return;
	const fields = current.fields ?? mboxFields(window.bytes, window.base, start, at);
	const end = endOf(window, fields, start, at);
	const piece = window.bytes.subarray(start, end);
	const unquoted = current.quoted && !current.unquoted ? piece.subarray(0, unquote(piece, current.startsLine)) : piece;
	const problems = problemsOf(current, unquoted);
	long?.push(unquoted);
	const size = long === null ? unquoted.length : long.size;
	const cut = size > options.maxMessageBytes;
	const whole = long === null ? unquoted : long.head();
	const sha256 = cut ? (long?.sha256() ?? createHash("sha256").update(unquoted).digest("hex")) : null;
	const { file, mailbox, owner } = options.label;
	const bytes = cut ? whole.subarray(0, options.maxMessageBytes) : whole;
	const message: SourceMessage = { bytes, size, sha256, file, offset: current.offset, mailbox, flags: fields.flags, problems, owner };
	const chunk = long === null ? window.bytes : long.chunk;
	const batch = batches.at(-1);
	if (batch?.chunk === chunk) batch.messages.push(message);
	else batches.push({ chunk, messages: [message], next: 0 });
}

/** By Content-Length where only the blank line follows; else before the blank line. */
function endOf(window: Window, fields: MboxFields, start: number, at: number): number {
	const { bytes, base } = window;
	const claimed = fields.body === -1 || fields.length === -1 ? -1 : fields.body + fields.length - base;
	if (claimed >= start && claimed <= at && isGap(bytes, claimed, at)) return claimed;
	if (at <= start || bytes[at - 1] !== LF) return at;
	const line = at - 1 > start && bytes[at - 2] === CR ? at - 2 : at - 1;
	return line === start || bytes[line - 1] === LF ? line : at;
}

function problemsOf(current: Current, rest: Uint8Array): readonly Problem[] {
	if (current.contested !== -1) {
		const detail = "A line in it looks like the beginning of another message, but its Content-Length says that it goes on.";
		return [{ code: "unparsable", detail, offset: current.contested }];
	}
	if (current.long === null && rest.length === 0) {
		return [{ code: "not-a-message", detail: "Nothing follows the envelope line.", offset: 0 }];
	}
	if (current.bare && current.long === null && !hasField(rest.subarray(0, HEAD_BYTES))) {
		return [{ code: "not-a-message", detail: "No envelope line and no header field stand before it.", offset: 0 }];
	}
	return NO_PROBLEMS;
}
