// Elements: what an XML document says, as a row of start tags, texts and end tags (XML 1.0 §2.4 to §3.1), for formats whose markup is no
// page's (Office Open XML, OpenDocument, property lists). Names lose their prefix, since documents choose those as they like. Nothing is
// checked: what a program would refuse is read all the same, and unfinished markup ends the reading.

import type { Text } from "../../model/text.ts";
import { resolveReferences } from "../html/character-references.ts";
import { sliceOf } from "../strings.ts";

export interface XmlElement {
	/** Without its prefix, in the case it is written in. */
	readonly name: string;
	/** Index of its "<" in the document. */
	readonly at: number;
	/** By name without prefix, references resolved; null where there is none. Right only while `open` runs. */
	attribute(name: string): Text | null;
	/** All of them in their order, one of the same name twice where two namespaces have it. As `attribute`. */
	eachAttribute(show: (name: string, value: Text) => void): void;
}

export interface XmlVisitor {
	open(element: XmlElement): void;
	/** Between two pieces of markup, references resolved; of CDATA as it stands. */
	text?(text: Text): void;
	/** Called for an empty element too. What was never opened may be closed. */
	close?(name: string): void;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const CDATA = "<![CDATA[";

/** Linear in the length of `document`, whatever it holds; entities that it declares itself are resolved before (plain-xml.ts). */
export function readElements(document: Text, visitor: XmlVisitor): void {
	const source = document.value;
	const { length } = source;
	/** Of the tag at hand, four numbers an attribute: where its name and its value begin and end. */
	const places: number[] = [];

	function showText(from: number, to: number, resolve: boolean): void {
		if (visitor.text === undefined || to <= from) return;
		const text = sliceOf(document, from, to);
		visitor.text(resolve ? resolveReferences(text, false) : text);
	}

	function attribute(name: string): Text | null {
		for (let k = 0; k < places.length; k += 4) {
			const [from, to] = [places[k], places[k + 1]];
			const ends = to - from >= name.length && source.startsWith(name, to - name.length);
			const whole = to - from === name.length || source.charCodeAt(to - name.length - 1) === 0x3a;
			if (ends && whole) return resolveReferences(sliceOf(document, places[k + 2], places[k + 3]), true);
		}
		return null;
	}

	function eachAttribute(show: (name: string, value: Text) => void): void {
		for (let k = 0; k < places.length; k += 4) {
			const value = sliceOf(document, places[k + 2], places[k + 3]);
			show(localName(source, places[k], places[k + 1]), resolveReferences(value, true));
		}
	}

	/** Index after the start tag whose name begins at `from`. */
	function startTag(from: number): number {
		let at = nameEnd(source, from);
		const name = localName(source, from, at);
		places.length = 0;
		for (;;) {
			while (isBlank(source.charCodeAt(at))) at++;
			const code = source.charCodeAt(at);
			// A document that ends in a tag: what was written of it counts.
			const ends = at >= length || code === GREATER || code === LESS;
			if (ends || (code === SLASH && source.charCodeAt(at + 1) === GREATER)) {
				visitor.open({ name, at: from - 1, attribute, eachAttribute });
				if (code === SLASH) visitor.close?.(name);
				return code === SLASH ? at + 2 : code === GREATER ? at + 1 : at;
			}
			const end = Math.max(nameEnd(source, at), at + 1);
			at = noteValue(at, end);
		}
	}

	/** Notes the value of the attribute whose name is `[from, to)`, where one follows; index after it. */
	function noteValue(from: number, to: number): number {
		let at = to;
		while (isBlank(source.charCodeAt(at))) at++;
		if (source.charCodeAt(at) !== EQUALS) return to;
		at++;
		while (isBlank(source.charCodeAt(at))) at++;
		const quote = source.charAt(at);
		if (quote !== '"' && quote !== "'") return at;
		const close = source.indexOf(quote, at + 1);
		const end = close === -1 ? length : close;
		places.push(from, to, at + 1, end);
		return Math.min(end + 1, length);
	}

	function endTag(from: number): number {
		const end = nameEnd(source, from);
		visitor.close?.(localName(source, from, end));
		const close = source.indexOf(">", end);
		return close === -1 ? length : close + 1;
	}

	let textFrom = 0;
	for (let at = source.indexOf("<"); at !== -1; at = source.indexOf("<", textFrom)) {
		showText(textFrom, at, true);
		const next = source.charCodeAt(at + 1);
		if (source.startsWith(CDATA, at)) {
			const close = source.indexOf("]]>", at);
			showText(at + CDATA.length, close === -1 ? length : close, false);
			textFrom = close === -1 ? length : close + 3;
		} else if (next === 0x21 || next === 0x3f) textFrom = afterDeclaration(source, at);
		else if (next === SLASH) textFrom = endTag(at + 2);
		else if (nameEnd(source, at + 1) > at + 1) textFrom = startTag(at + 1);
		else textFrom = at + 1;
	}
	showText(textFrom, length, true);
}

/** After the comment, the instruction or the declaration at `at`. */
function afterDeclaration(source: string, at: number): number {
	const close = source.charCodeAt(at + 1) === 0x3f ? "?>" : source.startsWith("<!--", at) ? "-->" : ">";
	const end = source.indexOf(close, at + 2);
	return end === -1 ? source.length : end + close.length;
}

function localName(source: string, from: number, to: number): string {
	const name = source.slice(from, to);
	return name.slice(name.lastIndexOf(":") + 1);
}

function nameEnd(source: string, from: number): number {
	let at = from;
	while (at < source.length && !isBlank(source.charCodeAt(at)) && !isDelimiter(source.charCodeAt(at))) at++;
	return at;
}

/** "/", "=", "<", ">" and quotes. */
function isDelimiter(code: number): boolean {
	return code === SLASH || code === EQUALS || code === LESS || code === GREATER || code === 0x22 || code === 0x27;
}

function isBlank(code: number): boolean {
	return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
