// Exposures on a terminal: what the logs show of each campaign, targeted ones first; who it is about; and from when to when each log speaks, since silence
// says something only then.

import { LEVELS, type Level, type TakenLog } from "../../core/model/exposure.ts";
import type { ShiftedClock } from "../exposure/clocks.ts";
import { minuteInWords } from "./campaigns-words.ts";
import type { CampaignExposure } from "./exposure-totals.ts";
import { count, counted, shownText } from "./shown-text.ts";
import { columnWidths, indented, tableLine, wrap } from "./terminal/columns.ts";
import { painter, type Screen } from "./terminal/screen.ts";

export interface ExposureView {
	readonly campaigns: ReadonlyMap<string, CampaignExposure>;
	readonly named: ReadonlyMap<string, { readonly name: string | null; readonly targeted: boolean }>;
	readonly logs: readonly TakenLog[];
	/** By SHA-256, for how many hosts of the case a log was not searched, since they came later. */
	readonly stale: ReadonlyMap<string, number>;
	/** Logs that show the same contacts at other times. */
	readonly clocks: readonly ShiftedClock[];
	readonly all: boolean;
}

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
	clicked: "followed a link",
	fetched: "fetched it",
	"fetched-by-proxy": "a machine fetched it",
	blocked: "was refused",
	"looked-up": "looked the name up",
	"no-evidence": "no evidence",
	delivered: "cannot be known",
};

/** At most fifty characters: beside number and level in eighty columns. */
export const LEVEL_MEANING: Readonly<Record<Level, string>> = {
	clicked: "the sender knows who, when, from where, with what",
	fetched: "the sender knows when, from where and with what",
	"fetched-by-proxy": "an image proxy or scanner asked, not the person",
	blocked: "a rule forbade it; no request got through",
	"looked-up": "a name was looked up, or nobody answered",
	"no-evidence": "logs speak and show nothing that is surely theirs",
	delivered: "no log that speaks for them spoke as it came",
};

/** Levels of whoever no line is surely about; one may be all the same. */
const SILENT: ReadonlySet<Level> = new Set(["no-evidence", "delivered"]);

/** Accounts of a campaign; all with --all. */
const MOST_ROWS = 12;
const MOST_CAMPAIGNS = 6;

export function describeExposures(view: ExposureView, screen: Screen): string {
	const { campaigns, named, all } = view;
	const ids = [...campaigns.keys()].sort(
		(a, b) =>
			Number(named.get(b)?.targeted ?? false) - Number(named.get(a)?.targeted ?? false) || evidence(campaigns, b) - evidence(campaigns, a),
	);
	const told = all ? ids : ids.filter((id, index) => named.get(id)?.targeted || (index < MOST_CAMPAIGNS && evidence(campaigns, id) > 0));
	const blocks = told.map((id) => describeCampaign(id, campaigns.get(id) as CampaignExposure, view, screen));
	const rest = ids.length - told.length;
	const sections = [
		...blocks,
		campaigns.size === 0
			? wrap("No campaign of this case singles its readers out: there is nothing that a log could show of anybody.", screen.width)
			: [],
		rest > 0
			? wrap(`${counted(rest, "more campaign")} with individual references, none of them targeted: --all shows them.`, screen.width)
			: [],
		unknownLines(view, screen),
		describeLogs(view, screen),
	];
	return `${sections
		.filter((section) => section.length > 0)
		.map((section) => section.join("\n"))
		.join("\n\n")}\n`;
}

function evidence(campaigns: ReadonlyMap<string, CampaignExposure>, id: string): number {
	const { levels, accounts } = campaigns.get(id) as CampaignExposure;
	return accounts - (levels.get("no-evidence") ?? 0) - (levels.get("delivered") ?? 0);
}

function describeCampaign(
	id: string,
	{ accounts, levels, rows, maybe }: CampaignExposure,
	{ named, all }: ExposureView,
	screen: Screen,
): string[] {
	const paint = painter(screen);
	const about = named.get(id);
	const title = [id, about?.name ? shownText(about.name, 60) : "", about?.targeted ? "targeted" : ""]
		.filter((word) => word !== "")
		.join("  ");
	const table = LEVELS.flatMap((level) => {
		const number = levels.get(level) ?? 0;
		return number === 0 ? [] : [[count(number), LEVEL_WORDS[level], LEVEL_MEANING[level]]];
	});
	const columns = [{ side: "right", least: 3 }, { least: 8 }, { least: 10 }] as const;
	const widths = columnWidths(table, columns, screen.width - 2);
	const shown = all ? rows : rows.slice(0, MOST_ROWS);
	return [
		...wrap(title, screen.width, 2).map((line) => paint("bold", line)),
		...indented(`${counted(accounts, "account")} received it:`, screen.width, 2),
		...table.map((row) => `  ${tableLine(row, columns, widths)}`),
		...(maybe > 0
			? wrap(
					`${counted(maybe, "line")} of logs may be of several people, and ${maybe === 1 ? "raises" : "raise"} nobody's level.`,
					screen.width,
					2,
				)
			: []),
		...shown.flatMap(({ account, person, level, why, leaked, uncertain }) => [
			...indented(`${LEVEL_WORDS[level]}: ${shownText(person === null ? account : `${person}, ${account}`, 120)}`, screen.width, 2).map(
				(line) => paint(level === "clicked" || level === "fetched" ? "names" : null, line),
			),
			...indented(shownText(why[0] ?? "", 600), screen.width, 4),
			...(SILENT.has(level) && uncertain.length > 0
				? indented("A contact may have been theirs, or another's: --json names whose.", screen.width, 4)
				: []),
			...(leaked.userAgent.length > 0
				? indented(shownText(why.find((sentence) => sentence.startsWith("Its user agent")) ?? "", 200), screen.width, 4)
				: []),
		]),
		...(rows.length > shown.length ? [`  and ${count(rows.length - shown.length)} more: --all, or --json`] : []),
	];
}

