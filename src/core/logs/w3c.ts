// W3C extended log (https://www.w3.org/TR/WD-logfile.html), as Blue Coat ProxySG, IIS and others write it: a "#Fields:" line says what the columns are, and
// may change midway; "#Date:" gives the day of lines that have only a time, and midnight the next. Times are UTC.

import type { LineReader, LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { commonLogTime, epochSeconds, isoTime } from "./reading/clock.ts";
import { dayClock } from "./reading/day-clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { present } from "./reading/place.ts";
import { type W3cCell, w3cEvent } from "./reading/w3c-record.ts";

const UTC = { now: 0, zone: 0 };

/** Where lines have only a time, their day can't be told without all lines before: a reader that isn't given those takes the day of "#Date:" for all. */
function readerOf(head: readonly string[], { site, isWhole = false }: LogContext): LineReader {
	let columns: ReadonlyMap<string, number> = new Map();
	let day = "";
	const clock = dayClock();
	const directive = (line: string): void => {
		const { name, value } = directiveIn(line);
		if (name === "fields") columns = new Map(namesIn(value).map((field, index) => [field, index]));
		else if (name === "date") {
			day = value.slice(0, 10);
			clock.begin(isoTime(value, UTC));
		}
	};
	// Who reads all lines comes by them.
	if (!isWhole) for (const line of head) if (line.startsWith("#")) directive(line);
	const cellIn =
		(cells: readonly string[]): W3cCell =>
		(name) =>
			present(cells[columns.get(name) ?? -1]);
	const timeIn = (cell: W3cCell): number | null => {
		const date = cell("date");
		const time = isoTime(`${date ?? day} ${cell("time") ?? ""}`, UTC);
		if (time === null) return timeInOne(cell);
		return date === null && isWhole ? clock.at(time) : time;
	};
	return lineReader(
		(line): LogEvent | LogProblem | null => {
			if (line.startsWith("#")) {
				directive(line);
				return null;
			}
			if (columns.size === 0) return unreadable("no #Fields: line says what its columns are");
			const cells = cellsOf(line, columns.size);
			if (cells.length < columns.size) return unreadable(`${cells.length} columns where #Fields: names ${columns.size}`);
			const cell = cellIn(cells);
			const time = timeIn(cell);
			return time === null ? unreadable("no date and time that can be read") : w3cEvent(cell, time, site ?? null);
		},
		(line) => (line.startsWith("#") ? null : timeIn(cellIn(cellsOf(line, columns.size)))),
	);
}

/** "#Fields: time c-ip": name and value, the name in lower case; both empty for another comment. */
function directiveIn(line: string): { readonly name: string; readonly value: string } {
	const [, name = "", value = ""] = /^\uFEFF?#([\w-]+):\s*(.*)$/.exec(line) ?? [];
	return { name: name.toLowerCase(), value: value.trim() };
}

function namesIn(fields: string): string[] {
	return fields.toLowerCase().split(/\s+/);
}

/** Columns that tell a line's day. */
const DATED: ReadonlySet<string> = new Set(["date", "gmttime", "localtime", "x-timestamp", "datetime", "timestamp"]);

/** Some lines have only a time, which shows in the file's first ones. Where fields change to that midway, midnight is not seen. */
function hasOnlyTimes(head: readonly string[]): boolean {
	return head.some((line) => {
		const { name, value } = directiveIn(line);
		return name === "fields" && namesIn(value).includes("time") && !namesIn(value).some((field) => DATED.has(field));
	});
}

/** Date and time in one column, as ProxySG and others have them: "timestamp" is seconds since 1970, "localtime" and "gmttime" are "[20/Jan/2021:09:12:03 +0100]". */
function timeInOne(cell: W3cCell): number | null {
	const common = (cell("gmttime") ?? cell("localtime"))?.replace(/^\[|\]$/g, "");
	const one = cell("x-timestamp") ?? cell("datetime") ?? cell("timestamp") ?? "";
	return isoTime(one, UTC) ?? epochSeconds(one) ?? (common === undefined ? null : commonLogTime(common));
}

/** Parted by tabs, between which blanks may stand, or by blanks; a quoted one may hold blanks, and "" in it is a quote. `count`: how many there should be. */
function cellsOf(line: string, count: number): string[] {
	const tabs = line.includes("\t") ? line.split("\t") : [];
	if (tabs.length >= count && count > 0) return tabs.map((cell) => cell.replace(/^"(.*)"$/s, "$1").replaceAll('""', '"'));
	if (!/["[]/.test(line)) return line.trim().split(/[\t ]+/);
	return [...line.matchAll(/"((?:[^"]|"")*)"|\[\d\d\/[^\]]{12,33}\]|[^\t ]+/g)].map(
		([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole,
	);
}

export const format: LogFormat = {
	id: "w3c",
	name: "W3C extended log (Blue Coat, IIS and others)",
	detect: (head, context) =>
		head.some((line) => /^\uFEFF?#Fields:.*\b(?:c-ip|cs-|sc-)/i.test(line)) ? 1 : shareRead(head, readerOf(head, context)),
	reader: readerOf,
	order: "directives",
	needsAll: hasOnlyTimes,
};
