// Recipient identifiers: does a URL lead back to this reader? First the reader's own addresses, in clear, encoded or hashed,
// layer inside layer (29% of commercial mails leak the address so: Englehardt, Han and Narayanan, PETS 2018), found by decoding
// what stands in the URL rather than by encoding the address in every way; then tokens too long and random to mean nothing.
// It runs on every reference, so a URL is read once, as bytes, and nothing is cut from it until something was found.

import { BASE32, BASE64, type BitEncoding, decodeBits, HEX } from "../encoding/bit-encodings.ts";
import { DIGESTS, toHex } from "../encoding/hashes.ts";
import { decodePercentInPlace } from "../encoding/percent.ts";
import { type Identifier, NO_IDENTIFIER } from "../model/identifier.ts";
import { findWritten } from "./addresses-in-text.ts";
import { anchorIndex, bytesAsText, foldedHash, type KnownAddresses, knownAddresses } from "./known-addresses.ts";
import { findOpaque } from "./opaque.ts";
import { DIGIT, JOINER, LOWER, NO_HEX, TOKEN_CLASSES, UPPER, WORD } from "./token-classes.ts";

/** Bytes of a URL that are looked at; web servers refuse a tenth of it. What follows is not searched, without a problem. */
export const MAX_EXAMINED = 65_536;

/** Encodings inside each other that are undone, percent-encoding apart (base64 of hex of ... is 2). */
export const MAX_LAYERS = 3;

/** Bytes decoded for one URL altogether: a hostile one could offer a decodable token at each of its bytes. */
const MAX_DECODED = 4 * MAX_EXAMINED;

/** An address has at least six bytes: a@b.cd. */
const MIN_ADDRESS = 6;

/** Further ends that are tried for one base64 token, since `-`, `_` and `/` may end it or belong to it. */
const MAX_ENDS = 8;

/** One buffer a layer; the outermost is the URL. */
const LAYERS = Array.from({ length: MAX_LAYERS + 1 }, (_, layer) => (layer === 0 ? new Uint8Array(MAX_EXAMINED + 1) : null));
const digestScratch = new Uint8Array(64);
let decoded = 0;

const DIGEST_HEX_LENGTHS = new Uint8Array(256);
const DIGEST_BASE64_LENGTHS = new Uint8Array(256);
for (const digest of DIGESTS) {
	DIGEST_HEX_LENGTHS[digest.bytes * 2] = 1;
	DIGEST_BASE64_LENGTHS[Math.ceil((digest.bytes * 8) / 6)] = 1;
}

const HASH = 0x23;
const COLON = 0x3a;
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
	const known = knownAddresses(addresses);
	return (url, host) => identify(url, host, known);
}

function identify(url: string, host: string, known: KnownAddresses): Identifier {
	const bytes = LAYERS[0] as Uint8Array;
	let end = encoder.encodeInto(url, bytes.subarray(0, MAX_EXAMINED)).written;
	const fragment = bytes.subarray(0, end).indexOf(HASH);
	if (fragment >= 0) end = fragment;
	const authority = afterScheme(bytes, end);
	end = decodePercentInPlace(bytes, authority, end);
	const path = endOfAuthority(bytes, authority, end);
	if (known.all.length > 0) {
		decoded = 0;
		const found = search(0, authority, end, path, host, known);
		if (found !== null) {
			return { kind: "address", value: found.address, how: `${found.what} in ${placeOf(bytes, found.at, path, end)}` };
		}
	}
	const token = findOpaque(bytes, authority, path, end, host);
	if (token === null) return NO_IDENTIFIER;
	const value = bytesToText(bytes, token.start, token.end);
	return { kind: "opaque", value, how: `a random token (${token.bits} bits) in ${placeOf(bytes, token.start, path, end)}` };
}

/** Searches one layer, `[start, end)` of its buffer. `path` is where the host name ends in the URL itself, 0 in the layers below. */
function search(layer: number, start: number, end: number, path: number, host: string, known: KnownAddresses): Finding | null {
	const bytes = LAYERS[layer] as Uint8Array;
	// A sentinel that ends the last word.
	bytes[end] = LINE_END;
	const { anchors } = known;
	let wordStart = -1;
	let runStart = -1;
	let classes = 0;
	let runClasses = 0;
	let hash = 0;
	let written = false;
	for (let at = start; at <= end; at++) {
		const byte = bytes[at] as number;
		const kind = TOKEN_CLASSES[byte] as number;
		if (kind & WORD) {
			if (wordStart < 0) {
				wordStart = at;
				classes = 0;
				hash = 0;
				if (runStart < 0) {
					runStart = at;
					runClasses = 0;
				}
				if (at >= path && beginsAsText(BASE64, bytes, at, end)) {
					const found = insideBase64(layer, at, end, host, known);
					if (found !== null) return found;
				}
			}
			classes |= kind;
			hash = foldedHash(hash, byte);
			continue;
		}
		if (wordStart >= 0) {
			if (anchors[anchorIndex(hash)] === 1) written = true;
			if (at - wordStart >= 8) {
				const found = insideWord(layer, wordStart, at, classes, host, known);
				if (found !== null) return found;
			}
			runClasses |= classes;
			wordStart = -1;
		}
		if (kind & JOINER && runStart >= 0) continue;
		if (runStart >= 0) {
			if (DIGEST_BASE64_LENGTHS[Math.min(at - runStart, 255)] === 1 && isMixed(runClasses)) {
				const found = ofBase64Digest(bytes, runStart, at, known);
				if (found !== null) return found;
			}
			runStart = -1;
		}
		if (byte === AT) written = true;
	}
	return written ? findWritten(bytes, start, end, path, host, known) : null;
}

