// Defanged values: reports write "hxxp://evil[.]example" and "a (at) evil[dot]example" so that nobody clicks them, this program's own among them
// (app/report/shown-text.ts). Here they become what they stand for.

const LONGEST = 10_000;

const COLONS = /\[:\/\/\]|\[:\]|\(:\)/g;
const SCHEME = /^(?:hxxp|h\*\*p|htxp|meow|http)(s?)(?=:\/\/)/i;
const FTP = /^fxp(s?)(?=:\/\/)/i;
const SLASHES = /\[\/\]/g;
const BRACKETED_DOT = /\[\.\]|\{\.\}|\(\.\)|\\\./g;
/** Words stand for signs in a name only: a path may well say "(at)". */
const DOT_WORD = /[ \t]?[[({](?:dot|d0t)[\])}][ \t]?/gi;
const AT_WORD = /[ \t]?[[({](?:@|at)[\])}][ \t]?/gi;

/** `text` without white space around it, fangs back in. What was not defanged stays as it is. */
export function refanged(text: string): string {
	const written = text.trim();
	if (written.length > LONGEST) return written;
	const value = written
		.replace(COLONS, (colon) => (colon === "[://]" ? "://" : ":"))
		.replace(SLASHES, "/")
		.replace(SCHEME, "http$1")
		.replace(FTP, "ftp$1")
		.replace(BRACKETED_DOT, ".");
	const scheme = value.indexOf("://");
	const end = scheme === -1 ? -1 : value.slice(scheme + 3).search(/[/?#]/);
	const name = end === -1 ? value : value.slice(0, scheme + 3 + end);
	return name.replace(DOT_WORD, ".").replace(AT_WORD, "@") + value.slice(name.length);
}
