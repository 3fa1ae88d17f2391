// Percent-encoding (RFC 3986 §2.1; WHATWG URL §1.3), undone in place and repeatedly: links are wrapped in links, each layer
// encoding the one inside once more.

const PERCENT = 0x25;
const SLASH = 0x2f;
const UNDERSCORE = 0x5f;

/** Layers that are undone; what is encoded more often than that is left as it is. */
export const MAX_PERCENT_LAYERS = 6;

const DIGITS = new Int8Array(256).fill(-1);
for (let value = 0; value < 16; value++) {
	DIGITS[value.toString(16).charCodeAt(0)] = value;
	DIGITS[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/**
 * Decodes `[start, end)` of `bytes` in place and returns the new end. An encoded slash separates nothing, so it becomes the
 * `_` that means the same in base64url. A `%` without two hexadecimal digits stands for itself.
 */
export function decodePercentInPlace(bytes: Uint8Array, start: number, end: number): number {
	let length = end;
	for (let layer = 0; layer < MAX_PERCENT_LAYERS; layer++) {
		let to = start;
		while (to < length && bytes[to] !== PERCENT) to++;
		for (let from = to; from < length; from++) {
			let byte = bytes[from] as number;
			if (byte === PERCENT && from + 2 < length) {
				const high = DIGITS[bytes[from + 1] as number] as number;
				const low = DIGITS[bytes[from + 2] as number] as number;
				if (high >= 0 && low >= 0) {
					byte = (high << 4) | low;
					if (byte === SLASH) byte = UNDERSCORE;
					from += 2;
				}
			}
			bytes[to++] = byte;
		}
		if (to === length) return length;
		length = to;
	}
	return length;
}

/** The whole text decoded once, as UTF-8; what is not UTF-8 becomes U+FFFD. */
export function decodePercent(text: string): string {
	if (!text.includes("%")) return text;
	const bytes = new TextEncoder().encode(text);
	let to = 0;
	for (let from = 0; from < bytes.length; from++) {
		const high = DIGITS[bytes[from + 1] ?? 0] as number;
		const low = DIGITS[bytes[from + 2] ?? 0] as number;
		const encoded = bytes[from] === PERCENT && high >= 0 && low >= 0;
		bytes[to++] = encoded ? (high << 4) | low : (bytes[from] as number);
		if (encoded) from += 2;
	}
	return new TextDecoder().decode(bytes.subarray(0, to));
}
