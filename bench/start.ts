// The start: how long one small file takes from the shell's view, compiled, with the code cache that the first call made, beside what
// Node itself takes to start and do nothing. On an older Node the program starts twice (bin/counterpixel.js), which is told apart.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { findOldNode } from "../test/support/old-node.ts";
import type { Aim } from "./aims.ts";
import { ROOT } from "./mail.ts";
import { median, table } from "./table.ts";

const SMALL = join(ROOT, "examples/single-messages/reply-with-a-tracker.eml");

export function measureStart(command: string, folder: string, rounds: number) {
	const env = { ...process.env, XDG_CACHE_HOME: join(folder, "cache") };
	const time = (node: string, ...args: string[]): number => {
		const before = performance.now();
		const { status, stderr } = spawnSync(node, args, { env, encoding: "utf8" });
		if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
		return performance.now() - before;
	};
	const inspect = [command, "inspect", SMALL];
	const first = time(process.execPath, ...inspect);
	const bare: number[] = [];
	const second: number[] = [];
	const older: number[] = [];
	const oldNode = findOldNode();
	for (let round = 0; round < rounds; round++) {
		bare.push(time(process.execPath, "-e", "0"));
		second.push(time(process.execPath, ...inspect));
		if (oldNode !== null) older.push(time(oldNode, ...inspect));
	}
	const milliseconds = (value: number): string => value.toFixed(0);
	const rows = [
		["node -e 0", milliseconds(median(bare))],
		["inspect, first call", milliseconds(first)],
		["inspect, later calls", milliseconds(median(second))],
		...(oldNode === null ? [] : [["inspect, from an older Node", milliseconds(median(older))]]),
	];
	const measured = (median(second) - median(bare)) / 1000;
	const aims: readonly Aim[] = [{ what: "inspect of a small file after Node's own start", measured, unit: "s", atMost: 0.25 }];
	return { text: table(["one small file", "ms"], rows), aims };
}
