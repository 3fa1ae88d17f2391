// Plain name: a host name that stands in a line's bytes as it will stand in the log event, but for the case of its letters and a dot at its end. Where it is
// a watched host or lies below one, the search for watched hosts finds it there; so a line without a hit, whose names are plain, tells of no watched host.

import { DIGITS, DOT, isDigit, LETTERS, oneOf } from "./ascii.ts";

/** What `hostOf` takes without brackets. Beyond ASCII are letters whose lower case is in it: the Kelvin sign's is "k". */
const OF_NAMES = oneOf(`${LETTERS}${DIGITS}_.-`);

/** A longer host is not looked for in bytes (host-matcher.ts), and a name that is no longer lies below none that is. */
const LONGEST = 253;

/**
 * Where the plain name ends that begins at `at`: at a byte that no name has, or at `end`; -1 where it is none. One whose last label is digits is none: as
 * an address with something before it, which lies below that address for who reads the event, and not for the search.
 */
export function plainNameEnd(bytes: Uint8Array, at: number, end: number): number {
	let to = at;
	while (to < end && OF_NAMES[bytes[to]] === 1) to++;
	if (to === at || to - at > LONGEST) return -1;
	let last = bytes[to - 1] === DOT ? to - 2 : to - 1;
	if (last >= at && isDigit(bytes[last])) {
		while (last >= at && isDigit(bytes[last])) last--;
		if (last < at || bytes[last] === DOT) return -1;
	}
	return to;
}

/** Whether what stands from `at` to `end` is one. */
export function isPlainName(bytes: Uint8Array, at: number, end: number): boolean {
	return plainNameEnd(bytes, at, end) === end;
}
