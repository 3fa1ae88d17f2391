// Scan: mailboxes into a case, over all cores. One thread reads and writes, the workers inspect; what was read is written in the order in
// which it was read, each transaction with the checkpoint up to which it goes. A killed scan therefore loses nothing and the next one
// goes on where it stopped.

import { availableParallelism } from "node:os";
import { DETECTOR } from "../../core/detector.ts";
import type { Problem } from "../../core/model/problem.ts";
import type { Casebook, Run } from "../../edge/casebook/casebook.ts";
import type { Match } from "../../edge/casebook/hunting/hunt.ts";
import { createMatcher } from "../../edge/casebook/hunting/watch-matcher.ts";
import type { EncodedRows } from "../../edge/casebook/rows.ts";
import type { FileProgress } from "../../edge/casebook/source-files.ts";
import type { FilterImage } from "../../edge/filters/compile-lists.ts";
import { openSources } from "../../edge/sources/open-sources.ts";
import type { MessageBatch } from "../../edge/sources/source.ts";
import { createArena } from "./arena.ts";
import { createFiles } from "./files.ts";
import { listedOwner, listedOwners } from "./listed-owner.ts";
import { createPool } from "./pool.ts";
import { taskOf } from "./task.ts";

export interface ScanOptions {
	readonly owner: readonly string[];
	readonly keepRaw: boolean;
	readonly filters?: FilterImage | null;
	/** Text of a file of DNS keys, by which messages are authenticated again. */
	readonly dnsKeys?: string | null;
	/** authserv-ids, lower case, whose Authentication-Results are believed beside those of the server that took the mail in. */
	readonly trustedServers?: readonly string[];
	/** Threads that inspect; as many as there are cores if left out. */
	readonly workers?: number;
	/** Called after every batch. */
	readonly onProgress?: (progress: ScanProgress) => void;
	/** Called for a file or folder that could not be read. */
	readonly onFailure?: (file: string, problem: Problem, fatal: boolean) => void;
	/** Called for what is on the case's watch list, once the message is in the case. */
	readonly onWatched?: (match: Match) => void;
	/** Ends the scan early; what was read until then is kept. */
	readonly signal?: AbortSignal;
}

export interface ScanProgress {
	/** Bytes of files that were read, or known to be unchanged. */
	readonly bytes: number;
	readonly messages: number;
}

export interface ScanResult extends ScanProgress {
	/** Files that were not read again. */
	readonly unchanged: number;
	/** Files that are read again only because the program knows more than it did. */
	readonly newerDetector: number;
	/** Files in folders that are no mail. */
	readonly ignored: number;
	/** What could not be read at all (exit code 3). */
	readonly unreadable: number;
	/** Messages that the watch list found; null where nothing is on it. */
	readonly watched: number | null;
	/** DNS names that checking asked for and the file of keys does not hold, in order, the first few thousand. */
	readonly missingKeys: readonly string[];
	readonly interrupted: boolean;
}

const CHUNK_BYTES = 1024 * 1024;

/** More messages to a transaction cost less for each, hardly so past this; and their rows are in memory until then. */
const MESSAGES_A_WRITE = 300;
const LONGEST_WAIT = 500;
/** Attack: a name of its own in each of a million signatures. */
const MOST_MISSING = 5000;

