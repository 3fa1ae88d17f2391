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
	let equals = -1;
	for (let at = 0; at <= value.length; at++) {
		const character = value[at];
		if (character === "=" && equals < 0) {
			equals = at;
			at = afterQuotes(value, at + 1) - 1;
		} else if (character === ";" || at === value.length) {
			const piece = equals < 0 ? null : unquoted(value, trimmed(value, equals + 1, at));
			if (piece !== null) pairs.push({ name: value.slice(from, equals).trim().toLowerCase(), ...piece });
			from = at + 1;
			equals = -1;
		}
	}
	return pairs;
}

/** After the quoted string that begins at `at`, blanks aside, or `at` where none does: a semicolon inside quotes ends nothing. */
function afterQuotes(value: string, at: number): number {
	let open = at;
	while (open < value.length && value.charCodeAt(open) <= 0x20) open++;
	if (value[open] !== '"') return at;
	const closing = value.indexOf('"', open + 1);
	return closing < 0 ? at : closing + 1;
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
