// The URLs of a style sheet by an independent implementation of css-syntax-3, @csstools/css-tokenizer, and a simple walk over its tokens:
// url(), and strings inside the functions whose strings are URLs. Offsets are UTF-16 indices into the CSS.

import { type CSSToken, type TokenFunction, type TokenString, TokenType, tokenize } from "@csstools/css-tokenizer";

export interface ReferenceUrl {
	readonly url: string;
	readonly start: number;
	readonly end: number;
}

const STRINGS_ARE_URLS = /^(?:src|image|cross-fade|image-set|-[a-z]+-image-set|-[a-z]+-cross-fade)$/i;
const UNQUOTED = /^[^(]*\([\t\n\f\r ]*((?:[^\\\t\n\f\r )]|\\[0-9a-f]{1,6}(?:\r\n|[\t\n\f\r ])?|\\[\s\S]|\\$)*)/i;

const HIDES_STRINGS = /^(?:url|type|format|tech)$/i;

export function referenceUrls(css: string): ReferenceUrl[] {
	const tokens = tokenize({ css });
	const found: ReferenceUrl[] = [];
	/** Open brackets: what closes them, and whether strings in them are URLs. */
	const open: { closer: string; strings: boolean }[] = [];
	for (const [index, token] of tokens.entries()) {
		const strings = open.at(-1)?.strings ?? false;
		if (token[0] === TokenType.URL) found.push(unquoted(token[1], token[2], token[4].value));
		else if (token[0] === TokenType.Function) {
			const name = nameOf(token);
			if (/^url$/i.test(name)) found.push(...quotedAfter(tokens, index));
			open.push({ closer: ")", strings: STRINGS_ARE_URLS.test(name) || (strings && !HIDES_STRINGS.test(name)) });
		} else if (token[0] === TokenType.String && strings) found.push(quoted(token));
		else if (token[1] === "(" || token[1] === "[") open.push({ closer: token[1] === "(" ? ")" : "]", strings });
		else if (token[1] === "{") open.push({ closer: "}", strings });
		else if (open.at(-1)?.closer === token[1]) open.pop();
	}
	return found.filter(({ start, end }) => !isNothing(css.slice(start, end)));
}

/** Fragments and empty URLs are not shown; the scanner looks for them before it resolves escapes. */
function isNothing(raw: string): boolean {
	return /^(?:[\t\n\f\r ]|\\[\n\f\r])*(?:#|$)/.test(raw);
}

function nameOf(token: TokenFunction): string {
	return token[4].value;
}

function unquoted(raw: string, at: number, url: string): ReferenceUrl {
	const match = UNQUOTED.exec(raw) as RegExpExecArray;
	const start = at + match[0].length - match[1].length;
	return { url, start, end: at + match[0].length };
}

function quotedAfter(tokens: readonly CSSToken[], index: number): ReferenceUrl[] {
	let next = index + 1;
	while (tokens[next][0] === TokenType.Whitespace) next++;
	const token = tokens[next];
	return token[0] === TokenType.String ? [quoted(token)] : [];
}

function quoted(token: TokenString): ReferenceUrl {
	const [, raw, at, , { value }] = token;
	const backslashes = (/\\*$/.exec(raw.slice(1, -1)) as RegExpExecArray)[0].length;
	const closed = raw.length > 1 && raw.endsWith(raw[0]) && backslashes % 2 === 0;
	const inside = raw.slice(1, closed ? -1 : undefined);
	// Escaped line ends before the first and after the last character are nothing, and so is a backslash that the input ends in.
	const before = (/^(?:\\(?:\r\n|[\n\r\f]))*/.exec(inside) as RegExpExecArray)[0].length;
	const cut = !closed && (/\\*$/.exec(inside) as RegExpExecArray)[0].length % 2 === 1 ? inside.slice(0, -1) : inside;
	const after = inside.length - cut.replace(/(?:\\(?:\r\n|[\n\r\f]))+$/, "").length;
	return { url: value, start: at + 1 + before, end: at + 1 + inside.length - after };
}
