// System identifiers in document type declarations (XML 1.0 §4.2.2): `SYSTEM "URL"` and `PUBLIC "name" "URL"`, either for the
// document type itself or for an entity or notation in it.

import type { Piece } from "./piece.ts";

const SPACES = "[\\t\\n\\f\\r ]{1,64}";
const LITERAL = `(?:"([^"]*)"?|'([^']*)'?)`;

/** After a name: the external identifier. Sticky; every part is bounded or ends at a quote, so it is linear. */
const EXTERNAL = new RegExp(`(?:SYSTEM|PUBLIC[\\t\\n\\f\\r ]{0,64}(?:"[^"]*"|'[^']*'))[\\t\\n\\f\\r ]{0,64}${LITERAL}`, "iy");
const DOCTYPE = new RegExp(`<!DOCTYPE${SPACES}[^\\t\\n\\f\\r \\[>"']{1,256}[\\t\\n\\f\\r ]{0,64}`, "iy");
const DECLARATION = new RegExp(`<!(?:ENTITY|NOTATION)${SPACES}(?:%${SPACES})?[^\\t\\n\\f\\r >"']{1,256}${SPACES}`, "ig");

/** The identifier of the document type itself. */
export function cutDoctype(value: string): readonly Piece[] {
	DOCTYPE.lastIndex = 0;
	return DOCTYPE.test(value) ? externalAt(value, DOCTYPE.lastIndex) : [];
}

/** Those of the entities and notations declared in `value`. */
export function cutEntities(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	DECLARATION.lastIndex = 0;
	while (DECLARATION.test(value)) pieces.push(...externalAt(value, DECLARATION.lastIndex));
	return pieces;
}

function externalAt(value: string, at: number): Piece[] {
	EXTERNAL.lastIndex = at;
	const match = EXTERNAL.exec(value);
	if (match === null) return [];
	const literal = match[1] ?? match[2] ?? "";
	const closed = /["']$/.test(match[0]) && match[0].length > literal.length + 1;
	const to = EXTERNAL.lastIndex - (closed ? 1 : 0);
	return isAbsolute(literal) ? [{ from: to - literal.length, to }] : [];
}

/** A relative identifier is resolved against the document's own address, which a message has none of; `<base>` does not count. */
function isAbsolute(identifier: string): boolean {
	return /^\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(identifier) && !isStandard(identifier.trim());
}

/**
 * The W3C's own document types, in half of all HTML mail: every program that reads them has its own copy, and no sender learns of
 * a fetch from www.w3.org. Mail mangles the path, so only a query is looked for.
 */
function isStandard(identifier: string): boolean {
	return /^https?:\/\/www\.w3\.org\/[^?]*$/i.test(identifier);
}
