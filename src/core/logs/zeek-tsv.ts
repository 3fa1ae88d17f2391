// Zeek's http, dns and ssl logs as columns (Zeek, Log Files, "Zeek TSV format logs"): header lines name the separator, the fields and what stands for nothing.

import type { LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { backslashed } from "./reading/escapes.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { isPlainName } from "./reading/plain-name.ts";
import { type Skimmer, skimmer } from "./reading/skimmer.ts";
import { type ZeekField, zeekEvent, zeekTime } from "./reading/zeek-record.ts";
import { isPlainTime } from "./reading/zeek-time.ts";

const [TAB, DASH] = [0x09, 0x2d];
/** Of each log whose lines are skimmed, the field that names a host. A URL may spell its host in many ways: requests are read. */
const NAMES: ReadonlyMap<string | null, string> = new Map([
	["dns", "query"],
	["ssl", "server_name"],
]);

function readerOf(head: readonly string[]): Skimmer {
	let separator = "\t";
	let columns: ReadonlyMap<string, number> = new Map();
	let path: string | null = null;
	const nothing = new Map([
		["unset_field", "-"],
		["empty_field", "(empty)"],
	]);
	const directive = (line: string): void => {
		// The separator itself is named behind a blank, since nobody knows it yet.
		const [, own] = /^#separator (.+)$/.exec(line) ?? [];
		if (own !== undefined) separator = backslashed(own);
		const [name = "", ...values] = line.slice(1).split(separator);
		if (name === "fields") columns = new Map(values.map((field, index) => [field, index]));
		else if (name === "path") path = values[0] ?? null;
		else if (nothing.has(name)) nothing.set(name, values[0] ?? "");
	};
	for (const line of head) if (line.startsWith("#")) directive(line);
	const cellsOf = (line: string): string[] => line.split(separator);
	const fieldIn = (cells: readonly string[]): ZeekField => {
		return (name) => {
			const cell = cells[columns.get(name) ?? -1];
			return cell === undefined || cell === nothing.get("unset_field") || cell === nothing.get("empty_field") ? null : backslashed(cell);
		};
	};
	const reader = lineReader(
		(line): LogEvent | LogProblem | null => {
			if (line.startsWith("#")) {
				directive(line);
				return null;
			}
			if (columns.size === 0) return unreadable("no #fields line says what its columns are");
			const cells = cellsOf(line);
			if (cells.length < columns.size) return unreadable(`${cells.length} columns where #fields names ${columns.size}`);
			const field = fieldIn(cells);
			const time = zeekTime(field);
			return time === null ? unreadable("no time (ts) that can be read") : zeekEvent(path, field, time);
		},
		(line) => (line.startsWith("#") ? null : zeekTime(fieldIn(cellsOf(line)))),
	);
	return skimmer(reader, (bytes, start, end) => {
		const named = NAMES.get(path);
		if (named === undefined || separator !== "\t" || !isUsual(nothing)) return false;
		return skim(bytes, start, end, columns.size, columns.get("ts") ?? -1, columns.get(named) ?? -1);
	});
}

/** What stands for nothing is neither a time nor a name. */
function isUsual(nothing: ReadonlyMap<string, string>): boolean {
	return nothing.get("unset_field") === "-" && nothing.get("empty_field") === "(empty)";
}

/** Whether a line has its cells, a time and, in the cell at `name`, none or a plain name. */
function skim(bytes: Uint8Array, start: number, end: number, least: number, time: number, name: number): boolean {
	let cells = 0;
	let hasTime = false;
	for (let at = start; at <= end; cells++) {
		let to = at;
		while (to < end && bytes[to] !== TAB) to++;
		if (cells === time) {
			hasTime = isPlainTime(bytes, at, to);
			if (!hasTime) return false;
		}
		if (cells === name && !isPlainName(bytes, at, to) && !(to - at === 1 && bytes[at] === DASH)) return false;
		at = to + 1;
	}
	return hasTime && least > 0 && cells >= least;
}

export const format: LogFormat = {
	id: "zeek-tsv",
	name: "Zeek's http, dns or ssl log (columns)",
	detect: (head) => (head.some((line) => /^\uFEFF?#fields\tts\t/.test(line)) ? 1 : shareRead(head, readerOf(head))),
	reader: (head) => readerOf(head),
	order: "directives",
};
