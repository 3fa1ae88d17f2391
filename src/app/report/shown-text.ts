// Shown text: what stands in a mail, made safe to look at on paper, on a page or on a terminal. A sender may write characters that are
// invisible, that turn the direction of what follows (Unicode UAX #9; "Trojan Source", CVE-2021-42574), that steer a
// terminal (ECMA-48), or a megabyte where a line is expected. Each is shown as a visible mark, and nothing is dropped in silence.

/** Characters of one piece of text that are shown, unless a caller asks for fewer. */
export const MAX_SHOWN = 2_000;

/**
 * Controls, format characters (bidi, zero width, tags), lone surrogates, private and unassigned ones, line separators, and what is a
 * letter or a mark by the book and yet blank. A variation selector behind an emoji is let through.
 */
const INVISIBLE = /(?<=\p{Emoji})([\ufe0e\ufe0f])|[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** More marks on one letter than any language writes cover the lines above and below. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** At most `max` characters (UTF-16) of `text`, every character visible, and no web address that a program would make a link of. */
export function shownText(text: string, max = MAX_SHOWN): string {
	return withoutLinks(visible(cut(text, max)));
}

/** Each character that cannot be seen as a mark: U+0000 as "‹NUL›", U+202E as "‹U+202E›". The quotes are in every font. */
export function visible(text: string): string {
	return text.replace(INVISIBLE, (character, harmless?: string) => harmless ?? markOf(character)).replace(PILED_MARKS, "$1‹more marks›");
}

/** ECMA-48 §5.2. */
const CONTROLS =
	"NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(" ");

function markOf(character: string): string {
	const code = character.codePointAt(0) as number;
	return `‹${CONTROLS[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`}›`;
}

function cut(text: string, max: number): string {
	if (text.length <= max) return text;
	// Not between the two halves of a character.
	const last = text.charCodeAt(max - 1);
	const end = last >= 0xd800 && last <= 0xdbff ? max - 1 : max;
	return `${text.slice(0, end)}… (cut; ${count(text.length)} characters in all)`;
}

/**
 * Viewers of PDF, terminals, chats and mail programs make links of what looks like a web address, so that a careless click on a report
 * would fire what it warns of: "https://h" is shown as "https[:]//h", "www.h" as "www[.]h".
 */
export function withoutLinks(text: string): string {
	return text.replaceAll("://", "[:]//").replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}[.]`);
}

/** 1234567 as "1,234,567", the same in every locale. */
export function count(number: number): string {
	return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** "1 message", "2 messages". */
export function counted(number: number, one: string, several = `${one}s`): string {
	return `${count(number)} ${number === 1 ? one : several}`;
}
