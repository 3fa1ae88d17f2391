// Zeek's http, dns and ssl logs as columns (Zeek, Log Files, "Zeek TSV format logs"): header lines name the separator, the fields and what stands for nothing.

import type { LineReader, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { backslashed } from "./reading/escapes.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { type ZeekField, zeekEvent, zeekTime } from "./reading/zeek-record.ts";

function readerOf(head: readonly string[]): LineReader {
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
	const fieldsOf = (line: string): ZeekField => {
		const cells = line.split(separator);
		return (name) => {
			const cell = cells[columns.get(name) ?? -1];
			return cell === undefined || cell === nothing.get("unset_field") || cell === nothing.get("empty_field") ? null : backslashed(cell);
		};
	};
	return lineReader(
		(line): LogEvent | LogProblem | null => {
			if (line.startsWith("#")) {
				directive(line);
				return null;
			}
			if (columns.size === 0) return unreadable("no #fields line says what its columns are");
			const field = fieldsOf(line);
			const time = zeekTime(field);
			return time === null ? unreadable("no time (ts) that can be read") : zeekEvent(path, field, time);
		},
		(line) => (line.startsWith("#") ? null : zeekTime(fieldsOf(line))),
	);
}

export const format: LogFormat = {
	id: "zeek-tsv",
	name: "Zeek's http, dns or ssl log (columns)",
	detect: (head) => (head.some((line) => /^\uFEFF?#fields\tts\t/.test(line)) ? 1 : shareRead(head, readerOf(head))),
	reader: (head) => readerOf(head),
	order: "directives",
};
