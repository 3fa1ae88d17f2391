// Token reader: what one token of a URL, or of something decoded from it, says about the known addresses: a digest of one, or an
// encoding of what is searched in turn. Cheap questions come first, since nearly every token says nothing.

import { decodeBase58 } from "../encoding/base58.ts";
import { ASCII85, decodeBase85, RFC1924, Z85 } from "../encoding/base85.ts";
import { BASE32, BASE64, type BitEncoding, decodeBits, HEX } from "../encoding/bit-encodings.ts";
import { inflate, mayBeDeflated } from "../encoding/inflate.ts";
import { decodeJsonEscapesInPlace } from "../encoding/json-escapes.ts";
import { decodePercentInPlace } from "../encoding/percent.ts";
import { DIGEST_LENGTHS, MIN_TRUNCATED } from "./address-digests.ts";
import { areNeighbours, valuesOf } from "./cut-tokens.ts";
import { isJwtPayload } from "./json-web-tokens.ts";
import { type KnownAddresses, MIN_ADDRESS } from "./known-addresses.ts";
import { countDecoded, layerBytes, MAX_EXAMINED, mayDecode } from "./layers.ts";
import { DIGIT, JOINER, LOWER, NO_HEX, TOKEN_CLASSES, UPPER, WORD } from "./token-classes.ts";
import * as token from "./token-encodings.ts";

export interface Finding {
	readonly address: string;
	/** "the address", "the MD5 of the address", each layer put before it. */
	readonly what: string;
	/** Where it begins in the layer that was searched; -1 where that is not known. */
	readonly at: number;
}

/** Searches `[start, end)` of a layer. */
export type Search = (layer: number, start: number, end: number, path: number, host: string, known: KnownAddresses) => Finding | null;

/** Shorter words are neither hexadecimal nor base32 nor base58 of an address. */
export const MIN_WORD = 10;

/** A word shorter than MIN_WORD that may be a checksum: eight hexadecimal digits, or seven to nine decimal ones. */
export function mayBeNumber(classes: number, length: number): boolean {
	return (classes & NO_HEX) === 0 && (length === 8 || (length > 6 && classes === DIGIT));
}

/** Further ends that are tried for one base64 token, since `-`, `_` and `/` may end it or belong to it. */
const MAX_ENDS = 8;

/** Base64 digits of a compressed token that are read, and what may come out. Attack: a bomb in each token. */
const MAX_COMPRESSED = 2048;
const MAX_INFLATED = 4096;
/** Bytes by which compressed text is told: a gzip header (RFC 1952 §2.3: 10 bytes and a trailer of 8) and a symbol. */
const COMPRESSED_HEAD = 21;

/** Characters of a base85 token. */
const MIN_BASE85 = 8;
const MAX_BASE85 = 2048;

const SLASH = 0x2f;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;

const BASE64_LENGTHS = new Uint8Array(256);
const BASE32_LENGTHS = new Uint8Array(256);
for (const [bytes, exists] of DIGEST_LENGTHS.entries()) {
	if (exists !== 1) continue;
	BASE64_LENGTHS[Math.ceil((bytes * 8) / 6)] = 1;
	BASE32_LENGTHS[Math.ceil((bytes * 8) / 5)] = 1;
}
/** Of 16 bytes; those of 4 and 8 have 6 and 11 digits, which words have too. */
const MIN_BASE64_DIGEST = 22;
const MAX_BASE64_DIGEST = 86;

const scratch = new Uint8Array(256);
const compressed = new Uint8Array(MAX_COMPRESSED);