export async function scan(locations: readonly string[], casebook: Casebook, options: ScanOptions): Promise<ScanResult> {
	const run = await casebook.beginRun({ sources: [...locations], detector: DETECTOR });
	const listed = listedOwners(await casebook.people.list(), locations);
	const files = createFiles(run, options.owner, (file) => listedOwner(listed, file));
	const arena = createArena(CHUNK_BYTES);
	const missingKeys = new Set<string>();
	const workerOptions = {
		owner: options.owner,
		listed,
		keepRaw: options.keepRaw,
		filters: options.filters ?? null,
		dnsKeys: options.dnsKeys ?? null,
		trustedServers: options.trustedServers ?? [],
		detector: DETECTOR,
	};
	const pool = createPool(options.workers ?? availableParallelism(), workerOptions, (names) => {
		for (const name of names) if (missingKeys.size < MOST_MISSING) missingKeys.add(name);
	});
	// As it is when the scan begins: what is added meanwhile is for the next.
	const matcher = await createMatcher(casebook.watchList.list());
	const watched = new Set<string>();
	const writer = createWriter(run, (rows) => {
		for (const match of matcher === null ? [] : rows.flatMap(matcher)) {
			watched.add(match.message.sha256);
			options.onWatched?.(match);
		}
		options.onProgress?.(progress());
	});
	const counts = { messages: 0, ignored: 0, unreadable: 0 };
	const progress = (): ScanProgress => ({ bytes: files.bytes(), messages: counts.messages });
	let interrupted = false;

	function inspect(batch: MessageBatch, number: number): void {
		counts.messages += batch.messages.length;
		arena.handOver(batch.chunk);
		const inspected = pool.run(taskOf(number, batch)).finally(() => arena.release(batch.chunk));
		writer.add(inspected, files.after(batch), batch.messages.length);
	}

	try {
		let number = 0;
		const sourceOptions = { allocate: arena.allocate, release: arena.release, chunkBytes: CHUNK_BYTES, resume: files.resume };
		for await (const event of openSources(locations, sourceOptions)) {
			if (event.kind === "messages") inspect(event, number++);
			else if (event.kind === "done") writer.add(null, files.done(event), 0);
			else if (event.kind === "ignored") counts.ignored++;
			else {
				if (event.fatal) counts.unreadable++;
				options.onFailure?.(event.file, event.problem, event.fatal);
				writer.add(null, files.failed(event), 0);
			}
			await writer.pressure();
			if (options.signal?.aborted) {
				interrupted = true;
				break;
			}
		}
		writer.add(null, files.unfinished(), 0);
		await writer.close();
		if (!interrupted) await files.forgetMissing(locations);
		await run.finish({ messages: counts.messages, unreadable: counts.unreadable, interrupted });
	} finally {
		await pool.close();
	}
	const { unchanged, newerDetector } = files.counts();
	return {
		...progress(),
		...counts,
		unchanged,
		newerDetector,
		watched: matcher === null ? null : watched.size,
		missingKeys: [...missingKeys].sort(),
		interrupted,
	};
}

interface Written {
	readonly rows: Promise<EncodedRows> | null;
	readonly files: readonly FileProgress[];
	readonly messages: number;
}

interface Writer {
	add(rows: Promise<EncodedRows> | null, files: readonly FileProgress[], messages: number): void;
	/** Waits while too much is unwritten; throws what went wrong. */
	pressure(): Promise<void>;
	close(): Promise<void>;
}

/** Batches that may wait to be written: their rows are in memory, their mail no longer. */
const MOST_WAITING = 12;

/** Writes in the order of `add`, several batches to a transaction. */
function createWriter(run: Run, written: (rows: readonly EncodedRows[]) => void): Writer {
	const queue: Written[] = [];
	let failure: unknown = null;
	let rows: EncodedRows[] = [];
	let files: FileProgress[] = [];
	let messages = 0;
	let last = performance.now();
	let working: Promise<void> | null = null;
	/** Kept, and made anew, whenever the queue got shorter. */
	let shorter = Promise.withResolvers<void>();

	function tell(): void {
		shorter.resolve();
		shorter = Promise.withResolvers();
	}

	async function flush(): Promise<void> {
		if (rows.length === 0 && files.length === 0) return;
		const batch = { rows, files: joined(files) };
		rows = [];
		files = [];
		messages = 0;
		await run.write(batch);
		last = performance.now();
		written(batch.rows);
	}

	async function work(): Promise<void> {
		for (let next = queue[0]; next !== undefined; next = queue[0]) {
			if (next.rows !== null) rows.push(await next.rows);
			queue.shift();
			files.push(...next.files);
			messages += next.messages;
			if (messages >= MESSAGES_A_WRITE || performance.now() - last > LONGEST_WAIT) await flush();
			tell();
		}
	}

	function start(): void {
		working ??= work()
			.catch((error) => {
				failure ??= error;
				queue.length = 0;
				tell();
			})
			.finally(() => {
				working = null;
				// What was added after the last look at the queue.
				if (queue.length > 0) start();
			});
	}

	return {
		add(inspected, progress, count) {
			inspected?.catch(() => {});
			// What was lost is read again; a checkpoint past it would say that it need not be.
			if (failure !== null) return;
			queue.push({ rows: inspected, files: progress, messages: count });
			start();
		},
		async pressure() {
			// Not for the rows alone: they are there long before a server has taken those before them.
			while (queue.length > MOST_WAITING && failure === null) await shorter.promise;
			if (failure !== null) throw failure;
		},
		async close() {
			while (working !== null) await working;
			if (failure === null) await flush();
			if (failure !== null) throw failure;
		},
	};
}

/** Several steps through one file in a transaction are one step. */
function joined(files: readonly FileProgress[]): FileProgress[] {
	const byFile = new Map<string, FileProgress>();
	for (const progress of files) {
		const key = `${progress.mailbox}\0${progress.file}`;
		const before = byFile.get(key);
		byFile.set(
			key,
			before === undefined ? progress : { ...progress, from: before.from, problems: [...before.problems, ...progress.problems] },
		);
	}
	return [...byFile.values()];
}
