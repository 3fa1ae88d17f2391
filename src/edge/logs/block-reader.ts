// Block reader: what a thread does with a block of lines. Few lines are ever parsed: those that hold a watched host, those that a quick look finds
// odd, and at the ends of every 16 KiB one whose time is read. What it tells does not depend on how the text was cut into blocks.

import { createHostMatcher, type HostTable } from "../../core/exposure/host-matcher.ts";
import { isSkimmer } from "../../core/logs/reading/skimmer.ts";
import type { LineReader, LogContext, LogEvent, LogFormat, LogOrder, LogProblem } from "../../core/model/log-event.ts";
import { markLength } from "./head-lines.ts";
import type { LogContact } from "./log-reading.ts";
import { createSpoken } from "./spoken.ts";
import { speak, textOf, timeOf } from "./stretch.ts";
import { createUnmapped, type UnmappedWord } from "./unmapped.ts";
import { createWatched } from "./watched.ts";

/** A line past this is not read: one of 100 MB is an attack, or another kind of file. */
export const MAX_LINE_BYTES = 1024 * 1024;

/** Lines that could not be read and are shown. */
export const SHOWN_PROBLEMS = 10;

export interface Block {
	/** Whole lines, all that begin in one or more stretches; only the last of a file may lack its line end. */
	readonly bytes: Uint8Array;
	/** Of its first byte in the log's text. */
	readonly offset: number;
	/** Lines that set how these are read (LogFormat.order); of other formats none. */
	readonly directives: readonly string[];
}

export interface LineProblem {
	readonly offset: number;
	readonly problem: string;
}

export interface BlockFindings {
	readonly lines: number;
	readonly unread: number;
	/** The first few. */
	readonly problems: readonly LineProblem[];
	/** All of them: which few of the log are told is known at its end. */
	readonly unmapped: readonly UnmappedWord[];
	/** From, to, from, to: when it speaks. Milliseconds since 1970, by the log's own clock. */
	readonly spoken: readonly number[];
	readonly contacts: readonly LogContact[];
}

export interface BlockReader {
	read(block: Block): BlockFindings;
}

export interface BlockOptions {
	readonly format: LogFormat;
	/** Of this file. */
	readonly order: LogOrder | undefined;
	/** The file's first lines. */
	readonly head: readonly string[];
	readonly context: LogContext;
	/** Silences that part nothing, in milliseconds. */
	readonly bridge: number;
	readonly stretchBytes: number;
	readonly maxLineBytes: number;
}

const LF = 0x0a;
const CR = 0x0d;
const HASH = 0x23;
const NUMBER = new Intl.NumberFormat("en-GB");

/** `table` and `hosts` are of the same hosts. */
export function createBlockReader(table: HostTable, hosts: readonly string[]): (options: BlockOptions) => BlockReader {
	const matcher = createHostMatcher(table);
	const isWatched = createWatched(hosts);
	return (options) => {
		const { format, order } = options;
		const context = { ...options.context, isWhole: order === "all" };
		let reader: LineReader | null = null;
		let directives: readonly string[] = [];
		return {
			read(block) {
				if (order === "directives" && (reader === null || !isSame(directives, block.directives))) {
					directives = block.directives;
					reader = format.reader(directives, context);
				}
				reader ??= format.reader(options.head, context);
				const { findings, sawDirective } = readLines(block, reader, matcher.lines(block.bytes, 0, block.bytes.length), options, isWatched);
				if (sawDirective) reader = null;
				return findings;
			},
		};
	};
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((line, index) => line === b[index]);
}

function readLines(
	{ bytes, offset }: Block,
	reader: LineReader,
	hits: readonly number[],
	{ format, order, bridge, stretchBytes, maxLineBytes }: BlockOptions,
	isWatched: (host: string) => boolean,
): { findings: BlockFindings; sawDirective: boolean } {
	const { plausible } = format;
	const skimmer = isSkimmer(reader) ? reader : null;
	const problems: LineProblem[] = [];
	const contacts: LogContact[] = [];
	const unmapped = createUnmapped(Number.POSITIVE_INFINITY);
	const spoken = createSpoken(bridge);
	const size = bytes.length;
	let lines = 0;
	let unread = 0;
	let hit = 0;
	let sawDirective = false;
	const mark = offset === 0 ? markLength(bytes) : 0;
	let stretch = mark;
	let nextStretch = stretchBytes - (offset % stretchBytes);

	function placeOf(start: number): number {
		return start === mark ? offset : offset + start;
	}

	function judged(start: number, read: LogEvent | LogProblem | null): LogEvent | null {
		if (read === null) return null;
		if (!("problem" in read)) {
			if (read.unmapped !== undefined) unmapped.add({ word: read.unmapped, lines: 1, offset: placeOf(start) });
			return read;
		}
		unread++;
		if (problems.length < SHOWN_PROBLEMS) problems.push({ offset: placeOf(start), problem: read.problem });
		return null;
	}

	function close(end: number): void {
		if (order !== "all" && end > stretch) speak({ bytes, start: stretch, end, reader, maxLineBytes }, bridge, spoken.add);
		stretch = end;
	}

	// Buffer's search is four times a loop's speed.
	const search = Buffer.from(bytes.buffer, bytes.byteOffset, size);
	for (let start = stretch, next = 0; start < size; start = next) {
		const found = search.indexOf(LF, start);
		const lf = found === -1 ? size : found;
		next = lf + 1;
		lines++;
		if (start >= nextStretch) {
			close(start);
			nextStretch += stretchBytes * Math.ceil((start - nextStretch + 1) / stretchBytes);
		}
		const end = lf > start && bytes[lf - 1] === CR ? lf - 1 : lf;
		const isHit = hit < hits.length && hits[hit] < next;
		while (hit < hits.length && hits[hit] < next) hit++;
		if (end === start) continue;
		if (lf - start > maxLineBytes) {
			judged(start, tooLong(lf - start, maxLineBytes));
			continue;
		}
		if (order === "directives" && bytes[start] === HASH) {
			// What was read so far is of other fields.
			close(start);
			sawDirective = true;
			judged(start, reader.read(textOf(bytes, start, end)));
		} else if (!isHit && skimmer?.skim(bytes, start, end) === true) {
			if (order === "all") speaks(skimmer.skimmedTime?.() ?? null);
		} else if (order === "all") {
			const text = textOf(bytes, start, end);
			speaks(timeOf(reader, text));
			contact(start, judged(start, reader.read(text)));
		} else if (isHit || plausible === undefined || !plausible(bytes, start, end)) {
			contact(start, judged(start, reader.read(textOf(bytes, start, end))));
		}
	}
	close(size);

	function speaks(time: number | null): void {
		if (time !== null) spoken.add(time, time);
	}

	function contact(start: number, event: LogEvent | null): void {
		if (event !== null && isWatched(event.host)) contacts.push({ event, offset: placeOf(start) });
	}

	return { findings: { lines, unread, problems, unmapped: unmapped.words(), spoken: spoken.spans().flat(), contacts }, sawDirective };
}

export function tooLong(bytes: number, most: number): LogProblem {
	return { problem: `a line of ${NUMBER.format(bytes)} bytes: past ${NUMBER.format(most)} it is not read` };
}
