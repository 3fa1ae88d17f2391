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

/** Estimates above this (a random UUID) say nothing more, and reading on costs time. */
const MAX_BITS = 122;

/** Shorter tokens cannot hold OPAQUE_BITS, or are words. */
const MIN_TOKEN = 9;
const MIN_ONE_KIND = 12;

/** Words of a token: shorter ones do not count, longer ones are read in pieces of this length. */
const MIN_WORD = 4;
const MAX_WORD = 32;

/** A word of digits or of letters alone: shorter than this it is a number that counts something, or says nothing of its pairs. */
const MIN_DIGITS = 15;
const MIN_LETTERS = 10;

/** Hexadecimal digits of one case, in at least three runs of figures and letters: nothing else looks so, from this length on. */
const MIN_HEX = 8;

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
const PAIRS = new Uint8Array(32 * 32);
for (const [first, ...followers] of (
	"abcdgiklmnprstuvy baeilorsuy caehiklortu dadeiosu eabcdefgilmnoprstvwxy faefiort gaehior haeiort iabcdefgklmnorstv kei ladeilostuy " +
	"maeimopu nabcdefgiknosty ocdfgilmnoprstuvw paeiloprstu qu racdegiklmnorstuy sacehilopstu taehioprstuy ubcegilmnprst vei waehiosw yos"
).split(" ")) {
	for (const follower of followers) PAIRS[pairIndex((first as string).charCodeAt(0), follower.charCodeAt(0))] = 1;
}

/** Blind to case. */
function pairIndex(first: number, second: number): number {
	return ((first & 31) << 5) | (second & 31);
}

/** What is told from where a token stands. */
export interface Surroundings {
	/** The URL with a character for each byte, so that offsets are the same in both. */
	readonly text: string;
	/** Where path and query begin. */
	readonly path: number;
	readonly host: string;
}

/** First look, by length and {@link TOKEN_CLASSES} alone: one case and nothing else is a word or a slug, unless it is long. */
export function mayBeRandom(classes: number, length: number): boolean {
	if (length < MIN_TOKEN) return false;
	const kinds = classes & (DIGIT | UPPER | LOWER);
	return (kinds & (kinds - 1)) !== 0 || length >= MIN_ONE_KIND;
}

/** Of `count / 2` tokens (start and end of each in `ranges`) the one with most information; null where none has OPAQUE_BITS. */
export function mostRandom(bytes: Uint8Array, ranges: Int32Array, count: number, around: Surroundings): OpaqueToken | null {
	let best: OpaqueToken | null = null;
	let most = OPAQUE_BITS - 1;
	for (let index = 0; index < count && most < MAX_BITS; index += 2) {
		const start = ranges[index] as number;
		const end = ranges[index + 1] as number;
		const bits = randomBits(bytes, start, end);
		if (bits <= most || isMeant(bytes, start, end, around)) continue;
		best = { start, end, bits };
		most = bits;
	}
	return best;
}

/** Estimated information of a token: what each of its words has, up to MAX_BITS. */
export function randomBits(bytes: Uint8Array, start: number, end: number): number {
	if (end - start === 36 && isUuid(bytes, start)) return MAX_BITS;
	let bits = 0;
	for (let at = start; at < end && bits < MAX_BITS; at++) {
		bits += wordBits(bytes, at, Math.min(end, at + MAX_WORD));
		at = wordEnd;
		// A piece of a longer word: the next begins here.
		if (at < end && (TOKEN_CLASSES[bytes[at] as number] as number) & WORD) at--;
	}
	return Math.min(Math.round(bits), MAX_BITS);
}

/**
 * What a character adds, by the kinds of the one before it and of itself: 1 where a part begins ("Word" is one part: a capital
 * takes the small letters after it), 2 where both are letters. A table, since of random characters a branch is guessed wrong
 * at every second: it is a third faster.
 */
