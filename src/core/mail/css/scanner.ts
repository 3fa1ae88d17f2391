// CSS scanner: css-syntax-3 tokenisation over bytes, in one pass, which builds nothing that is not a possible URL. It stops only at the
// bytes that open, close or hide something, and reads a name only where a parenthesis or a string makes it matter. Held against
// @csstools/css-tokenizer by tests; own code for offsets and speed (SPEED.md).

import { type Content, rawStart } from "../../model/content.ts";
import type { CssHit } from "../../model/vector.ts";
import { contentOf } from "../strings.ts";
import * as B from "./bytes.ts";
import { unescapedText } from "./escapes.ts";
import { createFrames, MAX_CSS_NESTING, pushValue, resetFrames, Strings } from "./frames.ts";
import { LONGEST_FUNCTION, Role, roleOf } from "./functions.ts";
import { firstName, readName } from "./head.ts";
import { Nature } from "./nature.ts";
import { findFilterParameters, parameterBefore, urlTypeAfter } from "./parameters.ts";
import type { SheetState } from "./sheet-state.ts";
import { createStatements } from "./statements.ts";
import { hasUrlTail, mayNameUrl } from "./triggers.ts";

export type CssMode = "sheet" | "declarations" | "value";
export type CssSink = (hit: CssHit) => void;

/** Scanners at rest. A scan may be asked for in the middle of another (a style in a data: URL in a style). */
const idle: CssScanner[] = [];

/**
 * Shows `sink` every URL in `content`: a style sheet, the declarations of a style attribute, or the value of `property`. What custom
 * properties hold goes into `sheet`, one for each document; `finishCss` shows it at the document's end. Linear in time; memory bounded.
 */
export function scanCss(content: Content, mode: CssMode, property: string | null, sheet: SheetState, sink: CssSink): void {
	if (!mayNameUrl(content.bytes, content.start, content.end) && !takesBareStrings(property)) return;
	const scanner = idle.pop() ?? createScanner();
	scanner(content, mode, property, sheet, sink);
	idle.push(scanner);
}

/** Shows what custom properties hold as a string and some style of the document uses as a URL. */
export function finishCss(sheet: SheetState, sink: CssSink): void {
	for (const hit of sheet.takeUsed()) sink(hit);
}

function takesBareStrings(property: string | null): boolean {
	return property?.startsWith("-") === true;
}

type CssScanner = (content: Content, mode: CssMode, property: string | null, sheet: SheetState, sink: CssSink) => void;

const NOTHING: Content = { bytes: new Uint8Array(0), start: 0, end: 0, origin: null, charset: "utf-8" };

