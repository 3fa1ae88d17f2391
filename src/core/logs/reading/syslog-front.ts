// Syslog front: what syslog.ts reads between a line's time and a program's own words, found in its bytes: as the file of a syslog daemon or the journal
// has it, not as it is sent.

import { BLANK, DIGITS, holdsAt, isDigit, LETTERS, oneOf } from "./ascii.ts";

export interface SyslogFront {
	/** `at`: after the time (byte-clock.ts) and its blank. False where syslog.ts has to be asked. */
	find(bytes: Uint8Array, at: number, end: number): boolean;
	/** After `find`: whether that line is this program's. */
	isOf(program: Uint8Array): boolean;
	/** Where the message begins. */
	readonly message: number;
}

const IS_PROGRAM = oneOf(`${LETTERS}${DIGITS}_.-`);
const LONGEST_PROGRAM = 48;
const [COLON, OPEN, CLOSE] = [0x3a, 0x5b, 0x5d];

export function syslogFront(): SyslogFront {
	let line: Uint8Array = new Uint8Array();
	let [program, programEnd] = [0, 0];
	const front = {
		message: 0,
		find(bytes: Uint8Array, at: number, end: number): boolean {
			const blank = printedEnd(bytes, at, end);
			if (blank === -1) return false;
			// "program: " may stand where the program's first word does: syslog.ts then takes what is before it for the host.
			program = blank + 1;
			programEnd = nameEnd(bytes, program, end);
			let message = messageAt(bytes, program, programEnd, end);
			if (message === -1) {
				program = at;
				programEnd = nameEnd(bytes, program, end);
				message = messageAt(bytes, program, programEnd, end);
			}
			front.message = message;
			line = bytes;
			return message !== -1;
		},
		isOf: (name: Uint8Array) => programEnd - program === name.length && holdsAt(line, program, programEnd, name),
	};
	return front;
}

/** Where the blank is that ends what has neither blanks nor anything beyond ASCII; -1 for none. */
function printedEnd(bytes: Uint8Array, at: number, end: number): number {
	let to = at;
	while (to < end && bytes[to] > BLANK && bytes[to] < 0x7f) to++;
	return to > at && to < end && bytes[to] === BLANK ? to : -1;
}

function nameEnd(bytes: Uint8Array, at: number, end: number): number {
	let to = at;
	while (to < end && IS_PROGRAM[bytes[to]] === 1) to++;
	return to;
}

/** After "program[811]: " or "program: "; -1 where that is not what stands there. */
function messageAt(bytes: Uint8Array, from: number, programEnd: number, end: number): number {
	if (programEnd === from || programEnd - from > LONGEST_PROGRAM) return -1;
	const at = bytes[programEnd] === OPEN ? bracketEnd(bytes, programEnd, end) : programEnd;
	return at !== -1 && at + 1 < end && bytes[at] === COLON && bytes[at + 1] === BLANK ? at + 2 : -1;
}

/** After "[811]" or "[811:0]"; -1 where no such thing is. */
function bracketEnd(bytes: Uint8Array, open: number, end: number): number {
	let at = digitsEnd(bytes, open + 1, end);
	if (at !== -1 && bytes[at] === COLON) at = digitsEnd(bytes, at + 1, end);
	return at !== -1 && at < end && bytes[at] === CLOSE ? at + 1 : -1;
}

/** One to nine digits; -1 for another number of them. */
export function digitsEnd(bytes: Uint8Array, at: number, end: number): number {
	let to = at;
	while (to < end && isDigit(bytes[to])) to++;
	return to > at && to - at <= 9 ? to : -1;
}
