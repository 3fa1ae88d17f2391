// Splits an mbox into messages, in one pass over chunks of about 1 MiB by native search. Messages stay where they were read:
// each batch is a chunk and views into it; only the unfinished message at a chunk's end is copied, into the next. Memory is
// that of two chunks, or of two copies of the largest message, up to the size limit; past it a message is only hashed.

import type { Chunks } from "../reading/chunks.ts";
import type { Content } from "../reading/content.ts";
import { HEAD_BYTES } from "../reading/limits.ts";
import { afterBlankLines, startsFromLine } from "../reading/lines.ts";
import { createLongMessage } from "../reading/long-message.ts";
import type { SourceMessage } from "../source.ts";
import { LANDING_BYTES, LOOK_AHEAD, landingAt, type Window } from "./content-length.ts";
import { type Current, finish, newMessage } from "./current.ts";
import { envelopeAt, LOOK_BYTES } from "./envelope.ts";
import { mboxFields } from "./fields.ts";
import { nextFrom, QUOTES, quotesBefore, unquote } from "./quoting.ts";

const LF = 0x0a;
const CR = 0x0d;
const FROM_BYTES = 5;
/** What stays in the window of a message that is only hashed: an envelope line that begins there must be seen whole. */
const HOLD_BYTES = 2 * LOOK_BYTES;

export interface SplitBatch {
	readonly chunk: Uint8Array;
	readonly messages: SourceMessage[];
	/** Offset of the envelope line that follows. */
	next: number;
}

export interface SplitOptions {
	readonly label: Pick<SourceMessage, "file" | "mailbox" | "owner">;
	readonly chunks: Chunks;
	readonly maxMessageBytes: number;
}

/** How far a window was understood. */
interface Scanned {
	readonly current: Current;
	/** Index to go on at. */
	readonly at: number;
	/** Offset that the window must reach before more can be said; 0: any further byte helps. */
	readonly reach: number;
	readonly done: boolean;
}

/** Reads on from offset `begin`, where an envelope line (or the file) begins. */
export async function* splitMbox(content: Content, begin: number, options: SplitOptions): AsyncGenerator<SplitBatch> {
	const { chunks } = options;
	const window: Window = { bytes: await chunks.take(HEAD_BYTES), filled: 0, base: begin, last: false };
	await fill(window, content);
	let current = firstMessage(window);
	let at = current.start;
	for (;;) {
		const batches: SplitBatch[] = [];
		const scanned = scan(window, content, current, at, batches, options);
		current = scanned.current;
		if (scanned.done) finish(window, current, window.filled, true, batches, options);
		for (const batch of batches) batch.next = scanned.done ? window.base + window.filled : window.base + current.envelope;
		const used = batches.some(({ chunk }) => chunk === window.bytes);
		if (scanned.done && !used) chunks.release(window.bytes);
		// What goes on is copied first: a batch that was handed out is the consumer's.
		if (!scanned.done) at = scanned.at - (await advance(window, scanned, used, options));
		yield* batches;
		if (scanned.done) return;
		await fill(window, content);
	}
}

async function fill(window: Window, content: Content): Promise<void> {
	window.filled += await content.fill(window.bytes.subarray(window.filled));
	window.last = window.filled < window.bytes.length;
}

function firstMessage(window: Window): Current {
	const { bytes, filled, base } = window;
	const at = base === 0 ? afterBlankLines(bytes, filled) : 0;
	if (startsFromLine(bytes, at)) return afterEnvelope(window, at);
	const start = at === filled ? at : 0;
	return newMessage(start, start, base + start, true);
}

function afterEnvelope(window: Window, envelope: number): Current {
	const newline = window.bytes.subarray(0, window.filled).indexOf(LF, envelope);
	const start = newline === -1 ? window.filled : newline + 1;
	return newMessage(envelope, start, window.base + start, false);
}

