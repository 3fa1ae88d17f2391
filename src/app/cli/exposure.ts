// `counterpixel exposure [LOG...]`: takes logs and leases into the case, and says for each account and campaign what they show. Ends with 1 where a targeted
// campaign is in what was printed, with 3 where a log could not be read.

import { stat } from "node:fs/promises";
import { isTargeted } from "../../core/campaigns/standing.ts";
import { zoneMinutes } from "../../core/logs/reading/clock.ts";
import { appError, isAppError } from "../../core/model/app-error.ts";
import type { LogContext } from "../../core/model/log-event.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { counted } from "../report/shown-text.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";
import { createProgress } from "./progress.ts";
import { openUserCase } from "./user-case.ts";

export interface ExposureOptions {
	readonly case?: string;
	readonly leases?: string;
	readonly for?: string;
	readonly format?: string;
	readonly mapping?: string;
	readonly site?: string;
	readonly zone?: string;
	readonly clock?: string;
	readonly gap?: string;
	readonly all?: boolean;
	readonly json?: boolean;
}

const ABOUT_LOGS = ["for", "clock", "gap", "format", "mapping", "site"] as const;

export async function exposureCommand(files: readonly string[], options: ExposureOptions): Promise<number> {
	const zone = readZone(options.zone);
	const context: LogContext = {
		now: Date.now(),
		zone,
		site: options.site ?? null,
		mapping: options.mapping === undefined ? null : await readMappingFile(options.mapping),
	};
	const format = await readFormat(options.format);
	if ((format === "csv" || format === "json") && options.mapping === undefined)
		throw appError("usage", `--format ${format} needs --mapping FILE, which says what its columns are (docs/logs.md)`);
	checkSite(options.site);
	if (files.length === 0) {
		const of = ABOUT_LOGS.find((name) => options[name] !== undefined);
		if (of !== undefined) throw appError("usage", `--${of} is about logs that are taken in: name one`);
	}
	const clockOffset = options.clock === undefined ? 0 : readDuration(options.clock, "--clock", true);
	const gap = options.gap === undefined ? null : readDuration(options.gap, "--gap", false) / 60_000;
	const speaksFor = options.for === undefined ? [] : readNames(options.for);
	let code: number = EXIT.fine;
	const problem = (line: string): void => {
		process.stderr.write(`${line}\n`);
		code = EXIT.unreadable;
	};
	const casebook = await openUserCase(options.case, { toRead: files.length === 0 && options.leases === undefined });
	try {
		await correlateNew(casebook);
		if (options.leases !== undefined) await takeLeases(casebook, options.leases, zone, problem);
		if (files.length > 0) {
			const { takeLogs } = await import("../exposure/take-logs.ts");
			const total = await sizeOf(files);
			const progress = createProgress(process.stderr, () => performance.now());
			const onProgress = (bytes: number): void => progress.update(bytes, total, counted(files.length, "log"));
			await takeLogs(casebook, files, {
				context,
				format,
				speaksFor,
				clockOffset,
				gap,
				onProgress,
				onProblem: problem,
				onRemark: (line) => process.stderr.write(`${line}\n`),
			});
			progress.clear();
		}
		const targeted = await saying(() => (options.json ? lines(casebook) : describe(casebook, options.all === true)));
		return code === EXIT.fine && targeted ? EXIT.targeted : code;
	} finally {
		await casebook.close();
	}
}

const SILENT = 2_000;

/** A case of a million messages takes a minute. */
async function saying<T>(act: () => Promise<T>): Promise<T> {
	const timer = setTimeout(() => process.stderr.write("Holding the mail of this case against its logs ...\n"), SILENT);
	try {
		return await act();
	} finally {
		clearTimeout(timer);
	}
}

async function lines(casebook: Casebook): Promise<boolean> {
	const { exposuresOf } = await import("../exposure/case-exposures.ts");
	const { exposureLine } = await import("../report/exposure-json.ts");
	const aimed = new Set<string>();
	for await (const { id } of casebook.campaigns({ targeted: true })) aimed.add(id);
	let targeted = false;
	for await (const exposure of exposuresOf(casebook)) {
		targeted ||= aimed.has(exposure.campaign);
		await print(exposureLine(exposure));
	}
	return targeted;
}

