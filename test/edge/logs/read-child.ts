// Reads one log in a process of its own, by two threads, and prints what was found and by how much its memory grew.

import { existsSync, readFileSync } from "node:fs";
import type { LogFacts } from "../../../src/edge/logs/log-reading.ts";
import { readLogs } from "../../../src/edge/logs/read-logs.ts";

export interface Measured {
	readonly found: number;
	readonly log: LogFacts | null;
	/** Bytes. */
	readonly grown: number;
}

/** The system's other figure, ru_maxrss, begins with that of the process that started this one. */
function most(): number {
	const status = "/proc/self/status";
	if (!existsSync(status)) return process.resourceUsage().maxRSS * 1024;
	return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1]) * 1024;
}

const before = process.memoryUsage.rss();
let [found, log]: [number, LogFacts | null] = [0, null];
for await (const event of readLogs([process.argv[2]], { hosts: ["evil.example"], context: { now: 1.8e12, zone: 0 }, workers: 2 })) {
	if (event.kind === "contacts") found += event.contacts.length;
	else if (event.kind === "log") log = event.log;
}
console.log(JSON.stringify({ found, log, grown: most() - before } satisfies Measured));
