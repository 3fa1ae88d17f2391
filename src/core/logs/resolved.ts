// systemd-resolved: its debug messages in the journal, in short form or as JSON (journalctl -u systemd-resolved -o json), and `resolvectl monitor`, as text or with
// --json=short, which has no times. It resolves for one machine: its log names no client.

import type { LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { ascii, BLANK, holdsAt, isWord, QUOTE, wordEnd } from "./reading/ascii.ts";
import { byteClock } from "./reading/byte-clock.ts";
import { epochUnits } from "./reading/clock.ts";
import { seeJson } from "./reading/json-bytes.ts";
import { jsonLine } from "./reading/json-line.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { hostOf } from "./reading/place.ts";
import { isPlainName } from "./reading/plain-name.ts";
import { type Skimmer, skimmer } from "./reading/skimmer.ts";
import { syslogLine } from "./reading/syslog.ts";
import { syslogFront } from "./reading/syslog-front.ts";

const LOOKUP = /^(?:Looking up RR for|Cache miss for|Positive cache hit for) (\S+) IN [A-Z][A-Z0-9]*/;

/** "→ Q: px.example IN A", and an arrow of two characters where the terminal has no other; then states, chains of names and answers. */
const MONITORED = /^(?:→|->|←|<-) ([QSCA]): ?(.*)$/s;

interface Said {
	readonly time: number | null;
	readonly name: string | null;
}

function saidIn(line: string, context: LogContext): Said | null {
	const field = jsonLine(line);
	if (field !== null) {
		const microseconds = field("__REALTIME_TIMESTAMP");
		if (microseconds !== null && field("SYSLOG_IDENTIFIER") === "systemd-resolved") {
			return { time: epochUnits(microseconds, 6), name: LOOKUP.exec(field("MESSAGE") ?? "")?.[1] ?? null };
		}
		const name = /"question":\[\{[^\]}]{0,200}?"name":"([^"]{1,1024})"/.exec(line)?.[1];
		return field("state") === null ? null : { time: null, name: name ?? null };
	}
	const [, kind, about = ""] = MONITORED.exec(line) ?? [];
	if (kind !== undefined) return { time: null, name: kind === "Q" ? (/^(\S+) IN [A-Z]/.exec(about)?.[1] ?? null) : null };
	const sent = syslogLine(line, context);
	// A journal holds lines of others as well: they are in order, and tell of nothing.
	return sent === null
		? null
		: { time: sent.time, name: sent.program === "systemd-resolved" ? (LOOKUP.exec(sent.message)?.[1] ?? null) : null };
}

function readerOf(context: LogContext): Skimmer {
	const [clock, front] = [byteClock(context), syslogFront()];
	const reader = lineReader(
		(line): LogEvent | LogProblem | null => {
			const said = saidIn(line, context);
			if (said === null) return unreadable("not a line about systemd-resolved");
			const host = said.name === null ? null : hostOf(said.name);
			if (host === null) return null;
			return { kind: "dns", time: said.time, client: null, host, url: null, outcome: "unknown", status: null, agent: null, user: null };
		},
		(line) => saidIn(line, context)?.time ?? null,
	);
	return skimmer(reader, (bytes, start, end) => {
		if (bytes[start] === BRACE) return isPlainJson(bytes, start, end);
		const about = afterArrow(bytes, start, end);
		if (about !== -1) return isPlainMonitored(bytes, about, end);
		if (!clock.find(bytes, start, end) || clock.form === "named" || !front.find(bytes, clock.next, end)) return false;
		return !front.isOf(RESOLVED) || isPlainMessage(bytes, front.message, end);
	});
}

const RESOLVED = ascii("systemd-resolved");
const FOR = ascii("for ");
const [BRACE, COLON, BACKSLASH] = [0x7b, 0x3a, 0x5c];
/** How LOOKUP's messages begin: "Looking", "Cache", "Positive". */
const [L, C, P] = [0x4c, 0x43, 0x50];

/** Whether the name that LOOKUP may find, after "for", is plain. */
function isPlainMessage(bytes: Uint8Array, message: number, end: number): boolean {
	const first = bytes[message];
	if (message < end && first !== L && first !== C && first !== P) return true;
	for (let at = message; at < end; at = wordEnd(bytes, at, end) + 1) {
		if (!holdsAt(bytes, at, end, FOR)) continue;
		const name = at + FOR.length;
		if (!isPlainName(bytes, name, wordEnd(bytes, name, end))) return false;
	}
	return true;
}

const ARROWS = ["→", "->", "←", "<-"].map(ascii);
const [Q, S, A] = [0x51, 0x53, 0x41];

/** As MONITORED has it: where its letter stands; -1 for another line. */
function afterArrow(bytes: Uint8Array, start: number, end: number): number {
	for (const arrow of ARROWS) {
		const at = start + arrow.length + 1;
		if (holdsAt(bytes, start, end, arrow)) return at + 1 < end && bytes[at - 1] === BLANK && bytes[at + 1] === COLON ? at : -1;
	}
	return -1;
}

function isPlainMonitored(bytes: Uint8Array, letter: number, end: number): boolean {
	if (bytes[letter] !== Q) return bytes[letter] === S || bytes[letter] === A || bytes[letter] === C;
	const name = bytes[letter + 2] === BLANK ? letter + 3 : letter + 2;
	return isPlainName(bytes, name, wordEnd(bytes, name, end));
}

const [TIMESTAMP, IDENTIFIER, MESSAGE, STATE, NAME] = ["__REALTIME_TIMESTAMP", "SYSLOG_IDENTIFIER", "MESSAGE", "state", "name"].map(ascii);

/** Whether a line is an entry of this program's in the journal, or one of what was monitored, and its names are plain. */
function isPlainJson(bytes: Uint8Array, start: number, end: number): boolean {
	let [hasTime, isOwn, hasState] = [false, false, false];
	const isJson = seeJson(bytes, start, end, (_, key, keyEnd, value, valueEnd, depth, kind) => {
		const isString = kind === QUOTE && valueEnd > value;
		if (isWord(bytes, key, keyEnd, NAME) && !(isString && isPlainName(bytes, value, valueEnd))) return false;
		if (depth > 1) return true;
		// The last counts of several that are called the same: all have to be in order.
		if (isWord(bytes, key, keyEnd, TIMESTAMP)) {
			hasTime = isString;
			return isString;
		}
		if (isWord(bytes, key, keyEnd, IDENTIFIER)) {
			isOwn = isWord(bytes, value, valueEnd, RESOLVED);
			return isString && isOwn;
		}
		if (isWord(bytes, key, keyEnd, STATE)) {
			hasState = isString;
			return isString;
		}
		return (
			!isWord(bytes, key, keyEnd, MESSAGE) || (isString && !hasEscape(bytes, value, valueEnd) && isPlainMessage(bytes, value, valueEnd))
		);
	});
	return isJson && ((hasTime && isOwn) || hasState);
}

function hasEscape(bytes: Uint8Array, at: number, end: number): boolean {
	for (let index = at; index < end; index++) if (bytes[index] === BACKSLASH) return true;
	return false;
}

export const format: LogFormat = {
	id: "resolved",
	name: "systemd-resolved's log",
	detect: (head, context) => shareRead(head, readerOf(context)),
	reader: (_head, context) => readerOf(context),
};
