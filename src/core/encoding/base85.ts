// Base85: five characters carry four bytes. Ascii85 (Adobe's, also with its <~ ~> and the z for four zeros; Python's a85encode), Z85 (ZeroMQ
// RFC 32), and the alphabet of RFC 1924 that git and Python's b85encode use.

export interface Base85 {
	readonly name: string;
	/** Value of each byte as a digit, or 255. */
	readonly digits: Uint8Array;
}

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = "abcdefghijklmnopqrstuvwxyz";

export const ASCII85 = base85("ascii85", Array.from({ length: 85 }, (_, value) => String.fromCharCode(33 + value)).join(""));
export const Z85 = base85("Z85", `0123456789${LOWER}${UPPER}.-:+=^!/*?&<>()[]{}@%$#`);
export const RFC1924 = base85("base85", `0123456789${UPPER}${LOWER}!#$%&()*+-;<=>?@^_\`{|}~`);

function base85(name: string, alphabet: string): Base85 {
	const digits = new Uint8Array(256).fill(255);
	for (let value = 0; value < alphabet.length; value++) digits[alphabet.charCodeAt(value)] = value;
	return { name, digits };
}

const Z = 0x7a;

/**
 * Decodes `[start, end)` of `bytes` into `target`; a last group of n characters gives n - 1 bytes. Returns the number of bytes,
 * or 0 where a character or a group is none of the encoding's, or `target` is full.
 */
export function decodeBase85(encoding: Base85, bytes: Uint8Array, start: number, end: number, target: Uint8Array): number {
	const { digits } = encoding;
	let length = 0;
	let group = 0;
	let count = 0;
	for (let at = start; at < end; at++) {
		const byte = bytes[at] as number;
		if (length + 4 > target.length) return 0;
		if (byte === Z && count === 0 && encoding === ASCII85) {
			target.fill(0, length, length + 4);
			length += 4;
			continue;
		}
		const digit = digits[byte] as number;
		if (digit === 255) return 0;
		group = group * 85 + digit;
		if (++count < 5) continue;
		if (group > 0xffffffff) return 0;
		for (let shift = 24; shift >= 0; shift -= 8) target[length++] = group >>> shift;
		group = 0;
		count = 0;
	}
	if (count === 1 || length + 4 > target.length) return 0;
	if (count > 1) {
		for (let missing = count; missing < 5; missing++) group = group * 85 + 84;
		if (group > 0xffffffff) return 0;
		for (let index = 0; index < count - 1; index++) target[length++] = group >>> (24 - 8 * index);
	}
	return length;
}
