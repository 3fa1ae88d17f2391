// HTML scanner: WHATWG HTML §13.2.5 over bytes, in one pass, with offsets. Own code because no library keeps byte offsets or
// comes near the speed (SPEED.md); held against parse5 and Chromium by tests. It makes no strings and no tokens: it calls
// the sink for tags with watched attributes, raw text, declarations, and text that holds a URL. A tag cut off by the end of input is
// dropped, as the standard has it.

import type { Codec } from "../../model/codec.ts";
import * as B from "./bytes.ts";
import { breakOut, createForeignStack, currentElement, currentNamespace, enter, HTML, keyOf, leave } from "./foreign.ts";
import { LOWER } from "./names.ts";
import { cdataEnd, commentEnd, conditionEnd, foreignText, isCdata, rawTextEnd, scriptEnd } from "./raw-text.ts";
import { createSteering, Steer } from "./steering.ts";
import type { HtmlTable } from "./table.ts";
import { createTagReader, type Tag } from "./tag.ts";

/** Attack: conditional comments inside conditional comments, each scanned again to its end. */
export const MAX_CONDITIONAL_NESTING = 8;

const LETTER_A = 0x61;

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
	const { tag, read: readTag } = createTagReader(table);
	const steering = createSteering(table);
	const foreign = createForeignStack();
	let depth = 0;
	let inAnchor = false;
	let inSelect = false;
	let inFrameset = false;
	let xmlMode = false;
	/** In doubt: what lies before was handed out as raw text already. */
	let handedTo = 0;
	/** The text just passed holds "://" or "www.". */
	let namesUrl = false;

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
		const key = keyOf(element, bytes, tag.nameStart, tag.nameEnd);
		if (code === Steer.svg || code === Steer.math) {
			if (!tag.selfClosing) enter(foreign, key, steering.rootNamespace(element, namespace, currentElement(foreign)));
			return after;
		}
		if (code === Steer.anchor) {
			inAnchor = true;
			if (namespace === HTML) return after;
		}
		if (namespace !== HTML || xmlMode) {
			if (tag.selfClosing) return after;
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
		if (code === Steer.script && !inFrameset && !foreign.doubtful) return hand(after, scriptEnd(bytes, after, end));
		// Attack: a million <style>, each of which reaches to the end.
		if ((code !== Steer.style && code !== Steer.script) || after < handedTo) return after;
		const close = code === Steer.script ? scriptEnd(bytes, after, end) : rawTextEnd(bytes, after, end, table.elements, tag.element);
		handedTo = hand(after, close);
		return after;
	}

	function hand(start: number, end: number): number {
		if (end > start) sink.rawText(tag, [start, end], false);
		return end;
	}

	/** <style> and <script> in SVG or XML: see `foreignText`. */
	function foreignRawText(bytes: Uint8Array, after: number, end: number): number {
		const { pieces, stop } = foreignText(bytes, after, end, codec);
		if (pieces.length > 0) sink.rawText(tag, pieces, true);
		return stop;
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
		if (foreignHere && isCdata(bytes, less, end)) return cdataEnd(bytes, less, end, codec);
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
			else leave(foreign, keyOf(tag.element, bytes, tag.nameStart, tag.nameEnd));
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
			handedTo = start;
			xmlMode = xml;
			run(bytes, start, end);
		},
		conditional: () => depth > 0,
	};
}
