// BIND's query log (BIND 9 Administrator Reference Manual, logging categories `queries`, `query-errors`, `security` and `rpz`): a name that a client asked for, one
// that was denied to it, and one that a response policy answered otherwise, which is a refusal of the user's own side.

import type { LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { ascii, BLANK, DOT, holdsAt, IS_ADDRESS, LOWER_CASE, oneOf, SLASH, wordEnd } from "./reading/ascii.ts";
import { type ByteClock, byteClock } from "./reading/byte-clock.ts";
import { isoTime, namedTime } from "./reading/clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostOf } from "./reading/place.ts";
import { plainNameEnd } from "./reading/plain-name.ts";
import { type Skimmer, skimmer } from "./reading/skimmer.ts";
import { syslogLine } from "./reading/syslog.ts";
import { type SyslogFront, syslogFront } from "./reading/syslog-front.ts";

/** What named writes itself: time, category and severity, each where it is told to. */
const FRONT = /^(\d{2}-[A-Za-z]{3}-\d{4} \d\d:\d\d:\d\d\.\d{3}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:?\d\d)?) (.*)$/s;
/** Without print-time: category and severity, each where it is told to, and then a client, or anything else where a severity stands. */
const TIMELESS = /^(?:[a-z-]{1,30}: )?(?:(?:client (?:@0x|[0-9a-fA-F:.]+))|(?:debug \d+|info|notice|warning|error|critical): )/;
const CLIENT = /(?:^|: )client (?:@0x[0-9a-f]+ )?([0-9a-fA-F:.]+)(?:%\w+)?#\d+(?:\/key \S+)?(?: \([^)]{0,1100}\))?: (?:view \S+: )?(.*)$/s;

function lineOf(line: string, context: LogContext): { readonly time: number | null; readonly words: string } | null {
	const [, clock = "", words = ""] = FRONT.exec(line) ?? [];
	const time = namedTime(clock, context) ?? isoTime(clock, context);
	if (time !== null) return { time, words };
	const sent = syslogLine(line, context);
	// A syslog holds lines of others as well: they are in order, and tell of nothing.
	if (sent !== null) return { time: sent.time, words: sent.program === "named" ? sent.message : "" };
	return TIMELESS.test(line) ? { time: null, words: line } : null;
}

function readerOf(context: LogContext): Skimmer {
	const [clock, front] = [byteClock(context), syslogFront()];
	const reader = lineReader(
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
	return skimmer(reader, (bytes, start, end) => {
		const words = wordsAt(clock, front, bytes, start, end);
		return words !== -1 && hasPlainNames(bytes, words, end);
	});
}

const T = 0x54;
const IS_CATEGORY = oneOf(`${LOWER_CASE}-`);
const CLIENT_WORD = ascii("client ");
const POINTER = ascii("@0x");
const INFO = ascii("info: ");
const COLON_BLANK = ascii(": ");

/** Where the words may begin of a line that `lineOf` takes; -1 where it has to be asked. */
function wordsAt(clock: ByteClock, front: SyslogFront, bytes: Uint8Array, start: number, end: number): number {
	if (clock.find(bytes, start, end)) {
		if (isOwnTime(clock, bytes, start)) return clock.next;
		return clock.form !== "named" && front.find(bytes, clock.next, end) ? clock.next : -1;
	}
	// Without print-time: "client ..." or "info: ..." after a category or none.
	let at = start;
	while (at < end && IS_CATEGORY[bytes[at]] === 1) at++;
	const words = at > start && at - start <= 30 && holdsAt(bytes, at, end, COLON_BLANK) ? at + 2 : start;
	if (holdsAt(bytes, words, end, INFO)) return words;
	if (!holdsAt(bytes, words, end, CLIENT_WORD)) return -1;
	const client = words + CLIENT_WORD.length;
	return holdsAt(bytes, client, end, POINTER) || (client < end && IS_ADDRESS[bytes[client]] === 1) ? words : -1;
}

/** As FRONT has it. */
function isOwnTime({ form, fraction }: ByteClock, bytes: Uint8Array, start: number): boolean {
	if (form === "named") return fraction === 3;
	return form === "iso" && bytes[start + 10] === T && (fraction === 0 || (fraction === 3 && bytes[start + 19] === DOT));
}

const QUERY = ascii("query: ");
const REWRITE = ascii("rewrite ");
const FOR = ascii("for ");
const APOSTROPHE = 0x27;

/** Whether each word is plain that may be a name: in every form of `toldOf` it stands after one of these. */
function hasPlainNames(bytes: Uint8Array, words: number, end: number): boolean {
	for (let at = words; at < end; at = wordEnd(bytes, at, end) + 1) {
		const name = nameAfter(bytes, at, end);
		if (name === -1) continue;
		const to = plainNameEnd(bytes, name, end);
		if (to === -1 || (to < end && bytes[to] !== BLANK && bytes[to] !== SLASH && bytes[to] !== APOSTROPHE)) return false;
	}
	return true;
}

function nameAfter(bytes: Uint8Array, at: number, end: number): number {
	if (bytes[at] === APOSTROPHE) return at + 1;
	for (const word of [QUERY, REWRITE, FOR]) if (holdsAt(bytes, at, end, word)) return at + word.length;
	return -1;
}

function toldOf(words: string): { readonly name: string; readonly outcome: LogEvent["outcome"] } | null {
	const asked = /^query: (\S+) [A-Z]+ \S+/.exec(words)?.[1];
	// That it was asked, not what was answered: another category tells that.
	if (asked !== undefined) return { name: asked, outcome: "unknown" };
	const [, disabled, policy = "", rewritten] = /^(disabled )?rpz \S+ (\S+) rewrite (\S+) via /.exec(words) ?? [];
	if (rewritten !== undefined) {
		const outcome = disabled !== undefined || LETTING_PASS.has(policy.toUpperCase()) ? "unknown" : "refused";
		return { name: withoutType(rewritten), outcome };
	}
	const denied = /^query (?:\(cache\) )?'([^']+)' denied/.exec(words)?.[1];
	if (denied !== undefined) return { name: withoutType(denied), outcome: "refused" };
	const [, code, failed] = /^query failed \(([A-Z]+)\) for (\S+) at /.exec(words) ?? [];
	return failed === undefined ? null : { name: withoutType(failed), outcome: code === "REFUSED" ? "refused" : "failed" };
}

/** Policies after which the client is answered: TCP-ONLY has it ask again. */
const LETTING_PASS: ReadonlySet<string> = new Set(["PASSTHRU", "TCP-ONLY", "DISABLED"]);

/** "px.example/A/IN". */
function withoutType(name: string): string {
	return name.replace(/\/\w+\/\w+$/, "");
}

export const format: LogFormat = {
	id: "bind",
	name: "BIND's query log",
	detect: (head, context) => shareRead(head, readerOf(context)),
	reader: (_head, context) => readerOf(context),
};
