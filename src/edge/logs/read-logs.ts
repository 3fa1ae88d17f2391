// Read logs: several files, in one pass over all cores. One thread reads, undoes compression and hashes; the others look at the lines. The next files are
// begun while one is read, so that several compressed ones keep all cores busy, and are told of in the order they were given.

import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { compileHosts } from "../../core/exposure/host-matcher.ts";
import { isAppError } from "../../core/model/app-error.ts";
import { MAX_LINE_BYTES } from "./block-reader.ts";
import { chunkBytes } from "./blocks.ts";
import type { LogFormats } from "./log-formats.ts";
import * as logFormats from "./log-formats.ts";
import { createInlinePool, createLogPool, IN_FLIGHT } from "./log-pool.ts";
import type { LogReadingEvent, LogReadingOptions } from "./log-reading.ts";
import { createMemory } from "./memory.ts";
import { type FileContext, readLog } from "./read-log.ts";
import { STRETCH_BYTES } from "./stretch.ts";
import { createWatched } from "./watched.ts";

/** What tests change: by what cuts the text, no result may change. */
export interface Cuts {
	readonly blockBytes: number;
	readonly stretchBytes: number;
	readonly maxLineBytes: number;
	/** URL of a module that exports LogFormats, for threads; and the same. */
	readonly module: string;
	readonly formats: LogFormats;
}

export const CUTS: Cuts = {
	blockBytes: 1024 * 1024,
	stretchBytes: STRETCH_BYTES,
	maxLineBytes: MAX_LINE_BYTES,
	module: new URL(import.meta.url.endsWith(".ts") ? "./log-formats.ts" : "./log-formats.js", import.meta.url).href,
	formats: logFormats,
};

/** Threads take longer to start than this takes to read. */
const FEW_BYTES = 8 * 1024 * 1024;

/** `files`: paths; "-" is standard input. Rejects with an AppError ("failure") only where the program itself breaks down. */
export async function* readLogs(
	files: readonly string[],
	options: LogReadingOptions,
	cuts: Cuts = CUTS,
): AsyncGenerator<LogReadingEvent, void, void> {
	const workers = options.workers ?? ((await isLittle(files)) ? 0 : availableParallelism());
	const lanes = Math.max(1, workers);
	const table = compileHosts(options.hosts);
	const shared = { table, hosts: options.hosts, context: options.context };
	const pool = workers === 0 ? createInlinePool(shared) : createLogPool(workers, { ...shared, formats: cuts.module });
	const memory = createMemory(chunkBytes(cuts), 2 * lanes + IN_FLIGHT * lanes);
	let bytes = 0;
	const context: FileContext = {
		options,
		cuts,
		pool,
		memory,
		isWatched: createWatched(options.hosts),
		ahead: (IN_FLIGHT + 1) * lanes,
		onRead(count) {
			bytes += count;
			options.onProgress?.(bytes);
		},
	};
	const begun: { readonly events: AsyncGenerator<LogReadingEvent>; next: Promise<IteratorResult<LogReadingEvent>> }[] = [];
	try {
		for (let next = 0; next < files.length || begun.length > 0; ) {
			while (next < files.length && begun.length < lanes) {
				const events = readLog(files[next++], context);
				const first = events.next();
				first.catch(() => {});
				begun.push({ events, next: first });
			}
			const [file] = begun;
			for (let event = await file.next; !event.done; event = await file.events.next()) yield event.value;
			begun.shift();
		}
	} finally {
		await pool.close();
		// What a generator waits for was settled or rejected.
		await Promise.all(begun.map(({ events }) => events.return(undefined).catch(ignored)));
	}
}

function ignored(error: unknown): void {
	if (!isAppError(error)) throw error;
}

async function isLittle(files: readonly string[]): Promise<boolean> {
	let bytes = 0;
	for (const file of files) {
		if (file === "-" || bytes > FEW_BYTES) return false;
		const stats = await stat(file).catch(() => null);
		// Compressed, a log is a tenth.
		bytes += (stats?.size ?? 0) * (/\.(?:gz|zst)$/i.test(file) ? 10 : 1);
	}
	return bytes <= FEW_BYTES;
}
