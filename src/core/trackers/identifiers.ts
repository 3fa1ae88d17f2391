// Recipient identifiers: does a URL lead back to this reader? First the reader's own addresses, in clear, encoded or hashed,
// layer inside layer (29% of commercial mails leak the address so: Englehardt, Han and Narayanan, PETS 2018), found by decoding
// what stands in the URL rather than by encoding the address in every way; then tokens too long and random to mean nothing.
// It runs on every reference, so a URL is read once, as bytes, and nothing is cut from it until something was found.

import { BASE32, BASE64, type BitEncoding, decodeBits, HEX } from "../encoding/bit-encodings.ts";
import { DIGESTS, toHex } from "../encoding/hashes.ts";
import { decodePercentInPlace } from "../encoding/percent.ts";
import { plainCodec } from "../encoding/plain-codec.ts";
import { type Identifier, NO_IDENTIFIER } from "../model/identifier.ts";
import { findWritten } from "./addresses-in-text.ts";
import { anchorOf, bytesAsText, type KnownAddresses, knownAddresses, shapeOf } from "./known-addresses.ts";
import { mayBeRandom, mostRandom } from "./opaque.ts";
import { JOINER, LOWER, NO_HEX, TOKEN_CLASSES, UPPER, WORD } from "./token-classes.ts";

/** Bytes of a URL that are looked at; web servers refuse a tenth of it. What follows is not searched, without a problem. */
export const MAX_EXAMINED = 65_536;

/** Encodings inside each other that are undone, percent-encoding apart (base64 of hex of ... is 2). */
export const MAX_LAYERS = 3;

/** Bytes decoded for one URL altogether: a hostile one could offer a decodable token at each of its bytes. */
const MAX_DECODED = 4 * MAX_EXAMINED;

/** An address has at least six bytes: a@b.cd. */
const MIN_ADDRESS = 6;

/** Shorter words are neither hexadecimal nor base32 of an address. */
const MIN_WORD = 10;

/** Further ends that are tried for one base64 token, since `-`, `_` and `/` may end it or belong to it. */
const MAX_ENDS = 8;

/** One buffer a layer; the outermost is the URL. */
const LAYERS = Array.from({ length: MAX_LAYERS + 1 }, (_, layer) => (layer === 0 ? new Uint8Array(MAX_EXAMINED + 1) : null));
const WINDOW = (LAYERS[0] as Uint8Array).subarray(0, MAX_EXAMINED);

/** Start and end of each token of the URL that may be random. */
const TOKENS = new Int32Array(MAX_EXAMINED / 4);
let tokenCount = 0;

const digestScratch = new Uint8Array(64);
let decoded = 0;

const DIGEST_HEX_LENGTHS = new Uint8Array(256);
const DIGEST_BASE64_LENGTHS = new Uint8Array(256);
const MAX_BASE64_DIGEST = Math.ceil((Math.max(...DIGESTS.map(({ bytes }) => bytes)) * 8) / 6);
const MIN_BASE64_DIGEST = Math.ceil((Math.min(...DIGESTS.map(({ bytes }) => bytes)) * 8) / 6);
for (const digest of DIGESTS) {
	DIGEST_HEX_LENGTHS[digest.bytes * 2] = 1;
	DIGEST_BASE64_LENGTHS[Math.ceil((digest.bytes * 8) / 6)] = 1;
}

const SLASH = 0x2f;
const QUESTION = 0x3f;
const AT = 0x40;
const LINE_END = 0;

interface Finding {
	readonly address: string;
	/** "the address", "the MD5 of the address", each layer put before it. */
	readonly what: string;
	/** Where it begins in the layer that was searched. */
	readonly at: number;
}

const encoder = new TextEncoder();

/** Names what in a URL (absolute, as WHATWG serialises it) singles out the reader; `host` is its host name. */
export type Identify = (url: string, host: string) => Identifier;

/**
 * A function that names what in a URL singles out the reader: `address` where it leads to
 * one of `addresses` (the mailbox owner's, To, Cc, Delivered-To), else `opaque` for a long random token, else `none`.
 * The fragment does not count, since no program sends it.
 */
export function createIdentifier(addresses: readonly string[]): Identify {
	let known: KnownAddresses | null = null;
	return (url, host) => {
		// Made for the first URL: many a message has none.
		known ??= knownAddresses(addresses);
		return identify(url, host, known);
	};
}

