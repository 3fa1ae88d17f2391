// Pool: the worker threads that inspect. Each has a second batch waiting while it works on the first, so that none is ever idle.

import { Worker } from "node:worker_threads";
import { appError } from "../../core/model/app-error.ts";
import type { EncodedRows } from "../../edge/casebook/rows.ts";
import type { Task, WorkerOptions } from "./task.ts";

const IN_FLIGHT = 2;

/** The worst message that the limits let through (100,000 references) needs some 200 MB of heap for a moment. */
const RESOURCES = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 384 };

export interface Pool {
	/** Rejects with an AppError where a worker breaks down: memory is out, or there is a defect in the program. */
	run(task: Task): Promise<EncodedRows>;
	close(): Promise<void>;
}

interface Member {
	readonly worker: Worker;
	readonly tasks: Set<number>;
}

interface Waiting {
	readonly task: Task;
	resolve(rows: EncodedRows): void;
	reject(error: unknown): void;
}

/** A published package is compiled; a checkout runs as it is written. */
const ENTRY = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/** `onMissingKeys`: DNS names that the user's file of keys does not hold, as batches come upon them. */
export function createPool(workers: number, options: WorkerOptions, onMissingKeys: (names: readonly string[]) => void = () => {}): Pool {
	const waiting: Waiting[] = [];
	const running = new Map<number, Waiting>();
	let broken: unknown = null;
	const members: Member[] = Array.from({ length: workers }, () => {
		const member: Member = { worker: new Worker(ENTRY, { workerData: options, resourceLimits: RESOURCES }), tasks: new Set() };
		member.worker.on("message", (answer: { number: number; rows: EncodedRows; missingKeys: readonly string[] }) => {
			onMissingKeys(answer.missingKeys);
			member.tasks.delete(answer.number);
			running.get(answer.number)?.resolve(answer.rows);
			running.delete(answer.number);
			hand();
		});
		member.worker.on("error", (cause) => {
			broken = appError("failure", `a worker thread broke down: ${cause instanceof Error ? cause.message : cause}`, { cause });
			for (const entry of [...running.values(), ...waiting]) entry.reject(broken);
			running.clear();
			waiting.length = 0;
		});
		return member;
	});

	function hand(): void {
		while (waiting.length > 0) {
			const member = members.reduce((a, b) => (b.tasks.size < a.tasks.size ? b : a));
			if (member.tasks.size >= IN_FLIGHT) return;
			const entry = waiting.shift();
			if (entry === undefined) return;
			running.set(entry.task.number, entry);
			member.tasks.add(entry.task.number);
			member.worker.postMessage(entry.task);
		}
	}

	return {
		run(task) {
			if (broken !== null) return Promise.reject(broken);
			return new Promise((resolve, reject) => {
				waiting.push({ task, resolve, reject });
				hand();
			});
		},
		async close() {
			await Promise.all(members.map(({ worker }) => worker.terminate()));
		},
	};
}
