// Entities that a document declares itself (XML 1.0 §4.2): a browser puts their text where they are named, so a URL, or a whole element,
// may stand in the declaration alone.

import { createPieces } from "../../encoding/pieces.ts";
import type { Text } from "../../model/text.ts";

/** Attack: a hundred thousand declarations, each looked for. */
const MAX_ENTITIES = 1000;

/** Attack: "billion laughs", entities of entities. Characters that entities of one document may add. */
const MAX_EXPANSION = 1_000_000;

/** Attack: an entity that names itself. */
const MAX_DEPTH = 16;

const DECLARATION = "<!ENTITY";
const HEAD = /\s+([^\s%"'<>&;]{1,200})\s+(["'])/y;
const NUMERIC = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;
const REFERENCE = /&([^\s&;<>"'#]{1,200});/g;

export interface Expanded {
	readonly text: Text;
	/** Where in the given text expansion was given up, or -1. */
	readonly cutAt: number;
}

interface Declarations {
	/** The first declaration of a name counts. */
	readonly values: ReadonlyMap<string, string>;
	/** Where the last of them ends. */
	readonly end: number;
}

/** `text` with each entity replaced by what the document says it is; each character of that has the raw range of the reference. */
export function expandEntities(text: Text): Expanded {
	const source = text.value;
	const { values, end } = declarationsIn(source);
	if (values.size === 0) return { text, cutAt: -1 };
	const pieces = createPieces(text);
	const budget = { left: MAX_EXPANSION };
	const inTag = tagTracker(source, end);
	for (const match of source.matchAll(REFERENCE)) {
		const value = match.index < end ? undefined : values.get(match[1]);
		if (value === undefined) continue;
		const expanded = expand(value, values, budget, 0);
		if (expanded === null) {
			pieces.copyTo(source.length);
			return { text: pieces.text(), cutAt: match.index };
		}
		pieces.copyTo(match.index);
		// In an attribute the text cannot end the value (§3.3.3).
		pieces.replace(inTag(match.index) ? expanded.replaceAll('"', "&quot;").replaceAll("'", "&#39;") : expanded, match[0].length);
	}
	pieces.copyTo(source.length);
	return { text: pieces.text(), cutAt: -1 };
}

function declarationsIn(source: string): Declarations {
	const values = new Map<string, string>();
	let end = 0;
	for (let at = source.indexOf(DECLARATION); at !== -1 && values.size < MAX_ENTITIES; at = source.indexOf(DECLARATION, at)) {
		at += DECLARATION.length;
		HEAD.lastIndex = at;
		const head = HEAD.exec(source);
		if (head === null) continue;
		const start = HEAD.lastIndex;
		const close = source.indexOf(head[2], start);
		if (close === -1) break;
		if (!values.has(head[1])) values.set(head[1], source.slice(start, close).replace(NUMERIC, character));
		at = close;
		end = close;
	}
	return { values, end };
}

/** Numeric references are resolved where the entity is declared, and what they make is markup where it is used (§4.5). */
function character(_: string, hex: string | undefined, decimal: string | undefined): string {
	const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/** null past a limit. */
function expand(value: string, values: ReadonlyMap<string, string>, budget: { left: number }, depth: number): string | null {
	budget.left -= value.length;
	if (budget.left < 0 || depth > MAX_DEPTH) return null;
	let expanded = "";
	let from = 0;
	for (const match of value.matchAll(REFERENCE)) {
		const inner = values.get(match[1]);
		if (inner === undefined) continue;
		const piece = expand(inner, values, budget, depth + 1);
		if (piece === null) return null;
		expanded += value.slice(from, match.index) + piece;
		from = match.index + match[0].length;
	}
	return expanded + value.slice(from);
}

/** Whether a place stands between "<" and ">"; asked in rising order. */
function tagTracker(source: string, from: number): (at: number) => boolean {
	let open = -1;
	let close = -1;
	let seen = from;
	return (at) => {
		for (; seen < at; seen++) {
			const code = source.charCodeAt(seen);
			if (code === 0x3c) open = seen;
			else if (code === 0x3e) close = seen;
		}
		return open > close;
	};
}
