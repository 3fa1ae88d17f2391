// Dates: RFC 5322 §3.3 with the obsolete forms of §4.3 (two-digit years, named zones) and comments, and the date of a Received field
// (§3.6.7). The clock is never asked: only what stands there counts.

import { withoutComments } from "./comments.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Minutes east of UTC (§4.3). Military letters and other names are read as UTC, as §4.3 advises. */
const ZONES: ReadonlyMap<string, number> = new Map([
	["edt", -240],
	["est", -300],
	["cdt", -300],
	["cst", -360],
	["mdt", -360],
	["mst", -420],
	["pdt", -420],
	["pst", -480],
]);

/** "0001" is nobody's time, and Date.UTC would take it for 1901. */
const FIRST_YEAR = 1000;

/** Attack: a date of a megabyte. No date with its comments taken off is longer. */
const MAX_LENGTH = 200;

const DATE =
	/^[\s,]*(?:[a-z]+\.?[\s,]+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d{1,9})?)?(?:\s*(?:utc|gmt|ut)?([+-])(\d{2}):?(\d{2})|\s*([a-z]{1,5}))?/i;

/** "Fri, 21 Nov 1997 09:55:06 -0600" as "1997-11-21T15:55:06.000Z"; null where it is no date. */
export function readDate(value: string): string | null {
	const plain = withoutComments(value)
		.slice(0, MAX_LENGTH)
		.replace(/\s*:\s*/g, ":")
		.replace(/\s+/g, " ");
	const match = DATE.exec(plain);
	if (match === null) return null;
	const [, dayText, monthName, yearText, hour, minute, second = "0", sign, zoneHours, zoneMinutes, zoneName = ""] = match;
	const month = MONTHS.indexOf(monthName.toLowerCase());
	const day = Number(dayText);
	const year = fullYear(yearText);
	if (month === -1 || year < FIRST_YEAR || day < 1 || day > DAYS[month] || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60)
		return null;
	const offset = Number(zoneHours) * 60 + Number(zoneMinutes);
	const zone = sign === undefined ? (ZONES.get(zoneName.toLowerCase()) ?? 0) : sign === "-" ? -offset : offset;
	const time = Date.UTC(year, month, day, Number(hour), Number(minute), Number(second)) - zone * 60_000;
	return new Date(time).toISOString();
}

/** The date of a Received field: what follows its last semicolon. */
export function readReceivedDate(value: string): string | null {
	const plain = withoutComments(value);
	return readDate(plain.slice(plain.lastIndexOf(";") + 1));
}

/** §4.3: 00 to 49 are of this century, other two-digit and all three-digit years count from 1900. */
function fullYear(text: string): number {
	const year = Number(text);
	if (text.length > 3) return year;
	return text.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}
