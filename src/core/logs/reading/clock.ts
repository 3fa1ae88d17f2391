// Clock: the ways in which logs write a time, each to milliseconds since 1970. A day that no month has is no time. What names no zone is of the zone
// that the user names; what names no year is of the last one that is not in the future.

import type { LogContext } from "../../model/log-event.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MINUTE = 60_000;

/** Before 1990 no log was written that names a host, and past this no clock is right. */
const FIRST = Date.UTC(1990, 0, 1);
const LAST = Date.UTC(2200, 0, 1);

/** Seconds, with a fraction or without: "1605769303.601". */
export function epochSeconds(text: string): number | null {
	if (!/^\d{9,11}(?:\.\d{1,9})?$/.test(text)) return null;
	return sane(Math.round(Number(text) * 1000));
}

/** Whole units since 1970, 10 to the power of `digits` in each second, at least 3: "1611133926250000" with 6. Cut as text: so many digits are no number. */
export function epochUnits(text: string, digits: number): number | null {
	return /^\d{9,20}$/.test(text) ? sane(Number(text.slice(0, text.length - digits + 3))) : null;
}

/** As web servers write it: "19/Nov/2020:06:29:30 +0000". */
export function commonLogTime(text: string): number | null {
	const match = /^(\d{2})\/([A-Za-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? ([+-]\d{4})$/.exec(text);
	if (match === null) return null;
	const [, day, month, year, hours, minutes, seconds, fraction, zone] = match;
	return moment({ year, month: monthOf(month), day, hours, minutes, seconds, fraction }, zoneMinutes(zone as string) ?? 0);
}

/** As C's asctime writes it: "Wed Jan 20 09:00:00 2021", a day below ten with a blank or a nought before it. What weekday that was is not looked at. */
export function asctimeTime(text: string, { zone }: LogContext): number | null {
	const match = /^[A-Za-z]{3},? ([A-Za-z]{3}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? (\d{4})$/.exec(text);
	if (match === null) return null;
	const [, month, day, hours, minutes, seconds, fraction, year] = match;
	return moment({ year, month: monthOf(month), day, hours, minutes, seconds, fraction }, zone);
}

/** As named writes it: "19-Nov-2020 06:35:55.143", in its own zone. */
export function namedTime(text: string, { zone }: LogContext): number | null {
	const match = /^(\d{2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/.exec(text);
	if (match === null) return null;
	const [, day, month, year, hours, minutes, seconds, fraction] = match;
	return moment({ year, month: monthOf(month), day, hours, minutes, seconds, fraction }, zone);
}

/** ISO 8601 and RFC 3339: "2020-11-19T06:35:55.143Z", "2020-11-19 06:35:55,143 +0100"; a space for the T, no zone. */
export function isoTime(text: string, { zone }: LogContext): number | null {
	const match = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|UTC|[+-]\d\d:?\d\d|[+-]\d\d)?$/i.exec(text);
	if (match === null) return null;
	const [, year, month, day, hours, minutes, seconds, fraction, named] = match;
	const own = named === undefined ? zone : zoneMinutes(named);
	return own === null ? null : moment({ year, month: Number(month), day, hours, minutes, seconds: seconds ?? "0", fraction }, own);
}

/** RFC 3164 §4.1.2: "Nov 19 06:35:55", a day below ten with a blank before it. */
export function yearlessTime(text: string, { now, zone }: LogContext): number | null {
	const match = /^([A-Za-z]{3}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/.exec(text);
	if (match === null) return null;
	const [, name, day, hours, minutes, seconds, fraction] = match;
	const month = monthOf(name);
	const thisYear = new Date(now + zone * MINUTE).getUTCFullYear();
	// 29 February may lie eight years back, across 2100.
	for (let year = thisYear; year > thisYear - 9; year--) {
		const time = moment({ year: String(year), month, day, hours, minutes, seconds, fraction }, zone);
		if (time !== null && time <= now) return time;
	}
	return null;
}

/** Minutes east of UTC: "Z", "+01:00", "-0330", "+02". */
export function zoneMinutes(text: string): number | null {
	if (/^(?:Z|UTC)$/i.test(text)) return 0;
	const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
	if (match === null) return null;
	const [, sign, hours, minutes = "0"] = match;
	const east = Number(hours) * 60 + Number(minutes);
	return east > 14 * 60 || Number(minutes) > 59 ? null : sign === "-" ? -east : east;
}

interface Written {
	readonly year: string | undefined;
	/** 1 to 12; 0 for none. */
	readonly month: number;
	readonly day: string | undefined;
	readonly hours: string | undefined;
	readonly minutes: string | undefined;
	readonly seconds: string | undefined;
	readonly fraction: string | undefined;
}

function moment(written: Written, zone: number): number | null {
	const [year, day, hours, minutes] = [written.year, written.day, written.hours, written.minutes].map(Number) as [
		number,
		number,
		number,
		number,
	];
	// A leap second is the next one.
	const seconds = Number(written.seconds);
	if (hours > 23 || minutes > 59 || seconds > 60) return null;
	const midnight = Date.UTC(year, written.month - 1, day);
	const date = new Date(midnight);
	if (date.getUTCMonth() !== written.month - 1 || date.getUTCDate() !== day) return null;
	const milliseconds = written.fraction === undefined ? 0 : Math.floor(Number(`0.${written.fraction}`) * 1000);
	return sane(midnight + ((hours * 60 + minutes - zone) * 60 + seconds) * 1000 + milliseconds);
}

function sane(time: number): number | null {
	return time >= FIRST && time < LAST ? time : null;
}

function monthOf(name: string | undefined): number {
	return MONTHS.indexOf((name ?? "").toLowerCase()) + 1;
}
