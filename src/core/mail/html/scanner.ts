// HTML scanner: WHATWG HTML §13.2.5 over bytes, in one pass, with offsets. Own code because no library keeps byte offsets or
// comes near the speed (SPEED.md); held against parse5 and Chromium by tests. It makes no strings and no tokens: it calls
// the sink for tags with watched attributes, raw text, declarations, and text that holds a URL. A tag cut off by the end of input is
// dropped, as the standard has it.

import type { Codec } from "../../model/codec.ts";
import * as B from "./bytes.ts";
import { breakOut, createForeignStack, currentElement, currentNamespace, enter, HTML, keyOf, leave, type Namespace } from "./foreign.ts";
import { LOWER, lookUpName } from "./names.ts";
import { commentEnd, conditionEnd, rawTextEnd, scriptEnd } from "./raw-text.ts";
import { createSteering, Steer } from "./steering.ts";
import type { HtmlTable } from "./table.ts";

/** Attack: conditional comments inside conditional comments, each scanned again to its end. */
export const MAX_CONDITIONAL_NESTING = 8;

const LETTER_A = 0x61;

/** The tag just read. One object, reused: read it inside the call. */
export interface Tag {
	element: number;
	namespace: Namespace;
	/** How many of the arrays' entries hold a watched attribute. */
	count: number;
	readonly attributes: Uint16Array;
	readonly starts: Uint32Array;
	readonly ends: Uint32Array;
	/** HAS_... bits of bytes.ts. */
	readonly flags: Uint8Array;
}

export interface HtmlSink {
	/** A start tag with at least one attribute that the table keeps. */
	tag(tag: Tag): void;
	/**
	 * Raw text of an element (style, script, ...); `tag` is its start tag. `pieces` are pairs of start and end, mostly one: in SVG and XML
	 * comments and CDATA sections may stand in between, and `references` tells that character references count inside.
	 */
	rawText(tag: Tag, pieces: readonly number[], references: boolean): void;
	/** The input ends inside a tag, which is dropped. */
	cut(at: number): void;
	markup(construct: "doctype" | "entity" | "instruction", start: number, end: number): void;
	/** A text run outside links that holds "://" or "www.". */
	urlText(start: number, end: number): void;
	/** Conditional comments nest deeper than is followed. */
	tooDeep(at: number): void;
}

export interface HtmlScanner {
	/** `xml`: no element is raw text, self-closing counts everywhere (XHTML, SVG documents). */
	scan(bytes: Uint8Array, start: number, end: number, xml: boolean): void;
	/** The markup being scanned stands in a conditional comment. */
	conditional(): boolean;
}