/** Finds whole messages in the window from index `from` on. */
function scan(window: Window, content: Content, first: Current, from: number, batches: SplitBatch[], options: SplitOptions): Scanned {
	const { bytes, filled, base, last } = window;
	const seen = filled === bytes.length ? bytes : bytes.subarray(0, filled);
	let current = first;
	let at = from;
	for (;;) {
		const hit = nextFrom(seen, at);
		if (hit === -1) return { current, at: Math.max(at, filled - FROM_BYTES + 1), reach: 0, done: last };
		at = hit + FROM_BYTES;
		const line = quotesBefore(bytes, hit, current.start);
		if (line !== current.start && bytes[line - 1] !== LF) continue;
		if (line !== hit) {
			current.quoted = true;
			continue;
		}
		if (base + hit < current.until) {
			current.unquoted = true;
			continue;
		}
		const verdict = envelopeAt(bytes, hit, filled, last, blankBefore(bytes, current.start, hit));
		if (verdict === "more") return { current, at: hit, reach: 0, done: false };
		if (current.until === -1) {
			const reach = verdict === "yes" ? believeLength(window, content, current, hit, options.maxMessageBytes) : 0;
			if (reach > 0) return { current, at: hit, reach, done: false };
			if (verdict === "no" || base + hit < current.until) {
				current.unquoted = true;
				continue;
			}
		}
		finish(window, current, hit, false, batches, options);
		current = afterEnvelope(window, hit);
		at = Math.max(at, current.start);
	}
}

/** Sets `until` where a Content-Length that can be believed goes past the envelope at `hit`; returns an offset to reach first, or 0. */
function believeLength(window: Window, content: Content, current: Current, hit: number, maxMessageBytes: number): number {
	current.fields ??= mboxFields(window.bytes, window.base, current.start, hit);
	const { body, length } = current.fields;
	const end = body + length;
	if (body === -1 || end <= window.base + hit) return 0;
	const landing = landingAt(window, content, body, end, window.base + hit - current.offset > maxMessageBytes ? 0 : LOOK_AHEAD);
	if (landing === "further") return end + LANDING_BYTES;
	if (landing === "envelope") {
		current.until = end;
		current.contested = window.base + hit - current.offset;
	}
	return 0;
}

function blankBefore(bytes: Uint8Array, start: number, at: number): boolean {
	if (at - 2 < start || bytes[at - 2] === LF) return true;
	return bytes[at - 2] === CR && (at - 3 < start || bytes[at - 3] === LF);
}

/** Moves the window on: what is unfinished goes to its beginning. `used`: messages lie in its memory. Returns by how much it moved. */
async function advance(window: Window, scanned: Scanned, used: boolean, options: SplitOptions): Promise<number> {
	const { chunks, maxMessageBytes } = options;
	const { current } = scanned;
	const { bytes, filled } = window;
	if (current.long === null && scanned.at - current.start > maxMessageBytes) {
		current.fields ??= mboxFields(bytes, window.base, current.start, scanned.at);
		current.long = createLongMessage(await chunks.take(maxMessageBytes), maxMessageBytes);
	}
	let keep = current.start;
	if (current.long !== null) {
		keep = cutOf(bytes, current.start, scanned.at - HOLD_BYTES);
		flush(current, bytes.subarray(current.start, keep), keep > 0 && bytes[keep - 1] === LF);
	}
	const kept = filled - keep;
	const need = Math.max(kept, scanned.reach - window.base - keep);
	const size = Math.max(chunks.bytes, Math.min(2 * need, maxMessageBytes + chunks.bytes), need + LOOK_BYTES);
	if (!used && bytes.length >= size) {
		bytes.copyWithin(0, keep, filled);
	} else {
		window.bytes = await chunks.take(size);
		window.bytes.set(bytes.subarray(keep, filled));
		if (!used) chunks.release(bytes);
	}
	window.filled = kept;
	window.base += keep;
	current.start = 0;
	current.envelope -= keep;
	return keep;
}

/** At or shortly before `at`, so that no quoted line is cut between its first ">" and "From ". */
function cutOf(bytes: Uint8Array, start: number, at: number): number {
	if (at <= start) return start;
	const newline = bytes.subarray(Math.max(start, at - QUOTES - FROM_BYTES), at).lastIndexOf(LF);
	return newline === -1 ? at : Math.max(start, at - QUOTES - FROM_BYTES) + newline + 1;
}

/** Hashes a piece of a long message. `startsLine`: the next piece begins a line. */
function flush(current: Current, piece: Uint8Array, startsLine: boolean): void {
	if (piece.length === 0) return;
	const size = current.unquoted ? piece.length : unquote(piece, current.startsLine);
	current.long?.push(piece.subarray(0, size));
	current.startsLine = startsLine;
}
