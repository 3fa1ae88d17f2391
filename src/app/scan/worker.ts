// Worker: inspects the messages of one batch and encodes them as the rows of the case, so that the one writer only binds values.

import { parentPort, workerData } from "node:worker_threads";
import { createInspector } from "../../core/inspect.ts";
import type { Classify } from "../../core/model/classifier.ts";
import { encodeMessages } from "../../edge/casebook/rows.ts";
import type { FilterImage } from "../../edge/filters/compile-lists.ts";
import { nodeCodec } from "../../edge/node-codec.ts";
import { inspectBatch, type Task, type WorkerOptions } from "./task.ts";

const inspect = createInspector(nodeCodec);
const given = workerData as WorkerOptions;
const options = { ...given, classify: given.filters === null ? null : await classifierOf(given.filters) };

parentPort?.on("message", (task: Task) => {
	parentPort?.postMessage({ number: task.number, rows: encodeMessages(inspectBatch(task, inspect, options), options.detector) });
});

/** Loaded only where a list is given: the library that reads it is large. */
async function classifierOf(filters: FilterImage): Promise<Classify> {
	const { createListClassifier } = await import("../../edge/filters/list-classifier.ts");
	return createListClassifier(filters);
}
