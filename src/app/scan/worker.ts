// Worker: inspects the messages of one batch and encodes them as the rows of the case, so that the one writer only binds values.

import { parentPort, workerData } from "node:worker_threads";
import { createInspector } from "../../core/inspect.ts";
import { encodeMessages } from "../../edge/casebook/rows.ts";
import { nodeCodec } from "../../edge/node-codec.ts";
import { inspectBatch, type Task, type WorkerOptions } from "./task.ts";

const inspect = createInspector(nodeCodec);
const options = workerData as WorkerOptions;

parentPort?.on("message", (task: Task) => {
	parentPort?.postMessage({ number: task.number, rows: encodeMessages(inspectBatch(task, inspect, options), options.detector) });
});