export function createHtmlScanner(table: HtmlTable, sink: HtmlSink, codec: Codec): HtmlScanner {
	const { elements, attributes, keep, width } = table;
	const steering = createSteering(table);
	const foreign = createForeignStack();
	const tag: Tag = {
		element: 0,
		namespace: HTML,
		count: 0,
		attributes: new Uint16Array(width),
		starts: new Uint32Array(width),
		ends: new Uint32Array(width),
		flags: new Uint8Array(width),
	};
	let selfClosing = false;
	let depth = 0;
	let inAnchor = false;
	let inSelect = false;
	let inFrameset = false;
	let xmlMode = false;
	/** Where the name of the tag just read stands. */
	let nameStart = 0;
	let nameEnd = 0;
	/** The text just passed holds "://" or "www.". */
	let namesUrl = false;

	/** Reads a tag whose name begins at `at`. Returns where it ends, or -1 where the input ends inside it. */
	function readTag(bytes: Uint8Array, at: number, end: number, closing: boolean): number {
		// A local: what a module holds is loaded anew for each byte.
		const classes = B.BYTE_CLASS;
		let i = at;
		let byte = 0;
		while (i < end && (classes[bytes[i]] & B.ENDS_NAME) === 0) i++;
		const element = lookUpName(elements, bytes, at, i);
		const row = element * width;
		tag.element = element;
		tag.count = 0;
		nameStart = at;
		nameEnd = i;
		for (;;) {
			selfClosing = false;
			while (i < end) {
				byte = bytes[i];
				if (byte === B.SLASH) selfClosing = true;
				else if ((classes[byte] & B.WHITE_SPACE) !== 0) selfClosing = false;
				else break;
				i++;
			}
			if (i >= end) return -1;
			if (byte === B.GREATER) return i + 1;
			const start = i;
			// Whatever stands first belongs to the name, an equals sign too.
			i++;
			while (i < end && (classes[bytes[i]] & B.ENDS_ATTRIBUTE_NAME) === 0) i++;
			const stop = i;
			while (i < end && (classes[bytes[i]] & B.WHITE_SPACE) !== 0) i++;
			if (i >= end) return -1;
			let valueStart = i;
			let valueEnd = i;
			if (bytes[i] === B.EQUALS) {
				i++;
				while (i < end && (classes[bytes[i]] & B.WHITE_SPACE) !== 0) i++;
				if (i >= end) return -1;
				byte = bytes[i];
				valueStart = i;
				if (byte === B.DOUBLE_QUOTE || byte === B.SINGLE_QUOTE) {
					valueStart = ++i;
					while (i < end && bytes[i] !== byte) i++;
					if (i >= end) return -1;
					valueEnd = i++;
				} else {
					// A value that is missing ends at ">" at once.
					while (i < end && (classes[bytes[i]] & B.ENDS_UNQUOTED) === 0) i++;
					if (i >= end) return -1;
					valueEnd = i;
				}
			}
			if (closing) continue;
			const attribute = lookUpName(attributes, bytes, start, stop);
			if (attribute !== 0 && keep[row + attribute] !== 0) note(bytes, attribute, valueStart, valueEnd);
		}
	}

	/** The first of several attributes of one name counts (§13.2.5.33). */
	function note(bytes: Uint8Array, attribute: number, start: number, end: number): void {
		const at = tag.count;
		for (let i = 0; i < at; i++) if (tag.attributes[i] === attribute) return;
		const classes = B.VALUE_CLASS;
		let flags = 0;
		for (let i = start; i < end; i++) flags |= classes[bytes[i]];
		tag.attributes[at] = attribute;
		tag.starts[at] = start;
		tag.ends[at] = end;
		tag.flags[at] = flags;
		tag.count = at + 1;
	}

	/** What a start tag changes for the bytes after it. Returns where to go on. */
	function steer(bytes: Uint8Array, after: number, end: number): number {
		const element = tag.element;
		const code = steering.codes[element];
		let namespace = currentNamespace(foreign);
		if (namespace !== HTML && steering.breaksOut(tag, bytes)) {
			breakOut(foreign);
			namespace = HTML;
		}
		tag.namespace = namespace;
		if (tag.count > 0) sink.tag(tag);
		if (namespace === HTML && (code === Steer.none || code === Steer.breakout)) return after;
		const key = keyOf(element, bytes, nameStart, nameEnd);
		if (code === Steer.svg || code === Steer.math) {
			if (!selfClosing) enter(foreign, key, steering.rootNamespace(element, namespace, currentElement(foreign)));
			return after;
		}
		if (code === Steer.anchor) {
			inAnchor = true;
			if (namespace === HTML) return after;
		}
		if (namespace !== HTML || xmlMode) {
			if (selfClosing) return after;
			if (namespace !== HTML) enter(foreign, key, steering.opensHtml(tag, bytes, namespace) ? HTML : namespace);
			if (code !== Steer.style && code !== Steer.script) return after;
			const close = foreignRawText(bytes, after, end);
			return inDoubt() ? steerInDoubt(bytes, code, after, end) : close;
		}
		if (code === Steer.select) {
			inSelect = !inSelect;
			return after;
		}
		if (code === Steer.frameset) inFrameset = true;
		if (code === Steer.endsSelect) inSelect = false;
		if (inDoubt()) return steerInDoubt(bytes, code, after, end);
		if (code === Steer.plaintext) return end;
		if (code === Steer.script) return hand(after, scriptEnd(bytes, after, end));
		if (code === Steer.style || code === Steer.rawText || code === Steer.title) {
			return hand(after, rawTextEnd(bytes, after, end, table.elements, element));
		}
		return after;
	}

	/**
	 * In a select or a frameset many start tags were ignored until the rules for select were loosened in 2025, and then what follows is
	 * markup rather than raw text; so it is where we may be in foreign content or not. Both readings count, or either would hide something.
	 */
	function inDoubt(): boolean {
		return inSelect || inFrameset || foreign.doubtful;
	}

	function steerInDoubt(bytes: Uint8Array, code: number, after: number, end: number): number {
		if (code === Steer.script) {
			const close = hand(after, scriptEnd(bytes, after, end));
			return inFrameset || foreign.doubtful ? after : close;
		}
		if (code === Steer.style) hand(after, rawTextEnd(bytes, after, end, table.elements, tag.element));
		return after;
	}

	function hand(start: number, end: number): number {
		if (end > start) sink.rawText(tag, [start, end], false);
		return end;
	}

	/** <style> and <script> in SVG or XML: one text, of runs, CDATA sections and what stands around comments, up to the next tag. */
	function foreignRawText(bytes: Uint8Array, after: number, end: number): number {
		const pieces: number[] = [];
		const add = (from: number, to: number): void => {
			if (to > from) pieces.push(from, to);
		};
		let i = after;
		while (i < end) {
			const less = codec.indexOf(bytes, B.LESS, i, end);
			const stop = less < 0 ? end : less;
			add(i, stop);
			i = stop;
			if (isCdata(bytes, i, end)) {
				i = cdataEnd(bytes, stop + 9, end);
				add(stop + 9, i - 3);
			} else if (i + 3 < end && bytes[i + 1] === B.BANG && bytes[i + 2] === B.DASH && bytes[i + 3] === B.DASH) {
				i = commentEnd(bytes, i + 4, end, codec);
			} else break;
		}
		if (pieces.length > 0) sink.rawText(tag, pieces, true);
		return i;
	}

	function isCdata(bytes: Uint8Array, at: number, end: number): boolean {
		const name = "<![CDATA[";
		if (at + name.length > end) return false;
		for (let i = 0; i < name.length; i++) if (bytes[at + i] !== name.charCodeAt(i)) return false;
		return true;
	}

	function cdataEnd(bytes: Uint8Array, from: number, end: number): number {
		for (let i = from; ; i++) {
			i = codec.indexOf(bytes, B.RIGHT_BRACKET, i, end);
			if (i < 0 || i + 2 >= end) return end;
			if (bytes[i + 1] === B.RIGHT_BRACKET && bytes[i + 2] === B.GREATER) return i + 3;
		}
	}

	/** "<!": comment, declaration or CDATA section. Returns where it ends. */
	function declaration(bytes: Uint8Array, less: number, end: number): number {
		const at = less + 2;
		if (bytes[at] === B.DASH && bytes[at + 1] === B.DASH && at + 1 < end) {
			const after = commentEnd(bytes, at + 2, end, codec);
			const inside = conditionEnd(bytes, at + 2, after);
			if (inside >= 0) scanConditional(bytes, inside, after);
			return after;
		}
		const foreignHere = (currentNamespace(foreign) !== HTML || xmlMode) && !inDoubt();
		if (foreignHere && isCdata(bytes, less, end)) return cdataEnd(bytes, less + 9, end);
		const after = bogusEnd(bytes, at, end);
		const letter = LOWER[bytes[at]];
		if (letter === 0x64) sink.markup("doctype", less, after);
		else if (letter === 0x65) sink.markup("entity", less, after);
		return after;
	}

	function bogusEnd(bytes: Uint8Array, from: number, end: number): number {
		const greater = codec.indexOf(bytes, B.GREATER, from, end);
		return greater < 0 ? end : greater + 1;
	}

	/** Outlook renders what stands in `<!--[if mso]>...<![endif]-->`; it has a tree of its own there. */
	function scanConditional(bytes: Uint8Array, start: number, end: number): void {
		if (depth === MAX_CONDITIONAL_NESTING) {
			sink.tooDeep(start);
			return;
		}
		const { base } = foreign;
		const outerDepth = foreign.depth;
		const outerAnchor = inAnchor;
		const outerSelect = inSelect;
		const outerDoubt = foreign.doubtful;
		foreign.base = foreign.depth;
		depth++;
		run(bytes, start, end);
		depth--;
		foreign.base = base;
		foreign.depth = outerDepth;
		inAnchor = outerAnchor;
		inSelect = outerSelect;
		foreign.doubtful = outerDoubt;
	}

	function run(bytes: Uint8Array, start: number, end: number): void {
		let i = start;
		while (i < end) {
			const textStart = i;
			i = textEnd(bytes, i, end);
			if (namesUrl && !inAnchor) sink.urlText(textStart, i);
			if (i + 1 >= end) return;
			const next = bytes[i + 1];
			if ((B.BYTE_CLASS[next] & B.LETTER) !== 0) {
				const after = readTag(bytes, i + 1, end, false);
				if (after < 0) {
					sink.cut(i);
					return;
				}
				i =
					tag.count === 0 && steering.codes[tag.element] === Steer.none && foreign.depth === foreign.base
						? after
						: steer(bytes, after, end);
			} else if (next === B.SLASH) {
				const after = endTag(bytes, i, end);
				if (after < 0) return;
				i = after;
			} else if (next === B.BANG) {
				i = declaration(bytes, i, end);
			} else {
				const after = bogusEnd(bytes, i + 2, end);
				sink.markup("instruction", i, after);
				i = after;
			}
		}
	}

	/** Where the text that begins at `start` ends: at a "<" with which markup begins, or at `end`. Notes whether it holds "://" or "www.". */
	function textEnd(bytes: Uint8Array, start: number, end: number): number {
		namesUrl = false;
		// A local: what a module or a closure holds is loaded anew for each byte.
		const stops = B.STOPS_TEXT;
		for (let i = start; ; i++) {
			while (i < end && stops[bytes[i]] === 0) i++;
			if (i >= end) return end;
			const byte = bytes[i];
			if (byte === B.LESS) {
				if (i + 1 >= end || startsMarkup(bytes[i + 1])) return i;
			} else if (byte === B.COLON) {
				if (i + 2 < end && bytes[i + 1] === B.SLASH && bytes[i + 2] === B.SLASH) namesUrl = true;
			} else if (i - 3 >= start && isW(bytes[i - 1]) && isW(bytes[i - 2]) && isW(bytes[i - 3])) {
				namesUrl = true;
			}
		}
	}

	function isW(byte: number): boolean {
		return LOWER[byte] === 0x77;
	}

	function startsMarkup(byte: number): boolean {
		return (B.BYTE_CLASS[byte] & B.LETTER) !== 0 || byte === B.SLASH || byte === B.BANG || byte === B.QUESTION;
	}

	/** "</": an end tag, or a bogus comment. Returns where it ends, or -1 where the input ends inside a tag. */
	function endTag(bytes: Uint8Array, less: number, end: number): number {
		const at = less + 2;
		if (at >= end) return end;
		if ((B.BYTE_CLASS[bytes[at]] & B.LETTER) === 0) return bogusEnd(bytes, at, end);
		if (foreign.depth === foreign.base && !inSelect && !(inAnchor && (bytes[at] | 0x20) === LETTER_A)) {
			// Nothing depends on which element it ends. Up to the first "=" no ">" can stand in quotes.
			let i = at;
			while (i < end && bytes[i] !== B.GREATER && bytes[i] !== B.EQUALS) i++;
			if (i >= end) return -1;
			if (bytes[i] === B.GREATER) return i + 1;
		}
		const after = readTag(bytes, at, end, true);
		if (after < 0) return -1;
		const code = steering.codes[tag.element];
		if (code === Steer.anchor) inAnchor = false;
		else if (code === Steer.select) inSelect = false;
		else if (foreign.depth > foreign.base) {
			if (steering.closesForeign(tag.element) && currentNamespace(foreign) !== HTML) breakOut(foreign);
			else leave(foreign, keyOf(tag.element, bytes, nameStart, nameEnd));
		}
		return after;
	}

	return {
		scan(bytes, start, end, xml) {
			foreign.depth = 0;
			foreign.base = 0;
			foreign.doubtful = false;
			depth = 0;
			inAnchor = false;
			inSelect = false;
			inFrameset = false;
			xmlMode = xml;
			run(bytes, start, end);
		},
		conditional: () => depth > 0,
	};
}
