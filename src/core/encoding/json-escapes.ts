// JSON escapes (RFC 8259 §7), which PHP and Python write for what is not ASCII and for slashes: \\u0040 is an @.

const BACKSLASH = 0x5c;
const U = 0x75;

/**
 * Undoes `\\uXXXX` of ASCII and `\\/` in `[start, end)` of `bytes`, in place; returns the new end. Escapes of other characters stay as they
 * are: no address that is looked for needs them.
 */
export function decodeJsonEscapesInPlace(bytes: Uint8Array, start: number, end: number): number {
	let to = start;
	for (let from = start; from < end; from++) {
		const byte = bytes[from] as number;
		if (byte !== BACKSLASH || from + 1 >= end) {
			bytes[to++] = byte;
			continue;
		}
		const code =
			bytes[from + 1] === U && from + 5 < end ? Number.parseInt(String.fromCharCode(...bytes.subarray(from + 2, from + 6)), 16) : -1;
		if (code >= 0 && code < 0x80) {
			bytes[to++] = code;
			from += 5;
		} else if (bytes[from + 1] !== U) {
			bytes[to++] = bytes[++from] as number;
		} else bytes[to++] = byte;
	}
	return to;
}
