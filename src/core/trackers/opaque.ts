// Opaque tokens: long and random, so that they can stand for one reader; whether they do, only a second copy proves. What
// looks random and is not: dates, sizes, version numbers, camel case, slugs with a number, and the content hashes that name
// pictures on a CDN. docs/identifiers.md has the rules and how often they are right on real mail.

import { DIGIT, JOINER, LOWER, NO_HEX, TOKEN_CLASSES, UPPER, WORD } from "./token-classes.ts";

export interface OpaqueToken {
	/** Range in the bytes that were searched. */
	readonly start: number;
	readonly end: number;
	/** Estimated information. */
	readonly bits: number;
}

/** Ten random hexadecimal digits: what one large operator gives each subscriber. 2^40 is 100 for each person alive. */
export const OPAQUE_BITS = 40;

/** Estimates above this say nothing more, and reading on costs time. */
const MAX_BITS = 256;

/** A word of one kind of character: shorter than this it means something ("2022", "news"). */
const MIN_DIGITS = 9;
const MIN_LETTERS = 7;

/** Bits a character, a little below log2 of the alphabet because real tokens have structure. */
const HEX_BITS = 4;
const DIGIT_BITS = 3.3;
const LETTER_BITS = 4.3;
const BOTH_CASES_BITS = 5;

/** Share of letter pairs that are common in words: 93% in running text, a third in random letters. */
const WORDLIKE = 0.7;

/**
 * The pairs of letters that make up 93% of English and German running text: each group is a letter and what often follows it.
 * Counted over the newsletters and the ham of the corpora, 2026-11.
 */
const PAIRS = new Uint8Array(26 * 26);
for (const [first, ...followers] of (
	"abcdgiklmnprstuvy baeilorsuy caehiklortu dadeiosu eabcdefgilmnoprstvwxy faefiort gaehior haeiort iabcdefgklmnorstv kei ladeilostuy " +
	"maeimopu nabcdefgiknosty ocdfgilmnoprstuvw paeiloprstu qu racdegiklmnorstuy sacehilopstu taehioprstuy ubcegilmnprst vei waehiosw yos"
).split(" ")) {
	for (const follower of followers) PAIRS[pairIndex((first as string).charCodeAt(0), follower.charCodeAt(0))] = 1;
}

function pairIndex(first: number, second: number): number {
	return ((first | 0x20) - 0x61) * 26 + ((second | 0x20) - 0x61);
}

/** The most informative token of a URL, `[authority, path)` being its authority; null where none has OPAQUE_BITS. */
export function findOpaque(bytes: Uint8Array, authority: number, path: number, end: number, host: string): OpaqueToken | null {
	let best: OpaqueToken | null = null;
	let runStart = -1;
	let classes = 0;
	bytes[end] = 0;
	for (let at = authority; at <= end; at++) {
		const kind = TOKEN_CLASSES[bytes[at] as number] as number;
		if (kind & WORD || (kind & JOINER && runStart >= 0)) {
			if (runStart < 0) {
				runStart = at;
				classes = 0;
			}
			classes |= kind;
			continue;
		}
		if (runStart < 0) continue;
		if (at - runStart >= MIN_DIGITS && mayBeRandom(classes, at - runStart)) {
			const bits = randomBits(bytes, runStart, at);
			if (bits >= OPAQUE_BITS && bits > (best?.bits ?? 0) && !isMeant(bytes, runStart, at, authority, path, end, host)) {
				best = { start: runStart, end: at, bits: Math.round(bits) };
			}
		}
		runStart = -1;
	}
	return best;
}

/** One case and nothing else is a word or a slug, unless it is long. */
function mayBeRandom(classes: number, length: number): boolean {
	const kinds = classes & (DIGIT | UPPER | LOWER);
	return (kinds & (kinds - 1)) !== 0 || length >= 12;
}

/** Estimated information of a run: what each of its words has. */
export function randomBits(bytes: Uint8Array, start: number, end: number): number {
	if (isUuid(bytes, start, end)) return 122;
	let bits = 0;
	let wordStart = start;
	for (let at = start; at <= end; at++) {
		if (at < end && ((TOKEN_CLASSES[bytes[at] as number] as number) & WORD) !== 0) continue;
		if (at - wordStart >= 4) bits += wordBits(bytes, wordStart, at);
		if (bits >= MAX_BITS) return MAX_BITS;
		wordStart = at + 1;
	}
	return bits;
}

