// Addresses in a header field (RFC 5322 §3.4), read as tolerantly as mail programs do: display names quoted or not, groups, comments,
// routes, several addresses, and blanks where none belong. Obsolete forms count, since receipts are sent to them as well.

import type { Piece } from "./piece.ts";

const SPECIAL = new Set([",", ";", ":", "<", ">", "(", ")"]);

/** Every address, each with `url` "mailto:ADDRESS". */
export function cutAddresses(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let at = 0;
	while (at < value.length) {
		const character = value[at];
		if (character === "(") {
			at = afterComment(value, at);
		} else if (character === "<") {
			const close = closingBracket(value, at + 1);
			add(pieces, value, afterRoute(value, at + 1, close), close);
			at = close + 1;
		} else if (character === '"' || (character > " " && !SPECIAL.has(character))) {
			const end = wordEnd(value, at);
			if (!isDisplayName(value, end)) add(pieces, value, at, end);
			at = end;
		} else {
			at++;
		}
	}
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

/** A word: quoted strings and other characters up to white space or a special one. `"a b"@h.example` is one. */
function wordEnd(value: string, at: number): number {
	while (at < value.length) {
		if (value[at] === '"') at = afterQuoted(value, at);
		else if (value.charCodeAt(at) <= 0x20 || (SPECIAL.has(value[at]) && !isScheme(value, at))) return at;
		else at++;
	}
	return at;
}

/** The colon of `mailto:` ends no word. */
function isScheme(value: string, at: number): boolean {
	return value[at] === ":" && value.slice(Math.max(0, at - 6), at).toLowerCase() === "mailto";
}

/** A word before `<`, on the way to it only further words: `a@b.example <c@d.example>` is one address. */
function isDisplayName(value: string, at: number): boolean {
	const next = /[,;:<>(]/g;
	next.lastIndex = at;
	const found = next.exec(value);
	return found !== null && found[0] === "<";
}

function afterQuoted(value: string, at: number): number {
	for (let i = at + 1; i < value.length; i++) {
		if (value[i] === "\\") i++;
		else if (value[i] === '"') return i + 1;
	}
	return at + 1;
}

function afterComment(value: string, at: number): number {
	let depth = 0;
	for (let i = at; i < value.length; i++) {
		if (value[i] === "\\") i++;
		else if (value[i] === "(") depth++;
		else if (value[i] === ")" && --depth === 0) return i + 1;
	}
	return at + 1;
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
