// Worker: inspects the messages of one batch and encodes them as the rows of the case, so that the one writer only binds values. The
// process that opens containers ends with the thread that started it.

import { parentPort, workerData } from "node:worker_threads";
import type { Classify } from "../../core/model/classifier.ts";
import { createAuthenticator } from "../../edge/authentication/authenticator.ts";
import { encodeMessages } from "../../edge/casebook/rows.ts";
import type { FilterImage } from "../../edge/filters/compile-lists.ts";
import { createNodeInspector } from "../../index.ts";
import { createSee } from "./see.ts";
import { inspectBatch, type Task, type WorkerOptions } from "./task.ts";

const { inspect } = createNodeInspector();
const given = workerData as WorkerOptions;
const options = {
	...given,
	classify: given.filters === null ? null : await classifierOf(given.filters),
	authenticator: given.dnsKeys === null ? null : createAuthenticator(given.dnsKeys),
};
const see = createSee(given.trustedServers);

/** One batch after another: the memory of all that waits is its reader's to bound. */
let before: Promise<void> = Promise.resolve();

parentPort?.on("message", (task: Task) => {
	before = before.then(async () => {
		const { scanned, missingKeys } = await inspectBatch(task, inspect, options);
		parentPort?.postMessage({ number: task.number, rows: encodeMessages(scanned, options.detector, see), missingKeys });
	});
});

/** Loaded only where a list is given: the library that reads it is large. */
async function classifierOf(filters: FilterImage): Promise<Classify> {
	const { createListClassifier } = await import("../../edge/filters/list-classifier.ts");
	return createListClassifier(filters);
}
