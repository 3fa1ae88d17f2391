// Steering: what the names of a few elements change for the tokens after them (WHATWG HTML §13.2.6.4, §13.2.6.5).

import { HTML, MATH, type Namespace, SVG } from "./foreign.ts";
import { LOWER } from "./names.ts";
import { BREAKOUT_ELEMENTS, type HtmlTable } from "./table.ts";
import type { Tag } from "./tag.ts";

export const Steer = {
	none: 0,
	breakout: 1,
	style: 2,
	script: 3,
	rawText: 4,
	title: 5,
	plaintext: 6,
	svg: 7,
	math: 8,
	svgHtml: 9,
	mathText: 10,
	annotation: 11,
	anchor: 12,
	font: 13,
	select: 14,
	endsSelect: 15,
	frameset: 16,
} as const;

const CODES: readonly (readonly [number, string])[] = [
	[Steer.breakout, BREAKOUT_ELEMENTS.join(" ")],
	[Steer.style, "style"],
	[Steer.script, "script"],
	[Steer.rawText, "textarea xmp iframe noembed noframes"],
	[Steer.title, "title"],
	[Steer.plaintext, "plaintext"],
	[Steer.svg, "svg"],
	[Steer.math, "math"],
	[Steer.svgHtml, "foreignobject desc"],
	[Steer.mathText, "mi mo mn ms mtext"],
	[Steer.annotation, "annotation-xml"],
	[Steer.anchor, "a"],
	[Steer.font, "font"],
	[Steer.select, "select"],
	[Steer.endsSelect, "input keygen"],
	[Steer.frameset, "frameset"],
];

export interface Steering {
	/** `Steer` by element id. */
	readonly codes: Uint8Array;
	/** In foreign content this start tag goes back to HTML. */
	breaksOut(tag: Tag, bytes: Uint8Array): boolean;
	/** In foreign content this end tag goes back to HTML. */
	closesForeign(element: number): boolean;
	/** Namespace of an <svg> or <math>: its own in HTML (and svg in annotation-xml), else that of the foreign content it stands in. */
	rootNamespace(element: number, namespace: Namespace, parent: number): Namespace;
	/** In `namespace` this element's content is HTML again: an integration point. */
	opensHtml(tag: Tag, bytes: Uint8Array, namespace: Namespace): boolean;
}

export function createSteering(table: HtmlTable): Steering {
	const codes = new Uint8Array(table.elements.names.length);
	for (const [code, names] of CODES) for (const name of names.split(" ")) codes[table.elements.ids.get(name) ?? 0] = code;
	codes[0] = Steer.none;
	const attribute = (name: string): number => table.attributes.ids.get(name) ?? 0;
	const [encoding, color, face, size] = [attribute("encoding"), attribute("color"), attribute("face"), attribute("size")];
	const paragraph = table.elements.ids.get("p");
	const lineBreak = table.elements.ids.get("br");
	return {
		codes,
		breaksOut(tag) {
			const code = codes[tag.element];
			if (code === Steer.breakout) return true;
			if (code !== Steer.font) return false;
			for (let i = 0; i < tag.count; i++) {
				const name = tag.attributes[i];
				if (name === color || name === face || name === size) return true;
			}
			return false;
		},
		closesForeign: (element) => element === paragraph || element === lineBreak,
		rootNamespace(element, namespace, parent) {
			const own = codes[element] === Steer.svg ? SVG : MATH;
			return namespace === HTML || (own === SVG && codes[parent] === Steer.annotation) ? own : namespace;
		},
		opensHtml(tag, bytes, namespace) {
			const code = codes[tag.element];
			if (namespace === SVG) return code === Steer.svgHtml || code === Steer.title;
			if (namespace !== MATH) return false;
			if (code === Steer.mathText) return true;
			if (code !== Steer.annotation) return false;
			for (let i = 0; i < tag.count; i++) {
				if (tag.attributes[i] !== encoding) continue;
				return equals(bytes, tag.starts[i], tag.ends[i], "text/html") || equals(bytes, tag.starts[i], tag.ends[i], "application/xhtml+xml");
			}
			return false;
		},
	};
}

function equals(bytes: Uint8Array, start: number, end: number, lower: string): boolean {
	if (end - start !== lower.length) return false;
	for (let i = 0; i < lower.length; i++) if (LOWER[bytes[start + i]] !== lower.charCodeAt(i)) return false;
	return true;
}
