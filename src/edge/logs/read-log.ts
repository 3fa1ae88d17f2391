// Read log: one file, block by block. Blocks are read in any order by several threads, and what they found is put together in the order of the text.

import { needsSite } from "../../core/logs/detection/own-site.ts";
import { appError, isAppError } from "../../core/model/app-error.ts";
import type { BinaryLogFormat, LogFormat } from "../../core/model/log-event.ts";
import { readFrames } from "./binary-log.ts";
import { type BlockFindings, tooLong } from "./block-reader.ts";
import { type Blocks, createBlocks, type Piece } from "./blocks.ts";
import { bridgeOf, createFindings } from "./findings.ts";
import { HEAD_BYTES, headLines } from "./head-lines.ts";
import type { FileReading, LogPool } from "./log-pool.ts";
import type { LogContact, LogReadingEvent, LogReadingOptions } from "./log-reading.ts";
import { type LogEnd, type LogText, openLog } from "./log-text.ts";
import type { BlockMemory } from "./memory.ts";
import type { Cuts } from "./read-logs.ts";

export interface FileContext {
	readonly options: LogReadingOptions;
	readonly cuts: Cuts;
	readonly pool: LogPool;
	readonly memory: BlockMemory;
	readonly isWatched: (host: string) => boolean;
	/** Blocks of one file that are read, or read and not yet told of. */
	readonly ahead: number;
	readonly onRead: (bytes: number) => void;
}

type Events = AsyncGenerator<LogReadingEvent, void, void>;

export async function* readLog(file: string, context: FileContext): Events {
	let text: LogText | null = null;
	let blocks: Blocks | null = null;
	try {
		text = await openLog(file, context.onRead);
		blocks = createBlocks(text, { ...context.cuts, ...context.memory });
		const { bytes, isAll } = await blocks.head();
		const format = context.cuts.formats.binaryLogFormat(bytes.subarray(0, HEAD_BYTES), context.options.format ?? null);
		if (bytes.length === 0) yield emptyLog(file, await text.finish());
		else if (format !== null) yield* readBinary(file, text, blocks, format, context);
		else yield* readText(file, text, blocks, headLines(bytes, isAll), context);
	} catch (error) {
		if (!isAppError(error) || error.code !== "unreadable") throw error;
		yield { kind: "problem", file, problem: error.message };
	} finally {
		blocks?.close();
		text?.close();
	}
}

async function* readText(file: string, text: LogText, blocks: Blocks, head: readonly string[], context: FileContext): Events {
	const { options, cuts, pool } = context;
	const format = formatOf(head, context);
	if (needsSite(format, head, options.context))
		throw appError("unreadable", "its lines name no host, as those of a site's own server: say whose site it is with --site");
	const order = format.needsAll?.(head) ? "all" : format.order;
	const reading = pool.open(format, {
		order,
		head,
		bridge: bridgeOf(options),
		stretchBytes: cuts.stretchBytes,
		maxLineBytes: cuts.maxLineBytes,
	});
	const waiting: Promise<BlockFindings>[] = [];
	const found = createFindings(options);
	try {
		for await (const piece of blocks.pieces(order === "directives")) {
			const findings = findingsOf(piece, reading, context);
			// Who never waits for it must not end the process.
			findings.catch(() => {});
			waiting.push(findings);
			while (waiting.length >= context.ahead) yield* told(file, found.add(await (waiting.shift() as Promise<BlockFindings>)));
		}
		for (const findings of waiting) yield* told(file, found.add(await findings));
		yield* told(file, found.rest());
		yield { kind: "log", file, log: found.facts(format.id, await text.finish(), blocks.offset()) };
	} finally {
		reading.close();
	}
}

async function* readBinary(file: string, text: LogText, blocks: Blocks, format: BinaryLogFormat, context: FileContext): Events {
	const { options, isWatched } = context;
	const found = createFindings(options);
	let [offset, broken]: [number, string | null] = [0, null];
	const frames = { format, context: options.context, isWatched, bridge: bridgeOf(options), ...blocks.take() };
	try {
		for await (const { findings, end, damage } of readFrames(text, frames)) {
			yield* told(file, found.add(findings));
			[offset, broken] = [end, damage];
		}
	} finally {
		context.memory.release(frames.chunk);
	}
	yield* told(file, found.rest());
	const end = await text.finish();
	yield { kind: "log", file, log: found.facts(format.id, { ...end, damage: end.damage ?? broken }, offset) };
}

function* told(file: string, batches: readonly (readonly LogContact[])[]): Generator<LogReadingEvent, void, void> {
	for (const contacts of batches) yield { kind: "contacts", file, contacts };
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
		return { lines: 1, unread: 1, problems: [{ offset: piece.offset, problem }], unmapped: [], spoken: [], contacts: [] };
	}
	const { bytes, offset, directives } = piece;
	try {
		return await reading.read({ bytes, offset, directives });
	} finally {
		memory.release(piece.chunk);
	}
}

/** A log that was rotated before anybody wrote to it says nothing, and that is in order. */
function emptyLog(file: string, end: LogEnd): LogReadingEvent {
	if (end.damage !== null) return { kind: "problem", file, problem: end.damage };
	return { kind: "log", file, log: createFindings({ hosts: [], context: { now: 0, zone: 0 } }).facts("empty", end, 0) };
}
