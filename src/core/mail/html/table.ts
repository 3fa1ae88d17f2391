// HTML table: what the vectors watch in HTML, compiled once, so that the scanner builds nothing that nobody asked for
// and a hundred vectors cost little more than ten (SPEED.md).

import type { Vector, Watch } from "../../model/vector.ts";
import { createNameTable, type NameTable } from "./names.ts";

/** Elements whose names steer the scanner itself. */
export const STEERING_ELEMENTS = [
	...["style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "base", "a"],
	...["select", "input", "keygen", "frameset"],
	...["svg", "math", "foreignobject", "desc", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"],
] as const;

/** Start tags that end foreign content (WHATWG HTML §13.2.6.5). */
export const BREAKOUT_ELEMENTS = (
	"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre " +
	"ruby s small span strong strike sub sup table tt u ul var font"
).split(" ");

export interface HtmlTable {
	readonly elements: NameTable;
	readonly attributes: NameTable;
	/** By `element * width + attribute`: index into `listeners` (0 is nobody). Element 0 stands for every name not in the table. */
	readonly dispatch: Uint16Array;
	readonly width: number;
	/** By the same index: 1 where the scanner has to note the attribute at all. */
	readonly keep: Uint8Array;
	readonly listeners: readonly (readonly Vector[])[];
	/** Vectors that want the raw text of an element, by element id. */
	readonly rawText: ReadonlyMap<number, readonly Vector[]>;
	readonly markup: ReadonlyMap<string, readonly Vector[]>;
	readonly bareUrl: readonly Vector[];
}

type AttributeWatch = Extract<Watch, { kind: "attribute" }>;

/** `further` are attributes to watch on any element beside the vectors' own (CSS `attr()` names them at run time). */
export function compileHtmlTable(vectors: readonly Vector[], further: readonly { attribute: string; vector: Vector }[] = []): HtmlTable {
	const wanted: { watch: AttributeWatch; vector: Vector }[] = [];
	const rawTextWanted: { element: string; beside: readonly string[]; vector: Vector }[] = [];
	const markup = new Map<string, Vector[]>();
	const bareUrl: Vector[] = [];
	for (const vector of vectors) {
		for (const watch of vector.watches) {
			if (watch.kind === "attribute") wanted.push({ watch, vector });
			else if (watch.kind === "raw-text") rawTextWanted.push({ element: watch.element, beside: watch.beside ?? [], vector });
			else if (watch.kind === "markup") markup.set(watch.construct, [...(markup.get(watch.construct) ?? []), vector]);
			else if (watch.kind === "bare-url") bareUrl.push(vector);
		}
	}
	for (const { attribute, vector } of further) wanted.push({ watch: { kind: "attribute", element: "*", attribute }, vector });

	const elements = createNameTable([
		...STEERING_ELEMENTS,
		...BREAKOUT_ELEMENTS,
		...rawTextWanted.map(({ element }) => element),
		...wanted.map(({ watch }) => watch.element).filter((name) => name !== "*"),
	]);
	const attributes = createNameTable([
		...["style", "href", "media", "encoding", "color", "face", "size"],
		...wanted.flatMap(({ watch }) => [watch.attribute, ...(watch.beside ?? [])]),
		...rawTextWanted.flatMap(({ beside }) => beside),
	]);

	const width = attributes.names.length;
	const keep = new Uint8Array(elements.names.length * width);
	const lists = new Map<number, Vector[]>();
	const note = (element: number, attribute: string, vector: Vector | null): void => {
		const cell = element * width + (attributes.ids.get(attribute) ?? 0);
		keep[cell] = 1;
		if (vector === null) return;
		const list = lists.get(cell);
		if (list === undefined) lists.set(cell, [vector]);
		else if (!list.includes(vector)) list.push(vector);
	};
	const everywhere = elements.names.map((_, id) => id);
	for (const { watch, vector } of wanted) {
		for (const element of watch.element === "*" ? everywhere : [elements.ids.get(watch.element) ?? 0]) {
			note(element, watch.attribute, vector);
			for (const attribute of watch.beside ?? []) note(element, attribute, null);
		}
	}
	for (const element of everywhere) note(element, "style", null);
	note(elements.ids.get("base") ?? 0, "href", null);
	note(elements.ids.get("style") ?? 0, "media", null);
	note(elements.ids.get("a") ?? 0, "href", null);
	note(elements.ids.get("annotation-xml") ?? 0, "encoding", null);
	for (const attribute of ["color", "face", "size"]) note(elements.ids.get("font") ?? 0, attribute, null);

	const rawText = new Map<number, Vector[]>();
	for (const { element, beside, vector } of rawTextWanted) {
		const id = elements.ids.get(element) ?? 0;
		for (const attribute of beside) note(id, attribute, null);
		rawText.set(id, [...(rawText.get(id) ?? []), vector]);
	}
	const dispatch = new Uint16Array(keep.length);
	const listeners: (readonly Vector[])[] = [[]];
	for (const [cell, list] of lists) {
		dispatch[cell] = listeners.length;
		listeners.push(list);
	}
	return { elements, attributes, dispatch, width, keep, listeners, rawText, markup, bareUrl };
}
