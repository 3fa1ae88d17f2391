// Log worker: reads blocks of lines in a thread of its own. Threads cannot be handed functions, so formats are named, and made here.

import { parentPort, workerData } from "node:worker_threads";
import { type BlockReader, createBlockReader } from "./block-reader.ts";
import type { LogFormats } from "./log-formats.ts";
import type { BlockTask, FileTask, WorkerOptions } from "./log-pool.ts";

const { table, hosts, formats, context } = workerData as WorkerOptions;
const { findLogFormat } = (await import(formats)) as LogFormats;
const openReader = createBlockReader(table, hosts);
const readers = new Map<number, BlockReader>();

parentPort?.on("message", (task: FileTask | BlockTask) => {
	if (task.kind === "close") readers.delete(task.file);
	else if (task.kind === "open") {
		const format = findLogFormat(task.format);
		if (format !== null) readers.set(task.file, openReader({ ...task.options, context, format }));
	} else parentPort?.postMessage({ number: task.number, findings: readers.get(task.file)?.read(task.block) });
});
