// Token encodings: cheap questions to a token that say of nearly every random one that it is no text in this encoding, backwards or
// in rot13, so that decoding is left to the few that may be. A byte of text is below 0x80: six of them in a row are so in 1 random
// token of 64.

import { BASE32, BASE64, type BitEncoding, HEX } from "../encoding/bit-encodings.ts";
import { MIN_ADDRESS } from "./known-addresses.ts";

/** Digits after rot13 was undone, so that a turned token is judged where it stands. */
function turned({ bits, name, digits }: BitEncoding): BitEncoding {
	return { bits, name, digits: digits.map((_, byte) => digits[TURNED[byte] as number] as number) };
}

/** What rot13 makes of each byte. */
const TURNED = Uint8Array.from({ length: 256 }, (_, byte) => {
	const letter = byte & 31;
	const isLetter = byte >= 0x41 && byte < 0x80 && letter >= 1 && letter <= 26;
	return isLetter ? byte + (letter <= 13 ? 13 : -13) : byte;
});

const ENCODINGS = [BASE64, BASE32, HEX];
const TURNED_ENCODINGS = ENCODINGS.map(turned);
const TURNED_HEX = TURNED_ENCODINGS[2] as BitEncoding;

/** Whether the first six bytes that would be decoded are 7-bit. */
export function beginsAsText({ bits, digits }: BitEncoding, bytes: Uint8Array, start: number, end: number): boolean {
	// The bit of each digit that is the highest of a byte tells most tokens off at the first or second digit.
	if ((digits[bytes[start] as number] as number) >> (bits - 1) !== 0) return false;
	return isText(bits, digits, bytes, start, end, 1);
}

/** The same of the token read backwards. */
function endsAsText({ bits, digits }: BitEncoding, bytes: Uint8Array, start: number, end: number): boolean {
	if ((digits[bytes[end - 1] as number] as number) >> (bits - 1) !== 0) return false;
	return isText(bits, digits, bytes, end - 1, start - 1, -1);
}

function isText(bits: number, digits: Uint8Array, bytes: Uint8Array, from: number, to: number, step: 1 | -1): boolean {
	let pending = 0;
	let count = 0;
	let seen = 0;
	for (let at = from; at !== to; at += step) {
		const digit = digits[bytes[at] as number] as number;
		if (digit === 255) return false;
		pending = ((pending << bits) | digit) & 0xffff;
		count += bits;
		if (count < 8) continue;
		count -= 8;
		if ((pending >> count) & 0x80) return false;
		if (++seen === MIN_ADDRESS) return true;
	}
	return false;
}

/**
 * {@link beginsAsText} for base64, asked at every word: of eight digits, those bits that are the highest of a byte. What is no
 * digit (255) has them all set.
 */
export function beginsAsBase64Text(bytes: Uint8Array, at: number): boolean {
	const { digits } = BASE64;
	return (
		((digits[bytes[at] as number] as number) & 0x20) === 0 &&
		((digits[bytes[at + 1] as number] as number) & 0x08) === 0 &&
		((digits[bytes[at + 2] as number] as number) & 0x02) === 0 &&
		((digits[bytes[at + 4] as number] as number) & 0x20) === 0 &&
		((digits[bytes[at + 5] as number] as number) & 0x08) === 0 &&
		((digits[bytes[at + 6] as number] as number) & 0x02) === 0
	);
}

/** Whether the token read forwards is text in one of the encodings: then the rest of it may stand elsewhere in the URL. */
export function mayBeCutText(bytes: Uint8Array, start: number, end: number): boolean {
	return ENCODINGS.some((encoding) => beginsAsText(encoding, bytes, start, end));
}

/** Base64 of what gzip, zlib and bare DEFLATE begin with, by the first two digits. */
export function mayBeginCompressed(bytes: Uint8Array, at: number): boolean {
	const first = BASE64.digits[bytes[at] as number] as number;
	const second = BASE64.digits[bytes[at + 1] as number] as number;
	if ((first & 1) === 0) return (first === 0x1e && (second & 0x30) === 0) || (second & 0xf0) === 0x30;
	return first === 7 && second >> 4 === 3;
}

/** Compressed base64 that was written backwards: what gzip and zlib begin with. */
function endsCompressed(bytes: Uint8Array, end: number): boolean {
	return (
		(bytes[end - 1] === 0x48 && bytes[end - 2] === 0x34 && bytes[end - 3] === 0x73) || (bytes[end - 1] === 0x65 && bytes[end - 2] === 0x4a)
	);
}

/** Whether a token may say something backwards. `isDigest`: a digest in base64 has its length. */
export function mayBeBackwards(bytes: Uint8Array, start: number, end: number, isDigest: boolean): boolean {
	return isDigest || endsCompressed(bytes, end) || ENCODINGS.some((encoding) => endsAsText(encoding, bytes, start, end));
}

/** Whether a token may say something in rot13: an encoded text, a digest in base64, hexadecimal digits (a to f become n to s). */
export function mayBeTurned(bytes: Uint8Array, start: number, end: number, isDigest: boolean): boolean {
	if (isDigest || TURNED_ENCODINGS.some((encoding) => beginsAsText(encoding, bytes, start, end))) return true;
	for (let at = start; at < end; at++) if (TURNED_HEX.digits[bytes[at] as number] === 255) return false;
	return true;
}

export function writeBackwards(bytes: Uint8Array, start: number, end: number, target: Uint8Array): number {
	for (let at = end - 1, to = 0; at >= start; at--, to++) target[to] = bytes[at] as number;
	return end - start;
}

export function writeTurned(bytes: Uint8Array, start: number, end: number, target: Uint8Array): number {
	for (let at = start, to = 0; at < end; at++, to++) target[to] = TURNED[bytes[at] as number] as number;
	return end - start;
}

/**
 * A number of 32, 64 or 128 bits that `[start, end)`, all digits, writes, big-endian into `target`; returns its bytes, 0 where it
 * has another length. `negative`: in two's complement, as languages without unsigned numbers print it.
 */
export function readNumber(bytes: Uint8Array, start: number, end: number, target: Uint8Array, negative: boolean): number {
	const size = NUMBER_SIZES[Math.min(end - start, NUMBER_SIZES.length - 1)] as number;
	if (size === 0) return 0;
	target.fill(0, 0, size);
	for (let at = start; at < end; at++) {
		let carry = (bytes[at] as number) - 0x30;
		for (let index = size - 1; index >= 0; index--) {
			const value = (target[index] as number) * 10 + carry;
			target[index] = value;
			carry = value >> 8;
		}
		if (carry > 0) return 0;
	}
	if (negative) {
		let carry = 1;
		for (let index = size - 1; index >= 0; index--) {
			const value = (~(target[index] as number) & 0xff) + carry;
			target[index] = value;
			carry = value >> 8;
		}
	}
	return size;
}

/** Decimal digits: all but the smallest fiftieth of the numbers of 32, 64 and 128 bits. */
const NUMBER_SIZES = new Uint8Array(41);
NUMBER_SIZES.fill(4, 7, 11);
NUMBER_SIZES.fill(8, 17, 21);
NUMBER_SIZES.fill(16, 36, 40);
