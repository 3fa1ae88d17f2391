// Scripts: addresses that stand whole in a script of a PDF. None is run; what one puts together is not seen.

/** A URL or a share, to the end of its string. Bounded, so that a script of nothing but slashes is read in linear time. */
const ADDRESS = new RegExp(
	[
		'(?<=")(?:https?|ftp|file|smb):(?:[^"\\s<>\\\\]|\\\\.){1,4000}(?=")',
		"(?<=')(?:https?|ftp|file|smb):(?:[^'\\s<>\\\\]|\\\\.){1,4000}(?=')",
		"(?:https?|ftp|file|smb):[^\\s\"'<>\\\\)]{1,4000}",
		"\\\\{2,4}[\\w.-]{1,253}\\\\{1,2}[^\\s\"'<>)]{1,1000}",
	].join("|"),
	"gi",
);

export function addressesIn(script: string): readonly string[] {
	return Array.from(script.matchAll(ADDRESS), ([written]) => (/^\\\\[^\\]/.test(written) ? written : withoutEscapes(written)));
}

/** ECMA-262 §12.9.4.1, as far as addresses are written so. */
function withoutEscapes(literal: string): string {
	return literal.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gi, (_, byte, unit, character) =>
		character === undefined ? String.fromCharCode(Number.parseInt(byte ?? unit, 16)) : character,
	);
}
