// How fast the program is, beside other programs and beside the least that could be done: npm run bench [-- --short] [--size 200MB]
// [--only warm,cold,scan,start,operators,families,filters,casebook] [--processor-time]. Speed shows in ratios of one run; absolute figures do
// not go from machine to machine. What was measured and what it means stands in docs/performance.md.

import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Aim, describeAims } from "./aims.ts";
import { measureCasebook } from "./casebook.ts";
import { measureCold } from "./cold.ts";
import { measureFamilies } from "./families.ts";
import { measureFilters } from "./filters.ts";
import { mailByCorpus, SUBSTITUTE, together } from "./mail.ts";
import { measureOperators } from "./operators.ts";
import { buildPackage } from "./package-copy.ts";
import { measureScan } from "./scan.ts";
import { measureStart } from "./start.ts";
import { measureWarm } from "./warm.ts";

const { values } = parseArgs({
	options: {
		short: { type: "boolean", default: false },
		size: { type: "string" },
		"processor-time": { type: "boolean", default: false },
		only: { type: "string", default: "warm,cold,scan,start,operators" },
	},
});
const { short } = values;
const time = values["processor-time"] ? "processor" : "clock";
const wanted = new Set(values.only.split(","));
const size = bytesOf(values.size ?? (short ? "50MB" : "1GB"));

const mail = mailByCorpus();
const processors = cpus();
console.log(
	`Node ${process.version}, ${processors.length} x ${processors[0]?.model ?? "unknown processor"}. MB are millions of bytes of raw mail.`,
);
if (time === "processor") console.log("Extraction and parsers by processor time of their thread, not by the clock.");
if (SUBSTITUTE !== null) console.log(SUBSTITUTE);

const aims: Aim[] = [];
function show(part: { readonly text: string; readonly aims: readonly Aim[] }): void {
	console.log(`\n${part.text}`);
	aims.push(...part.aims);
}

let extractionRate = Number.NaN;
// The scan is held against it.
if (wanted.has("warm") || wanted.has("scan")) {
	const warm = await measureWarm(mail, short ? { first: 1, passes: 3, time } : { first: 4, passes: 15, time });
	extractionRate = warm.extractionRate;
	show(warm);
}
// Minutes of turns for differences of a percent: only where it is asked for.
if (wanted.has("families")) console.log(`\n${await measureFamilies(together(mail), short ? 1 : 9, time)}`);
if (wanted.has("filters")) console.log(`\n${await measureFilters(mail, short ? 1 : 5)}`);
if (wanted.has("cold")) show(measureCold(mail, short ? 1 : 7, time));
if (wanted.has("operators")) show(measureOperators(mail, short ? 15 : 101));
if (wanted.has("scan") || wanted.has("start") || wanted.has("casebook")) {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-bench-"));
	try {
		const command = buildPackage(folder);
		if (wanted.has("scan")) show(await measureScan(together(mail), { command, folder, size, rounds: short ? 1 : 3, extractionRate }));
		if (wanted.has("start")) show(measureStart(command, folder, short ? 3 : 15));
		// Of what a scan writes, most is the database's work: only where it is asked for.
		if (wanted.has("casebook")) console.log(`\n${await measureCasebook(command, short)}`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
if (aims.length > 0) console.log(`\n${describeAims(aims)}`);

/** "200MB", "1GB"; powers of ten. */
function bytesOf(text: string): number {
	const match = /^(\d+(?:\.\d+)?)(MB|GB)$/.exec(text);
	if (match === null) throw new Error(`--size takes a size such as 200MB or 1GB, not ${text}`);
	return Number(match[1]) * (match[2] === "GB" ? 1e9 : 1e6);
}
