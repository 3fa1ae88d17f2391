// dnsmasq's log (dnsmasq(8), --log-queries and --log-queries=extra), through syslog or in its own file: what a client asked for, and what the configuration answered
// in place of anybody else ("config px.example is NXDOMAIN"), which is a refusal of the user's own side. Without "extra" only the query names the client.
// Pi-hole's log is the same, with words of its own for what its lists refuse.

import type { LineReader, LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { ascii, BLANK, holdsAt, IS_ADDRESS, isDigit, oneOf, SLASH, WORD, wordEnd } from "./reading/ascii.ts";
import { type ByteClock, byteClock } from "./reading/byte-clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostOf } from "./reading/place.ts";
import { isPlainName } from "./reading/plain-name.ts";
import { type Skimmer, skimmer } from "./reading/skimmer.ts";
import { syslogLine } from "./reading/syslog.ts";
import { digitsEnd, type SyslogFront, syslogFront } from "./reading/syslog-front.ts";

/** To a terminal it writes no time. */
const TIMELESS = /^dnsmasq(?:\[\d{1,9}\])?: (.*)$/s;
/** The address of a client on the link may name the interface. */
const EXTRA = /^\d+ ([0-9a-fA-F:.]+)(?:%\S+)?\/\d+ (.*)$/s;
const QUERY = /^query\[[\w=<>]{1,20}\] (\S+) from ([0-9a-fA-F:.]+)(?:%\S+)?$/;
const CONFIGURED = /^(?:config|gravity blocked|exactly (?:blacklisted|denied)|regex (?:blacklisted|denied)|\/\S+) (\S+) is (\S+)$/;
/** What block lists answer. Any other address is a name that the network has of its own. */
const NOWHERE: ReadonlySet<string> = new Set(["NXDOMAIN", "NODATA", "NODATA-IPv4", "NODATA-IPv6", "0.0.0.0", "::", "127.0.0.1", "::1"]);

function lineOf(line: string, context: LogContext): { readonly time: number | null; readonly words: string } | null {
	const sent = syslogLine(line, context);
	// A syslog holds lines of others as well.
	if (sent !== null) return { time: sent.time, words: sent.program === "dnsmasq" ? sent.message : "" };
	const words = TIMELESS.exec(line)?.[1];
	return words === undefined ? null : { time: null, words };
}

/** Questions in the air, by name. */
const REMEMBERED = 1000;

/** Who asked last for each of the last thousand names. */
interface Asking {
	ask(name: string, from: string): void;
	/** A name whose asker nobody will want to know: it only takes its place among the thousand. */
	pass(name: string): void;
	/** Whether the asker of any name is kept: if not, none can be forgotten, and what is passed does not matter. */
	isKept(): boolean;
	asker(name: string): string | undefined;
}

function createAsking(): Asking {
	const byName = new Map<string, string | null>();
	let kept = 0;

	function forget(name: string): void {
		if (typeof byName.get(name) === "string") kept--;
		byName.delete(name);
	}

	function put(name: string, from: string | null): void {
		forget(name);
		byName.set(name, from);
		if (from !== null) kept++;
		if (byName.size > REMEMBERED) forget(byName.keys().next().value as string);
		if (kept === 0) byName.clear();
	}

	return {
		ask: put,
		pass: (name) => put(name, null),
		isKept: () => kept > 0,
		asker: (name) => byName.get(name) ?? undefined,
	};
}

function readerOf(context: LogContext): LineReader {
	const asking = createAsking();
	const reader = lineReader(
		(line): LogEvent | LogProblem | null => {
			const sent = lineOf(line, context);
			if (sent === null) return unreadable("not a line of dnsmasq's log");
			const [, asker, rest] = EXTRA.exec(sent.words) ?? [];
			const words = rest ?? sent.words;
			const [, asked, from] = QUERY.exec(words) ?? [];
			const [, configured, answer = ""] = CONFIGURED.exec(words) ?? [];
			const name = asked ?? (NOWHERE.has(answer) ? configured : undefined);
			const host = name === undefined ? null : hostOf(name);
			if (host === null) return null;
			if (asked !== undefined && from !== undefined) asking.ask(host, from);
			const client = clientOf(asker ?? from ?? asking.asker(host));
			const outcome = asked === undefined ? "refused" : "unknown";
			return { kind: "dns", time: sent.time, client, host, url: null, outcome, status: null, agent: null, user: null };
		},
		(line) => lineOf(line, context)?.time ?? null,
	);
	return skimming(reader, asking, context);
}

const DNSMASQ = ascii("dnsmasq");
const [OPEN, CLOSE, COLON] = [0x5b, 0x5d, 0x3a];

/** Passes over the lines of names that nobody looks for; of what they asked only the order is kept, and only while somebody's question is in the air. */
function skimming(reader: LineReader, asking: Asking, context: LogContext): Skimmer {
	const [clock, front] = [byteClock(context), syslogFront()];
	let time: number | null = null;
	return skimmer(
		reader,
		(bytes, start, end) => {
			const isTimeless = holdsAt(bytes, start, end, DNSMASQ);
			const words = isTimeless ? timelessWordsAt(bytes, start, end) : wordsAt(clock, front, bytes, start, end);
			if (words === -1) return false;
			time = isTimeless ? null : clock.time;
			return skimWords(asking, bytes, words, end);
		},
		() => time,
	);
}

/** Where the words begin of a line that `syslogLine` takes, `end` where they are another program's; -1 where it has to be asked. */
function wordsAt(clock: ByteClock, front: SyslogFront, bytes: Uint8Array, start: number, end: number): number {
	if (!clock.find(bytes, start, end) || clock.form === "named" || !front.find(bytes, clock.next, end)) return -1;
	return front.isOf(DNSMASQ) ? front.message : end;
}

/** As TIMELESS has it; -1 for another line. */
function timelessWordsAt(bytes: Uint8Array, start: number, end: number): number {
	let at = start + DNSMASQ.length;
	if (bytes[at] === OPEN) {
		const close = digitsEnd(bytes, at + 1, end);
		if (close === -1 || bytes[close] !== CLOSE) return -1;
		at = close + 1;
	}
	return at + 1 < end && bytes[at] === COLON && bytes[at + 1] === BLANK ? at + 2 : -1;
}

const ASKED = ascii("query[");
const [IS, FROM] = [ascii("is "), ascii("from ")];
const IS_TYPE = oneOf(`${WORD}=<>`);
/** How words begin that the configuration answers: CONFIGURED's, a slash apart. */
const ANSWERS = ["config ", "gravity ", "exactly ", "regex "].map(ascii);

/** False for words that have to be read. */
function skimWords(asking: Asking, bytes: Uint8Array, from: number, end: number): boolean {
	const words = isDigit(bytes[from]) ? extraWordsAt(bytes, from, end) : from;
	if (words === -1) return false;
	if (words >= end) return true;
	if (holdsAt(bytes, words, end, ASKED)) return skimQuery(asking, bytes, words + ASKED.length, end);
	const isAnswer = bytes[words] === SLASH || ANSWERS.some((answer) => holdsAt(bytes, words, end, answer));
	return !isAnswer || hasPlainNames(bytes, words, end);
}

/** After "17 192.0.2.18/40522 "; -1 for anything else. */
function extraWordsAt(bytes: Uint8Array, from: number, end: number): number {
	const client = wordEnd(bytes, from, end) + 1;
	for (let at = from; at < client - 1; at++) if (!isDigit(bytes[at])) return -1;
	let at = addressEnd(bytes, client, end);
	if (at === client || at >= end || bytes[at] !== SLASH) return -1;
	const port = ++at;
	while (at < end && isDigit(bytes[at])) at++;
	return at > port && at < end && bytes[at] === BLANK ? at + 1 : -1;
}

function addressEnd(bytes: Uint8Array, at: number, end: number): number {
	let to = at;
	while (to < end && IS_ADDRESS[bytes[to]] === 1) to++;
	return to;
}

/** "A] px.example from 192.0.2.17": QUERY, without the interface that may follow. */
function skimQuery(asking: Asking, bytes: Uint8Array, from: number, end: number): boolean {
	let at = from;
	while (at < end && IS_TYPE[bytes[at]] === 1) at++;
	if (at === from || at - from > 20 || bytes[at] !== CLOSE || bytes[at + 1] !== BLANK) return false;
	const name = at + 2;
	const nameEnd = wordEnd(bytes, name, end);
	const asker = nameEnd + 1 + FROM.length;
	if (!isPlainName(bytes, name, nameEnd) || !holdsAt(bytes, nameEnd + 1, end, FROM)) return false;
	if (asker >= end || addressEnd(bytes, asker, end) !== end) return false;
	if (asking.isKept()) {
		const host = hostOf(String.fromCharCode(...bytes.subarray(name, nameEnd)));
		if (host !== null) asking.pass(host);
	}
	return true;
}

/** "config px.example is NXDOMAIN": what stands before "is" may be the name. */
function hasPlainNames(bytes: Uint8Array, words: number, end: number): boolean {
	for (let before = words, at = words; at < end; ) {
		if (at > words && holdsAt(bytes, at, end, IS) && !isPlainName(bytes, before, at - 1)) return false;
		before = at;
		at = wordEnd(bytes, at, end) + 1;
	}
	return true;
}

export const format: LogFormat = {
	id: "dnsmasq",
	name: "dnsmasq's log",
	detect: (head, context) => shareRead(head, readerOf(context)),
	reader: (_head, context) => readerOf(context),
	// An answer names who asked only by the question before it.
	order: "all",
};
