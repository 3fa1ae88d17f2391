// `counterpixel scan SOURCE...`: mailboxes into a case, with progress, a summary and a report.

import { appError } from "../../core/model/app-error.ts";
import { standingCounts } from "../report/campaigns-list.ts";
import { hasCampaigns, type StandingCounts, totalsInWords } from "../report/campaigns-words.ts";
import { counted } from "../report/shown-text.ts";
import { keepYoungGenerationSmall } from "../scan/memory.ts";
import { type ScanResult, scan } from "../scan/scan.ts";
import { addUpSizes } from "../scan/size.ts";
import { correlateNew } from "./correlation.ts";
import { missingKeysText, readDnsKeys } from "./dns-keys.ts";
import { EXIT } from "./exit.ts";
import { readFilters } from "./filters.ts";
import { print, screenOf } from "./output.ts";
import { readOwner } from "./owner.ts";
import { createProgress, durationOf } from "./progress.ts";
import { openUserCase, reportOf } from "./user-case.ts";

export interface ScanOptions {
	readonly case?: string;
	readonly owner?: string;
	readonly filters?: readonly string[];
	readonly dnsKeys?: string;
	readonly trustServer?: readonly string[];
	readonly keepRaw?: boolean;
	readonly workers?: string;
	readonly html?: string;
	/** false for --no-report. */
	readonly report: boolean;
	readonly json?: boolean;
}

export async function scanCommand(sources: readonly string[], options: ScanOptions): Promise<number> {
	keepYoungGenerationSmall();
	const owner = readOwner(options.owner);
	const workers = readWorkers(options.workers);
	const filters = await readFilters(options.filters);
	const dnsKeys = await readDnsKeys(options.dnsKeys);
	const started = performance.now();
	const casebook = await openUserCase(options.case);
	const progress = createProgress(process.stderr, () => performance.now());
	const stop = new AbortController();
	const onInterrupt = (): void => stop.abort();
	process.once("SIGINT", onInterrupt);
	let total = 0;
	try {
		void addUpSizes(sources, (bytes) => (total += bytes), stop.signal);
		const { failureLine, watchedLines } = await import("../report/scan-json.ts");
		const { watchedText } = await import("../report/hunt-watched.ts");
		const result = await scan(sources, casebook, {
			owner,
			keepRaw: options.keepRaw === true,
			filters,
			dnsKeys,
			trustedServers: (options.trustServer ?? []).map((name) => name.toLowerCase()),
			...(workers === null ? {} : { workers }),
			signal: stop.signal,
			onWatched(match) {
				progress.clear();
				for (const line of options.json ? watchedLines(match) : []) process.stdout.write(line);
				process.stderr.write(watchedText(match));
			},
			onProgress: ({ bytes, messages }) => progress.update(bytes, total, `${messages.toLocaleString("en")} messages`),
			onFailure(file, problem) {
				progress.clear();
				if (options.json) process.stdout.write(`${failureLine(file, problem)}\n`);
				const place = problem.offset > 0 ? ` (byte ${problem.offset})` : "";
				process.stderr.write(`${file}: ${problem.detail}${place}\n`);
			},
		});
		progress.clear();
		// Whoever stopped it does not want to wait; the next command correlates.
		if (!result.interrupted) await correlateNew(casebook);
		await say(result, casebook, options, (performance.now() - started) / 1000);
		const campaigns = await standingCounts(casebook);
		if (!options.json) await print(campaignsLine(campaigns));
		if (options.report && !result.interrupted) await writeReport(casebook, options);
		if (result.unreadable > 0) return EXIT.unreadable;
		return campaigns.targeted > 0 ? EXIT.targeted : EXIT.fine;
	} finally {
		stop.abort();
		process.removeListener("SIGINT", onInterrupt);
		progress.clear();
		await casebook.close();
	}
}

type Case = Awaited<ReturnType<typeof openUserCase>>;

async function say(result: ScanResult, casebook: Case, options: ScanOptions, seconds: number): Promise<void> {
	const summary = await casebook.summary();
	if (options.json) {
		const { summaryLine } = await import("../report/scan-json.ts");
		await print(`${summaryLine(result, summary)}\n`);
		return;
	}
	const { describeSummary } = await import("../report/terminal.ts");
	const rate = seconds >= 2 ? ` (${(result.bytes / 1e6 / seconds).toFixed(1)} MB/s)` : "";
	await print(`Read ${counted(result.messages, "message")} in ${durationOf(seconds)}${rate}.\n`);
	if (result.unchanged > 0) await print(`${counted(result.unchanged, "file")} unchanged since the last scan: not read again.\n`);
	if (result.unchanged > 0 && options.filters !== undefined) await print("The filter lists were not asked about these.\n");
	if (result.unchanged > 0 && (options.dnsKeys !== undefined || options.trustServer !== undefined))
		await print("Who sent these was not checked again: scan into a new case for that.\n");
	process.stderr.write(missingKeysText(result.missingKeys));
	if (result.newerDetector > 0)
		await print(`${counted(result.newerDetector, "file")} read again: this version finds more than the one that read them.\n`);
	if (result.ignored > 0) await print(`${counted(result.ignored, "file")} in these folders that are no mail: left out.\n`);
	if (result.watched !== null) await print(`The watch list: ${counted(result.watched, "message")} found.\n`);
	if (result.interrupted) await print("Stopped. What was read is kept; the same command goes on from here.\n");
	await print(describeSummary(summary, screenOf(process.stdout)));
}

function campaignsLine(counts: StandingCounts): string {
	if (!hasCampaigns(counts)) return "";
	return `\n${totalsInWords(counts)}. \`counterpixel campaigns\` says why.\n`;
}

async function writeReport(casebook: Case, options: ScanOptions): Promise<void> {
	const { writeMailReport } = await import("../report/mail-report.ts");
	const file = options.html ?? reportOf(options.case);
	await writeMailReport(casebook, file, new Date().toISOString());
	// The path stands last, alone, so that other programs can take it from here.
	if (!options.json) await print(`\nThe report: ${file}\n`);
}

function readWorkers(value: string | undefined): number | null {
	if (value === undefined) return null;
	const workers = Number(value);
	if (!Number.isInteger(workers) || workers < 1 || workers > 256) throw appError("usage", "--workers takes a whole number from 1 to 256");
	return workers;
}
