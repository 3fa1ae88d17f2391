// Common log: the line that Apache, nginx, Squid and most proxies can write: client, identity, user, [time], "request", status, bytes, and in the combined
// form "referer" and "agent"; what follows is the rest. Read by one regular expression without nested repetition.

import { commonLogTime } from "./clock.ts";
import { backslashed } from "./escapes.ts";

export interface CommonLine {
	/** Milliseconds since 1970. */
	readonly time: number;
	readonly client: string;
	readonly user: string;
	/** Empty where the request line is none. */
	readonly method: string;
	readonly target: string;
	readonly status: string;
	/** Null in the form without referer and agent. */
	readonly agent: string | null;
	/** What follows, trimmed. */
	readonly rest: string;
}

const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"';
const LINE = new RegExp(`^(\\S+) \\S+ (.*?) ?\\[([^\\]]{20,40})\\] ${QUOTED} (\\d{1,3}|-) (?:\\d+|-)(?: (.*))?$`, "s");

export function commonLine(line: string): CommonLine | null {
	const match = LINE.exec(line);
	if (match === null) return null;
	const [, client = "", user = "", clock = "", request = "", status = "", tail = ""] = match;
	const time = commonLogTime(clock);
	if (time === null) return null;
	const [, method = "", target = ""] = /^(\S+) (\S+)/.exec(backslashed(request)) ?? [];
	return { time, client, user, method, target, status, ...quotedIn(tail) };
}

const REFERER_AND_AGENT = new RegExp(`^${QUOTED} ${QUOTED}(?: (.*))?$`, "s");

/**
 * `"referer" "agent" rest`. Squid writes a quote inside of an agent as it came, so that the last quote of the line is the agent's end. Servers escape
 * it, and may add quoted fields of their own: nginx's own example has `"$http_x_forwarded_for"` after the agent.
 */
function quotedIn(tail: string): Pick<CommonLine, "agent" | "rest"> {
	const last = tail.lastIndexOf('"');
	const between = tail.indexOf('" "');
	if (!tail.startsWith('"') || between === -1 || last < between + 3) return { agent: null, rest: tail.trim() };
	const [rest, escaped] = [tail.slice(last + 1).trim(), REFERER_AND_AGENT.exec(tail)];
	if (escaped === null || SQUID_RESULT.test(rest)) return { agent: backslashed(tail.slice(between + 3, last)), rest };
	return { agent: backslashed(escaped[2] ?? ""), rest: (escaped[3] ?? "").trim() };
}

/** Before it may stand a site or a name with brackets: "[2001:db8::1]:80". */
const CLOCK = /\[(\d\d\/[A-Za-z]{3}\/[^\]]{12,33})\] "/;

/** Of any such line, wherever its time stands. */
export function commonLineTime(line: string): number | null {
	const clock = CLOCK.exec(line)?.[1];
	return clock === undefined ? null : commonLogTime(clock);
}

/** Quick: "[DD/" stands within the first half kilobyte, and "]" where it should. The bracket that a line begins with is of a site's address. */
export function plausibleCommon(bytes: Uint8Array, start: number, end: number): boolean {
	const bracket = bytes.indexOf(0x5b, start + 1);
	return bracket !== -1 && bracket < end - 28 && bracket - start < 512 && bytes[bracket + 3] === 0x2f && bytes[bracket + 27] === 0x5d;
}

/** Squid's own words at the end of its "combined" log, what it did and whom it asked: "TCP_MISS:HIER_DIRECT". */
export const SQUID_RESULT = /^([A-Z][A-Z_]*):([A-Z][A-Z_]*)$/;