function identify(url: string, host: string, known: KnownAddresses): Identifier {
	const bytes = LAYERS[0] as Uint8Array;
	const authority = url.indexOf(":") + (url.startsWith("//", url.indexOf(":") + 1) ? 3 : 1);
	const written = encoder.encodeInto(url, WINDOW).written;
	let end = written;
	const fragment = url.indexOf("#");
	if (fragment >= 0 && fragment < end) end = fragment;
	const escaped = url.includes("%");
	if (escaped) end = decodePercentInPlace(bytes, authority, end);
	const path = endOfAuthority(bytes, authority, end);
	decoded = 0;
	tokenCount = 0;
	const found = search(0, authority, end, path, host, known);
	if (found === null && tokenCount === 0) return NO_IDENTIFIER;
	// One character for each byte: the URL itself, since WHATWG writes it in ASCII, unless something was decoded.
	const text = escaped || written !== url.length ? plainCodec.latin1(bytes, 0, end) : url;
	if (found !== null) return { kind: "address", value: found.address, how: `${found.what} in ${placeOf(text, found.at, path)}` };
	const token = mostRandom(bytes, TOKENS, tokenCount, { text, path, host });
	if (token === null) return NO_IDENTIFIER;
	const value = escaped ? utf8.decode(bytes.subarray(token.start, token.end)) : url.slice(token.start, token.end);
	return { kind: "opaque", value, how: `a random token in ${placeOf(text, token.start, path)}` };
}

/**
 * Searches one layer, `[start, end)` of its buffer, word by word. In the URL itself `path` is where its authority ends, and
 * the tokens that may be random are noted on the way.
 */
function search(layer: number, start: number, end: number, path: number, host: string, known: KnownAddresses): Finding | null {
	const bytes = LAYERS[layer] as Uint8Array;
	// A sentinel that ends the last word.
	bytes[end] = LINE_END;
	const { shapes, anchors, all } = known;
	const seeks = all.length > 0;
	let written = false;
	let inQuery = layer > 0;
	let runStart = -1;
	let runClasses = 0;
	for (let at = start; at <= end; at++) {
		const byte = bytes[at] as number;
		let kind = TOKEN_CLASSES[byte] as number;
		if (kind & WORD) {
			const wordStart = at;
			let classes = 0;
			do {
				classes |= kind;
				kind = TOKEN_CLASSES[bytes[++at] as number] as number;
			} while (kind & WORD);
			if (runStart < 0) {
				runStart = wordStart;
				runClasses = 0;
			}
			runClasses |= classes;
			if (seeks) {
				if (shapes[shapeOf(bytes, wordStart, at)] === 1 && anchors[anchorOf(bytes, wordStart, at)] === 1) written = true;
				// The first three digits of base64 of text are letters or figures.
				if (at - wordStart >= 3 && beginsAsBase64Text(bytes, wordStart)) {
					const found = insideBase64(layer, wordStart, end, known);
					if (found !== null) return found;
				}
				if (at - wordStart >= MIN_WORD) {
					const found = insideWord(layer, wordStart, at, classes, known);
					if (found !== null) return found;
				}
			}
		}
		if (kind & JOINER || runStart < 0) {
			if (bytes[at] === AT) written = true;
			if (bytes[at] === QUESTION) inQuery = true;
			continue;
		}
		const length = at - runStart;
		if (layer === 0 && mayBeRandom(runClasses, length)) {
			TOKENS[tokenCount++] = runStart;
			TOKENS[tokenCount++] = at;
		}
		const mayGoOn = inQuery && bytes[at] === SLASH;
		const mayBeDigest = length >= MIN_BASE64_DIGEST || inQuery || TOKEN_CLASSES[bytes[runStart - 1] as number] === JOINER;
		if (seeks && mayBeDigest && !mayGoOn) {
			const from = startOfBase64(bytes, runStart, start, inQuery);
			const found = DIGEST_BASE64_LENGTHS[Math.min(at - from, 255)] === 1 ? ofBase64Digest(bytes, from, at, known) : null;
			if (found !== null) return found;
		}
		runStart = -1;
		if (bytes[at] === AT) written = true;
		if (bytes[at] === QUESTION) inQuery = true;
	}
	return written && seeks ? findWritten(bytes, start, end, path, host, known) : null;
}