function createScanner(): CssScanner {
	const frames = createFrames();
	const statements = createStatements(frames);
	let content = NOTHING;
	let bytes = content.bytes;
	let end = 0;
	let sheet: SheetState;

	function run(start: number): void {
		const { closers, structural } = frames;
		// Locals: what a closure holds is loaded anew for each byte.
		const here = bytes;
		const last = end;
		const classes = B.CSS_CLASS;
		let i = statements.begin(start);
		for (;;) {
			while (i < last && (classes[here[i]] & B.STOP) === 0) i++;
			if (i >= last) break;
			const byte = here[i];
			switch (byte) {
				case B.SEMICOLON:
					if (structural[frames.depth] === 1 && frames.overflow === 0) {
						statements.close(i);
						i = statements.begin(i + 1);
					} else i++;
					break;
				case B.OPEN_BRACE:
					i = openBrace(i);
					break;
				case B.CLOSE_BRACE:
					i = closeBrace(i);
					break;
				case B.OPEN_PAREN:
					i = openParenthesis(i);
					break;
				case B.OPEN_BRACKET:
					open(B.CLOSE_BRACKET, i);
					i++;
					break;
				case B.CLOSE_PAREN:
				case B.CLOSE_BRACKET:
					if (frames.overflow > 0) frames.overflow--;
					else if (closers[frames.depth] === byte && frames.depth > 0) frames.depth--;
					i++;
					break;
				case B.DOUBLE_QUOTE:
				case B.SINGLE_QUOTE:
					i = readString(i);
					break;
				case B.SLASH:
					i = readSlash(i);
					break;
				default:
					i = readEscape(i);
			}
		}
		statements.close(end);
		statements.leaveAll(end);
	}

	function open(closer: number, at: number): void {
		if (!pushValue(frames, closer)) tooDeep(at);
	}

	function tooDeep(at: number): void {
		if (frames.overflow > 1) return;
		sheet.report({ code: "limit-nesting", detail: `CSS nests deeper than ${MAX_CSS_NESTING}`, offset: rawStart(content, at) });
	}

	function openBrace(at: number): number {
		if (frames.structural[frames.depth] === 0 || frames.overflow > 0 || statements.isCustom()) {
			open(B.CLOSE_BRACE, at);
			return at + 1;
		}
		if (!statements.openBlock(at)) tooDeep(at);
		return statements.begin(at + 1);
	}

	function closeBrace(at: number): number {
		if (frames.overflow > 0) {
			frames.overflow--;
			return at + 1;
		}
		const { depth } = frames;
		if (frames.structural[depth] === 0) {
			if (frames.closers[depth] === B.CLOSE_BRACE && depth > 0) frames.depth--;
			return at + 1;
		}
		statements.close(at);
		if (depth > 0) statements.leaveBlock();
		return statements.begin(at + 1);
	}

	function readSlash(at: number): number {
		if (!B.startsComment(bytes, at, end)) return at + 1;
		const after = B.commentEnd(bytes, at, end);
		const mark = at + 2 < end ? bytes[at + 2] : 0;
		if (mark === B.HASH || mark === B.AT) {
			const closed = bytes[after - 1] === B.SLASH && bytes[after - 2] === B.STAR;
			statements.emitSourceMap(at + 3, closed ? after - 2 : after);
		}
		return statements.startsAt(at) ? statements.begin(after) : after;
	}

	/** A name with an escape in it: read as a whole, since what stands before a parenthesis cannot be read backwards then. */
	function readEscape(at: number): number {
		if (!B.isEscape(bytes, at, end)) return at + 1;
		const start = ownStart(B.nameStart(bytes, at, content.start));
		const after = B.nameEnd(bytes, at, end);
		if (after >= end || bytes[after] !== B.OPEN_PAREN) return after;
		return isFunctionName(start) ? openFunction(start, after) : openPlain(after);
	}

	function openParenthesis(at: number): number {
		const start = B.nameStart(bytes, at, content.start);
		if (start === at) return openPlain(at);
		const known = hasUrlTail(bytes, at, start) || bytes[start] === B.DASH;
		if (!known && !statements.matters()) return openPlain(at);
		const own = ownStart(start);
		return own < at && isFunctionName(own) ? openFunction(own, at) : openPlain(at);
	}

	function openPlain(at: number): number {
		open(B.CLOSE_PAREN, at);
		return at + 1;
	}

	/** Without the dashes of a `<!--` right before the name; `\<!--` is none. */
	function ownStart(start: number): number {
		if (bytes[start] !== B.DASH || bytes[start + 1] !== B.DASH || start - 2 < content.start) return start;
		if (bytes[start - 1] !== B.BANG || bytes[start - 2] !== B.LESS) return start;
		let backslashes = start - 2;
		while (backslashes > content.start && bytes[backslashes - 1] === B.BACKSLASH) backslashes--;
		return (start - backslashes) % 2 === 0 ? start + 2 : start;
	}

	/** Not the name of a hash or an at-rule, nor the unit of a number. */
	function isFunctionName(start: number): boolean {
		const before = start > content.start ? bytes[start - 1] : 0;
		if (before === B.HASH || before === B.AT) return false;
		const first = bytes[start] === B.DASH ? bytes[start + 1] : bytes[start];
		return (B.CSS_CLASS[first] & B.DIGIT) === 0;
	}

	/** A function whose name begins at `start` and whose parenthesis stands at `at`. Returns where to go on. */
	function openFunction(start: number, at: number): number {
		if (at - start > LONGEST_FUNCTION * 7) return openPlain(at);
		const name = readName(content, start, at).toLowerCase();
		const role = roleOf(name);
		if (role === Role.url) return readUrl(at);
		const outer = frames.strings[frames.depth];
		if (!pushValue(frames, B.CLOSE_PAREN)) {
			tooDeep(at);
			return at + 1;
		}
		const { depth } = frames;
		if (role === Role.strings) setStrings(depth, Strings.urls, `${name}()`);
		else if (role === Role.filter) {
			setStrings(depth, Strings.filter, `${name}()`);
			for (const [from, to] of findFilterParameters(content, at + 1, end)) statements.emit(from, to, false, `${name}()`);
		} else if (role === Role.words) frames.strings[depth] = Strings.words;
		else if (role === Role.supports && statements.isImport()) frames.muted[depth] = 1;
		else if (role === Role.local) statements.noteLocal(start, at);
		else if (role === Role.var) statements.reference(firstName(content, at + 1, end).name, outer, at);
		else if (role === Role.attr) readAttr(at, outer);
		else if (role === Role.custom) {
			statements.call(outer, at);
			if (outer !== Strings.urls) frames.strings[depth] = Strings.argument;
		}
		return at + 1;
	}

	function setStrings(depth: number, strings: number, place: string): void {
		frames.strings[depth] = strings;
		frames.places[depth] = place;
	}

	/** attr(name), attr(name url), attr(ns|name type(<url>), fallback) (CSS Values 5 §7.7). */
	function readAttr(at: number, outer: number): void {
		const { name, isUrl } = urlTypeAfter(content, at + 1, end);
		if (isUrl) setStrings(frames.depth, Strings.urls, "attr()");
		if (name !== "") statements.attribute(name, isUrl || outer === Strings.urls, at);
	}

	/** url( with its parenthesis at `at`. */
	function readUrl(at: number): number {
		const first = B.skipBlanks(bytes, at + 1, end);
		const quote = first < end ? bytes[first] : 0;
		if (quote === B.DOUBLE_QUOTE || quote === B.SINGLE_QUOTE) {
			if (pushValue(frames, B.CLOSE_PAREN)) frames.strings[frames.depth] = Strings.words;
			else tooDeep(at);
			const close = B.stringEnd(bytes, first, end);
			if (close < 0) return ~close;
			statements.emit(first + 1, Math.min(close, end), true, null);
			return Math.min(close + 1, end);
		}
		const last = B.unquotedUrlEnd(bytes, first, end);
		if (last < 0) return B.badUrlEnd(bytes, ~last, end);
		statements.emit(first, last, false, null);
		return Math.min(B.skipBlanks(bytes, last, end) + 1, end);
	}

	function readString(at: number): number {
		const close = B.stringEnd(bytes, at, end);
		if (close < 0) return ~close;
		const from = at + 1;
		const to = Math.min(close, end);
		const { depth } = frames;
		const meaning = frames.overflow > 0 ? Strings.words : frames.strings[depth];
		if (meaning === Strings.urls) statements.emit(from, to, true, frames.places[depth]);
		else if (meaning === Strings.filter) {
			if (parameterBefore(content, at)) statements.emit(from, to, true, frames.places[depth]);
		} else if (meaning === Strings.argument) statements.holdArgument(from, to);
		else if (meaning === Strings.nothing && statements.nature() !== Nature.plain && statements.string(from, to)) scanFilter(from, to);
		return Math.min(close + 1, end);
	}

	/** -ms-filter holds a filter as a string: "progid:...AlphaImageLoader(src='...')". */
	function scanFilter(from: number, to: number): void {
		const text = unescapedText(content, from, to, true);
		scanCss(contentOf(text, 0, text.value.length), "value", "filter", sheet, statements.show);
	}

	return (next, mode, property, state, sink) => {
		content = next;
		bytes = next.bytes;
		end = next.end;
		sheet = state;
		resetFrames(frames, mode !== "value");
		statements.reset(next, mode === "value" ? property : null, state, sink);
		run(next.start);
		content = NOTHING;
		bytes = content.bytes;
		statements.reset(NOTHING, null, state, sink);
	};
}
