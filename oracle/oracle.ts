// The oracle: `npm run oracle -- CORPUS...` renders every HTML and SVG part of the messages below CORPUS, attachments too, in headless
// Chromium with all requests intercepted, and holds them against what inspect says would be fetched on opening. Every miss is printed and fails
// the run; what no browser asked for is counted by vector. `--sample N` takes N messages, spread evenly.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "../test/support/browser.ts";
import { type Comparison, compareMessage } from "./compare.ts";
import { createRenderer } from "./render.ts";

function filesBelow(path: string): string[] {
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesBelow(join(path, name)));
}

/** A bare .html file (a newsletter's body) becomes a message. */
function messageOf(file: string): Uint8Array {
	const bytes = readFileSync(file);
	if (!/\.html?$/.test(file)) return new Uint8Array(bytes);
	return new Uint8Array(Buffer.concat([Buffer.from("MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"), bytes]));
}

function spread<T>(all: readonly T[], count: number): readonly T[] {
	if (count >= all.length) return all;
	return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)] as T);
}

/** Returns the exit code: 1 where Chromium asked for something that inspect does not name. */
async function run(args: readonly string[]): Promise<number> {
	const sampleAt = args.indexOf("--sample");
	const sample = sampleAt < 0 ? Number.POSITIVE_INFINITY : Number(args[sampleAt + 1]);
	const folders = args.filter((_, index) => sampleAt < 0 || (index !== sampleAt && index !== sampleAt + 1));
	if (folders.length === 0 || Number.isNaN(sample)) {
		console.error("usage: npm run oracle -- CORPUS... [--sample N]");
		return 2;
	}
	const files = spread(
		folders.flatMap(filesBelow).filter((file) => /\.(eml|msg|txt|html?)$/.test(file)),
		sample,
	);
	const browser = await openBrowser();
	const renderer = await createRenderer(browser);
	const totals = { parts: 0, requests: 0, missed: 0, extra: 0 };
	const extraByVector = new Map<string, number>();
	const started = performance.now();
	try {
		for (const [index, file] of files.entries()) {
			for (const comparison of await compareMessage(messageOf(file), renderer)) report(file, comparison);
			if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${files.length} messages`);
		}
	} finally {
		await browser.close();
	}
	if (process.stderr.isTTY) process.stderr.write("\n");

	function report(file: string, { part, requests, missed, extra }: Comparison): void {
		totals.parts++;
		totals.requests += requests;
		totals.missed += missed.length;
		totals.extra += extra.length;
		for (const url of missed) console.log(`MISSED ${file} part ${part}: ${JSON.stringify(url)}`);
		for (const { vector } of extra) extraByVector.set(vector, (extraByVector.get(vector) ?? 0) + 1);
	}

	const recall = totals.requests === 0 ? 1 : 1 - totals.missed / totals.requests;
	console.log(`${files.length} messages, ${totals.parts} HTML and SVG parts, ${Math.round((performance.now() - started) / 1000)} s`);
	console.log(`Chromium asked for ${totals.requests} URLs; ${totals.missed} of them missed: recall ${(recall * 100).toFixed(2)}%`);
	console.log(`${totals.extra} references that Chromium did not ask for, by vector:`);
	for (const [vector, count] of [...extraByVector].sort((a, b) => b[1] - a[1])) console.log(`  ${String(count).padStart(6)}  ${vector}`);
	return totals.missed === 0 ? 0 : 1;
}

process.exitCode = await run(process.argv.slice(2));
