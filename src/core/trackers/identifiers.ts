// Recipient identifiers: does a URL lead back to this reader? First the reader's own addresses, in clear, encoded or hashed,
// layer inside layer (29% of commercial mails leak the address so: Englehardt, Han and Narayanan, PETS 2018), found by decoding
// what stands in the URL rather than by encoding the address in every way; then tokens too long and random to mean nothing.
// It runs on every reference, so a URL is read once, as bytes, and nothing is cut from it until something was found.

import { decodePercentInPlace } from "../encoding/percent.ts";
import { plainCodec } from "../encoding/plain-codec.ts";
import { type Identifier, NO_IDENTIFIER } from "../model/identifier.ts";
import { findTurned, findWritten } from "./addresses-in-text.ts";
import { ANYBODY, anchorOf, type KnownAddresses, knownAddresses, shapeOf } from "./known-addresses.ts";
import { layerBytes, MAX_EXAMINED, resetLayers } from "./layers.ts";
import { mayBeRandom, mostRandom } from "./opaque.ts";
import { placeholderIn } from "./placeholders.ts";
import { JOINER, ODD, TOKEN_CLASSES, WORD } from "./token-classes.ts";
import { createTokenReader, type Finding, MIN_WORD, mayBeNumber } from "./token-reader.ts";
import { placeOf } from "./url-places.ts";

const WINDOW = layerBytes(0).subarray(0, MAX_EXAMINED);

/** Start and end of each token of the URL that may be random. */
const TOKENS = new Int32Array(MAX_EXAMINED / 4);
let tokenCount = 0;
/** Whether something stands in the URL that ordinary ones do not hold. */
let odd = false;
/** Whether an `@` was seen in the URL or in something decoded from it. */
let atSeen = false;
/** The last URL of which all was decoded, and none of it held an `@`; "" where the last one did. */
let withoutAt = "";

const SLASH = 0x2f;
const QUESTION = 0x3f;
const AT = 0x40;
const LINE_END = 0;

const encoder = new TextEncoder();
const utf8 = new TextDecoder();

/** Names what in a URL (absolute, as WHATWG serialises it) singles out the reader; `host` is its host name. */
export type Identify = (url: string, host: string) => Identifier;

/**
 * A function that names what in a URL singles out the reader: `address` where it leads to one of `addresses` (the mailbox owner's,
 * To, Cc, Delivered-To), else `opaque` for a long random token, else `none`; its `how` then says where the sender's template was
 * not filled in. The fragment does not count, since no program sends it.
 */
export function createIdentifier(addresses: readonly string[]): Identify {
	let known: KnownAddresses | null = null;
	return (url, host) => {
		// Made for the first URL: many a message has none.
		known ??= knownAddresses(addresses);
		return identify(url, host, known);
	};
}

/**
 * Any address that a URL holds behind its host name, in clear or encoded, with `how` it stands there; null where it holds none, or one with
 * a random token in it, which is the name of a message rather than of a person.
 */
export function addressIn(url: string, host: string): { readonly address: string; readonly how: string } | null {
	// The search for the reader's addresses has just come by here, as a rule.
	if (url === withoutAt) return null;
	const { kind, value, how } = identify(withoutUser(url), host, ANYBODY);
	if (kind !== "address" || value === null) return null;
	const local = value.slice(0, value.lastIndexOf("@"));
	// Looked at where a random token counts as one: in a path.
	const { kind: named } = identify(`http://mail.invalid/${local}`, "mail.invalid", knownAddresses([]));
	return named === "opaque" ? null : { address: value, how };
}

/** `http://bank.example@evil.example/` names no bank's address: who logs on to a host is nobody's mailbox. */
function withoutUser(url: string): string {
	const start = url.indexOf("//") + 2;
	const path = url.indexOf("/", start);
	const at = url.lastIndexOf("@", path < 0 ? url.length : path);
	return at < start ? url : url.slice(0, start) + url.slice(at + 1);
}

