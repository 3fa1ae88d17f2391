// Unbound's log (unbound.conf(5): log-queries, log-replies, log-tag-queryreply, log-local-actions, rpz-log): a name that a client asked for, what it was answered,
// and what a local zone or a response policy made of it, which is a refusal of the user's own side.

import type { LineReader, LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { epochSeconds, isoTime, yearlessTime } from "./reading/clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostOf } from "./reading/place.ts";
import { syslogLine } from "./reading/syslog.ts";

/** Its own file: "[1605769303] unbound[2008:0] info: ...", the time in words with log-time-ascii, in ISO 8601 with log-time-iso. */
const OWN = /^(?:\[(\d{9,11})\]|([A-Za-z]{3} [ \d]\d \d\d:\d\d:\d\d)|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,12})) unbound\[\d+:\w+\] (.*)$/s;
const LEVEL = /^(?:info|query|reply): (?:(?:query|reply): )?(.*)$/s;
const ASKED = /^([0-9a-fA-F:.]+) (\S+) ([A-Z][A-Z0-9]*) ([A-Z]+)(?: ([A-Z]+)(?: |$))?/;
/** "tracker.example. always_nxdomain 192.0.2.1@53412 px.tracker.example. A IN". */
const LOCAL = /^\S+ ([a-z_]+) ([0-9a-fA-F:.]+)@\d+ (\S+) [A-Z][A-Z0-9]* [A-Z]+$/;
/** "rpz: applied [list] *.tracker.example. rpz-nxdomain 192.0.2.1@53412 px.tracker.example. A IN". */
const POLICY = /^rpz: applied (?:\[[^\]]{0,200}\] )?\S+ (rpz-[a-z-]+) ([0-9a-fA-F:.]+)@\d+ (\S+) [A-Z][A-Z0-9]* [A-Z]+$/;
/** Local zones that let the query pass. */
const PASSING: ReadonlySet<string> = new Set(["transparent", "typetransparent", "inform", "nodefault", "always_transparent"]);
const CODES: ReadonlyMap<string, LogEvent["outcome"]> = new Map([
	["NOERROR", "answered"],
	["NXDOMAIN", "answered"],
	["SERVFAIL", "failed"],
	["REFUSED", "refused"],
]);

function lineOf(line: string, context: LogContext): { readonly time: number; readonly words: string } | null {
	const own = OWN.exec(line);
	if (own !== null) {
		const [, seconds = "", words = "", iso = "", rest = ""] = own;
		const time = epochSeconds(seconds) ?? yearlessTime(words, context) ?? isoTime(iso, context);
		return time === null ? null : { time, words: rest };
	}
	const sent = syslogLine(line, context);
	// A syslog holds lines of others as well: they are in order, and tell of nothing.
	return sent === null ? null : { time: sent.time, words: sent.program === "unbound" ? sent.message.replace(/^\[\d+:\w+\] /, "") : "" };
}

function readerOf(context: LogContext): LineReader {
	return lineReader(
		(line): LogEvent | LogProblem | null => {
			const front = lineOf(line, context);
			if (front === null) return unreadable("not a line of Unbound's log");
			const told = toldOf(LEVEL.exec(front.words)?.[1] ?? "");
			const host = told === null ? null : hostOf(told.name);
			if (told === null || host === null) return null;
			const { client, outcome } = told;
			return { kind: "dns", time: front.time, client: clientOf(client), host, url: null, outcome, status: null, agent: null, user: null };
		},
		(line) => lineOf(line, context)?.time ?? null,
	);
}

interface Told {
	readonly client: string;
	readonly name: string;
	readonly outcome: LogEvent["outcome"];
}

function toldOf(words: string): Told | null {
	const asked = ASKED.exec(words);
	if (asked !== null) {
		const [, client = "", name = "", , , code] = asked;
		return { client, name, outcome: code === undefined ? "unknown" : (CODES.get(code) ?? "unknown") };
	}
	const policy = POLICY.exec(words);
	if (policy !== null) {
		const [, action, client = "", name = ""] = policy;
		return { client, name, outcome: action === "rpz-passthru" || action === "rpz-disabled" ? "unknown" : "refused" };
	}
	const local = LOCAL.exec(words);
	if (local === null) return null;
	const [, action = "", client = "", name = ""] = local;
	return { client, name, outcome: PASSING.has(action) ? "unknown" : "refused" };
}

export const format: LogFormat = {
	id: "unbound",
	name: "Unbound's log",
	detect: (head, context) => shareRead(head, readerOf(context)),
	reader: (_head, context) => readerOf(context),
};
