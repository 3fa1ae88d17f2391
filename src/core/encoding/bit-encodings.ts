// Hexadecimal, base32 and base64 (RFC 4648) as they stand in URLs: each character carries 4, 5 or 6 bits, most significant
// first, and nothing else differs. Made to try them on every token of every URL: decoding stops at the first byte that cannot
// be text, which for a token that is not encoded text is one of the first. The transfer encoding of MIME is base64.ts.

export interface BitEncoding {
	readonly name: string;
	readonly bits: 4 | 5 | 6;
	/** Value of each byte as a digit, or 255. */
	readonly digits: Uint8Array;
}

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = "abcdefghijklmnopqrstuvwxyz";

export const HEX = bitEncoding("hex", 4, "0123456789ABCDEF", "0123456789abcdef");
/** RFC 4648 §6, in either case. */
export const BASE32 = bitEncoding("base32", 5, `${UPPER}234567`, `${LOWER}234567`);
/** Both alphabets at once (§4 and §5): `+` or `-`, `/` or `_`. */
export const BASE64 = bitEncoding("base64", 6, `${UPPER}${LOWER}0123456789+/`, `${UPPER}${LOWER}0123456789-_`);

function bitEncoding(name: string, bits: 4 | 5 | 6, ...alphabets: string[]): BitEncoding {
	const digits = new Uint8Array(256).fill(255);
	for (const alphabet of alphabets) for (let value = 0; value < alphabet.length; value++) digits[alphabet.charCodeAt(value)] = value;
	return { name, bits, digits };
}

/** Random bytes hardly begin with so many of 7 bits; what does may hold a name in any script further on. */
const TEXT_HEAD = 6;

/**
 * Decodes `[start, end)` of `bytes` into `target` as far as it goes: up to a character outside the alphabet or, where `text`
 * is set, up to where it is no UTF-8; its first TEXT_HEAD bytes have to be 7-bit. Returns the number of whole bytes written; left-over bits are dropped.
 */
export function decodeBits(
	encoding: BitEncoding,
	bytes: Uint8Array,
	start: number,
	end: number,
	target: Uint8Array,
	text: boolean,
): number {
	const { bits, digits } = encoding;
	let pending = 0;
	let count = 0;
	let written = 0;
	/** Continuation bytes that a character still wants. */
	let wanted = 0;
	for (let at = start; at < end; at++) {
		const digit = digits[bytes[at] as number] as number;
		if (digit === 255) break;
		pending = ((pending << bits) | digit) & 0xffff;
		count += bits;
		if (count < 8) continue;
		count -= 8;
		const byte = (pending >> count) & 0xff;
		if (written === target.length) break;
		if (text && (byte >= 0x80 || wanted > 0)) {
			if (wanted > 0 ? (byte & 0xc0) !== 0x80 : byte < 0xc2 || byte > 0xf4 || written < TEXT_HEAD) break;
			wanted = wanted > 0 ? wanted - 1 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
		}
		target[written++] = byte;
	}
	return written;
}
