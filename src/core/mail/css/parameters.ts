// Parameters: what has to be read inside a function's parentheses ahead of the scan: the attribute that attr() names and its type, and
// the `name=value` pairs of Microsoft filters, whose values need no quotes.

import type { Content } from "../../model/content.ts";
import {
	BLANK,
	CLOSE_PAREN,
	COMMA,
	CSS_CLASS,
	DOUBLE_QUOTE,
	EQUALS,
	nameEnd,
	nameStart,
	OPEN_PAREN,
	SEMICOLON,
	SINGLE_QUOTE,
	skipBlanks,
} from "./bytes.ts";
import { FILTER_PARAMETERS } from "./functions.ts";
import { firstName, readName } from "./head.ts";

const BAR = 0x7c;
/** Attack: a type of megabytes, read again for each attr() in it. */
const LONGEST_TYPE = 200;

/** Reads `name url`, `ns|name type(<url>)` at `from`. */
export function urlTypeAfter(content: Content, from: number, end: number): { name: string; isUrl: boolean } {
	const { bytes } = content;
	let { name, after } = firstName(content, from, end);
	if (after < end && bytes[after] === BAR) ({ name, after } = firstName(content, after + 1, end));
	const type = firstName(content, after, end);
	const word = type.name.toLowerCase();
	if (word === "url") return { name, isUrl: true };
	if (word !== "type" || type.after >= end || bytes[type.after] !== OPEN_PAREN) return { name, isUrl: false };
	let close = type.after + 1;
	const last = Math.min(end, close + LONGEST_TYPE);
	while (close < last && bytes[close] !== CLOSE_PAREN) close++;
	return { name, isUrl: /url|image|\*/i.test(readName(content, type.after + 1, close)) };
}

/** The string whose quote stands at `at` is the value of a parameter that is a URL. */
export function parameterBefore(content: Content, at: number): boolean {
	const { bytes, start } = content;
	let i = at;
	while (i > start && (CSS_CLASS[bytes[i - 1]] & BLANK) !== 0) i--;
	if (i === start || bytes[i - 1] !== EQUALS) return false;
	i--;
	while (i > start && (CSS_CLASS[bytes[i - 1]] & BLANK) !== 0) i--;
	return FILTER_PARAMETERS.has(readName(content, nameStart(bytes, i, start), i).toLowerCase());
}

/** Unquoted values of parameters that are URLs, up to the first quote or parenthesis. */
export function findFilterParameters(content: Content, from: number, end: number): [number, number][] {
	const { bytes } = content;
	const found: [number, number][] = [];
	let at = from;
	while (at < end) {
		const name = skipBlanks(bytes, at, end);
		const nameEnds = nameEnd(bytes, name, end);
		const equals = skipBlanks(bytes, nameEnds, end);
		let value = equals;
		if (equals < end && bytes[equals] === EQUALS) value = skipBlanks(bytes, equals + 1, end);
		let i = value;
		while (i < end && !endsValue(bytes[i])) i++;
		const isValue = value > equals && i > value && (i >= end || bytes[i] === COMMA || bytes[i] === CLOSE_PAREN);
		if (isValue && FILTER_PARAMETERS.has(readName(content, name, nameEnds).toLowerCase())) found.push([value, lastOf(bytes, value, i)]);
		if (i >= end || bytes[i] !== COMMA) break;
		at = i + 1;
	}
	return found;
}

function endsValue(byte: number): boolean {
	return (
		byte === COMMA || byte === CLOSE_PAREN || byte === OPEN_PAREN || byte === SEMICOLON || byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE
	);
}

function lastOf(bytes: Uint8Array, from: number, to: number): number {
	while (to > from && (CSS_CLASS[bytes[to - 1]] & BLANK) !== 0) to--;
	return to;
}
