// Prefixes: which bytes a decoder needs before it yields a character. Asked of the decoder itself, since what it makes of ill-formed
// input is its own: either by searching, or for all characters of a piece at once.

import type { Decoder } from "../encoding/charsets.ts";

/** Of a decoder that no escape sequence has set. */
export const NO_MODE = new Uint8Array(0);

/**
 * Where the shortest prefix of `[begin, limit)` ends that yields more than `unit` UTF-16 units; `limit` where none does. `mode` is
 * an escape sequence that the decoder is in the state of, or {@link NO_MODE}.
 */
export function shortestPrefix(decoder: Decoder, mode: Uint8Array, bytes: Uint8Array, begin: number, limit: number, unit: number): number {
	let low = begin + 1;
	let high = limit;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (unitsIn(decoder, mode, bytes, begin, middle) > unit) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** UTF-16 units that `[begin, end)` has yielded so far, more input being possible. */
export function unitsIn(decoder: Decoder, mode: Uint8Array, bytes: Uint8Array, begin: number, end: number): number {
	const { length } = begun(decoder, mode, bytes, begin, end);
	decoder.decode();
	return length;
}

/** {@link shortestPrefix} of every unit in `[begin, limit)`. */
export function shortestPrefixes(name: string, mode: Uint8Array, bytes: Uint8Array, begin: number, limit: number): number[] {
	const ends: number[] = [];
	let decoder = new TextDecoder(name, { ignoreBOM: true });
	begun(decoder, mode, bytes, begin, begin);
	for (let at = begin; at < limit; at++) {
		let units = ends.length;
		try {
			units += decoder.decode(bytes.subarray(at, at + 1), { stream: true }).length;
		} catch {
			// Node 24 throws where a single byte brings out several units, and is then in no state to go on: begin again, up to here.
			decoder = new TextDecoder(name, { ignoreBOM: true });
			units = begun(decoder, mode, bytes, begin, at + 1).length;
		}
		while (ends.length < units) ends.push(at + 1);
	}
	return ends;
}

/** What `[begin, end)` yields so far; leaves the stream open. */
function begun(decoder: Decoder, mode: Uint8Array, bytes: Uint8Array, begin: number, end: number): string {
	if (mode.length > 0) decoder.decode(mode, { stream: true });
	return decoder.decode(bytes.subarray(begin, end), { stream: true });
}
