// `npm run fuzz -- [--messages N] [--seconds S] [--seed X] [--short] [--own]`: mutated messages through the whole inspection, each held against
// the invariants; also that memory does not grow. A failure is shrunk, written to fuzz/found/SEED.eml, and said with the seed that
// brings it back. --own takes only the project's own messages; --short is for every change (20 seconds of these, always the same), and
// what is done without options.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createInvariants } from "./invariants.ts";
import { mutate } from "./mutations.ts";
import { createRandom } from "./random.ts";
import { readSeeds } from "./seeds.ts";
import { shrink } from "./shrink.ts";

const FOUND = join(import.meta.dirname, "found");

/** Messages between two looks at the heap. */
const INTERVAL = 1000;
/** What caches with a bound may take once they are full. */
const MAX_GROWTH = 32 * 1024 * 1024;
/** A run with so many failures has been seen enough. */
const MOST_FAILURES = 20;

function run(): number {
	const { values } = parseArgs({
		options: {
			messages: { type: "string" },
			seconds: { type: "string" },
			seed: { type: "string" },
			short: { type: "boolean", default: false },
			own: { type: "boolean", default: false },
		},
	});
	const short = values.short || (values.messages ?? values.seconds ?? values.seed) === undefined;
	const first = Number(values.seed ?? (short ? 1 : Date.now() % 1_000_000_000));
	const most = Number(values.messages ?? Number.POSITIVE_INFINITY);
	const seconds = Number(values.seconds ?? (short || values.messages === undefined ? 20 : Number.POSITIVE_INFINITY));
	const seeds = readSeeds({ own: values.own || short });
	const invariants = createInvariants();
	const until = performance.now() + seconds * 1000;
	const kinds = new Set<string>();
	let bytesRead = 0;
	let messages = 0;
	let failures = 0;
	let baseline = 0;
	for (; messages < most && performance.now() < until && failures < MOST_FAILURES; messages++) {
		const seed = first + messages;
		const random = createRandom(seed);
		const bytes = new Uint8Array(Buffer.from(mutate(random.pick(seeds), random.pick(seeds), random), "latin1"));
		bytesRead += bytes.length;
		const thorough = random.oneIn(50);
		const failure = invariants.check(bytes, thorough);
		if (failure !== null) {
			failures++;
			process.stdout.write(`seed ${seed}: ${failure.kind}: ${failure.detail}\n`);
			if (!kinds.has(failure.kind)) {
				kinds.add(failure.kind);
				const small = shrink(bytes, (piece) => invariants.check(piece, thorough)?.kind === failure.kind);
				mkdirSync(FOUND, { recursive: true });
				writeFileSync(join(FOUND, `${seed}.eml`), small);
				process.stdout.write(`seed ${seed}: ${small.length} bytes of it are in fuzz/found/${seed}.eml\n`);
			}
		}
		if (messages % INTERVAL !== INTERVAL - 1) continue;
		const heap = heapInUse();
		// The first intervals fill what is kept on purpose: compiled tables, reasons, scratch memory.
		if (messages < 5 * INTERVAL) baseline = Math.max(baseline, heap);
		else if (heap > baseline + MAX_GROWTH) {
			failures++;
			process.stdout.write(`memory grew from ${toMegabytes(baseline)} to ${toMegabytes(heap)} MB by message ${messages} (seed ${first})\n`);
			break;
		}
	}
	process.stdout.write(
		`fuzz: ${messages} messages, ${toMegabytes(bytesRead)} MB, of ${seeds.length} (seed ${first}): ${failures === 0 ? "all invariants held" : `${failures} failures`}; heap ${toMegabytes(heapInUse())} MB\n`,
	);
	return failures === 0 ? 0 : 1;
}

function heapInUse(): number {
	globalThis.gc?.();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}

function toMegabytes(bytes: number): number {
	return Math.round(bytes / 1e6);
}

if (globalThis.gc === undefined) {
	try {
		execFileSync(process.execPath, [...process.execArgv, "--expose-gc", import.meta.filename, ...process.argv.slice(2)], {
			stdio: "inherit",
		});
	} catch {
		process.exitCode = 1;
	}
} else {
	process.exitCode = run();
}
