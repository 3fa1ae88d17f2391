// Byte clock: the time at the beginning of a line, read from its bytes. Lines of one hour share all of it but minutes and seconds, so that the hour is read
// once, by the functions of clock.ts, and the rest is added.

import type { LogContext } from "../../model/log-event.ts";
import { BLANK, DOT, isDigit } from "./ascii.ts";
import { isoTime, namedTime, yearlessTime } from "./clock.ts";

/** "yearless": "Nov 19 06:35:55"; "named": "19-Nov-2020 06:35:55.143"; "iso": "2020-11-19T06:35:55.143+01:00". */
export type ClockForm = "yearless" | "named" | "iso";

export interface ByteClock {
	/** Whether a line begins with a time and a blank, by which the following are set; false also where only clock.ts can tell. */
	find(bytes: Uint8Array, start: number, end: number): boolean;
	/** What follows the blank. */
	readonly next: number;
	/** Milliseconds since 1970. */
	readonly time: number;
	readonly form: ClockForm;
	/** Digits of its fraction of a second; 0 for none. */
	readonly fraction: number;
}

interface Shape {
	readonly form: ClockForm;
	/** Bytes up to the hour, that included. */
	readonly hour: number;
	read(text: string, context: LogContext): number | null;
}

const YEARLESS: Shape = { form: "yearless", hour: 9, read: yearlessTime };
const NAMED: Shape = { form: "named", hour: 14, read: namedTime };
const ISO: Shape = { form: "iso", hour: 13, read: isoTime };

const [COLON, COMMA, DASH, PLUS, T, Z] = [0x3a, 0x2c, 0x2d, 0x2b, 0x54, 0x5a];
const POWERS = Array.from({ length: 10 }, (_, digits) => 10 ** digits);
/** From an hour's first second to its last millisecond. */
const HOUR = 3_599_999;

export function byteClock(context: LogContext): ByteClock {
	/** Of the hour read last: its text, and the zone's. */
	const key = new Uint8Array(32);
	let keyLength = 0;
	/** When it began; null where not every second of it can be told from that. */
	let hour: number | null = null;

	function hourOf(shape: Shape, bytes: Uint8Array, start: number, zone: number, zoneEnd: number): number | null {
		const length = shape.hour + zoneEnd - zone;
		let isSame = length === keyLength;
		for (let at = 0; isSame && at < shape.hour; at++) isSame = bytes[start + at] === key[at];
		for (let at = shape.hour; isSame && at < length; at++) isSame = bytes[zone + at - shape.hour] === key[at];
		if (isSame) return hour;
		key.set(bytes.subarray(start, start + shape.hour));
		key.set(bytes.subarray(zone, zoneEnd), shape.hour);
		keyLength = length;
		const text = String.fromCharCode(...key.subarray(0, shape.hour));
		const zoneText = String.fromCharCode(...key.subarray(shape.hour, length));
		const first = shape.read(`${text}:00:00${zoneText}`, context);
		const last = shape.read(`${text}:59:59.999${zoneText}`, context);
		// The hour in which a year begins that is not yet over has seconds of two years.
		hour = first !== null && last !== null && last - first === HOUR ? first : null;
		return hour;
	}

	const clock = {
		next: 0,
		time: 0,
		form: "iso" as ClockForm,
		fraction: 0,
		find(bytes: Uint8Array, start: number, end: number): boolean {
			const shape = isDigit(bytes[start]) ? (bytes[start + 2] === DASH ? NAMED : ISO) : YEARLESS;
			let at = start + shape.hour;
			// ":MM:SS" and a blank.
			if (at + 7 > end || bytes[at] !== COLON || bytes[at + 3] !== COLON || !hasShape(shape, bytes, start)) return false;
			const minutes = sixty(bytes, at + 1);
			const seconds = sixty(bytes, at + 4);
			if (minutes === -1 || seconds === -1) return false;
			at += 6;
			let digits = 0;
			let value = 0;
			if (bytes[at] === DOT || (bytes[at] === COMMA && shape === ISO)) {
				at++;
				for (; at < end && digits < 9 && isDigit(bytes[at]); at++, digits++) value = value * 10 + bytes[at] - 0x30;
				if (digits === 0) return false;
			}
			const zone = at;
			if (shape === ISO) at = zoneEnd(bytes, zone);
			if (at >= end || bytes[at] !== BLANK) return false;
			const began = hourOf(shape, bytes, start, zone, at);
			if (began === null) return false;
			clock.next = at + 1;
			// As clock.ts has it, whose floor of a rounded product may be a millisecond early.
			clock.time = began + (minutes * 60 + seconds) * 1000 + Math.floor((value / POWERS[digits]) * 1000);
			clock.form = shape.form;
			clock.fraction = digits;
			return true;
		},
	};
	return clock;
}

/** What clock.ts is laxer about than the lines of logs. */
function hasShape({ form }: Shape, bytes: Uint8Array, start: number): boolean {
	if (form === "iso") return bytes[start + 10] === T || bytes[start + 10] === BLANK;
	return form === "named" || (bytes[start + 3] === BLANK && bytes[start + 6] === BLANK);
}

/** Two digits below sixty; -1 for none. A leap second is left to clock.ts. */
function sixty(bytes: Uint8Array, at: number): number {
	const tens = bytes[at] - 0x30;
	const ones = bytes[at + 1] - 0x30;
	return tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** "Z", "+01:00", "-0330" or nothing. Whether it is one at all is for clock.ts to say. */
function zoneEnd(bytes: Uint8Array, at: number): number {
	if (bytes[at] === Z) return at + 1;
	if (bytes[at] !== PLUS && bytes[at] !== DASH) return at;
	return at + (bytes[at + 3] === COLON ? 6 : 5);
}