/** One word, maybe hexadecimal (of text or of a digest) or base32. */
function insideWord(layer: number, start: number, end: number, classes: number, known: KnownAddresses): Finding | null {
	const bytes = LAYERS[layer] as Uint8Array;
	if ((classes & NO_HEX) === 0) {
		if (DIGEST_HEX_LENGTHS[Math.min(end - start, 255)] === 1) {
			const match = known.ofDigest(bytesAsText(bytes, start, end));
			if (match !== null) return { address: match.forms.address, what: `the ${match.algorithm} of the address`, at: start };
		}
		if (end - start >= 2 * MIN_ADDRESS && beginsAsText(HEX, bytes, start, end)) {
			const found = inside(HEX, layer, start, end, known);
			if (found !== null) return found;
		}
	}
	const oneCase = (classes & (UPPER | LOWER)) !== (UPPER | LOWER);
	if (oneCase && beginsAsText(BASE32, bytes, start, end)) return inside(BASE32, layer, start, end, known);
	return null;
}

/** Base64 that begins at `start`. It may end at any joiner, or take it as one of its digits: all ends are tried, the farthest first. */
function insideBase64(layer: number, start: number, end: number, known: KnownAddresses): Finding | null {
	const bytes = LAYERS[layer] as Uint8Array;
	const found = inside(BASE64, layer, start, end, known);
	if (found !== null) return found;
	let ends = 0;
	for (let at = start + 1; at < end && ends < MAX_ENDS && BASE64.digits[bytes[at] as number] !== 255; at++) {
		if ((TOKEN_CLASSES[bytes[at] as number] as number) & WORD) continue;
		ends++;
		const shorter = inside(BASE64, layer, start, at, known);
		if (shorter !== null) return shorter;
	}
	return null;
}

function inside(encoding: BitEncoding, layer: number, start: number, end: number, known: KnownAddresses): Finding | null {
	if (layer === MAX_LAYERS || decoded >= MAX_DECODED) return null;
	LAYERS[layer + 1] ??= new Uint8Array(MAX_EXAMINED + 1);
	const bytes = LAYERS[layer] as Uint8Array;
	const target = LAYERS[layer + 1] as Uint8Array;
	let length = decodeBits(encoding, bytes, start, end, target, true);
	decoded += length;
	if (length < MIN_ADDRESS) return null;
	length = decodePercentInPlace(target, 0, length);
	const found = search(layer + 1, 0, length, 0, "", known);
	return found === null ? null : { address: found.address, what: `the ${encoding.name} of ${found.what}`, at: start };
}

/** Where a base64 digest that ends with the run at `runStart` begins: joiners before it belong to it, in a query slashes too. */
function startOfBase64(bytes: Uint8Array, runStart: number, start: number, inQuery: boolean): number {
	let from = runStart;
	while (from > start && runStart - from <= MAX_BASE64_DIGEST) {
		const byte = bytes[from - 1] as number;
		if (BASE64.digits[byte] === 255 || (byte === SLASH && !inQuery)) break;
		from--;
	}
	return from;
}

function ofBase64Digest(bytes: Uint8Array, start: number, end: number, known: KnownAddresses): Finding | null {
	const length = decodeBits(BASE64, bytes, start, end, digestScratch, false);
	const match = known.ofDigest(toHex(digestScratch.subarray(0, length)));
	return match === null ? null : { address: match.forms.address, what: `the base64 of the ${match.algorithm} of the address`, at: start };
}

/** Whether the first six bytes that would be decoded are 7-bit: true for 1 random token in 64. */
function beginsAsText(encoding: BitEncoding, bytes: Uint8Array, start: number, end: number): boolean {
	const { bits, digits } = encoding;
	// The bit of each digit that is the highest of a byte tells most tokens off at the first or second digit.
	if ((digits[bytes[start] as number] as number) >> (bits - 1) !== 0) return false;
	let pending = 0;
	let count = 0;
	let seen = 0;
	for (let at = start; at < end; at++) {
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
 * The same for base64, asked at every word: of eight digits, those bits that are the highest of a byte. What is no digit (255)
 * has them all set.
 */
function beginsAsBase64Text(bytes: Uint8Array, at: number): boolean {
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

function endOfAuthority(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== SLASH && bytes[at] !== QUESTION) at++;
	return at;
}

/** In words, for `why`: which part of the URL holds offset `at`. */
function placeOf(text: string, at: number, path: number): string {
	if (at < path) return "the host name";
	const query = text.indexOf("?", path);
	if (query < 0 || at < query) return "the path";
	let start = at;
	while (start > query + 1 && !isPairSeparator(text.charCodeAt(start - 1))) start--;
	const equals = text.indexOf("=", start);
	return equals < 0 || equals >= at ? "the query" : `query parameter ${text.slice(start, Math.min(equals, start + MAX_NAME))}`;
}

function isPairSeparator(code: number): boolean {
	return code === 0x26 || code === 0x3b;
}

/** Characters of a parameter's name that are shown. */
const MAX_NAME = 40;

const utf8 = new TextDecoder();
