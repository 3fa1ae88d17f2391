// Piece: the stretch `[from, to)` of a value that is a URL. What every microsyntax returns, so that a reference names the raw
// bytes of its own URL and not those of the whole attribute.

export interface Piece {
	readonly from: number;
	readonly to: number;
	/** The URL, where it is not simply that stretch. */
	readonly url?: string;
}

/** A microsyntax: finds the URLs in a value. Linear in its length. */
export type Cut = (value: string) => readonly Piece[];

/** ASCII white space as the WHATWG Infra Standard has it. */
export function isWhiteSpace(code: number): boolean {
	return code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== 0x0b);
}

/** First index from `at` on that is no ASCII white space. */
export function skipWhiteSpace(value: string, at: number): number {
	while (at < value.length && isWhiteSpace(value.charCodeAt(at))) at++;
	return at;
}

/** `[from, to)` without white space around it, or nothing where only that is left. */
export function trimmed(value: string, from: number, to: number): Piece | null {
	while (from < to && value.charCodeAt(from) <= 0x20) from++;
	while (to > from && value.charCodeAt(to - 1) <= 0x20) to--;
	return from < to ? { from, to } : null;
}
