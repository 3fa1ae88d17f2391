// Zeek's time in a line's bytes: seconds since 1970, of which only what Zeek writes is known: ten digits, a dot, one to nine more.

import { DOT, isDigit } from "./ascii.ts";

/** Whether that is what stands from `at` to `end`; its first digit is one to six: from 2001 to 2191. False where `zeekTime` has to be asked. */
export function isPlainTime(bytes: Uint8Array, at: number, end: number): boolean {
	const length = end - at;
	if (length < 10 || length > 20 || bytes[at] < 0x31 || bytes[at] > 0x36) return false;
	for (let index = at; index < end; index++) if (index === at + 10 ? bytes[index] !== DOT : !isDigit(bytes[index])) return false;
	return length !== 11;
}
