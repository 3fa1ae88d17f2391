// Reads one log in a process of its own, so that its memory is its own: node logs-child.ts [--workers N] [--each-line] LOG HOSTS. Prints a LogRun. Seconds
// are of the reading, threads and their start among them.

import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CUTS, type Cuts, readLogs } from "../src/edge/logs/read-logs.ts";
import * as everyLine from "../test/edge/logs/every-line.ts";

export interface LogRun {
	readonly seconds: number;
	readonly peakBytes: number;
	readonly contacts: number;
	readonly lines: number;
	readonly unread: number;
}

const { values, positionals } = parseArgs({
	options: { workers: { type: "string" }, "each-line": { type: "boolean", default: false } },
	allowPositionals: true,
});
const [log, hostsFile] = positionals;
const { workers, "each-line": eachLine } = values;
const hosts = readFileSync(hostsFile, "utf8").trim().split("\n");
const options = { hosts, context: { now: Date.now(), zone: 0 }, ...(workers === undefined ? {} : { workers: Number(workers) }) };
const slow: Cuts = { ...CUTS, formats: everyLine, module: new URL("../test/edge/logs/every-line.ts", import.meta.url).href };
const before = performance.now();
let [contacts, lines, unread] = [0, 0, 0];
for await (const event of readLogs([log], options, eachLine ? slow : CUTS)) {
	if (event.kind === "contacts") contacts += event.contacts.length;
	else if (event.kind === "log") ({ lines, unread } = event.log);
	else throw new Error(event.problem);
}
const seconds = (performance.now() - before) / 1000;
console.log(JSON.stringify({ seconds, peakBytes: peakBytes(), contacts, lines, unread } satisfies LogRun));

/** VmHWM of proc(5); ru_maxrss begins with that of the process that started this one. */
function peakBytes(): number {
	const status = "/proc/self/status";
	const kilobytes = existsSync(status) ? Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1]) : process.resourceUsage().maxRSS;
	return kilobytes * 1024;
}
