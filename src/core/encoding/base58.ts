// Base58 (draft-msporny-base58, the alphabet of Bitcoin): a number in base 58, a leading 1 for each leading zero byte. Its digits fall on
// no boundary of bytes, so the whole token has to be read before a byte of it is known, which takes time that grows with its square.

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const DIGITS = new Uint8Array(256).fill(255);
for (let value = 0; value < ALPHABET.length; value++) DIGITS[ALPHABET.charCodeAt(value)] = value;

/** Digits that are read; an address of 93 characters, or the longest digest, has as many. Attack: a URL of 64 KiB that is one number. */
export const MAX_BASE58 = 128;

/** Digits that go into the number at once: 58^5 is below 2^30, and its product with a limb below 2^53. */
const AT_ONCE = 5;
const LIMB = 65_536;
const limbs = new Uint16Array(Math.ceil((MAX_BASE58 * Math.log2(58)) / 16) + 1);

/** Decodes `[start, end)` of `bytes` into `target`; returns the number of bytes, or 0 where it is no base58 or too long. */
export function decodeBase58(bytes: Uint8Array, start: number, end: number, target: Uint8Array): number {
	if (end - start > MAX_BASE58) return 0;
	for (let at = start; at < end; at++) if (DIGITS[bytes[at] as number] === 255) return 0;
	let used = 0;
	for (let at = start; at < end; ) {
		let carry = 0;
		let scale = 1;
		for (let taken = 0; taken < AT_ONCE && at < end; taken++) {
			carry = carry * 58 + (DIGITS[bytes[at++] as number] as number);
			scale *= 58;
		}
		for (let limb = 0; limb < used || carry > 0; limb++) {
			const value = (limb < used ? (limbs[limb] as number) : 0) * scale + carry;
			limbs[limb] = value % LIMB;
			carry = Math.floor(value / LIMB);
			if (limb >= used) used = limb + 1;
		}
	}
	let length = 0;
	for (let at = start; at < end && DIGITS[bytes[at] as number] === 0; at++) target[length++] = 0;
	for (let limb = used - 1; limb >= 0; limb--) {
		const value = limbs[limb] as number;
		if (limb < used - 1 || value > 0xff) target[length++] = value >> 8;
		target[length++] = value & 0xff;
	}
	return length;
}
