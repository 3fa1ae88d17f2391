// `name=value;name=value`: Internet Explorer's pinned-site metas (action-uri, icon-uri, polling-uri), BIMI headers (RFC 6376 §3.2 tag
// lists) and the OpenPGP and Autocrypt headers. Names are compared without regard to case; white space around either side is nothing.

import { type Piece, trimmed } from "./piece.ts";

export interface Pair extends Piece {
	readonly name: string;
}

/** Every pair with a value; the piece is the value, without quotes around it. */
export function cutPairs(value: string): readonly Pair[] {
	const pairs: Pair[] = [];
	let from = 0;
	while (from < value.length) {
		const equals = value.indexOf("=", from);
		if (equals < 0) return pairs;
		const semicolon = value.indexOf(";", from);
		if (semicolon >= 0 && semicolon < equals) {
			from = semicolon + 1;
			continue;
		}
		const name = value.slice(from, equals).trim().toLowerCase();
		const to = pairEnd(value, equals + 1);
		const piece = unquoted(value, trimmed(value, equals + 1, to));
		if (piece !== null) pairs.push({ name, ...piece });
		from = to + 1;
	}
	return pairs;
}

/** A semicolon inside quotes ends nothing. */
function pairEnd(value: string, at: number): number {
	while (at < value.length && value.charCodeAt(at) <= 0x20) at++;
	if (value[at] === '"') {
		const closing = value.indexOf('"', at + 1);
		if (closing >= 0) at = closing;
	}
	const semicolon = value.indexOf(";", at);
	return semicolon < 0 ? value.length : semicolon;
}

function unquoted(value: string, piece: Piece | null): Piece | null {
	if (piece === null || value[piece.from] !== '"') return piece;
	const closing = value.indexOf('"', piece.from + 1);
	return trimmed(value, piece.from + 1, closing < 0 ? piece.to : Math.min(closing, piece.to));
}

/** A cut that takes the values of the pairs called `names`. */
export function valuesOf(...names: readonly string[]): (value: string) => readonly Piece[] {
	return (value) => cutPairs(value).filter((pair) => names.includes(pair.name));
}
