// BIND's query log (BIND 9 Administrator Reference Manual, logging categories `queries`, `query-errors`, `security` and `rpz`): a name that a client asked for, one
// that was denied to it, and one that a response policy answered otherwise, which is a refusal of the user's own side.

import type { LineReader, LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { isoTime, namedTime } from "./reading/clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostOf } from "./reading/place.ts";
import { syslogLine } from "./reading/syslog.ts";

/** What named writes itself: time, category and severity, each where it is told to. */
const FRONT = /^(\d{2}-[A-Za-z]{3}-\d{4} \d\d:\d\d:\d\d\.\d{3}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:?\d\d)?) (.*)$/s;
const CLIENT = /(?:^|: )client (?:@0x[0-9a-f]+ )?([0-9a-fA-F:.]+)(?:%\w+)?#\d+(?:\/key \S+)?(?: \([^)]{0,1100}\))?: (?:view \S+: )?(.*)$/s;

function lineOf(line: string, context: LogContext): { readonly time: number; readonly words: string } | null {
	const [, clock = "", words = ""] = FRONT.exec(line) ?? [];
	const time = namedTime(clock, context) ?? isoTime(clock, context);
	if (time !== null) return { time, words };
	const sent = syslogLine(line, context);
	// A syslog holds lines of others as well: they are in order, and tell of nothing.
	return sent === null ? null : { time: sent.time, words: sent.program === "named" ? sent.message : "" };
}

function readerOf(context: LogContext): LineReader {
	return lineReader(
		(line): LogEvent | LogProblem | null => {
			const front = lineOf(line, context);
			if (front === null) return unreadable("not a line of named's log");
			const [, client, words = ""] = CLIENT.exec(front.words) ?? [];
			if (client === undefined) return null;
			const told = toldOf(words);
			const host = told === null ? null : hostOf(told.name);
			if (told === null || host === null) return null;
			const { time } = front;
			return { kind: "dns", time, client: clientOf(client), host, url: null, outcome: told.outcome, status: null, agent: null, user: null };
		},
		(line) => lineOf(line, context)?.time ?? null,
	);
}

function toldOf(words: string): { readonly name: string; readonly outcome: LogEvent["outcome"] } | null {
	const asked = /^query: (\S+) [A-Z]+ \S+/.exec(words)?.[1];
	// That it was asked, not what was answered: another category tells that.
	if (asked !== undefined) return { name: asked, outcome: "unknown" };
	const rewritten = /^rpz \S+ \S+ rewrite (\S+) via /.exec(words)?.[1];
	if (rewritten !== undefined)
		return { name: rewritten.replace(/\/\w+\/\w+$/, ""), outcome: /^rpz \S+ PASSTHRU/.test(words) ? "unknown" : "refused" };
	const denied = /^query (?:\(cache\) )?'([^']+)' denied/.exec(words)?.[1];
	return denied === undefined ? null : { name: denied.replace(/\/\w+\/\w+$/, ""), outcome: "refused" };
}

export const format: LogFormat = {
	id: "bind",
	name: "BIND's query log",
	detect: (head, context) => shareRead(head, readerOf(context)),
	reader: (_head, context) => readerOf(context),
};
