// Any export as JSON, an object a line, read by a mapping of the user's (docs/logs.md).

import type { LineReader, LogContext, LogFormat } from "../model/log-event.ts";
import { jsonLine } from "./reading/json-line.ts";
import { lineReader, unreadable } from "./reading/line.ts";
import { type MappedCell, mappedEvent, mappedTime } from "./reading/mapped-event.ts";

function readerOf(context: LogContext): LineReader {
	const { mapping } = context;
	if (mapping?.format !== "json")
		return lineReader(
			() => unreadable("a mapping says which key holds what"),
			() => null,
		);
	const cellOf = (line: string): MappedCell | null => {
		const field = jsonLine(line);
		return field && ((name) => (mapping.fields[name] === undefined ? null : field(mapping.fields[name])));
	};
	return lineReader(
		(line) => {
			const cell = cellOf(line);
			return cell === null ? unreadable("not an object as JSON") : mappedEvent(cell, mapping, context);
		},
		(line) => {
			const cell = cellOf(line);
			return cell && mappedTime(cell, mapping, context);
		},
	);
}

export const format: LogFormat = {
	id: "json",
	name: "an export as JSON, by a mapping",
	detect: (_head, context) => (context.mapping?.format === "json" ? 1 : 0),
	reader: (_head, context) => readerOf(context),
};