/** Of what was aimed at people, how much nobody will know. */
function unknownLines({ campaigns, named, logs }: ExposureView, screen: Screen): string[] {
	const targeted = [...campaigns].filter(([id]) => named.get(id)?.targeted).map(([, exposure]) => exposure);
	const unknown = targeted.reduce((sum, { levels }) => sum + (levels.get("delivered") ?? 0), 0);
	const all = targeted.reduce((sum, { accounts }) => sum + accounts, 0);
	if (unknown === 0 || logs.length === 0) return [];
	const which = targeted.length === 1 ? "the targeted campaign" : `${count(targeted.length)} targeted campaigns`;
	return wrap(
		`Of ${counted(all, "account")} that ${which} reached, ${count(unknown)} cannot be known: mail came when no log that speaks for them spoke.`,
		screen.width,
	);
}

function describeLogs({ logs, stale, clocks }: ExposureView, screen: Screen): string[] {
	if (logs.length === 0) return wrap("No log was taken in yet: nothing is known of who opened what.", screen.width);
	const paint = painter(screen);
	return [
		"",
		paint("bold", "Logs"),
		...logs.flatMap((log) => describeLog(log, stale.get(log.sha256) ?? 0, screen)),
		...clocks.flatMap((clock) => clockLines(clock, screen)),
	];
}

function clockLines({ log, other, by }: ShiftedClock, screen: Screen): string[] {
	const names = [log, other].map((name) => shownText(name, 60));
	return indented(
		`${names[0]} shows the same contacts as ${names[1]}, ${lengthInWords(Math.abs(by))} ${by > 0 ? "later" : "earlier"}: one of the two clocks is wrong (--clock).`,
		screen.width,
		2,
	);
}

/** Milliseconds. */
function lengthInWords(length: number): string {
	return length < 120_000 ? counted(Math.round(length / 1000), "second") : counted(Math.round(length / 60_000), "minute");
}

function describeLog(
	{ log, format, lines, unread, problems, coverage, speaksFor, contacts, offset, skew }: TakenLog,
	stale: number,
	screen: Screen,
): string[] {
	const [first, last] = [coverage[0]?.from, coverage.at(-1)?.to];
	const spoken =
		first === undefined || last === undefined ? "no line tells a time" : `speaks from ${minuteInWords(first)} to ${minuteInWords(last)}`;
	const gaps = coverage.slice(1).map(({ from }, index) => `${minuteInWords(coverage[index]?.to ?? "")} to ${minuteInWords(from)}`);
	const silent =
		gaps.length === 0 ? "" : `, silent ${gaps.slice(0, 5).join(", ")}${gaps.length > 5 ? ` and ${gaps.length - 5} times more` : ""}`;
	const whose =
		speaksFor.length === 0
			? "for whom was not told"
			: `for ${shownText(speaksFor.slice(0, 5).join(", "), 200)}${speaksFor.length > 5 ? " and more" : ""}`;
	const facts = `${format}, ${counted(lines, "line")}, ${counted(contacts, "contact")} with hosts of the case; ${whose}; ${spoken}${silent}.`;
	return [
		...indented(shownText(log, 200), screen.width, 2),
		...indented(facts, screen.width, 4),
		...(offset === 0 ? [] : indented(`Its times were moved by ${offset / 1000} s (--clock).`, screen.width, 4)),
		...(skew === null
			? []
			: indented(
					`Its clock is ${counted(Math.abs(skew), "minute")} ${skew < 0 ? "behind" : "ahead of"} the mail's, or more: mail is asked for before it came. Take it in again with --clock ${skew < 0 ? "+" : "-"}${Math.abs(skew)}m.`,
					screen.width,
					4,
				)),
		...(unread === 0 ? [] : indented(`${counted(unread, "line")} could not be read:`, screen.width, 4)),
		...problems.slice(0, 3).flatMap(({ offset, problem }) => indented(`byte ${offset}: ${shownText(problem, 200)}`, screen.width, 6)),
		...(stale === 0
			? []
			: indented(
					`${counted(stale, "host")} came into the case later, and this log was not searched for ${stale === 1 ? "it" : "them"}: take it in again. Until then it is no evidence of silence about their campaigns.`,
					screen.width,
					4,
				)),
	];
}
