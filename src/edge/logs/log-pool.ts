// Log pool: the threads that read blocks, each with a second one waiting so that none is idle; without threads the calling one reads. A file whose lines
// need all those before them stays with one thread.

import { Worker } from "node:worker_threads";
import type { HostTable } from "../../core/exposure/host-matcher.ts";
import { type AppError, appError } from "../../core/model/app-error.ts";
import type { LogContext, LogFormat } from "../../core/model/log-event.ts";
import { type Block, type BlockFindings, type BlockOptions, createBlockReader } from "./block-reader.ts";

export interface WorkerOptions {
	readonly table: HostTable;
	readonly hosts: readonly string[];
	/** Module that exports LogFormats. */
	readonly formats: string;
	readonly context: LogContext;
}

/** Of one file. */
export type FileOptions = Omit<BlockOptions, "format" | "context">;

export type FileTask =
	| { readonly kind: "open"; readonly file: number; readonly format: string; readonly options: FileOptions }
	| { readonly kind: "close"; readonly file: number };

export interface BlockTask {
	readonly kind: "block";
	readonly file: number;
	readonly number: number;
	readonly block: Block;
}

export interface FileReading {
	/** The block's memory is free once this is settled. Rejects with an AppError where a thread breaks down. */
	read(block: Block): Promise<BlockFindings>;
	close(): void;
}

export interface LogPool {
	open(format: LogFormat, options: FileOptions): FileReading;
	close(): Promise<void>;
}

/** Blocks that a thread has at once. */
export const IN_FLIGHT = 2;

/** Lines are cut and thrown away; the contacts of a block whose every line is one are 20 MB. */
const RESOURCES = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

/** A published package is compiled; a checkout runs as it is written. */
const ENTRY = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/** Reads in the calling thread. */
export function createInlinePool(options: Omit<WorkerOptions, "formats">): LogPool {
	const openReader = createBlockReader(options.table, options.hosts);
	return {
		open(format, fileOptions) {
			const reader = openReader({ ...fileOptions, context: options.context, format });
			return { read: async (block) => reader.read(block), close() {} };
		},
		async close() {},
	};
}

interface Member {
	readonly worker: Worker;
	/** Blocks that it has. */
	readonly numbers: Set<number>;
}

interface Waiting {
	readonly task: BlockTask;
	/** The one that must read it; null for any. */
	readonly member: Member | null;
	resolve(findings: BlockFindings): void;
	reject(error: unknown): void;
}

export function createLogPool(workers: number, options: WorkerOptions): LogPool {
	const waiting: Waiting[] = [];
	const running = new Map<number, Waiting>();
	let broken: AppError | null = null;
	let files = 0;
	let blocks = 0;

	const members = Array.from({ length: workers }, (): Member => {
		const worker = new Worker(ENTRY, { workerData: options, resourceLimits: RESOURCES });
		const member: Member = { worker, numbers: new Set() };
		worker.on("message", ({ number, findings }: { number: number; findings: BlockFindings }) => {
			member.numbers.delete(number);
			running.get(number)?.resolve(findings);
			running.delete(number);
			hand();
		});
		worker.on("error", (cause) => {
			stop(appError("failure", `a thread that reads logs broke down: ${cause instanceof Error ? cause.message : cause}`, { cause }));
		});
		return member;
	});

	function stop(reason: AppError): void {
		broken ??= reason;
		for (const { reject } of [...running.values(), ...waiting]) reject(broken);
		running.clear();
		waiting.length = 0;
	}

	function hand(): void {
		for (let index = 0; index < waiting.length; ) {
			const member = waiting[index].member ?? members.reduce((a, b) => (b.numbers.size < a.numbers.size ? b : a));
			if (member.numbers.size >= IN_FLIGHT) {
				index++;
				continue;
			}
			const [entry] = waiting.splice(index, 1);
			running.set(entry.task.number, entry);
			member.numbers.add(entry.task.number);
			member.worker.postMessage(entry.task);
		}
	}

	return {
		open(format, fileOptions) {
			const file = files++;
			const only = fileOptions.order === "all" ? members[file % members.length] : null;
			const readers = only === null ? members : [only];
			for (const { worker } of readers)
				worker.postMessage({ kind: "open", file, format: format.id, options: fileOptions } satisfies FileTask);
			return {
				read(block) {
					if (broken !== null) return Promise.reject(broken);
					return new Promise((resolve, reject) => {
						waiting.push({ task: { kind: "block", file, number: blocks++, block }, member: only, resolve, reject });
						hand();
					});
				},
				close() {
					for (const { worker } of readers) worker.postMessage({ kind: "close", file } satisfies FileTask);
				},
			};
		},
		async close() {
			stop(appError("failure", "the reading of logs was ended"));
			await Promise.all(members.map(({ worker }) => worker.terminate()));
		},
	};
}
