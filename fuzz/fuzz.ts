// `npm run fuzz -- [--messages N] [--seconds S] [--seed X] [--short] [--own] [--guided]`: mutated messages through the whole inspection, with
// containers opened, each held against the invariants; also that memory does not grow. A failure is shrunk, written to fuzz/found/SEED.eml, and said with the seed that
// brings it back. --own takes only the project's own messages; --guided mutates further what reached code that none before reached; --short is for every change (20 seconds of these, always the same), and
// what is done without options.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createNodeInspector } from "../src/index.ts";
import { createCoverage } from "./coverage.ts";
import { createDeepInvariants, createInvariants, type Failure } from "./invariants.ts";
import { mutate } from "./mutations.ts";
import { createRandom } from "./random.ts";
import { readSeeds } from "./seeds.ts";
import { shrink } from "./shrink.ts";

const FOUND = join(import.meta.dirname, "found");

/** Messages between two looks at the heap. */
const INTERVAL = 1000;
/** What caches with a bound may take once they are full. */
const MAX_GROWTH = 32 * 1024 * 1024;
/** Messages kept for the code they reached: what is kept is in memory, and the seeds must still have their turn. */
const MOST_KEPT = 3000;
/** Messages between two looks at what code ran: a look costs as much as ten messages. */
const LOOK = 16;
/** A run with so many failures has been seen enough. */
const MOST_FAILURES = 20;

async function run(): Promise<number> {
	const { values } = parseArgs({
		options: {
			messages: { type: "string" },
			seconds: { type: "string" },
			seed: { type: "string" },
			short: { type: "boolean", default: false },
			own: { type: "boolean", default: false },
			guided: { type: "boolean", default: false },
		},
	});
	const short = values.short || (values.messages ?? values.seconds ?? values.seed) === undefined;
	const first = Number(values.seed ?? (short ? 1 : Date.now() % 1_000_000_000));
	const most = Number(values.messages ?? Number.POSITIVE_INFINITY);
	const seconds = Number(values.seconds ?? (short || values.messages === undefined ? 20 : Number.POSITIVE_INFINITY));
	const seeds = readSeeds({ own: values.own || short });
	// Before the engine runs: only what is compiled from here on is counted block by block.
	const coverage = values.guided ? createCoverage() : null;
	const pool = [...seeds];
	const lately: string[] = [];
	const invariants = createInvariants();
	const deep = createNodeInspector();
	const deepInvariants = createDeepInvariants(deep.inspect);
	const check = async (bytes: Uint8Array, thorough: boolean): Promise<Failure | null> =>
		invariants.check(bytes, thorough) ?? (await deepInvariants.check(bytes));
	const until = performance.now() + seconds * 1000;
	const kinds = new Set<string>();
	let bytesRead = 0;
	let messages = 0;
	let failures = 0;
	let baseline = 0;
	for (; messages < most && performance.now() < until && failures < MOST_FAILURES; messages++) {
		const seed = first + messages;
		const random = createRandom(seed);
		const message = mutate(random.pick(pool), random.pick(pool), random);
		const bytes = new Uint8Array(Buffer.from(message, "latin1"));
		bytesRead += bytes.length;
		const thorough = random.oneIn(50);
		const failure = await check(bytes, thorough);
		lately.push(message);
		if (lately.length === LOOK) {
			if (coverage !== null && coverage.fresh() > 0 && pool.length < seeds.length + MOST_KEPT) pool.push(...lately);
			lately.length = 0;
		}
		if (failure !== null) {
			failures++;
			process.stdout.write(`seed ${seed}: ${failure.kind}: ${failure.detail}\n`);
			if (!kinds.has(failure.kind)) {
				kinds.add(failure.kind);
				const small = await shrink(bytes, async (piece) => (await check(piece, thorough))?.kind === failure.kind);
				mkdirSync(FOUND, { recursive: true });
				writeFileSync(join(FOUND, `${seed}.eml`), small);
				process.stdout.write(`seed ${seed}: ${small.length} bytes of it are in fuzz/found/${seed}.eml\n`);
			}
		}
		if (messages % INTERVAL !== INTERVAL - 1) continue;
		const heap = await heapInUse();
		// The first intervals fill what is kept on purpose: compiled tables, reasons, scratch memory.
		if (messages < 5 * INTERVAL) baseline = Math.max(baseline, heap);
		else if (heap > baseline + MAX_GROWTH) {
			failures++;
			process.stdout.write(`memory grew from ${toMegabytes(baseline)} to ${toMegabytes(heap)} MB by message ${messages} (seed ${first})\n`);
			break;
		}
	}
	await deep.close();
	process.stdout.write(
		`fuzz: ${messages} messages, ${toMegabytes(bytesRead)} MB, of ${seeds.length} (seed ${first}): ${failures === 0 ? "all invariants held" : `${failures} failures`}; heap ${toMegabytes(await heapInUse())} MB\n`,
	);
	if (coverage !== null)
		process.stdout.write(
			`${coverage.total()} blocks of the engine ran; ${pool.length - seeds.length} messages were kept for being among those that reached new ones\n`,
		);
	return failures === 0 ? 0 : 1;
}

/** Array buffers are given back by another thread, some time after their objects: what is gone by the second look was no growth. */
async function heapInUse(): Promise<number> {
	globalThis.gc?.();
	await setTimeout(50);
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
	process.exitCode = await run();
}
