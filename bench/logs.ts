// Logs: a Squid log of a gigabyte searched for a thousand hosts, beside ripgrep searching the same file for the same hosts: node bench/logs.ts
// [--size 1GB] [--rounds 3]. Ours also hashes the file, counts its lines, looks at each and tells from when to when it speaks; ripgrep only counts lines
// with a hit. Both in processes of their own, by the clock, in turns, from a warm cache. Memory is the peak of the process's resident set.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findProgram } from "../test/support/programs.ts";
import { type Aim, describeAims } from "./aims.ts";
import type { LogRun } from "./logs-child.ts";
import { writeHosts, writeLog } from "./logs-file.ts";
import { figure, median, table } from "./table.ts";

const { values } = parseArgs({ options: { size: { type: "string", default: "1GB" }, rounds: { type: "string", default: "3" } } });
const megabytes = Number.parseFloat(values.size) * (values.size.endsWith("GB") ? 1000 : 1);
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), "counterpixel-bench-"));
const child = join(import.meta.dirname, "logs-child.ts");
const ripgrep = findProgram("rg");

try {
	const hosts = join(folder, "hosts");
	const [large, small] = [join(folder, "large.log"), join(folder, "small.log")];
	writeHosts(hosts);
	const { bytes, hits } = writeLog(large, megabytes);
	writeLog(small, megabytes / 4);
	const ours: LogRun[] = [];
	const one: LogRun[] = [];
	const quarter: LogRun[] = [];
	const theirs: number[] = [];
	const inAnyCase: number[] = [];
	for (let round = 0; round < rounds; round++) {
		ours.push(run(large, hosts, null));
		if (ripgrep !== null) theirs.push(search(ripgrep, large, hosts, hits, []));
		quarter.push(run(small, hosts, null));
		if (ripgrep !== null) inAnyCase.push(search(ripgrep, large, hosts, hits, ["-i"]));
		one.push(run(large, hosts, 0));
	}
	for (const { contacts } of ours) if (contacts !== hits) throw new Error(`${contacts} contacts where ${hits} lines hold a host`);
	const rate = (seconds: readonly number[]): number => bytes / 1e6 / median(seconds);
	const secondsOf = (runs: readonly LogRun[]): number[] => runs.map(({ seconds }) => seconds);
	const peak = (runs: readonly LogRun[]): number => median(runs.map(({ peakBytes }) => peakBytes)) / 1e6;
	const rows = [
		["threads on all cores", figure(rate(secondsOf(ours))), figure(peak(ours))],
		["one thread", figure(rate(secondsOf(one))), figure(peak(one))],
	];
	if (ripgrep !== null) rows.push(["ripgrep -F", figure(rate(theirs)), ""], ["ripgrep -F -i", figure(rate(inAnyCase)), ""]);
	console.log(table([`${figure(bytes / 1e6)} MB of Squid log, 1000 hosts, ${hits} hits`, "MB/s", "peak MB"], rows));
	const aims: Aim[] = [
		{ what: "logs on all cores", measured: rate(secondsOf(ours)), unit: "MB/s", atLeast: 400 },
		{ what: "peak memory, beside that of a quarter of the log", measured: peak(ours) / peak(quarter), unit: "times", atMost: 1.2 },
	];
	if (ripgrep !== null) {
		aims.push({ what: "logs on all cores, ripgrep", measured: rate(secondsOf(ours)) / rate(theirs), unit: "times", atLeast: 0.5 });
	}
	console.log(`\n${describeAims(aims)}`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function run(log: string, hosts: string, workers: number | null): LogRun {
	const line = execFileSync(process.execPath, [child, log, hosts, ...(workers === null ? [] : [`${workers}`])], { encoding: "utf8" });
	return JSON.parse(line);
}

function search(ripgrep: string, log: string, hosts: string, hits: number, options: readonly string[]): number {
	const before = performance.now();
	const { stdout } = spawnSync(ripgrep, ["-F", ...options, "-f", hosts, "--count", log], { encoding: "utf8" });
	const seconds = (performance.now() - before) / 1000;
	if (Number(stdout) !== hits) throw new Error(`ripgrep counts ${stdout.trim()} lines, not ${hits}`);
	return seconds;
}
