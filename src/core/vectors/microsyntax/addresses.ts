// Addresses in a header field (RFC 5322 §3.4), read as tolerantly as mail programs do: display names quoted or not, groups, comments,
// routes, several addresses, and blanks where none belong. Obsolete forms count, since receipts are sent to them as well.

import type { Piece } from "./piece.ts";

const SPECIAL = new Set([",", ";", ":", "<", ">", "(", ")"]);

/** Every address, each with `url` "mailto:ADDRESS". */
export function cutAddresses(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	/** Words since the last special character: addresses, unless a `<` makes them a display name. */
	let words: Piece[] = [];
	const settle = (): void => {
		for (const { from, to } of words) add(pieces, value, from, to);
		words = [];
	};
	// Attack: one unclosed quote or bracket before the address would hide it; from there on they are ordinary characters.
	let quotes = true;
	let comments = true;
	let at = 0;
	while (at < value.length) {
		const character = value[at];
		if (character === "(") {
			const after: number = comments ? afterComment(value, at) : -1;
			comments = after >= 0;
			at = Math.max(after, at + 1);
		} else if (character === "<") {
			words = [];
			const close = closingBracket(value, at + 1);
			add(pieces, value, afterRoute(value, at + 1, close), close);
			at = close + 1;
		} else if (character <= " ") {
			at++;
		} else if (SPECIAL.has(character)) {
			settle();
			at++;
		} else {
			let to = wordEnd(value, at, quotes);
			if (to < 0) {
				quotes = false;
				to = wordEnd(value, at, false);
			}
			words.push({ from: at, to });
			at = to;
		}
	}
	settle();
	return pieces;
}

/** `[from, to)` is an address if it holds an "@" between something and something. */
function add(pieces: Piece[], value: string, from: number, to: number): void {
	while (from < to && value.charCodeAt(from) <= 0x20) from++;
	while (to > from && value.charCodeAt(to - 1) <= 0x20) to--;
	const written = value.slice(from, to).replace(/^mailto:/i, "");
	const address = written.replace(/\s+/g, "");
	const sign = address.lastIndexOf("@");
	if (sign > 0 && sign < address.length - 1) pieces.push({ from: to - written.length, to, url: `mailto:${address}` });
}

/** After a word: quoted strings and other characters up to white space or a special one (`"a b"@h.example` is one); -1 where a quote is not closed. */
function wordEnd(value: string, at: number, quotes: boolean): number {
	while (at < value.length) {
		if (quotes && value[at] === '"') {
			at = afterQuoted(value, at);
			if (at < 0) return -1;
		} else if (value.charCodeAt(at) <= 0x20 || (SPECIAL.has(value[at]) && !isScheme(value, at))) return at;
		else at++;
	}
	return at;
}

/** The colon of `mailto:` ends no word. */
function isScheme(value: string, at: number): boolean {
	return value[at] === ":" && value.slice(Math.max(0, at - 6), at).toLowerCase() === "mailto";
}

function afterQuoted(value: string, at: number): number {
	for (let i = at + 1; i < value.length; i++) {
		if (value[i] === "\\") i++;
		else if (value[i] === '"') return i + 1;
	}
	return -1;
}

function afterComment(value: string, at: number): number {
	let depth = 0;
	for (let i = at; i < value.length; i++) {
		if (value[i] === "\\") i++;
		else if (value[i] === "(") depth++;
		else if (value[i] === ")" && --depth === 0) return i + 1;
	}
	return -1;
}

function closingBracket(value: string, at: number): number {
	const close = value.indexOf(">", at);
	return close < 0 ? value.length : close;
}

/** After `@a,@b:` (RFC 5322 §4.4). */
function afterRoute(value: string, from: number, to: number): number {
	let at = from;
	while (at < to && value.charCodeAt(at) <= 0x20) at++;
	if (value[at] !== "@") return from;
	const colon = value.indexOf(":", at);
	return colon < 0 || colon >= to ? from : colon + 1;
}
