// A worker thread that owns a sandbox, as the threads of a scan do.

import { parentPort } from "node:worker_threads";
import { createSandbox } from "../../../src/edge/sandbox/sandbox.ts";
import { LIMITS } from "./limits.ts";

const sandbox = createSandbox(LIMITS);
parentPort?.on("message", async (head) => {
	const answers = [];
	for await (const answer of sandbox.request(head)) answers.push(answer.kind === "frame" ? answer.head : answer.reason);
	parentPort?.postMessage(answers);
});
