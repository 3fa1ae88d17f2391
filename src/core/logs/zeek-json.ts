// Zeek's http, dns and ssl logs as JSON, an object a line (Zeek, Log Files, "Zeek JSON format logs"): `ts` is seconds, or ISO 8601 where Zeek was told so.

import type { LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { jsonLine } from "./reading/json-line.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { type ZeekField, zeekEvent, zeekTime } from "./reading/zeek-record.ts";

function recordOf(line: string): ZeekField | null {
	const field = jsonLine(line);
	return field === null || field("ts") === null || (field("uid") === null && field("id.orig_h") === null) ? null : field;
}

function read(line: string): LogEvent | LogProblem | null {
	const field = recordOf(line);
	const time = field === null ? null : zeekTime(field);
	return field === null || time === null ? unreadable("not a record of Zeek's as JSON") : zeekEvent(field("_path"), field, time);
}

const reader = lineReader(read, (line) => {
	const field = recordOf(line);
	return field === null ? null : zeekTime(field);
});

export const format: LogFormat = {
	id: "zeek-json",
	name: "Zeek's http, dns or ssl log (JSON)",
	detect: (head) => shareRead(head, reader),
	reader: () => reader,
};
