// Syslog: what stands before a program's own words when its log went through syslog or the journal (RFC 3164 §4.1, RFC 5424 §6, journalctl's short forms):
// a time, the host, and "program[pid]:".

import type { LogContext } from "../../model/log-event.ts";
import { isoTime, yearlessTime } from "./clock.ts";

export interface SyslogLine {
	readonly time: number;
	/** "unbound". */
	readonly program: string;
	/** Process id, where there is one. */
	readonly pid: string | null;
	readonly message: string;
}

const YEARLESS =
	/^(?:<\d{1,3}>)?([A-Za-z]{3} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?) (?:(\S+) )?([\w.-]{1,48})(?:\[(\d{1,9})(?::\d{1,9})?\])?: (.*)$/s;
const DATED =
	/^(?:<\d{1,3}>1? ?)?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?) (?:(\S+) )?([\w.-]{1,48})(?:\[(\d{1,9})(?::\d{1,9})?\])?: (.*)$/s;
const RFC_5424 = /^<\d{1,3}>1 (\S{10,40}) \S+ ([\w.-]{1,48}) (\S+) \S+ (?:-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+) ?(.*)$/s;

/** Null for a line that has no such front, or no time that can be read. */
export function syslogLine(line: string, context: LogContext): SyslogLine | null {
	const modern = RFC_5424.exec(line);
	if (modern !== null) {
		const [, clock = "", program = "", pid = "", message = ""] = modern;
		const time = isoTime(clock, context);
		return time === null ? null : { time, program, pid: pid === "-" ? null : pid, message };
	}
	const old = YEARLESS.exec(line);
	const match = old ?? DATED.exec(line);
	if (match === null) return null;
	const [, clock = "", , program = "", pid = null, message = ""] = match;
	const time = old === null ? isoTime(clock, context) : yearlessTime(clock, context);
	return time === null ? null : { time, program, pid, message };
}
