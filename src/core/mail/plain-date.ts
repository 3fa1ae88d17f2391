// Plain date: "Fri, 21 Nov 1997 09:55:06 -0600" as nearly all programs write it (RFC 5322 §3.3), told without the general reader (dates.ts), since
// two are read of each message.

import { readDate, readReceivedDate } from "./dates.ts";

const MONTHS: ReadonlyMap<string, number> = new Map(
	"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ").map((name, month) => [name, month]),
);
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The same as `readDate`, the usual case sooner. */
export function dateIn(value: string): string | null {
	return plainDate(value) ?? readDate(value);
}

/** The same as `readReceivedDate`. */
export function receivedDateIn(value: string): string | null {
	const semicolon = value.lastIndexOf(";");
	return (isOutside(value, semicolon) ? plainDate(value.slice(semicolon + 1)) : null) ?? readReceivedDate(value);
}

/** By the places of its signs, "DD Mon YYYY HH:MM:SS +ZZZZ" and perhaps a comment; null for all else. */
function plainDate(value: string): string | null {
	const comma = value.indexOf(",");
	let at = comma + 1;
	if (comma >= 0 && !isNameOfDay(value, comma)) return null;
	while (value.charCodeAt(at) === SPACE) at++;
	const day = value.charCodeAt(at + 1) === SPACE ? numberAt(value, at, 1) : numberAt(value, at, 2);
	at += value.charCodeAt(at + 1) === SPACE ? 2 : 3;
	const month = MONTHS.get(value.slice(at, at + 3));
	if (month === undefined || !isSpelt(value, at)) return null;
	const zone = numberAt(value, at + 19, 2) * 60 + numberAt(value, at + 21, 2);
	const [hour, minute, second] = [numberAt(value, at + 9, 2), numberAt(value, at + 12, 2), numberAt(value, at + 15, 2)];
	const year = numberAt(value, at + 4, 4);
	if (day < 1 || day > (DAYS[month] as number) || hour > 23 || minute > 59 || second > 60 || year < 1000) return null;
	const time = Date.UTC(year, month, day, hour, minute, second);
	if (Number.isNaN(time + zone)) return null;
	return new Date(time - (value.charCodeAt(at + 18) === MINUS ? -zone : zone) * 60_000).toISOString();
}

/** Three letters and nothing else. */
function isNameOfDay(value: string, comma: number): boolean {
	let from = 0;
	while (value.charCodeAt(from) === SPACE) from++;
	if (comma - from !== 3) return false;
	for (let at = from; at < comma; at++) {
		const letter = value.charCodeAt(at) | 0x20;
		if (letter < 0x61 || letter > 0x7a) return false;
	}
	return true;
}

/** Whether what begins with the month at `at` has its signs where they belong, and nothing behind it but a comment. */
function isSpelt(value: string, at: number): boolean {
	for (const [sign, place] of SIGNS) if (value.charCodeAt(at + place) !== sign) return false;
	const zone = value.charCodeAt(at + 18);
	if (zone !== PLUS && zone !== MINUS) return false;
	return at + 23 === value.length || COMMENT.test(value.slice(at + 23));
}

const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;
const SIGNS = [
	[SPACE, -1],
	[SPACE, 3],
	[SPACE, 8],
	[COLON, 11],
	[COLON, 14],
	[SPACE, 17],
] as const;
const COMMENT = /^ ?\([A-Za-z0-9+: -]{0,40}\) ?$/;

/** Of so many figures; NaN where one is none. */
function numberAt(value: string, at: number, figures: number): number {
	let number = 0;
	for (let place = at; place < at + figures; place++) {
		const figure = value.charCodeAt(place) - 0x30;
		if (!(figure >= 0 && figure <= 9)) return Number.NaN;
		number = number * 10 + figure;
	}
	return number;
}

const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const ESCAPE = 0x5c;

/** Whether no comment is open at `end`. What quotes or escapes is left to the general reader. */
function isOutside(value: string, end: number): boolean {
	let depth = 0;
	for (let at = 0; at < end; at++) {
		const code = value.charCodeAt(at);
		if (code === OPEN) depth++;
		else if (code === CLOSE && depth > 0) depth--;
		else if (code === QUOTE || code === ESCAPE) return false;
	}
	return depth === 0;
}
