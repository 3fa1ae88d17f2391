// Elements: what the name of a tag means for the text around it (WHATWG HTML §15.3, the default display of each).

import { createWordTable, hashOfWord, putWord, type WordTable } from "./word-table.ts";

/** A paragraph ends here. */
export const BLOCK = 1;
export const LINE_BREAK = 2;
/** A link's or a picture's. */
export const LINK = 4;
export const PICTURE = 8;
/** Its text is not shown. */
export const HIDDEN = 16;
/** Gateways add and strip it. */
export const FRAME = 32;

const NAMES: readonly (readonly [number, string])[] = [
	[
		BLOCK,
		"p div td th tr table caption thead tfoot li ul ol dl dt dd h1 h2 h3 h4 h5 h6 hr blockquote pre center section article aside header footer " +
			"main nav address fieldset legend form option select button figure figcaption details summary",
	],
	[BLOCK | FRAME, "html head body tbody"],
	[FRAME, "meta link base"],
	[LINE_BREAK, "br"],
	[LINK, "a area"],
	[PICTURE, "img"],
	[HIDDEN | FRAME, "style title script"],
	[HIDDEN, "textarea xmp iframe noembed noframes"],
];

let table: WordTable | null = null;

/** Bits by the hash of the name in lower case; made at the first text. */
export function elementTable(): WordTable {
	if (table !== null) return table;
	table = createWordTable(256);
	for (const [code, names] of NAMES) for (const name of names.split(" ")) putWord(table, hashOfWord(name), code);
	return table;
}
