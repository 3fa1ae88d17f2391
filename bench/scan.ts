// The whole scan: the compiled program as a process of its own reads a large mailbox into a new case, once with one worker on one core
// (taskset) and once on all. By the clock, from the program's start to its end; memory is the peak of the process's resident set.

import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { findProgram } from "../test/support/programs.ts";
import type { Aim } from "./aims.ts";
import type { Mail } from "./mail.ts";
import { writeMailbox } from "./mailbox-file.ts";
import { figure, median, table } from "./table.ts";

interface Run {
	readonly seconds: number;
	/** null where the system does not tell. */
	readonly peakBytes: number | null;
}

export interface ScanOptions {
	/** The program's compiled command, and a folder for what is written. */
	readonly command: string;
	readonly folder: string;
	/** Bytes of the mailbox. */
	readonly size: number;
	readonly rounds: number;
	/** MB/s of the extraction alone on one core, from the same run. */
	readonly extractionRate: number;
}

export async function measureScan(mail: Mail, { command, folder, size, rounds, extractionRate }: ScanOptions) {
	const mailbox = join(folder, "mailbox.mbox");
	const { bytes, messages } = writeMailbox(mailbox, mail, size);
	const cores = availableParallelism();
	const taskset = findProgram("taskset");
	const single: Run[] = [];
	const all: Run[] = [];
	for (let round = 0; round < rounds; round++) {
		if (taskset !== null) single.push(await run([taskset, "-c", "0", process.execPath], command, mailbox, folder, 1));
		all.push(await run([process.execPath], command, mailbox, folder, cores));
	}
	rmSync(mailbox);
	const rate = (runs: readonly Run[]): number => bytes / 1e6 / median(runs.map(({ seconds }) => seconds));
	const peak = (runs: readonly Run[]): number => Math.max(...runs.map(({ peakBytes }) => peakBytes ?? Number.NaN)) / 1e6;
	const row = (title: string, runs: readonly Run[]): string[] => {
		const seconds = median(runs.map((each) => each.seconds));
		return [title, figure(bytes / 1e6), figure(seconds), figure(rate(runs)), figure(messages / seconds), figure(peak(runs))];
	};
	const text = table(
		["scan into a case", "MB", "seconds", "MB/s", "messages/s", "peak MB"],
		[...(single.length > 0 ? [row("one worker on one core", single)] : []), row(`${cores} workers on all cores`, all)],
	);
	const aims: Aim[] = [
		{ what: "scan on all cores, bare extraction on one", measured: rate(all) / extractionRate, unit: "times", atLeast: 1 / 3 },
	];
	if (single.length > 0 && cores > 1) {
		aims.push({ what: `scan on ${cores} cores, scan on one`, measured: rate(all) / rate(single), unit: "times", atLeast: 1.7 });
	}
	aims.push({ what: `peak memory with ${cores} workers`, measured: peak(all), unit: "MB", atMost: 300 });
	return { text, aims };
}

const POLL_MILLISECONDS = 50;

async function run(node: readonly string[], command: string, mailbox: string, folder: string, workers: number): Promise<Run> {
	const into = join(folder, "case");
	const before = performance.now();
	const child = spawn(node[0], [...node.slice(1), command, "scan", mailbox, "--case", into, "--workers", `${workers}`, "--no-report"], {
		stdio: ["ignore", "ignore", "pipe"],
	});
	let complaint = "";
	child.stderr.setEncoding("utf8").on("data", (piece) => {
		complaint = (complaint + piece).slice(-1000);
	});
	let peakBytes: number | null = null;
	// The peak itself is kept by the system: only its last reading must not come long before the end.
	const poll = setInterval(() => {
		peakBytes = peakOf(child.pid) ?? peakBytes;
	}, POLL_MILLISECONDS);
	const code = await new Promise((resolve) => child.on("close", resolve));
	const seconds = (performance.now() - before) / 1000;
	clearInterval(poll);
	rmSync(into, { recursive: true });
	if (code !== 0) throw new Error(`the scan ended with ${code}: ${complaint}`);
	return { seconds, peakBytes };
}

/** VmHWM of proc(5). */
function peakOf(pid: number | undefined): number | null {
	try {
		const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
		return kibibytes === undefined ? null : Number(kibibytes) * 1024;
	} catch {
		return null;
	}
}
