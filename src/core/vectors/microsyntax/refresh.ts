// The content of `<meta http-equiv=refresh>`: shared declarative refresh steps (WHATWG HTML §7.4.6.3). The `url=` is optional, the
// separator may be ";", "," or a blank, and a quote need not be closed.

import { isWhiteSpace, type Piece, skipWhiteSpace } from "./piece.ts";

/** The URL to go to, or nothing: without one the page only reloads itself. */
export function cutRefresh(value: string): readonly Piece[] {
	let at = skipWhiteSpace(value, 0);
	const digits = at;
	while (isDigit(value.charCodeAt(at))) at++;
	if (at === digits && value[at] !== ".") return [];
	while (isDigit(value.charCodeAt(at)) || value[at] === ".") at++;
	if (at < value.length && value[at] !== ";" && value[at] !== "," && !isWhiteSpace(value.charCodeAt(at))) return [];
	at = skipWhiteSpace(value, at);
	if (value[at] === ";" || value[at] === ",") at++;
	at = skipWhiteSpace(value, at);
	return at < value.length ? [addressFrom(value, at)] : [];
}

function addressFrom(value: string, at: number): Piece {
	const whole: Piece = { from: at, to: value.length };
	if (letterAt(value, at) === "u") {
		if (letterAt(value, at + 1) !== "r" || letterAt(value, at + 2) !== "l") return whole;
		at = skipWhiteSpace(value, at + 3);
		if (value[at] !== "=") return whole;
		at = skipWhiteSpace(value, at + 1);
	}
	const quote = value[at];
	if (quote !== "'" && quote !== '"') return { from: at, to: value.length };
	const closing = value.indexOf(quote, at + 1);
	return { from: at + 1, to: closing < 0 ? value.length : closing };
}

function letterAt(value: string, at: number): string {
	return value.charAt(at).toLowerCase();
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}
