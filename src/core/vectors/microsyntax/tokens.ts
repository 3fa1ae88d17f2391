// Lists of URLs in one value: by white space (ping, attributionsrc, object archive, head profile), by commas (applet archive), by
// semicolons (SVG animation values).

import { isWhiteSpace, type Piece, trimmed } from "./piece.ts";

/** Each run of characters that are no ASCII white space. */
export function cutTokens(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	for (let at = 0; at < value.length; at++) {
		if (isWhiteSpace(value.charCodeAt(at))) continue;
		const from = at;
		while (at < value.length && !isWhiteSpace(value.charCodeAt(at))) at++;
		pieces.push({ from, to: at });
	}
	return pieces;
}

/** HTML 4 separates the archives of an applet by commas and those of an object by blanks; programs took both for either. */
export function cutArchives(value: string): readonly Piece[] {
	return cutTokens(value).flatMap((token) => between(value, token.from, token.to, ","));
}

export function cutSemicolons(value: string): readonly Piece[] {
	return between(value, 0, value.length, ";");
}

function between(value: string, from: number, end: number, separator: string): Piece[] {
	const pieces: Piece[] = [];
	for (let at = from; at <= end; at++) {
		if (at < end && value[at] !== separator) continue;
		const piece = trimmed(value, from, at);
		if (piece !== null) pieces.push(piece);
		from = at + 1;
	}
	return pieces;
}
