// Measure: runs inside.ts for each program and setting, some at a time, and takes up what it prints. Programs mostly wait, so that a few side by
// side fit on two cores.

import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MailProgram, Setting } from "./mail-program.ts";
import type { Measurement } from "./measurement.ts";
import { inOwnNetwork } from "./network.ts";

export interface Job {
	readonly program: MailProgram;
	readonly setting: Setting;
}

export interface Measured {
	readonly measurements: readonly Measurement[];
	/** A sentence for each job that failed. */
	readonly failures: readonly string[];
}

const AT_A_TIME = 3;
/** inside.ts ends sooner by itself. */
const LONGEST = 330_000;
const MOST_SAID = 16_384;

/** In the order of the jobs. */
export async function measureAll(jobs: readonly Job[]): Promise<Measured> {
	const results = new Map<Job, Measurement | string>();
	const waiting = [...jobs];
	const work = async (): Promise<void> => {
		for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
			const result = await measure(job);
			results.set(job, result);
			const outcome = typeof result === "string" ? "failed" : `${result.fired.length} probes in ${result.seconds} s`;
			console.error(`${job.program.name}, ${job.setting}: ${outcome}`);
		}
	};
	await Promise.all(Array.from({ length: AT_A_TIME }, work));
	const all = jobs.map((job) => results.get(job));
	return {
		measurements: all.filter((result): result is Measurement => typeof result === "object"),
		failures: all.filter((result): result is string => typeof result === "string"),
	};
}

async function measure({ program, setting }: Job): Promise<Measurement | string> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-mail-program-"));
	// The mail server's own user passes through.
	chmodSync(folder, 0o711);
	try {
		const { command, args } = inOwnNetwork([join(import.meta.dirname, "inside.ts"), program.id, setting, folder]);
		const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
		let printed = "";
		let said = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			printed += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			said = (said + text).slice(-MOST_SAID);
		});
		const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST);
		const code = await new Promise<number | null>((resolve) => child.once("close", resolve).once("error", () => resolve(null)));
		clearTimeout(timer);
		if (code === 0) return JSON.parse(printed) as Measurement;
		return said.trim() === "" ? `${program.name}, ${setting}: ended with ${code}` : said.trim();
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
	}
}
