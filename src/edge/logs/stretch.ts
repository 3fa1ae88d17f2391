// Stretch: some lines of a log, asked when they speak. Reading the time of every line would cost more than all else, so of each 16 KiB the first line and
// the last are asked, and all where these are far apart. A silence is thereby told to the line in a log whose lines are in order; a single line
// with another time amid them changes nothing.

import type { LineReader } from "../../core/model/log-event.ts";

/** Lines that begin in these bytes of a log's text, counted from its beginning, are one stretch. */
export const STRETCH_BYTES = 16 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** Lines whose times are asked for. */
export interface Stretch {
	readonly bytes: Uint8Array;
	readonly start: number;
	readonly end: number;
	readonly reader: LineReader;
	readonly maxLineBytes: number;
}

/** When its lines speak: all through, where its first and its last are not far apart. */
export function speak(stretch: Stretch, bridge: number, add: (from: number, to: number) => void): void {
	const { bytes, start, end } = stretch;
	let first: number | null = null;
	let at = start;
	for (let lf = 0; at < end && first === null; at = lf + 1) {
		lf = lineEnd(bytes, at, end);
		first = timeAt(stretch, at, lf);
	}
	if (first === null) return;
	let last: number | null = null;
	for (let to = end; to > at && last === null; ) {
		const lf = bytes[to - 1] === LF ? to - 1 : to;
		to = Math.max(at, bytes.subarray(0, lf).lastIndexOf(LF) + 1);
		last = timeAt(stretch, to, lf);
	}
	last ??= first;
	if (Math.abs(last - first) <= bridge) add(Math.min(first, last), Math.max(first, last));
	else addEach(stretch, add);
}

function addEach(stretch: Stretch, add: (from: number, to: number) => void): void {
	const { bytes, start, end } = stretch;
	for (let from = start, lf = 0; from < end; from = lf + 1) {
		lf = lineEnd(bytes, from, end);
		const time = timeAt(stretch, from, lf);
		if (time !== null) add(time, time);
	}
}

function lineEnd(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== LF) at++;
	return at;
}

function timeAt({ bytes, reader, maxLineBytes }: Stretch, start: number, lf: number): number | null {
	if (lf - start > maxLineBytes) return null;
	const end = lf > start && bytes[lf - 1] === CR ? lf - 1 : lf;
	return end > start ? timeOf(reader, textOf(bytes, start, end)) : null;
}

export function timeOf(reader: LineReader, text: string): number | null {
	const time = reader.time(text);
	return time !== null && Number.isFinite(time) ? time : null;
}

/** Where it is not UTF-8, what is not becomes U+FFFD. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("utf8");
}