const STEPS = new Uint8Array(16 * 8);
for (const before of [0, DIGIT, UPPER, LOWER]) {
	for (let kind = 0; kind < 16; kind++) {
		const same = kind & (DIGIT | UPPER | LOWER);
		const begins = same !== before && !(before === UPPER && same === LOWER);
		const isPair = before !== 0 && before !== DIGIT && same !== DIGIT;
		STEPS[(before << 4) | kind] = (begins ? 1 : 0) | (isPair ? 2 : 0);
	}
}

/** Where the word ended that {@link wordBits} read last. */
let wordEnd = 0;

function wordBits(bytes: Uint8Array, start: number, limit: number): number {
	let parts = 0;
	let digits = 0;
	let pairs = 0;
	let common = 0;
	let classes = 0;
	let before = 0;
	let last = 0;
	let at = start;
	for (; at < limit; at++) {
		const byte = bytes[at] as number;
		const kind = TOKEN_CLASSES[byte] as number;
		if ((kind & WORD) === 0) break;
		const step = STEPS[(before << 4) | kind] as number;
		const pair = step >> 1;
		parts += step & 1;
		pairs += pair;
		common += (PAIRS[pairIndex(last, byte)] as number) & pair;
		digits += kind & DIGIT;
		classes |= kind;
		before = kind & (DIGIT | UPPER | LOWER);
		last = byte;
	}
	wordEnd = at;
	const length = at - start;
	if (length < MIN_WORD) return 0;
	// A percent-decoded letter of another script: words, not tokens.
	if ((classes & (DIGIT | UPPER | LOWER)) === 0) return 0;
	const letters = length - digits;
	if (letters === 0) return length >= MIN_DIGITS ? length * DIGIT_BITS : 0;
	const bothCases = (classes & (UPPER | LOWER)) === (UPPER | LOWER);
	const letterBits = bothCases ? BOTH_CASES_BITS : LETTER_BITS;
	const wordlike = common >= pairs * WORDLIKE;
	if (digits >= 2 && letters >= 2 && parts >= 3) {
		if ((classes & NO_HEX) === 0 && !bothCases) return length >= MIN_HEX ? length * HEX_BITS : 0;
		// Random characters change their kind at every second place; names with numbers do it once or twice, and read as words.
		if (length <= parts * 2 || (length <= parts * 4 && !wordlike)) return length * letterBits;
	}
	return pairs >= MIN_LETTERS - 1 && !wordlike ? letters * letterBits : 0;
}

/** 8-4-4-4-12 hexadecimal digits (RFC 9562 §4). */
function isUuid(bytes: Uint8Array, start: number): boolean {
	for (let at = 0; at < 36; at++) {
		const byte = bytes[start + at] as number;
		if (at === 8 || at === 13 || at === 18 || at === 23) {
			if (byte !== 0x2d) return false;
		} else if ((TOKEN_CLASSES[byte] as number) & (NO_HEX | JOINER) || TOKEN_CLASSES[byte] === 0) return false;
	}
	return true;
}

/** Names of folders, and beginnings of host labels, that hold pictures and style sheets. */
const ASSET_FOLDERS = new Set(
	(
		"image images img imgs pic pics picture pictures photo photos asset assets static media upload uploads file files cdn content " +
		"wp-content avatar avatars thumb thumbs thumbnail thumbnails gallery icon icons font fonts css library public"
	).split(" "),
);
const ASSET_HOST = /(?:^|\.)(?:images?|imgs?|pics?|photos?|assets?|static|media|files?|cdn|content|thumbs?)[\w-]*\./;
const ASSET_ENDINGS = new Set("jpg jpeg png gif webp avif svg bmp ico css js woff woff2 ttf mp4".split(" "));
const MAX_ENDING = 5;

/** How far is looked around a token, since a hostile URL has thousands: for folders, for the name of its parameter, for labels. */
const MAX_FOLDERS_LENGTH = 1024;
const MAX_VALUE = 1024;
const MAX_HOST = 255;