export function createTokenReader(search: Search) {
	/** Searches what was written into the layer below `layer`. */
	function searchBelow(layer: number, written: number, name: string, at: number, known: KnownAddresses): Finding | null {
		countDecoded(written);
		if (written < MIN_ADDRESS) return null;
		const target = layerBytes(layer + 1);
		let length = decodePercentInPlace(target, 0, written);
		if (target.subarray(0, length).includes(BACKSLASH)) length = decodeJsonEscapesInPlace(target, 0, length);
		const found = search(layer + 1, 0, length, 0, "", known);
		return found === null ? null : { address: found.address, what: name === "" ? found.what : `the ${name} of ${found.what}`, at };
	}

	function inside(encoding: BitEncoding, layer: number, start: number, end: number, known: KnownAddresses): Finding | null {
		if (!mayDecode(layer)) return null;
		const written = decodeBits(encoding, layerBytes(layer), start, end, layerBytes(layer + 1), true);
		return searchBelow(layer, written, encoding.name, start, known);
	}

	/** Bytes that are a digest, or text, or neither. */
	function digestOrText(layer: number, length: number, name: string, at: number, known: KnownAddresses): Finding | null {
		const target = layerBytes(layer + 1);
		const digest = DIGEST_LENGTHS[Math.min(length, 255)] === 1 ? digestAt(target, 0, length, name, at, known) : null;
		if (digest !== null) return digest;
		for (let index = 0; index < MIN_ADDRESS; index++) if ((target[index] as number) >= 0x80) return null;
		return searchBelow(layer, length, name, at, known);
	}

	/** Base64 that begins at `start`. It may end at any joiner, or take it as one of its digits: all ends are tried, the farthest first. */
	function insideBase64(layer: number, start: number, end: number, known: KnownAddresses): Finding | null {
		const bytes = layerBytes(layer);
		let found = inside(BASE64, layer, start, end, known);
		let ends = 0;
		for (let at = start + 1; found === null && at < end && ends < MAX_ENDS && BASE64.digits[bytes[at] as number] !== 255; at++) {
			if ((TOKEN_CLASSES[bytes[at] as number] as number) & WORD) continue;
			ends++;
			found = inside(BASE64, layer, start, at, known);
		}
		return found !== null && isJwtPayload(bytes, start)
			? { ...found, what: `${found.what.replace(/^the base64 of /, "")} in the payload of a JWT` }
			: found;
	}

	/** Compressed and in base64 from `start` on; what follows it does not matter. */
	function insideCompressed(layer: number, start: number, end: number, known: KnownAddresses): Finding | null {
		const bytes = layerBytes(layer);
		if (!token.mayBeginCompressed(bytes, start) || !mayDecode(layer)) return null;
		const head = decodeBits(BASE64, bytes, start, Math.min(end, start + (COMPRESSED_HEAD / 3) * 4), scratch, false);
		if (!mayBeDeflated(scratch, 0, head)) return null;
		const length = decodeBits(BASE64, bytes, start, end, compressed, false);
		return insideDeflated(layer, length, "base64", start, known);
	}

	function insideDeflated(layer: number, length: number, name: string, at: number, known: KnownAddresses): Finding | null {
		const written = inflate(compressed, 0, length, layerBytes(layer + 1).subarray(0, MAX_INFLATED));
		return searchBelow(layer, written, `${name} of the compressed form`, at, known);
	}

	function insideHex(layer: number, start: number, end: number, whole: boolean, known: KnownAddresses): Finding | null {
		const bytes = layerBytes(layer);
		const size = (end - start) >> 1;
		if (((end - start) & 1) === 0 && size <= 64 && (DIGEST_LENGTHS[size] === 1 || (whole && size >= MIN_TRUNCATED))) {
			if (size > 4 || whole) {
				decodeBits(HEX, bytes, start, end, scratch, false);
				const found = digestAt(scratch, 0, size, "", start, known);
				if (found !== null) return found;
			}
			if (whole && size > 4 && DIGEST_LENGTHS[size] === 1) {
				token.writeBackwards(bytes, start, end, scratch.subarray(128));
				decodeBits(HEX, scratch, 128, 128 + end - start, scratch, false);
				const found = digestAt(scratch, 0, size, "reverse", start, known);
				if (found !== null) return found;
			}
		}
		if (size < MIN_ADDRESS || !mayDecode(layer)) return null;
		if (token.beginsAsText(HEX, bytes, start, end)) return inside(HEX, layer, start, end, known);
		decodeBits(HEX, bytes, start, Math.min(end, start + 2 * COMPRESSED_HEAD), scratch, false);
		// 1f 8b is gzip's, 7 zlib's first half byte: bare DEFLATE is not sought in hexadecimal.
		if (scratch[0] !== 0x1f && ((scratch[0] as number) & 0xf0) !== 0x70) return null;
		if (!mayBeDeflated(scratch, 0, Math.min(size, COMPRESSED_HEAD))) return null;
		return insideDeflated(layer, decodeBits(HEX, bytes, start, end, compressed, false), "hex", start, known);
	}

	/** One word, maybe a number, hexadecimal, base32 or base58. */
	function insideWord(layer: number, start: number, end: number, classes: number, known: KnownAddresses): Finding | null {
		const bytes = layerBytes(layer);
		const length = end - start;
		const whole = TOKEN_CLASSES[bytes[start - 1] as number] !== JOINER && TOKEN_CLASSES[bytes[end] as number] !== JOINER;
		if (classes === DIGIT && (whole || bytes[start - 1] === MINUS)) {
			const size = token.readNumber(bytes, start, end, scratch, bytes[start - 1] === MINUS);
			const found = size > 0 ? digestAt(scratch, 0, size, "", start, known) : null;
			if (found !== null) return found;
		}
		if ((classes & NO_HEX) === 0) {
			const found = insideHex(layer, start, end, whole, known);
			if (found !== null) return found;
		}
		if (length < MIN_WORD) return null;
		if ((classes & (UPPER | LOWER)) !== (UPPER | LOWER)) {
			if (BASE32_LENGTHS[Math.min(length, 255)] === 1 && decodeBits(BASE32, bytes, start, end, scratch, false) === (length * 5) >> 3) {
				const found = digestAt(scratch, 0, (length * 5) >> 3, "base32", start, known);
				if (found !== null) return found;
			}
			return token.beginsAsText(BASE32, bytes, start, end) ? inside(BASE32, layer, start, end, known) : null;
		}
		if (!whole || !mayDecode(layer)) return null;
		const written = decodeBase58(bytes, start, end, layerBytes(layer + 1));
		return written > 0 ? digestOrText(layer, written, "base58", start, known) : null;
	}

	/** A run of words and joiners: a digest in base64, a compressed text, or either written backwards or in rot13. */
	function insideRun(
		layer: number,
		start: number,
		runStart: number,
		runEnd: number,
		end: number,
		classes: number,
		isRandom: boolean,
		inQuery: boolean,
		known: KnownAddresses,
	): Finding | null {
		const bytes = layerBytes(layer);
		const length = runEnd - runStart;
		const goesOn = inQuery && bytes[runEnd] === SLASH;
		const beginsEarlier = inQuery || TOKEN_CLASSES[bytes[runStart - 1] as number] === JOINER;
		let isDigest = false;
		if (!goesOn && (length >= MIN_BASE64_DIGEST || beginsEarlier || length === 6 || length === 11)) {
			const from = startOfBase64(bytes, runStart, start, inQuery);
			isDigest = BASE64_LENGTHS[Math.min(runEnd - from, 255)] === 1 && (runEnd - from >= MIN_BASE64_DIGEST || isMixed(classes));
			const found = isDigest ? ofBase64Digest(bytes, from, runEnd, known) : null;
			if (found !== null) return found;
		}
		if (!isRandom || !mayDecode(layer)) return null;
		const found = insideCompressed(layer, runStart, end, known);
		if (found !== null || !known.turned) return found;
		const isLongDigest = isDigest && length >= MIN_BASE64_DIGEST;
		if (token.mayBeBackwards(bytes, runStart, runEnd, isLongDigest)) {
			const written = token.writeBackwards(bytes, runStart, runEnd, layerBytes(layer + 1));
			const backwards = searchBelow(layer, written, "reverse", runStart, known);
			if (backwards !== null) return backwards;
		}
		if (!token.mayBeTurned(bytes, runStart, runEnd, isLongDigest)) return null;
		return searchBelow(layer, token.writeTurned(bytes, runStart, runEnd, layerBytes(layer + 1)), "rot13", runStart, known);
	}

	/** Of the tokens in `ranges` two that stand side by side, as one: an encoded address cut over two parameters, segments or labels. */
	function joined(ranges: Int32Array, count: number, known: KnownAddresses): Finding | null {
		const bytes = layerBytes(0);
		for (let index = 0; index + 3 < count; index += 2) {
			const [first, firstEnd, second, secondEnd] = ranges.subarray(index, index + 4) as unknown as [number, number, number, number];
			const together = firstEnd - first + secondEnd - second;
			if (together > MAX_EXAMINED || !areNeighbours(bytes, firstEnd, second)) continue;
			const mayBeDigest = DIGEST_LENGTHS[Math.min(together >> 1, 255)] === 1 || BASE64_LENGTHS[Math.min(together, 255)] === 1;
			if ((!mayBeDigest && !token.mayBeCutText(bytes, first, firstEnd)) || !mayDecode(0)) continue;
			const target = layerBytes(1);
			target.set(bytes.subarray(first, firstEnd));
			target.set(bytes.subarray(second, secondEnd), firstEnd - first);
			const found = searchBelow(0, together, "", first, known);
			if (found !== null) return { ...found, what: `${found.what}, cut in two,` };
		}
		return null;
	}

	function inBase85(layer: number, bytes: Uint8Array, start: number, end: number, known: KnownAddresses): Finding | null {
		if (end - start < MIN_BASE85 || end - start > MAX_BASE85) return null;
		for (const encoding of [ASCII85, Z85, RFC1924]) {
			if (!mayDecode(layer)) return null;
			const written = decodeBase85(encoding, bytes, start, end, layerBytes(layer + 1));
			const found = written > 0 ? digestOrText(layer, written, encoding.name, -1, known) : null;
			if (found !== null) return found;
		}
		return null;
	}

	return {
		mayBeBase64: token.beginsAsBase64Text,
		insideBase64,
		insideWord,
		insideRun,
		joined,
		/** Base85 in a value of `url`, whose escapes are undone here, since its digits are what separates values. */
		base85(url: string, known: KnownAddresses): Finding | null {
			for (const value of valuesOf(url)) {
				const found = inBase85(0, value, 0, value.length, known);
				if (found !== null) return found;
			}
			return null;
		},
		/** The same where all of a decoded text is base85. */
		base85Inside(layer: number, start: number, end: number, known: KnownAddresses): Finding | null {
			const found = inBase85(layer, layerBytes(layer), start, end, known);
			return found === null ? null : { ...found, at: start };
		},
	};
}

/** Where `[start, start + length)` is a digest of a known address; `name` is the encoding it stood in. */
function digestAt(bytes: Uint8Array, start: number, length: number, name: string, at: number, known: KnownAddresses): Finding | null {
	const match = known.digests.find(bytes, start, length);
	if (match === null) return null;
	return { address: match.source.address, what: name === "" ? match.what : `the ${name} of ${match.what}`, at };
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

/** Digits beside letters, or capitals beside small letters: what a word is not. */
function isMixed(classes: number): boolean {
	const kinds = classes & (DIGIT | UPPER | LOWER);
	return (kinds & (kinds - 1)) !== 0;
}

function ofBase64Digest(bytes: Uint8Array, start: number, end: number, known: KnownAddresses): Finding | null {
	const length = decodeBits(BASE64, bytes, start, end, scratch, false);
	// The bits left over are zero where an encoder wrote them.
	const spare = ((end - start) * 6) & 7;
	if (((BASE64.digits[bytes[end - 1] as number] as number) & ((1 << spare) - 1)) !== 0) return null;
	return digestAt(scratch, 0, length, "base64", start, known);
}
