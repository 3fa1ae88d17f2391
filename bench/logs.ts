// Logs: one of a gigabyte searched for a thousand hosts, beside ripgrep searching the same file for the same hosts: node bench/logs.ts [--format squid]
// [--size 1GB] [--rounds 3]. Ours also hashes the file, counts its lines, looks at each and tells from when to when it speaks; ripgrep only counts lines
// with a hit. Both in processes of their own, by the clock, in turns, from a warm cache. Memory is the peak of the process's resident set. "Each line
// read" is the same without the quick look at a line's bytes, over a quarter of the log.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findProgram } from "../test/support/programs.ts";
import { type Aim, describeAims } from "./aims.ts";
import type { LogRun } from "./logs-child.ts";
import { writeHosts, writeLog } from "./logs-file.ts";
import { LINES } from "./logs-lines.ts";
import { figure, median, table } from "./table.ts";

const { values } = parseArgs({
	options: {
		format: { type: "string", default: "squid" },
		size: { type: "string", default: "1GB" },
		rounds: { type: "string", default: "3" },
	},
});
const { format } = values;
if (!Object.hasOwn(LINES, format)) throw new Error(`--format is one of ${Object.keys(LINES).join(", ")}`);
const megabytes = Number.parseFloat(values.size) * (values.size.endsWith("GB") ? 1000 : 1);
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), "counterpixel-bench-"));
const child = join(import.meta.dirname, "logs-child.ts");
const ripgrep = findProgram("rg");

try {
	const hosts = join(folder, "hosts");
	const [large, small] = [join(folder, "large.log"), join(folder, "small.log")];
	writeHosts(hosts);
	const { bytes, hits, hitLines } = writeLog(large, megabytes, format);
	const { bytes: smallBytes } = writeLog(small, megabytes / 4, format);
	const ours: LogRun[] = [];
	const one: LogRun[] = [];
	const quarter: LogRun[] = [];
	const eachLine: LogRun[] = [];
	const eachLineOfOne: LogRun[] = [];
	const theirs: number[] = [];
	const inAnyCase: number[] = [];
	for (let round = 0; round < rounds; round++) {
		ours.push(run(large, hosts));
		if (ripgrep !== null) theirs.push(search(ripgrep, large, hosts, hitLines, []));
		quarter.push(run(small, hosts));
		if (ripgrep !== null) inAnyCase.push(search(ripgrep, large, hosts, hitLines, ["-i"]));
		one.push(run(large, hosts, "--workers", "0"));
		eachLine.push(run(small, hosts, "--each-line"));
		eachLineOfOne.push(run(small, hosts, "--each-line", "--workers", "0"));
	}
	for (const { contacts } of ours) if (contacts < hits) throw new Error(`${contacts} contacts where ${hits} were written`);
	sameContacts([...ours, ...one]);
	sameContacts([...quarter, ...eachLine, ...eachLineOfOne]);
	const secondsOf = (runs: readonly LogRun[]): number[] => runs.map(({ seconds }) => seconds);
	const rate = (seconds: readonly number[], of = bytes): number => of / 1e6 / median(seconds);
	const peak = (runs: readonly LogRun[]): number => median(runs.map(({ peakBytes }) => peakBytes)) / 1e6;
	const rows = [
		["threads on all cores", figure(rate(secondsOf(ours))), figure(peak(ours))],
		["one thread", figure(rate(secondsOf(one))), figure(peak(one))],
		["threads on all cores, each line read", figure(rate(secondsOf(eachLine), smallBytes)), figure(peak(eachLine))],
		["one thread, each line read", figure(rate(secondsOf(eachLineOfOne), smallBytes)), figure(peak(eachLineOfOne))],
	];
	if (ripgrep !== null) rows.push(["ripgrep -F", figure(rate(theirs)), ""], ["ripgrep -F -i", figure(rate(inAnyCase)), ""]);
	console.log(table([`${figure(bytes / 1e6)} MB of ${format}, 1000 hosts, ${hitLines} lines with one`, "MB/s", "peak MB"], rows));
	const aims: Aim[] = [
		{ what: "peak memory, beside that of a quarter of the log", measured: peak(ours) / peak(quarter), unit: "times", atMost: 1.2 },
	];
	if (format === "squid") aims.unshift({ what: "logs on all cores", measured: rate(secondsOf(ours)), unit: "MB/s", atLeast: 400 });
	if (ripgrep !== null) {
		const atLeast = format === "squid" ? 0.5 : 0.33;
		aims.push({ what: "logs on all cores, ripgrep", measured: rate(secondsOf(ours)) / rate(theirs), unit: "times", atLeast });
	}
	console.log(`\n${describeAims(aims)}`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function run(log: string, hosts: string, ...options: readonly string[]): LogRun {
	return JSON.parse(execFileSync(process.execPath, [child, ...options, "--", log, hosts], { encoding: "utf8" }));
}

function sameContacts(runs: readonly LogRun[]): void {
	const counts = new Set(runs.map(({ contacts, lines, unread }) => `${contacts} of ${lines}, ${unread} unread`));
	if (counts.size > 1) throw new Error(`runs over one log found ${[...counts].join("; ")}`);
}

function search(ripgrep: string, log: string, hosts: string, lines: number, options: readonly string[]): number {
	const before = performance.now();
	const { stdout } = spawnSync(ripgrep, ["-F", ...options, "-f", hosts, "--count", log], { encoding: "utf8" });
	const seconds = (performance.now() - before) / 1000;
	if (Number(stdout) !== lines) throw new Error(`ripgrep counts ${stdout.trim()} lines, not ${lines}`);
	return seconds;
}
