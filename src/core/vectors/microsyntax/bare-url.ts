// URLs that stand in text without markup, as mail programs find them: a scheme or `www.`, then everything up to a blank or a bracket or
// quote that closes what it stands in, without the punctuation of the sentence around it (RFC 3986 Appendix C). Read by character
// codes: regular expressions and sets of one-letter strings took three times as long, and plain text is full of URLs.

import type { Piece } from "./piece.ts";

const DIGITS_AFTER_WWW = 3;

/** Characters beyond ASCII that no program takes into a bare URL. */
const STOP_BEYOND_ASCII = /[\s\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019\u3001-\u3003\u3008-\u3011]/;
/** Punctuation of the sentence, or Markdown's. An underscore may end a token. */
const TRAILING: ReadonlySet<number> = new Set([...".,;:!?'*|"].map((character) => character.charCodeAt(0)));

const SLASH = 0x2f;
const DOT = 0x2e;
const COLON = 0x3a;

export function cutBareUrls(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let stop = 0;
	let least = 0;
	for (let at = 0; at < value.length; at++) {
		// Both beginnings are known by their last character, and what stands before tells the rest.
		const code = value.charCodeAt(at);
		if (code !== COLON && code !== DOT) continue;
		const isWww = code === DOT;
		const from = isWww ? wwwBefore(value, at) : schemeBefore(value, at);
		if (from < least) continue;
		const start = isWww ? at + 1 : at + 3;
		if (from > 0 && isWordCharacter(value.charCodeAt(from - 1))) continue;
		if (isWww && from > 0 && isInsideName(value.charCodeAt(from - 1))) continue;
		if (stop < start) stop = stopFrom(value, start);
		if (isWww && !isDotted(value, start, stop)) continue;
		const to = withoutSurroundings(value, start, stop);
		if (to <= start || (isWww && !isDotted(value, start, to))) continue;
		pieces.push(isWww ? { from, to, url: `http://${value.slice(from, to)}` } : { from, to });
		least = to;
		at = to - 1;
	}
	return pieces;
}

/** Where `http`, `https` or `ftp` before the colon of a "://" begins, or -1. */
function schemeBefore(value: string, colon: number): number {
	if (value.charCodeAt(colon + 1) !== SLASH || value.charCodeAt(colon + 2) !== SLASH) return -1;
	const scheme = value.slice(Math.max(0, colon - 5), colon).toLowerCase();
	if (scheme.endsWith("http")) return colon - 4;
	if (scheme === "https") return colon - 5;
	return scheme.endsWith("ftp") ? colon - 3 : -1;
}

/** Where `www`, or `www2` and the like, before a dot begins, or -1. */
function wwwBefore(value: string, dot: number): number {
	let at = dot;
	while (at > dot - DIGITS_AFTER_WWW && isDigit(value.charCodeAt(at - 1))) at--;
	return isW(value.charCodeAt(at - 1)) && isW(value.charCodeAt(at - 2)) && isW(value.charCodeAt(at - 3)) ? at - 3 : -1;
}

/** End of the run, from `at` on, of characters that a URL may hold. */
function stopFrom(value: string, at: number): number {
	for (; at < value.length; at++) {
		const code = value.charCodeAt(at);
		if (code > 0x7f) {
			if (STOP_BEYOND_ASCII.test(value[at])) break;
		} else if (code === 0x20 || code === 0x22 || code === 0x3c || code === 0x3e || (code >= 0x09 && code <= 0x0d)) break;
	}
	return at;
}

/** Without the sentence's punctuation, and only up to a bracket that closes what was opened before the URL. */
function withoutSurroundings(value: string, from: number, end: number): number {
	let to = from;
	let round = 0;
	let square = 0;
	let curly = 0;
	for (; to < end; to++) {
		const code = value.charCodeAt(to);
		if (code === 0x28) round++;
		else if (code === 0x5b) square++;
		else if (code === 0x7b) curly++;
		else if (code === 0x29 && --round < 0) break;
		else if (code === 0x5d && --square < 0) break;
		else if (code === 0x7d && --curly < 0) break;
	}
	while (to > from && TRAILING.has(value.charCodeAt(to - 1))) to--;
	return to;
}

/** RFC 1035 §2.3.4. */
const LONGEST_LABEL = 63;

/** `www.` alone names no host: a label, a dot and another follow. */
function isDotted(value: string, from: number, to: number): boolean {
	if (!isWordCharacter(value.charCodeAt(from))) return false;
	const last = Math.min(to - 1, from + LONGEST_LABEL + 1);
	for (let at = from + 1; at < last; at++) if (value.charCodeAt(at) === DOT) return true;
	return false;
}

/** Before `www.` these make it a part of a longer name, a path or an address. */
function isInsideName(code: number): boolean {
	return code === DOT || code === SLASH || code === 0x40 || code === 0x2d;
}

/** A letter or digit of ASCII, or any character beyond it. */
function isWordCharacter(code: number): boolean {
	return isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code >= 0xc0;
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

function isW(code: number): boolean {
	return (code | 0x20) === 0x77;
}