function identify(url: string, host: string, known: KnownAddresses): Identifier {
	const bytes = layerBytes(0);
	const authority = url.indexOf(":") + (url.startsWith("//", url.indexOf(":") + 1) ? 3 : 1);
	const written = encoder.encodeInto(url, WINDOW).written;
	let end = written;
	const fragment = url.indexOf("#");
	if (fragment >= 0 && fragment < end) end = fragment;
	const escaped = url.includes("%");
	if (escaped) end = decodePercentInPlace(bytes, authority, end);
	const path = endOfAuthority(bytes, authority, end);
	resetLayers();
	tokenCount = 0;
	odd = false;
	atSeen = false;
	const found = search(0, authority, end, path, host, known) ?? (known.seeks ? elsewhere(url, known) : null);
	withoutAt = known.seeks && !atSeen ? url : "";
	if (found === null && tokenCount === 0 && !odd) return NO_IDENTIFIER;
	// One character for each byte: the URL itself, since WHATWG writes it in ASCII, unless something was decoded.
	const text = escaped || written !== url.length ? plainCodec.latin1(bytes, 0, end) : url;
	const unfilled = odd ? placeholderIn(fragment < 0 ? url : url.slice(0, fragment)) : null;
	const broken = unfilled === null ? "" : `the sender's template was not filled in: ${unfilled}`;
	if (found !== null) {
		const place = found.at < 0 ? "the URL" : placeOf(text, found.at, path);
		return { kind: "address", value: found.address, how: withMore(`${found.what} in ${place}`, broken) };
	}
	const token = mostRandom(bytes, TOKENS, tokenCount, { text, path, host });
	const value = token === null ? "" : escaped ? utf8.decode(bytes.subarray(token.start, token.end)) : url.slice(token.start, token.end);
	// A long name in a placeholder is no token.
	if (token === null || unfilled?.includes(value)) return broken === "" ? NO_IDENTIFIER : { kind: "none", value: null, how: broken };
	return { kind: "opaque", value, how: withMore(`a random token in ${placeOf(text, token.start, path)}`, broken) };
}

function withMore(how: string, more: string): string {
	return more === "" ? how : `${how}; ${more}`;
}

const reader = createTokenReader(search);

/** What is not found word by word: a token cut in two, base85, whose characters separate words. */
function elsewhere(url: string, known: KnownAddresses): Finding | null {
	const found = tokenCount > 2 ? reader.joined(TOKENS, tokenCount, known) : null;
	return found ?? (odd ? reader.base85(url, known) : null);
}

/**
 * Searches one layer, `[start, end)` of its buffer, word by word. In the URL itself `path` is where its authority ends, and
 * the tokens that may be random are noted on the way.
 */
function search(layer: number, start: number, end: number, path: number, host: string, known: KnownAddresses): Finding | null {
	const bytes = layerBytes(layer);
	// A sentinel that ends the last word.
	bytes[end] = LINE_END;
	const { shapes, anchors, seeks } = known;
	let written = false;
	let sawAt = false;
	let inQuery = layer > 0;
	let runStart = -1;
	let runClasses = 0;
	let other = 0;
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
				const length = at - wordStart;
				if (shapes[shapeOf(bytes, wordStart, at)] === 1 && anchors[anchorOf(bytes, wordStart, at)] === 1) written = true;
				// The first three digits of base64 of text are letters or figures.
				if (length >= 3 && reader.mayBeBase64(bytes, wordStart)) {
					const found = reader.insideBase64(layer, wordStart, end, known);
					if (found !== null) return found;
				}
				if (length >= MIN_WORD || mayBeNumber(classes, length)) {
					const found = reader.insideWord(layer, wordStart, at, classes, known);
					if (found !== null) return found;
				}
			}
		}
		other |= kind;
		if (kind & JOINER || runStart < 0) {
			if (bytes[at] === AT) sawAt = true;
			if (bytes[at] === QUESTION) inQuery = true;
			continue;
		}
		const isRandom = mayBeRandom(runClasses, at - runStart);
		if (layer === 0 && isRandom) {
			TOKENS[tokenCount++] = runStart;
			TOKENS[tokenCount++] = at;
		}
		if (seeks) {
			const found = reader.insideRun(layer, start, runStart, at, end, runClasses, isRandom, inQuery, known);
			if (found !== null) return found;
		}
		runStart = -1;
		if (bytes[at] === AT) sawAt = true;
		if (bytes[at] === QUESTION) inQuery = true;
	}
	if (layer === 0 && other & ODD) odd = true;
	if (!seeks) return null;
	if (sawAt) atSeen = true;
	const found =
		written || sawAt
			? (findWritten(bytes, start, end, path, host, known) ?? (known.turned ? findTurned(bytes, start, end, known) : null))
			: null;
	return found ?? (layer > 0 && other & ODD ? reader.base85Inside(layer, start, end, known) : null);
}

function endOfAuthority(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== SLASH && bytes[at] !== QUESTION) at++;
	return at;
}