function wordBits(bytes: Uint8Array, start: number, end: number): number {
	const length = end - start;
	let parts = 1;
	let digits = 0;
	let pairs = 0;
	let common = 0;
	let classes = 0;
	let before = 0;
	for (let at = start; at < end; at++) {
		const byte = bytes[at] as number;
		// A percent-decoded letter of another script: words, not tokens.
		if (byte >= 0x80) return 0;
		const kind = (TOKEN_CLASSES[byte] as number) & (DIGIT | UPPER | LOWER);
		classes |= TOKEN_CLASSES[byte] as number;
		if (kind === DIGIT) digits++;
		// "Word" is one part: a capital takes the small letters after it.
		if (before !== 0 && kind !== before && !(before === UPPER && kind === LOWER)) parts++;
		if (kind !== DIGIT && before !== 0 && before !== DIGIT) {
			pairs++;
			common += PAIRS[pairIndex(bytes[at - 1] as number, byte)] as number;
		}
		before = kind;
	}
	const letters = length - digits;
	if (letters === 0) return length >= MIN_DIGITS && !isTime(bytes, start, length) ? length * DIGIT_BITS : 0;
	const bothCases = (classes & (UPPER | LOWER)) === (UPPER | LOWER);
	const letterBits = bothCases ? BOTH_CASES_BITS : LETTER_BITS;
	if (digits < 2 || letters < 2) {
		if (pairs >= MIN_LETTERS - 1 && common < pairs * WORDLIKE) return length * letterBits;
		return 0;
	}
	// Random characters change their kind at every second place; names with numbers do it once or twice.
	if (parts >= 3 && length <= parts * 3) {
		if ((classes & NO_HEX) === 0 && !bothCases) return length * HEX_BITS;
		return length * letterBits;
	}
	if (pairs >= MIN_LETTERS - 1 && common < pairs * WORDLIKE) return letters * letterBits;
	return 0;
}

/** 8-4-4-4-12 hexadecimal digits (RFC 9562 §4). */
function isUuid(bytes: Uint8Array, start: number, end: number): boolean {
	if (end - start !== 36) return false;
	for (let at = 0; at < 36; at++) {
		const byte = bytes[start + at] as number;
		if (at === 8 || at === 13 || at === 18 || at === 23) {
			if (byte !== 0x2d) return false;
		} else if ((TOKEN_CLASSES[byte] as number) & (NO_HEX | JOINER) || TOKEN_CLASSES[byte] === 0) return false;
	}
	return true;
}

/** Seconds or milliseconds since 1970 (2001 to 2033), or digits of a date: 20230116120000. */
function isTime(bytes: Uint8Array, start: number, length: number): boolean {
	const first = bytes[start];
	const second = bytes[start + 1] as number;
	if ((length === 10 || length === 13) && first === 0x31) return true;
	return (length === 12 || length === 14) && ((first === 0x32 && second === 0x30) || (first === 0x31 && second === 0x39));
}

/** Names of folders and hosts that hold pictures and style sheets. */
const ASSET_FOLDER =
	/\/(?:images?|imgs?|pics?|pictures?|photos?|assets?|static|media|uploads?|files?|cdn|content|wp-content|avatars?|thumbs?|thumbnails?|gallery|icons?|fonts?|css|library|public)\//i;
const ASSET_HOST = /^(?:[\w-]+\.)*(?:images?|imgs?|pics?|photos?|assets?|static|media|files?|cdn|content|thumbs?)[\w-]*\./;
const ASSET_NAME = /^\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|css|js|woff2?|ttf|mp4)(?:[?&;_]|$)/i;

/** Hosting platforms whose customers' names are random: `d1a2b3c4d5e6f7.cloudfront.net`. */
const PLATFORM =
	/(?:^|\.)(?:cloudfront\.net|amazonaws\.com|azureedge\.net|azurefd\.net|windows\.net|akamaihd\.net|akamaized\.net|fastly\.net|googleusercontent\.com|herokuapp\.com|web\.app|vercel\.app|netlify\.app|pages\.dev|workers\.dev|r2\.dev)$/;

/** Whether a token that looks random has another meaning by where it stands. */
function isMeant(bytes: Uint8Array, start: number, end: number, _authority: number, path: number, urlEnd: number, host: string): boolean {
	if (start < path) {
		// The registered name itself is the same for every reader.
		const labels = String.fromCharCode(...bytes.subarray(end, Math.min(path, end + 255))).split(".").length;
		return labels <= 2 || PLATFORM.test(host);
	}
	if (parameterIs(bytes, start, path, "utm_")) return true;
	const after = String.fromCharCode(...bytes.subarray(end, Math.min(urlEnd, end + 8)));
	if (!ASSET_NAME.test(after)) return false;
	const before = String.fromCharCode(...bytes.subarray(path, Math.min(start, path + 1024)));
	return !before.includes("?") && (ASSET_FOLDER.test(before) || ASSET_HOST.test(host) || PLATFORM.test(host));
}

/** Whether the value that holds `at` is of a parameter whose name begins with `prefix`. */
function parameterIs(bytes: Uint8Array, at: number, path: number, prefix: string): boolean {
	let from = at;
	while (from > path && bytes[from - 1] !== 0x26 && bytes[from - 1] !== 0x3f && bytes[from - 1] !== 0x3b) from--;
	for (let index = 0; index < prefix.length; index++) if (bytes[from + index] !== prefix.charCodeAt(index)) return false;
	return from > path;
}
