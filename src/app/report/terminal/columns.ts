// Columns: text cut, filled and wrapped by the columns it takes on a terminal (Unicode UAX #11). Where terminals differ (flags, hearts),
// the wider reading counts: a gap is ugly, a line too long breaks the table.

const WIDE =
	/[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d37f}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}]/u;
/** Makes an emoji of the character before, which some terminals then draw in two columns. */
const EMOJI_SELECTOR = "\ufe0f";
const ELLIPSIS = "…";

/** Columns that `text` takes; it holds no control characters (shown-text.ts). */
export function widthOf(text: string): number {
	let width = 0;
	for (const character of text) width += widthOfCharacter(character);
	return width;
}

function widthOfCharacter(character: string): number {
	if (character < "\u0300") return 1;
	if (character === EMOJI_SELECTOR) return 1;
	if (WITHOUT_WIDTH.test(character)) return 0;
	return WIDE.test(character) ? 2 : 1;
}

/** Exactly `width` columns: filled up with spaces, or cut at the end (of a host at its front: what counts there stands last). */
export function fit(text: string, width: number, side: "left" | "right" | "host" = "left"): string {
	const own = widthOf(text);
	if (own > width) {
		const shorter = side === "host" ? ELLIPSIS + ending(text, width - 1) : beginning(text, width - 1) + ELLIPSIS;
		return fit(shorter, width, side);
	}
	const blank = " ".repeat(width - own);
	return side === "right" ? blank + text : text + blank;
}

/** As much of the front of `text` as fits into `width` columns. */
function beginning(text: string, width: number): string {
	let used = 0;
	let end = 0;
	for (const character of text) {
		used += widthOfCharacter(character);
		if (used > width) break;
		end += character.length;
	}
	return text.slice(0, end);
}

function ending(text: string, width: number): string {
	const characters = [...text];
	let used = 0;
	let at = characters.length;
	while (at > 0) {
		used += widthOfCharacter(characters[at - 1] as string);
		if (used > width) break;
		at--;
	}
	return characters.slice(at).join("");
}

/** Lines of at most `width` columns, broken at spaces, or within a word that is longer; each but the first begins with `indent` spaces. */
export function wrap(text: string, width: number, indent = 0): string[] {
	const lines: string[] = [];
	let line = "";
	for (let word of text.split(" ")) {
		const joined = line === "" ? word : `${line} ${word}`;
		if (widthOf(joined) <= width - marginOf(lines, indent)) {
			line = joined;
			continue;
		}
		if (line !== "") lines.push(line);
		while (widthOf(word) > width - marginOf(lines, indent)) {
			const head = beginning(word, width - marginOf(lines, indent));
			lines.push(head);
			word = word.slice(head.length);
		}
		line = word;
	}
	if (line !== "") lines.push(line);
	return lines.map((text, index) => (index === 0 ? text : " ".repeat(indent) + text));
}

/** The same, but every line, the first too, begins with `indent` spaces, and those after the first with `hanging`. */
export function indented(text: string, width: number, indent: number, hanging = indent): string[] {
	return wrap(text, width - indent, hanging - indent).map((line) => " ".repeat(indent) + line);
}

function marginOf(lines: readonly string[], indent: number): number {
	return lines.length === 0 ? 0 : indent;
}

export interface Column {
	readonly side?: "left" | "right" | "host";
	/** Is not cut below this many columns. */
	readonly least: number;
}

const GAP = 2;

/** As wide as its content asks for; where that is more than `width`, the widest columns give way first. */
export function columnWidths(rows: readonly (readonly string[])[], columns: readonly Column[], width: number): number[] {
	const widths = columns.map((_, index) => Math.max(0, ...rows.map((row) => widthOf(row[index] ?? ""))));
	let left = widths.reduce((sum, one) => sum + one, 0) + GAP * (columns.length - 1) - width;
	while (left > 0) {
		let widest = -1;
		for (const [index, { least }] of columns.entries()) {
			const own = widths[index] as number;
			if (own > least && (widest < 0 || own > (widths[widest] as number))) widest = index;
		}
		if (widest < 0) break;
		widths[widest] = (widths[widest] as number) - 1;
		left--;
	}
	return widths;
}

/** One line, without blanks at its end. `paint` colours a cell once it has its width. */
export function tableLine(
	row: readonly string[],
	columns: readonly Column[],
	widths: readonly number[],
	paint: (cell: string, column: number) => string = (cell) => cell,
): string {
	const last = row.length - 1;
	return row
		.map((cell, index) => {
			const fitted = fit(cell, widths[index] ?? 0, columns[index]?.side);
			return paint(index === last ? fitted.trimEnd() : fitted, index);
		})
		.join(" ".repeat(GAP))
		.trimEnd();
}
