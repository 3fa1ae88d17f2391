// W3C extended log (https://www.w3.org/TR/WD-logfile.html), as Blue Coat ProxySG, IIS and others write it: a "#Fields:" line says what the columns are, and
// may change midway; "#Date:" gives the day of lines that have only a time. Times are UTC.

import type { LineReader, LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { commonLogTime, epochSeconds, isoTime } from "./reading/clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { present } from "./reading/place.ts";
import { type W3cCell, w3cEvent } from "./reading/w3c-record.ts";

const UTC = { now: 0, zone: 0 };

function readerOf(head: readonly string[], { site }: LogContext): LineReader {
	let columns: ReadonlyMap<string, number> = new Map();
	let day = "";
	const directive = (line: string): void => {
		const [, name = "", value = ""] = /^#([\w-]+):\s*(.*)$/.exec(line) ?? [];
		if (name.toLowerCase() === "fields")
			columns = new Map(
				value
					.trim()
					.split(/\s+/)
					.map((field, index) => [field.toLowerCase(), index]),
			);
		else if (name.toLowerCase() === "date") day = value.trim().slice(0, 10);
	};
	for (const line of head) if (line.startsWith("#")) directive(line);
	const cellIn =
		(cells: readonly string[]): W3cCell =>
		(name) =>
			present(cells[columns.get(name) ?? -1]);
	const timeIn = (cell: W3cCell): number | null => {
		const date = cell("date") ?? day;
		return isoTime(`${date} ${cell("time") ?? ""}`, UTC) ?? timeInOne(cell);
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
};
