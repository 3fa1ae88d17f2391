// Reads one log in a process of its own, so that its memory is its own: node logs-child.ts LOG HOSTS [WORKERS]. Prints a LogRun. Seconds are of the
// reading, threads and their start among them.

import { existsSync, readFileSync } from "node:fs";
import { readLogs } from "../src/edge/logs/read-logs.ts";

export interface LogRun {
	readonly seconds: number;
	readonly peakBytes: number;
	readonly contacts: number;
	readonly lines: number;
}

const [log, hostsFile, workers] = process.argv.slice(2);
const hosts = readFileSync(hostsFile, "utf8").trim().split("\n");
const options = { hosts, context: { now: Date.now(), zone: 0 }, ...(workers === undefined ? {} : { workers: Number(workers) }) };
const before = performance.now();
let contacts = 0;
let lines = 0;
for await (const event of readLogs([log], options)) {
	if (event.kind === "contacts") contacts += event.contacts.length;
	else if (event.kind === "log") lines = event.log.lines;
	else throw new Error(event.problem);
}
const seconds = (performance.now() - before) / 1000;
console.log(JSON.stringify({ seconds, peakBytes: peakBytes(), contacts, lines } satisfies LogRun));

/** VmHWM of proc(5); ru_maxrss begins with that of the process that started this one. */
function peakBytes(): number {
	const status = "/proc/self/status";
	const kilobytes = existsSync(status) ? Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1]) : process.resourceUsage().maxRSS;
	return kilobytes * 1024;
}
