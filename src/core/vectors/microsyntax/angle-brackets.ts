// `<URL>, <URL>`: the List- fields of RFC 2369 and RFC 2919. White space inside brackets is folding and belongs to no URL. Many senders forget
// the brackets, and mail programs offer the link all the same.

import { type Piece, trimmed } from "./piece.ts";
import { cutTokens } from "./tokens.ts";

/** What stands in angle brackets; without any, each word that is an http URL. */
export function cutAngleBrackets(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let open = value.indexOf("<");
	if (open < 0) return cutTokens(value).flatMap((token) => bare(value, token));
	while (open >= 0) {
		const close = value.indexOf(">", open + 1);
		const to = close < 0 ? value.length : close;
		const piece = trimmed(value, open + 1, to);
		if (piece !== null) pieces.push(withoutFolding(value, piece));
		open = value.indexOf("<", to);
	}
	return pieces;
}

function withoutFolding(value: string, piece: Piece): Piece {
	const url = value.slice(piece.from, piece.to);
	return /\s/.test(url) ? { ...piece, url: url.replace(/\s+/g, "") } : piece;
}

function bare(value: string, token: Piece): Piece[] {
	let to = token.to;
	while (to > token.from && (value[to - 1] === "," || value[to - 1] === ";")) to--;
	return /^https?:/i.test(value.slice(token.from, to)) ? [{ from: token.from, to }] : [];
}
