// URLs that stand in text without markup, as mail programs find them: a scheme or `www.`, then everything up to a blank or a bracket or
// quote that closes what it stands in, without the punctuation of the sentence around it (RFC 3986 Appendix C).

import type { Piece } from "./piece.ts";

const START = /(?:https?|ftp):\/\/|www\d{0,3}\./gi;

/** Characters that no program takes into a bare URL. */
const STOP = /[\s<>"\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019\u3000-\u3003\u3008-\u3011]/g;
/** Punctuation of the sentence, or Markdown's. An underscore may end a token. */
const TRAILING = new Set([...".,;:!?'*|"]);
const OPENING: ReadonlyMap<string, string> = new Map([
	[")", "("],
	["]", "["],
	["}", "{"],
]);

export function cutBareUrls(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let stop = 0;
	START.lastIndex = 0;
	for (let match = START.exec(value); match !== null; match = START.exec(value)) {
		const from = match.index;
		const isWww = !match[0].endsWith("/");
		if (isWordCharacter(value.charCodeAt(from - 1)) || (isWww && /[./@-]/.test(value.charAt(from - 1)))) continue;
		if (stop < START.lastIndex) stop = stopFrom(value, START.lastIndex);
		if (isWww && !isDotted(value, START.lastIndex, stop)) continue;
		const to = withoutSurroundings(value, START.lastIndex, stop);
		if (to <= START.lastIndex || (isWww && !isDotted(value, START.lastIndex, to))) continue;
		const url = value.slice(from, to);
		pieces.push(isWww ? { from, to, url: `http://${url}` } : { from, to });
		START.lastIndex = to;
	}
	return pieces;
}

function stopFrom(value: string, at: number): number {
	STOP.lastIndex = at;
	return STOP.exec(value)?.index ?? value.length;
}

/** Without the sentence's punctuation, and only up to a bracket that closes what was opened before the URL. */
function withoutSurroundings(value: string, from: number, end: number): number {
	const open = new Map<string, number>();
	let to = from;
	for (; to < end; to++) {
		const character = value[to];
		const opening = OPENING.get(character);
		if (opening === undefined) {
			if ("([{".includes(character)) open.set(character, (open.get(character) ?? 0) + 1);
			continue;
		}
		const depth = open.get(opening) ?? 0;
		if (depth === 0) break;
		open.set(opening, depth - 1);
	}
	while (to > from && TRAILING.has(value[to - 1])) to--;
	return to;
}

/** RFC 1035 §2.3.4. */
const LONGEST_LABEL = 63;

/** `www.` alone names no host: a label, a dot and another follow. */
function isDotted(value: string, from: number, to: number): boolean {
	if (!isWordCharacter(value.charCodeAt(from))) return false;
	for (let at = from + 1; at < Math.min(to - 1, from + LONGEST_LABEL + 1); at++) if (value[at] === ".") return true;
	return false;
}

/** A letter or digit of ASCII, or any character beyond it. */
function isWordCharacter(code: number): boolean {
	return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code >= 0xc0;
}
