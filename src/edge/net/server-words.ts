// Server words: what a mail server answered, for people to read. It is not trusted: no control, format or line characters, and not much of it.

const LONGEST = 200;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\s]+/gu;

/** One line of at most `longest` characters (UTF-16); "" for what is no text. */
export function serverWords(text: unknown, longest = LONGEST): string {
	if (typeof text !== "string") return "";
	const line = text
		.slice(0, longest * 4)
		.replace(UNSEEN, " ")
		.trim();
	return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** `: the server says "..."`, or nothing where it said nothing. */
export function inItsWords(text: unknown): string {
	const words = serverWords(text);
	return words === "" ? "" : `: the server says "${words}"`;
}