/** Hosting platforms whose customers' names are random: `d1a2b3c4d5e6f7.cloudfront.net`. */
const PLATFORM =
	/(?:^|\.)(?:cloudfront\.net|amazonaws\.com|azureedge\.net|azurefd\.net|windows\.net|akamaihd\.net|akamaized\.net|fastly\.net|googleusercontent\.com|herokuapp\.com|web\.app|vercel\.app|netlify\.app|pages\.dev|workers\.dev|r2\.dev)$/;

/** Picture hosts whose logs no sender of mail sees: their names are the same for everybody, or tell the sender nothing. */
const SHARED_PICTURES =
	/^(?:pbs\.twimg\.com|i\.pinimg\.com|lh\d\.googleusercontent\.com|media\.licdn\.com|scontent[\w.-]*\.fbcdn\.net|i\.ytimg\.com|i\.imgur\.com|images\.unsplash\.com|upload\.wikimedia\.org)$/;

interface HostKind {
	readonly platform: boolean;
	readonly sharedPictures: boolean;
	readonly assets: boolean;
}

/** The links of a mail go to few hosts, so what a host is called is judged once. */
const hostKinds = new Map<string, HostKind>();
const MAX_HOSTS = 1024;

function hostKind(host: string): HostKind {
	const before = hostKinds.get(host);
	if (before !== undefined) return before;
	if (hostKinds.size >= MAX_HOSTS) hostKinds.clear();
	const platform = PLATFORM.test(host);
	const kind = { platform, sharedPictures: SHARED_PICTURES.test(host), assets: platform || ASSET_HOST.test(host) };
	hostKinds.set(host, kind);
	return kind;
}

/** Whether a token that looks random has another meaning by where it stands. */
function isMeant(bytes: Uint8Array, start: number, end: number, { text, path, host }: Surroundings): boolean {
	const kind = hostKind(host);
	// The registered name itself is the same for every reader.
	if (start < path) return kind.platform || dotsIn(bytes, end, Math.min(path, end + MAX_HOST)) < 2;
	if (kind.sharedPictures || parameterIs(bytes, start, path, UTM)) return true;
	return bytes[end] === DOT && isAssetName(text, end + 1) && isAssetPlace(text, path, start, kind);
}

function dotsIn(bytes: Uint8Array, start: number, end: number): number {
	let dots = 0;
	for (let at = start; at < end; at++) if (bytes[at] === DOT) dots++;
	return dots;
}

/** Whether the ending at `start` is of a picture, style sheet or font, and ends the name. */
function isAssetName(text: string, start: number): boolean {
	let end = start;
	while (end - start <= MAX_ENDING && isAlphanumeric(text.charCodeAt(end))) end++;
	return ASSET_ENDINGS.has(text.slice(start, end).toLowerCase()) && (end === text.length || "?&;_".includes(text[end] as string));
}

/** Whether a file at `start` of the path lies in a folder, or on a host, of such files; none does in a query. */
function isAssetPlace(text: string, path: number, start: number, kind: HostKind): boolean {
	const limit = Math.min(start, path + MAX_FOLDERS_LENGTH);
	let inFolder = kind.assets;
	let segment = path + 1;
	for (let at = segment; at < limit; at++) {
		const code = text.charCodeAt(at);
		if (code === QUESTION) return false;
		if (code !== SLASH) continue;
		inFolder ||= ASSET_FOLDERS.has(text.slice(segment, at).toLowerCase());
		segment = at + 1;
	}
	return inFolder;
}

const UTM = new TextEncoder().encode("utm_");

/** Whether the value that holds `at` is of a parameter whose name begins with `prefix`. */
function parameterIs(bytes: Uint8Array, at: number, path: number, prefix: Uint8Array): boolean {
	const limit = Math.max(path, at - MAX_VALUE);
	let from = at;
	while (from > limit && bytes[from - 1] !== 0x26 && bytes[from - 1] !== QUESTION && bytes[from - 1] !== 0x3b) from--;
	for (let index = 0; index < prefix.length; index++) if (bytes[from + index] !== prefix[index]) return false;
	return from > path;
}

function isAlphanumeric(code: number): boolean {
	return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

const DOT = 0x2e;
const SLASH = 0x2f;
const QUESTION = 0x3f;
