// Markup for probes, with `{url}` where the target goes. Escapes for the place it stands in; a target is a URL as WHATWG
// serialises it, so ASCII without blanks, `"`, `<` and `>`.

import type { Probe } from "../../model/vector.ts";

/** Where each piece of markup goes; `{url}` stands for the escaped target. */
export interface ProbeMarkup {
	readonly html: string;
	readonly head?: string;
	readonly root?: string;
	readonly prologue?: string;
}

export type Escape = (target: string) => string;

/** For an attribute value in double quotes, and for text. */
export function escapeAttribute(target: string): string {
	return target.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** For a CSS string in double quotes (CSS Syntax §4.3.5). */
export function escapeCssString(target: string): string {
	return target.replace(/["\\<]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `).replace(/[\n\r\f]/g, "");
}

/** For raw text, where nothing is resolved. */
export function unescaped(target: string): string {
	return target;
}

export function htmlProbe(markup: string | ProbeMarkup, target: string, escapeUrl: Escape = escapeAttribute): Probe {
	const written = escapeUrl(target);
	const fill = (piece: string): string => piece.split("{url}").join(written);
	if (typeof markup === "string") return { kind: "html", html: fill(markup) };
	const { html, head, root, prologue } = markup;
	return {
		kind: "html",
		html: fill(html),
		...(head === undefined ? {} : { head: fill(head) }),
		...(root === undefined ? {} : { root: fill(root) }),
		...(prologue === undefined ? {} : { prologue: fill(prologue) }),
	};
}

/** Markup that belongs into the head. */
export function inHead(head: string): ProbeMarkup {
	return { html: "", head };
}