/** One word, maybe hexadecimal (of text or of a digest) or base32. */
function insideWord(layer: number, start: number, end: number, classes: number, host: string, known: KnownAddresses): Finding | null {
	const bytes = LAYERS[layer] as Uint8Array;
	if ((classes & NO_HEX) === 0) {
		if (DIGEST_HEX_LENGTHS[Math.min(end - start, 255)] === 1) {
			const match = known.ofDigest(bytesAsText(bytes.subarray(start, end)));
			if (match !== null) return { address: match.forms.address, what: `the ${match.algorithm} of the address`, at: start };
		}
		if (end - start >= 2 * MIN_ADDRESS && beginsAsText(HEX, bytes, start, end)) {
			const found = inside(HEX, layer, start, end, host, known);
			if (found !== null) return found;
		}
	}
	const oneCase = (classes & (UPPER | LOWER)) !== (UPPER | LOWER);
	if (oneCase && end - start >= 10 && beginsAsText(BASE32, bytes, start, end)) return inside(BASE32, layer, start, end, host, known);
	return null;
}

/** Base64 that begins at `start`. It may end at any joiner, or take it as one of its digits: all ends are tried, the farthest first. */
function insideBase64(layer: number, start: number, end: number, host: string, known: KnownAddresses): Finding | null {
	const bytes = LAYERS[layer] as Uint8Array;
	let ends = 0;
	let stop = start;
	while (stop < end && BASE64.digits[bytes[stop] as number] !== 255) stop++;
	const found = inside(BASE64, layer, start, stop, host, known);
	if (found !== null) return found;
	for (let at = start + 1; at < stop && ends < MAX_ENDS; at++) {
		if ((TOKEN_CLASSES[bytes[at] as number] as number) & WORD) continue;
		ends++;
		const shorter = inside(BASE64, layer, start, at, host, known);
		if (shorter !== null) return shorter;
	}
	return null;
}

function inside(encoding: BitEncoding, layer: number, start: number, end: number, _host: string, known: KnownAddresses): Finding | null {
	if (layer === MAX_LAYERS || decoded >= MAX_DECODED) return null;
	LAYERS[layer + 1] ??= new Uint8Array(MAX_EXAMINED + 1);
	const bytes = LAYERS[layer] as Uint8Array;
	const target = LAYERS[layer + 1] as Uint8Array;
	let length = decodeBits(encoding, bytes, start, end, target.subarray(0, MAX_EXAMINED), true);
	decoded += length;
	if (length < MIN_ADDRESS) return null;
	length = decodePercentInPlace(target, 0, length);
	const found = search(layer + 1, 0, length, 0, "", known);
	return found === null ? null : { address: found.address, what: `the ${encoding.name} of ${found.what}`, at: start };
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

function isMixed(classes: number): boolean {
	const cases = classes & (DIGIT | UPPER | LOWER);
	return (cases & (cases - 1)) !== 0;
}

function afterScheme(bytes: Uint8Array, end: number): number {
	const colon = bytes.subarray(0, Math.min(end, 32)).indexOf(COLON);
	return colon >= 0 && bytes[colon + 1] === SLASH && bytes[colon + 2] === SLASH ? colon + 3 : Math.max(colon + 1, 0);
}

function endOfAuthority(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== SLASH && bytes[at] !== QUESTION) at++;
	return at;
}

/** In words, for `why`: which part of the URL holds offset `at`. */
function placeOf(bytes: Uint8Array, at: number, path: number, end: number): string {
	if (at < path) return "the host name";
	const query = bytes.subarray(path, end).indexOf(QUESTION) + path;
	if (query < path || at < query) return "the path";
	let start = at;
	while (start > query + 1 && !isPairSeparator(bytes[start - 1] as number)) start--;
	const equals = bytes.subarray(start, at).indexOf(0x3d);
	return equals < 0 ? "the query" : `query parameter ${bytesToText(bytes, start, start + Math.min(equals, 40))}`;
}

function isPairSeparator(byte: number): boolean {
	return byte === 0x26 || byte === 0x3b;
}

const decoder = new TextDecoder();

function bytesToText(bytes: Uint8Array, start: number, end: number): string {
	return decoder.decode(bytes.subarray(start, end));
}
