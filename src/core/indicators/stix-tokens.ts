// Tokens of the STIX patterning language (STIX 2.1 §9; the lexer of its grammar): names, literals, operators, with the place of each for
// messages. Linear in the length of the pattern, which is bounded.

export type StixLiteral =
	| { readonly kind: "string" | "timestamp" | "hex" | "binary"; readonly value: string }
	| { readonly kind: "number"; readonly value: number }
	| { readonly kind: "boolean"; readonly value: boolean };

export type StixToken =
	| { readonly kind: "literal"; readonly literal: StixLiteral; readonly at: number }
	/** A name or keyword as it stands; names may hold hyphens. */
	| { readonly kind: "word"; readonly text: string; readonly at: number }
	| { readonly kind: "sign"; readonly text: string; readonly at: number }
	| { readonly kind: "end"; readonly at: number };

/** What is wrong with a pattern, and at which character of it (from 0). */
export interface StixFault {
	readonly at: number;
	readonly why: string;
}

export const LONGEST_PATTERN = 200_000;

const SPACE = /\s+/y;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)/y;
const SIGN = /==|!=|<>|<=|>=|[=<>()[\],.:*]/y;
const STRING = /'(?:[^'\\]|\\['\\])*'/y;
const PREFIXES: ReadonlyMap<string, "timestamp" | "hex" | "binary"> = new Map([
	["t", "timestamp"],
	["h", "hex"],
	["b", "binary"],
]);
const CONTENT = {
	timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
	hex: /^(?:[0-9a-fA-F]{2})*$/,
	binary: /^[A-Za-z0-9+/]*={0,2}$/,
};

export function stixTokens(pattern: string): readonly StixToken[] | StixFault {
	if (pattern.length > LONGEST_PATTERN) return { at: LONGEST_PATTERN, why: "the pattern is too long" };
	const tokens: StixToken[] = [];
	let at = 0;
	const match = (expression: RegExp): string | null => {
		expression.lastIndex = at;
		return expression.exec(pattern)?.[0] ?? null;
	};
	while (at < pattern.length) {
		const skipped = match(SPACE) ?? match(COMMENT);
		if (skipped !== null) {
			at += skipped.length;
			continue;
		}
		const start = at;
		const prefix = pattern.charAt(at + 1) === "'" ? PREFIXES.get(pattern.charAt(at)) : undefined;
		if (prefix !== undefined) at++;
		if (pattern.charAt(at) === "'") {
			const text = match(STRING);
			if (text === null) return { at, why: "a string that does not end, or an escape other than \\' and \\\\" };
			at += text.length;
			const value = text.slice(1, -1).replace(/\\(.)/g, "$1");
			if (prefix !== undefined && !CONTENT[prefix].test(value)) return { at: start, why: `no ${prefix} literal` };
			tokens.push({ kind: "literal", literal: { kind: prefix ?? "string", value }, at: start });
			continue;
		}
		const word = match(WORD);
		if (word !== null) {
			at += word.length;
			const boolean = word === "true" || word === "false";
			tokens.push(
				boolean
					? { kind: "literal", literal: { kind: "boolean", value: word === "true" }, at: start }
					: { kind: "word", text: word, at: start },
			);
			continue;
		}
		const number = match(NUMBER);
		if (number !== null) {
			at += number.length;
			tokens.push({ kind: "literal", literal: { kind: "number", value: Number(number) }, at: start });
			continue;
		}
		const sign = match(SIGN);
		if (sign === null) return { at, why: `nothing in a pattern begins with "${pattern.slice(at, at + 1)}"` };
		at += sign.length;
		tokens.push({ kind: "sign", text: sign, at: start });
	}
	tokens.push({ kind: "end", at });
	return tokens;
}
