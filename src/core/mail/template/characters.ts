// Characters of words: letters, digits and marks of any script, in lower case, so that a copy in another charset or in capitals reads the
// same. What has no width is passed over: it stands between letters to hide words from filters, and differs from copy to copy.

import { decoderOf, utf8Sequence } from "../../encoding/charsets.ts";

/** Bits of `CLASSES`: what a byte of ASCII is in a word, and what between words. */
export const DIGIT = 1;
export const UPPER = 2;
export const LOWER = 4;
/** A letter after F. */
export const NO_HEX = 8;
export const WORD = DIGIT | UPPER | LOWER;
export const BLANK = 16;
/** Ends what a greeting calls somebody. */
export const ENDS_NAME = 32;
export const DOT = 64;
/** Between two words it makes an address or a token of them: "@", "_", "=". */
export const JOINS = 128;
export const COLON = 256;
export const SLASH = 512;
/** "<" or "&". */
export const MARKUP = 1024;
/** No ASCII. */
export const HIGH = 2048;

export const CLASSES = new Uint16Array(256).fill(HIGH, 128);
for (let code = 0; code <= 0x20; code++) CLASSES[code] = BLANK;
for (let code = 0x30; code <= 0x39; code++) CLASSES[code] = DIGIT;
for (let code = 0x41; code <= 0x5a; code++) {
	CLASSES[code] = UPPER | (code > 0x46 ? NO_HEX : 0);
	CLASSES[code + 32] = LOWER | (code > 0x46 ? NO_HEX : 0);
}
for (const [marks, bits] of [
	[",!?;", ENDS_NAME],
	[".", DOT],
	["@_=", JOINS],
	[":", COLON | ENDS_NAME],
	["/", SLASH],
	["<&", MARKUP],
] as const) {
	for (const mark of marks) CLASSES[mark.charCodeAt(0)] = bits;
}

/** What `foldPoint` says of what is no letter. */
export const SEPARATOR = 0;
export const IGNORED = 1;

/** Scripts with upper and lower case lie below. */
const FOLDED = 0x600;
let folded: Uint16Array | null = null;

const NO_WIDTH: ReadonlySet<number> = new Set([0xad, 0x34f, 0x61c]);
const OF_WORDS = /[\p{L}\p{N}\p{M}]/u;

function foldedPoints(): Uint16Array {
	return Uint16Array.from({ length: FOLDED }, (_, point) => {
		const character = String.fromCharCode(point);
		if (NO_WIDTH.has(point)) return IGNORED;
		return OF_WORDS.test(character) ? character.toLowerCase().charCodeAt(0) : SEPARATOR;
	});
}

/** The code point in lower case, or SEPARATOR or IGNORED. */
export function foldPoint(point: number): number {
	if (point < FOLDED) {
		folded ??= foldedPoints();
		return folded[point] as number;
	}
	if (point < 0x2000) return point === 0x180e ? IGNORED : point;
	if (point < 0x2c00) {
		const hasNoWidth = (point >= 0x200b && point <= 0x200f) || (point >= 0x202a && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f);
		return hasNoWidth ? IGNORED : SEPARATOR;
	}
	if (point >= 0x3000 && point < 0x3040) return SEPARATOR;
	if (point >= 0xfe00 && point < 0xff00) return point < 0xfe10 || point === 0xfeff ? IGNORED : point >= 0xfe70 ? point : SEPARATOR;
	if (point >= 0xff00 && point < 0xffef) return point > 0xff65 || OF_WORDS.test(String.fromCharCode(point)) ? point : SEPARATOR;
	// Halves that stand alone, private signs, U+FFFD; and pictures.
	if ((point >= 0xd800 && point < 0xf900) || (point >= 0xfff0 && point < 0x10000)) return SEPARATOR;
	return point >= 0x1f000 && point < 0x20000 ? SEPARATOR : point;
}

/** Written without blanks between words, so that each sign is taken for one: kana and Han. */
export function isIdeograph(point: number): boolean {
	return point >= 0x3040 && (point < 0xa000 || (point >= 0xf900 && point < 0xfb00) || point >= 0x20000);
}

const singleByte = new Map<string, Uint16Array>();

/** Code points of the bytes of a single-byte charset. */
export function pointsOf(charset: string): Uint16Array {
	let points = singleByte.get(charset);
	if (points === undefined) {
		const decoder = decoderOf(charset);
		points = Uint16Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)).charCodeAt(0));
		singleByte.set(charset, points);
	}
	return points;
}

/** The code point that begins at `at`, which is no ASCII; U+FFFD where it is ill-formed. `Math.abs(utf8Sequence(...))` bytes long. */
export function pointAt(bytes: Uint8Array, at: number, length: number): number {
	const lead = bytes[at] as number;
	if (length === 2) return ((lead & 0x1f) << 6) | ((bytes[at + 1] as number) & 0x3f);
	if (length === 3) return ((lead & 0xf) << 12) | (((bytes[at + 1] as number) & 0x3f) << 6) | ((bytes[at + 2] as number) & 0x3f);
	if (length === 4) {
		return (
			((lead & 7) << 18) |
			(((bytes[at + 1] as number) & 0x3f) << 12) |
			(((bytes[at + 2] as number) & 0x3f) << 6) |
			((bytes[at + 3] as number) & 0x3f)
		);
	}
	return 0xfffd;
}

export { utf8Sequence };