async function describe(casebook: Casebook, all: boolean): Promise<boolean> {
	const { exposuresOf } = await import("../exposure/case-exposures.ts");
	const { createExposureTotals } = await import("../report/exposure-totals.ts");
	const { describeExposures } = await import("../report/exposure-terminal.ts");
	const totals = createExposureTotals(all);
	for await (const exposure of exposuresOf(casebook)) totals.add(exposure);
	const campaigns = totals.result();
	const named = new Map<string, { readonly name: string | null; readonly targeted: boolean }>();
	for await (const campaign of casebook.campaigns())
		if (campaigns.has(campaign.id)) named.set(campaign.id, { name: campaign.name, targeted: isTargeted(campaign) });
	const { watchedHostsOf } = await import("../exposure/watched.ts");
	const watched = await watchedHostsOf(casebook);
	const logs = await casebook.exposure.logs();
	const stale = new Map([...(await casebook.exposure.unsearched(watched))].map(([sha256, hosts]) => [sha256, hosts.size]));
	const { shiftedClocks } = await import("../exposure/clocks.ts");
	const clocks = await shiftedClocks(casebook, logs);
	await print(describeExposures({ campaigns, named, logs, stale, clocks, all }, screenOf(process.stdout)));
	return [...named.values()].some(({ targeted }) => targeted);
}

async function takeLeases(casebook: Casebook, file: string, zone: number, problem: (line: string) => void): Promise<void> {
	const { readLeases } = await import("../exposure/read-leases.ts");
	try {
		const { leases, problems } = await readLeases(file, zone);
		for (const line of problems.slice(0, MOST_PROBLEMS)) process.stderr.write(`${line}\n`);
		if (problems.length > MOST_PROBLEMS) process.stderr.write(`${file}: ${problems.length - MOST_PROBLEMS} more lines are left out\n`);
		if (leases.length === 0 && problems.length > 0) problem(`${file}: not one of its lines is a lease`);
		await casebook.exposure.putLeases(leases, { source: file });
	} catch (error) {
		if (!isAppError(error) || error.code !== "unreadable") throw error;
		problem(error.message);
	}
}

/** Of one file, on standard error. */
const MOST_PROBLEMS = 10;

async function readMappingFile(file: string): Promise<LogContext["mapping"]> {
	const { readMapping } = await import("../exposure/read-mapping.ts");
	return readMapping(file);
}

async function readFormat(id: string | undefined): Promise<string | null> {
	if (id === undefined) return null;
	const { formats } = await import("../../core/logs/index.generated.ts");
	const known = [...formats.map((format) => format.id), "dnstap"];
	if (!known.includes(id)) throw appError("usage", `--format knows ${known.join(", ")}; not "${id}"`);
	return id;
}

/** Domains and addresses. */
function readNames(text: string): string[] {
	const names = text
		.split(",")
		.map((name) => name.trim().toLowerCase().replace(/^@/, ""))
		.filter((name) => name !== "");
	for (const name of names.length === 0 ? [""] : names)
		if (!/^(?:[^\s@,]{1,64}@)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u.test(name))
			throw appError("usage", `--for takes domains and addresses such as parliament.example,ann@house.example; not "${name}"`);
	return names;
}

function checkSite(site: string | undefined): void {
	if (site === undefined || (URL.parse(`http://${site}/`)?.host === site.toLowerCase().replace(/:80$/, "") && !/[/?#@\s]/.test(site)))
		return;
	throw appError("usage", `--site takes a host, and a port where it is not the usual one, such as www.house.example:8080; not "${site}"`);
}

function readZone(text: string | undefined): number {
	const zone = text === undefined ? 0 : zoneMinutes(text);
	if (zone === null) throw appError("usage", `--zone takes an offset from UTC such as +01:00 or Z; not "${text}"`);
	return zone;
}

const UNITS: ReadonlyMap<string, number> = new Map([
	["s", 1000],
	["m", 60_000],
	["h", 3_600_000],
	["d", 86_400_000],
]);

/** Milliseconds. */
function readDuration(text: string, option: string, signed: boolean): number {
	const match = /^([+-]?)(\d{1,6}(?:\.\d{1,3})?)([smhd])$/.exec(text.trim());
	if (match === null || (!signed && match[1] !== ""))
		throw appError("usage", `${option} takes a length of time such as ${signed ? "+90m, -2h or +3s" : "6h or 90m"}; not "${text}"`);
	return Math.round(Number(match[2]) * (UNITS.get(match[3] as string) as number)) * (match[1] === "-" ? -1 : 1);
}

async function sizeOf(files: readonly string[]): Promise<number> {
	const sizes = await Promise.all(files.map(async (file) => (file === "-" ? 0 : ((await stat(file).catch(() => null))?.size ?? 0))));
	return Math.max(
		1,
		sizes.reduce((sum, size) => sum + size, 0),
	);
}
