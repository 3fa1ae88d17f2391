// Any export as CSV whose first line names its columns, read by a mapping of the user's (docs/logs.md).

import { csvCells, csvDelimiter } from "../encoding/csv.ts";
import type { LineReader, LogContext, LogFormat } from "../model/log-event.ts";
import { lineReader, unreadable } from "./reading/line.ts";
import { type MappedCell, mappedEvent, mappedTime } from "./reading/mapped-event.ts";

function readerOf(head: readonly string[], context: LogContext): LineReader {
	const { mapping } = context;
	const first = (head[0] ?? "").replace(/^\uFEFF/, "");
	if (mapping?.format !== "csv")
		return lineReader(
			() => unreadable("a mapping says which column holds what"),
			() => null,
		);
	const delimiter = mapping.delimiter ?? csvDelimiter(first);
	const columns = new Map(csvCells(first, delimiter).map((name, index) => [name.trim().toLowerCase(), index]));
	const cellOf = (line: string): MappedCell => {
		const cells = csvCells(line, delimiter);
		return (field) => cells[columns.get((mapping.fields[field] ?? "").toLowerCase()) ?? -1] ?? null;
	};
	const missing = Object.values(mapping.fields).filter((name) => !columns.has(name.toLowerCase()));
	return lineReader(
		(line) => {
			if (line === first) return null;
			if (missing.length > 0) return unreadable(`its first line has no column ${missing.join(", ")}`);
			return mappedEvent(cellOf(line), mapping, context);
		},
		(line) => (line === first ? null : mappedTime(cellOf(line), mapping, context)),
	);
}

export const format: LogFormat = {
	id: "csv",
	name: "an export as CSV, by a mapping",
	detect: (head, context) => (context.mapping?.format === "csv" && head.length > 0 ? 1 : 0),
	reader: readerOf,
};
