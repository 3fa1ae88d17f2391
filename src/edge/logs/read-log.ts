// Read log: one file, block by block. Blocks are read in any order by several threads, and what they found is put together in the order of the text.

import { appError, isAppError } from "../../core/model/app-error.ts";
import type { LogFormat } from "../../core/model/log-event.ts";
import { type BlockFindings, SHOWN_PROBLEMS, tooLong } from "./block-reader.ts";
import { createBlocks, type Piece } from "./blocks.ts";
import { HOUR, withoutHabits } from "./gaps.ts";
import { headLines } from "./head-lines.ts";
import type { FileReading, LogPool } from "./log-pool.ts";
import { BATCH_CONTACTS, type LogContact, type LogFacts, type LogReadingEvent, type LogReadingOptions } from "./log-reading.ts";
import { type LogEnd, type LogText, openLog } from "./log-text.ts";
import type { BlockMemory } from "./memory.ts";
import type { Cuts } from "./read-logs.ts";
import { createSpoken, type Spoken } from "./spoken.ts";

export interface FileContext {
	readonly options: LogReadingOptions;
	readonly cuts: Cuts;
	readonly pool: LogPool;
	readonly memory: BlockMemory;
	readonly ahead: number;
	readonly onRead: (bytes: number) => void;
}

export async function* readLog(file: string, context: FileContext): AsyncGenerator<LogReadingEvent, void, void> {
	let text: LogText | null = null;
	try {
		text = await openLog(file, context.onRead);
		yield* readText(file, text, context);
	} catch (error) {
		if (!isAppError(error) || error.code !== "unreadable") throw error;
		yield { kind: "problem", file, problem: error.message };
	} finally {
		text?.close();
	}
}

async function* readText(file: string, text: LogText, context: FileContext): AsyncGenerator<LogReadingEvent, void, void> {
	const { options, cuts, pool, memory } = context;
	const blocks = createBlocks(text, { ...cuts, ...memory });
	const waiting: Promise<BlockFindings>[] = [];
	let reading: FileReading | null = null;
	try {
		const { bytes, isAll } = await blocks.head();
		if (bytes.length === 0) {
			yield emptyLog(file, await text.finish());
			return;
		}
		const head = headLines(bytes, isAll);
		const format = formatOf(head, context);
		const bridge = options.gap == null ? HOUR : options.gap * 60_000;
		reading = pool.open(format, { head, bridge, stretchBytes: cuts.stretchBytes, maxLineBytes: cuts.maxLineBytes });
		const found = createFindings(bridge);
		for await (const piece of blocks.pieces(format.order === "directives")) {
			waiting.push(findingsOf(piece, reading, context));
			// Who never waits for it must not end the process.
			waiting.at(-1)?.catch(() => {});
			while (waiting.length >= context.ahead) yield* contactsOf(file, found, await waiting.shift(), options);
		}
		while (waiting.length > 0) yield* contactsOf(file, found, await waiting.shift(), options);
		yield* contactsOf(file, found, undefined, options);
		yield { kind: "log", file, log: factsOf(format, found, await text.finish(), blocks.offset(), options) };
	} finally {
		blocks.close();
		reading?.close();
	}
}

function formatOf(head: readonly string[], { options, cuts }: FileContext): LogFormat {
	const { findLogFormat, detectLogFormat } = cuts.formats;
	if (options.format != null) {
		const format = findLogFormat(options.format);
		if (format !== null) return format;
		throw appError("usage", `there is no log format ${options.format}; docs/logs.md lists them`);
	}
	const format = detectLogFormat(head, options.context);
	if (format !== null) return format;
	throw appError("unreadable", "its format is not known: name it with --format, or describe its columns with --mapping (docs/logs.md)");
}

async function findingsOf(piece: Piece, reading: FileReading, { memory, cuts }: FileContext): Promise<BlockFindings> {
	if (piece.kind === "long-line") {
		const { problem } = tooLong(piece.bytes, cuts.maxLineBytes);
		return { lines: 1, unread: 1, problems: [{ offset: piece.offset, problem }], spoken: [], contacts: [] };
	}
	const { bytes, offset, directives } = piece;
	try {
		return await reading.read({ bytes, offset, directives });
	} finally {
		memory.release(piece.chunk);
	}
}

interface Findings {
	lines: number;
	unread: number;
	contacts: number;
	readonly problems: BlockFindings["problems"][number][];
	readonly spoken: Spoken;
	/** Not yet told of. */
	batch: LogContact[];
}

function createFindings(bridge: number): Findings {
	return { lines: 0, unread: 0, contacts: 0, problems: [], spoken: createSpoken(bridge), batch: [] };
}

/** Adds what was found in a block; undefined: there are no more, and what is left is told. */
function* contactsOf(
	file: string,
	found: Findings,
	block: BlockFindings | undefined,
	{ clockOffset = 0 }: LogReadingOptions,
): Generator<LogReadingEvent> {
	found.batch = found.batch.concat(block?.contacts ?? []);
	if (block !== undefined) {
		found.lines += block.lines;
		found.unread += block.unread;
		found.contacts += block.contacts.length;
		found.problems.push(...block.problems.slice(0, SHOWN_PROBLEMS - found.problems.length));
		for (let index = 0; index < block.spoken.length; index += 2) found.spoken.add(block.spoken[index], block.spoken[index + 1]);
	}
	while (found.batch.length >= BATCH_CONTACTS || (block === undefined && found.batch.length > 0)) {
		yield { kind: "contacts", file, contacts: found.batch.slice(0, BATCH_CONTACTS).map((contact) => shifted(contact, clockOffset)) };
		found.batch = found.batch.slice(BATCH_CONTACTS);
	}
}

function factsOf(format: LogFormat, found: Findings, end: LogEnd, offset: number, { gap, clockOffset = 0 }: LogReadingOptions): LogFacts {
	const { lines, unread, contacts, spoken } = found;
	const spans = spoken.spans().map(([from, to]) => [from + clockOffset, to + clockOffset] as const);
	const problems = end.damage === null ? found.problems : [...found.problems, { offset, problem: end.damage }];
	const coverage = gap == null ? withoutHabits(spans) : spans;
	const { sha256, size } = end;
	return { sha256, format: format.id, size, lines, unread, problems, broken: end.damage !== null, coverage, contacts };
}

function shifted(contact: LogContact, milliseconds: number): LogContact {
	const { event, offset } = contact;
	return milliseconds === 0 || event.time === null ? contact : { event: { ...event, time: event.time + milliseconds }, offset };
}

/** A log that was rotated before anybody wrote to it says nothing, and that is in order. */
function emptyLog(file: string, { sha256, size, damage }: LogEnd): LogReadingEvent {
	if (damage !== null) return { kind: "problem", file, problem: damage };
	return {
		kind: "log",
		file,
		log: { sha256, format: "empty", size, lines: 0, unread: 0, problems: [], broken: false, coverage: [], contacts: 0 },
	};
}
