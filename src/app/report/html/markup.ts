// Markup: the only way in which the report's HTML comes about. In a template html`...` the literal pieces are ours and everything put
// between them is text: shortened, made visible (shown-text.ts) and escaped (WHATWG HTML §13.1.4). There is no function that takes a
// string for markup, so nothing that a mail holds can become an element or an attribute.

import { shownText } from "../shown-text.ts";

const MARKUP = Symbol("markup");

/** Finished HTML. Only `html` makes it: the key is this module's own, so no data can pretend to be it. */
export interface Markup {
	readonly [MARKUP]: string;
}

/** A string is text, and a number; null, undefined and false are nothing. */
export type Inserted = Markup | string | number | null | undefined | false | readonly Inserted[];

export function html(pieces: TemplateStringsArray, ...inserted: readonly Inserted[]): Markup {
	let text = pieces[0] as string;
	for (let index = 0; index < inserted.length; index++) text += textOf(inserted[index]) + pieces[index + 1];
	return { [MARKUP]: text };
}

/** For the file that is written. */
export function markupText(markup: Markup): string {
	return markup[MARKUP];
}

function textOf(value: Inserted): string {
	if (value === null || value === undefined || value === false) return "";
	if (typeof value === "number") return String(value);
	if (typeof value === "string") return escaped(shownText(value));
	if (isList(value)) return value.map(textOf).join("");
	return value[MARKUP];
}

function isList(value: Markup | readonly Inserted[]): value is readonly Inserted[] {
	return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
