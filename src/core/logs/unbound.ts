// Unbound's log (unbound.conf(5): log-queries, log-replies, log-tag-queryreply, log-local-actions, rpz-log): a name that a client asked for, what it was answered,
// and what a local zone or a response policy made of it, which is a refusal of the user's own side.

import type { LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { ascii, BLANK, holdsAt, IS_ADDRESS, isDigit, oneOf, WORD, wordEnd } from "./reading/ascii.ts";
import { type ByteClock, byteClock } from "./reading/byte-clock.ts";
import { epochSeconds, isoTime, yearlessTime } from "./reading/clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostOf } from "./reading/place.ts";
import { isPlainName } from "./reading/plain-name.ts";
import { type Skimmer, skimmer } from "./reading/skimmer.ts";
import { syslogLine } from "./reading/syslog.ts";
import { digitsEnd, type SyslogFront, syslogFront } from "./reading/syslog-front.ts";

/** Its own file: "[1605769303] unbound[2008:0] info: ...", the time in words with log-time-ascii, in ISO 8601 with log-time-iso. */
const OWN = /^(?:\[(\d{9,11})\]|([A-Za-z]{3} [ \d]\d \d\d:\d\d:\d\d)|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,12})) unbound\[\d+:\w+\] (.*)$/s;
const LEVEL = /^(?:info|query|reply): (?:(?:query|reply): )?(.*)$/s;
const ASKED = /^([0-9a-fA-F:.]+) (\S+) ([A-Z][A-Z0-9]*) ([A-Z]+)(?: ([A-Z]+)(?: |$))?/;
/** "tracker.example. always_nxdomain 192.0.2.1@53412 px.tracker.example. A IN". */
const LOCAL = /^\S+ ([a-z_]+) ([0-9a-fA-F:.]+)@\d+ (\S+) [A-Z][A-Z0-9]* [A-Z]+$/;
/** "rpz: applied [list] *.tracker.example. rpz-nxdomain 192.0.2.1@53412 px.tracker.example. A IN"; before what it is applied for may stand its kind. */
const POLICY = /^rpz: applied (?:\[[^\]]{0,200}\] )?(?:[a-z-]+ )?\S+ (rpz-[a-z-]+) ([0-9a-fA-F:.]+)@\d+ (\S+) [A-Z][A-Z0-9]* [A-Z]+$/;
/** Policies after which the client is answered: "tcp-only" has it ask again. */
const LETTING_PASS: ReadonlySet<string> = new Set(["rpz-passthru", "rpz-disabled", "rpz-tcp-only"]);
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

function readerOf(context: LogContext): Skimmer {
	const [clock, front] = [byteClock(context), syslogFront()];
	const reader = lineReader(
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
	return skimmer(reader, (bytes, start, end) => {
		const words = wordsAt(clock, front, bytes, start, end);
		return words !== -1 && hasPlainNames(bytes, words, end);
	});
}

const [OPEN, CLOSE, COLON, AT, T] = [0x5b, 0x5d, 0x3a, 0x40, 0x54];
const IS_WORD = oneOf(WORD);
const UNBOUND = ascii("unbound");
const OWN_WORD = ascii("unbound[");
/** Bytes of OWN's times in words and, at most, in ISO 8601. */
const [YEARLESS_LENGTH, LONGEST_ISO] = [15, 31];

/** Where the words begin of a line that `lineOf` takes, `end` where they are another program's; -1 where it has to be asked. */
function wordsAt(clock: ByteClock, front: SyslogFront, bytes: Uint8Array, start: number, end: number): number {
	// Ten digits that begin with one to six: from 2001 to 2191.
	if (bytes[start] === OPEN) {
		const isTime = bytes[start + 1] >= 0x31 && bytes[start + 1] <= 0x36 && digitsEnd(bytes, start + 2, end) === start + 11;
		return isTime && bytes[start + 11] === CLOSE && bytes[start + 12] === BLANK ? ownWordsAt(bytes, start + 13, end) : -1;
	}
	if (!clock.find(bytes, start, end)) return -1;
	const own = ownWordsAt(bytes, clock.next, end);
	if (own !== -1) {
		const length = clock.next - 1 - start;
		if (clock.form === "yearless") return length === YEARLESS_LENGTH ? own : -1;
		return clock.form === "iso" && bytes[start + 10] === T && length <= LONGEST_ISO ? own : -1;
	}
	if (clock.form === "named" || !front.find(bytes, clock.next, end)) return -1;
	if (!front.isOf(UNBOUND)) return end;
	const { message } = front;
	const afterThread = bytes[message] === OPEN ? threadEnd(bytes, message + 1, end) : -1;
	return afterThread === -1 ? message : afterThread;
}

/** After "unbound[2008:0] "; -1 where that is not what stands there. */
function ownWordsAt(bytes: Uint8Array, at: number, end: number): number {
	return holdsAt(bytes, at, end, OWN_WORD) ? threadEnd(bytes, at + OWN_WORD.length, end) : -1;
}

/** After "2008:0] ". */
function threadEnd(bytes: Uint8Array, at: number, end: number): number {
	let to = at;
	while (to < end && isDigit(bytes[to])) to++;
	if (to === at || to >= end || bytes[to] !== COLON) return -1;
	const thread = ++to;
	while (to < end && IS_WORD[bytes[to]] === 1) to++;
	return to > thread && to + 1 < end && bytes[to] === CLOSE && bytes[to + 1] === BLANK ? to + 2 : -1;
}

const LEVELS = ["info: ", "query: ", "reply: "].map(ascii);

/** Whether each word is plain that may be a name: in every form of `toldOf` it stands after an address, at the beginning or with a port. */
function hasPlainNames(bytes: Uint8Array, words: number, end: number): boolean {
	const level = levelEnd(bytes, words, end, 0);
	if (level === -1) return true;
	// "info: reply: 192.0.2.1 ..." is a tag of log-tag-queryreply.
	const tag = levelEnd(bytes, level, end, 1);
	let mayFollow = false;
	for (let at = tag === -1 ? level : tag, isFirst = true; at < end; isFirst = false) {
		const to = wordEnd(bytes, at, end);
		if (mayFollow && !isPlainName(bytes, at, to)) return false;
		mayFollow = isFirst ? isAddress(bytes, at, to) : holdsByte(bytes, at, to, AT);
		at = to + 1;
	}
	return true;
}

function levelEnd(bytes: Uint8Array, at: number, end: number, from: number): number {
	for (let index = from; index < LEVELS.length; index++) if (holdsAt(bytes, at, end, LEVELS[index])) return at + LEVELS[index].length;
	return -1;
}

function isAddress(bytes: Uint8Array, at: number, end: number): boolean {
	for (let index = at; index < end; index++) if (IS_ADDRESS[bytes[index]] === 0) return false;
	return end > at;
}

function holdsByte(bytes: Uint8Array, at: number, end: number, byte: number): boolean {
	for (let index = at; index < end; index++) if (bytes[index] === byte) return true;
	return false;
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
		return { client, name, outcome: LETTING_PASS.has(action) ? "unknown" : "refused" };
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
