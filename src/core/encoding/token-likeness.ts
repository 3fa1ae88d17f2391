// Token-likeness: whether a piece of an address or a URL was made by a machine (an account, a recipient, a message) rather than chosen as a name.
// Only the look of single pieces counts here; what a token says, and whether it singles a reader out, trackers/ has told already.

/** Runs of figures shorter than this count something: years, sizes, versions. */
const MIN_NUMBER = 5;
const MIN_TOKEN = 8;
/** Bounds the work on a hostile piece; what is longer is a token by its length alone. */
const LONG = 48;

/** Runs of small letters, capitals and figures are this short on average in base58 and base64, and longer in words, CamelCase too. */
const RANDOM_RUN = 2.4;
const RANDOM_RUNS = 6;

/** Letters and figures in at least three runs ("a1b2c3d4"), many figures, letters of mixed case in short runs, or very long; "newsletter2021" and "v2" are names. */
export function isTokenLike(piece: string): boolean {
	if (piece.length >= LONG) return true;
	if (/^\d+$/.test(piece)) return piece.length >= MIN_NUMBER;
	if (piece.length < MIN_TOKEN) return false;
	const runs = piece.match(/\d+|[a-z]+|[A-Z]+/g) ?? [];
	const figures = piece.match(/\d/g)?.length ?? 0;
	if (figures >= 2 && runs.length >= 3 && piece.length <= runs.length * 5) return true;
	if (runs.length >= RANDOM_RUNS && piece.length < runs.length * RANDOM_RUN) return true;
	if (isDrawn(piece)) return true;
	return figures >= 6 && figures * 2 >= piece.length;
}

/** Of its letters and figures, so many belong to no word. */
const NO_WORD = 0.4;

/**
 * Letters of both cases, capitals inside, of which too many belong to no word, as in base62 with few figures or none ("VPwMKfYrXMY", "LVAlQZ5N"). A word here
 * has a vowel and no capital but its first letter, so that CamelCase is words.
 */
export function isDrawn(piece: string): boolean {
	if (piece.length < MIN_TOKEN || piece.length > LONG || !/[a-z]\d*[A-Z]/.test(piece)) return false;
	const left = piece.replace(/[A-Z]?[a-z]{2,}/g, (word) => (/[aeiouy]/i.test(word) ? "" : word));
	return signsIn(left) >= signsIn(piece) * NO_WORD;
}

function signsIn(text: string): number {
	return text.match(/[A-Za-z0-9]/g)?.length ?? 0;
}

/** A local part (RFC 5321 §4.5.3.1.1) without what differs between a sender's mailings: VERP addresses, counters, ids. */
export function maskedLocal(local: string): string {
	// VERP writes the reader's own address into it ("news+reader=parliament.example").
	const plain = local.length > LONG ? local.slice(0, LONG) : local;
	return plain.replace(/[^.+_=-]*=[^+]*/g, "*").replace(/[^.+_*=-]+/g, (piece) => (isTokenLike(piece) ? "*" : piece));
}

/** A path or a name with its tokens and numbers masked. */
export function maskedPath(path: string): string {
	return path.replace(/[^/.,;_~-]+/g, (piece) => (/\D/.test(piece) && isTokenLike(piece) ? "*" : piece.replace(/\d+/g, "#")));
}
