// systemd-resolved: its debug messages in the journal, in short form or as JSON (journalctl -u systemd-resolved -o json), and `resolvectl monitor --json=short`, which
// has no times. It resolves for one machine: its log names no client.

import type { LineReader, LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { jsonLine } from "./reading/json-line.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { hostOf } from "./reading/place.ts";
import { syslogLine } from "./reading/syslog.ts";

const LOOKUP = /^(?:Looking up RR for|Cache miss for|Positive cache hit for) (\S+) IN [A-Z][A-Z0-9]*/;

interface Said {
	readonly time: number | null;
	readonly name: string | null;
}

function saidIn(line: string, context: LogContext): Said | null {
	const field = jsonLine(line);
	if (field !== null) {
		const microseconds = field("__REALTIME_TIMESTAMP");
		if (microseconds !== null && field("SYSLOG_IDENTIFIER") === "systemd-resolved") {
			const time = Number(microseconds) / 1000;
			return { time: Number.isFinite(time) ? Math.floor(time) : null, name: LOOKUP.exec(field("MESSAGE") ?? "")?.[1] ?? null };
		}
		const name = /"question":\[\{[^\]}]{0,200}?"name":"([^"]{1,1024})"/.exec(line)?.[1];
		return name !== undefined && field("state") !== null ? { time: null, name } : null;
	}
	const sent = syslogLine(line, context);
	// A journal holds lines of others as well: they are in order, and tell of nothing.
	return sent === null
		? null
		: { time: sent.time, name: sent.program === "systemd-resolved" ? (LOOKUP.exec(sent.message)?.[1] ?? null) : null };
}

function readerOf(context: LogContext): LineReader {
	return lineReader(
		(line): LogEvent | LogProblem | null => {
			const said = saidIn(line, context);
			if (said === null) return unreadable("not a line about systemd-resolved");
			const host = said.name === null ? null : hostOf(said.name);
			if (host === null) return null;
			return { kind: "dns", time: said.time, client: null, host, url: null, outcome: "unknown", status: null, agent: null, user: null };
		},
		(line) => saidIn(line, context)?.time ?? null,
	);
}

export const format: LogFormat = {
	id: "resolved",
	name: "systemd-resolved's log",
	detect: (head, context) => shareRead(head, readerOf(context)),
	reader: (_head, context) => readerOf(context),
};
