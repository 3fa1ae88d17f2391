// URL places: in words, for `why`, which part of a URL a find stands in.

/** Characters of a parameter's name that are shown. */
const MAX_NAME = 40;

/** `text` is the URL with a character for each byte, `path` where its authority ends. */
export function placeOf(text: string, at: number, path: number): string {
	if (at < path) return "the host name";
	const query = text.indexOf("?", path);
	if (query < 0 || at < query) return "the path";
	let start = at;
	while (start > query + 1 && !isPairSeparator(text.charCodeAt(start - 1))) start--;
	const equals = text.indexOf("=", start);
	return equals < 0 || equals >= at ? "the query" : `query parameter ${text.slice(start, Math.min(equals, start + MAX_NAME))}`;
}

function isPairSeparator(code: number): boolean {
	return code === 0x26 || code === 0x3b;
}
