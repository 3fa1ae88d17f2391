// A pattern of STIX 2.1 §9 as a tree: observations in brackets, of comparisons; AND binds closer than OR, OR closer than FOLLOWEDBY
// (§9.2). The grammar is read whole, whatever a case can answer of it: so a pattern that is wrong is told from one that is not supported.

import { type StixFault, type StixLiteral, type StixToken, stixTokens } from "./stix-tokens.ts";

export type StixTest = "=" | "!=" | "<" | "<=" | ">" | ">=" | "IN" | "LIKE" | "MATCHES" | "ISSUBSET" | "ISSUPERSET" | "EXISTS";

export type StixComparison =
	| { readonly kind: "and" | "or"; readonly of: readonly StixComparison[] }
	| {
			readonly kind: "test";
			readonly negated: boolean;
			readonly test: StixTest;
			readonly object: string;
			/** "value", "from_ref.value", "hashes.SHA-256", "to_refs[*].value". */
			readonly path: string;
			/** None for EXISTS, one for all else but IN. */
			readonly literals: readonly StixLiteral[];
			readonly at: number;
	  };

export type StixObservation =
	| { readonly kind: "and" | "or" | "followed-by"; readonly of: readonly StixObservation[] }
	| { readonly kind: "observation"; readonly comparison: StixComparison }
	| { readonly kind: "qualified"; readonly qualifier: "WITHIN" | "REPEATS" | "START"; readonly of: StixObservation };

/** Parentheses and qualifiers within each other. */
const DEEPEST = 50;
const QUALIFIERS = ["WITHIN", "REPEATS", "START"] as const;
const TESTS: ReadonlyMap<string, StixTest> = new Map([
	["=", "="],
	["==", "="],
	["!=", "!="],
	["<>", "!="],
	["<", "<"],
	["<=", "<="],
	[">", ">"],
	[">=", ">="],
	["IN", "IN"],
	["LIKE", "LIKE"],
	["MATCHES", "MATCHES"],
	["ISSUBSET", "ISSUBSET"],
	["ISSUPERSET", "ISSUPERSET"],
]);

export function parseStixPattern(pattern: string): StixObservation | StixFault {
	const tokens = stixTokens(pattern);
	if ("why" in tokens) return tokens;
	try {
		const cursor = cursorOf(tokens);
		const tree = followed(cursor, 0);
		if (cursor.peek().kind !== "end") throw fault(cursor, "AND, OR, FOLLOWEDBY or a qualifier");
		return tree;
	} catch (error) {
		if (isFault(error)) return error;
		throw error;
	}
}

interface Cursor {
	peek(): StixToken;
	next(): StixToken;
	/** Takes the next token if it is this sign or keyword. */
	take(text: string): boolean;
	need(text: string): void;
}

function cursorOf(tokens: readonly StixToken[]): Cursor {
	let index = 0;
	const cursor: Cursor = {
		peek: () => tokens[index] as StixToken,
		next: () => tokens[index < tokens.length - 1 ? index++ : index] as StixToken,
		take(text) {
			const token = cursor.peek();
			if ((token.kind !== "word" && token.kind !== "sign") || token.text !== text) return false;
			cursor.next();
			return true;
		},
		need(text) {
			if (!cursor.take(text)) throw fault(cursor, text);
		},
	};
	return cursor;
}

/** Thrown within this file only. */
function fault(cursor: Cursor, expected: string): StixFault {
	const token = cursor.peek();
	const found =
		token.kind === "end" ? "the end" : token.kind === "literal" ? `a ${token.literal.kind} literal` : `"${token.text.slice(0, 40)}"`;
	return { at: token.at, why: `${expected} is expected, and there is ${found}` };
}

function isFault(error: unknown): error is StixFault {
	return typeof error === "object" && error !== null && "at" in error && "why" in error;
}

function followed(cursor: Cursor, depth: number): StixObservation {
	return joined(cursor, "FOLLOWEDBY", "followed-by", () =>
		joined(cursor, "OR", "or", () => joined(cursor, "AND", "and", () => observation(cursor, depth))),
	);
}

function joined<T, K extends string>(cursor: Cursor, word: string, kind: K, one: () => T): T | { kind: K; of: T[] } {
	const first = one();
	const of = [first];
	while (cursor.take(word)) of.push(one());
	return of.length === 1 ? first : { kind, of };
}

function observation(cursor: Cursor, depth: number): StixObservation {
	if (depth > DEEPEST) throw { at: cursor.peek().at, why: "nested too deep" } satisfies StixFault;
	let tree: StixObservation;
	if (cursor.take("(")) {
		tree = followed(cursor, depth + 1);
		cursor.need(")");
	} else {
		cursor.need("[");
		tree = { kind: "observation", comparison: comparison(cursor, depth + 1) };
		cursor.need("]");
	}
	for (let count = 0; ; count++) {
		const qualifier = QUALIFIERS.find((word) => cursor.take(word));
		if (qualifier === undefined) return tree;
		if (count > DEEPEST) throw { at: cursor.peek().at, why: "too many qualifiers" } satisfies StixFault;
		readQualifier(cursor, qualifier);
		tree = { kind: "qualified", qualifier, of: tree };
	}
}

function readQualifier(cursor: Cursor, qualifier: (typeof QUALIFIERS)[number]): void {
	if (qualifier === "START") {
		literal(cursor, ["timestamp", "string"]);
		cursor.need("STOP");
		literal(cursor, ["timestamp", "string"]);
		return;
	}
	const at = cursor.peek().at;
	const number = literal(cursor, ["number"]).value as number;
	if (!(number > 0) || (qualifier === "REPEATS" && !Number.isInteger(number)))
		throw { at, why: `${qualifier} takes a ${qualifier === "REPEATS" ? "whole " : ""}number above 0` } satisfies StixFault;
	cursor.need(qualifier === "WITHIN" ? "SECONDS" : "TIMES");
}

function comparison(cursor: Cursor, depth: number): StixComparison {
	if (depth > DEEPEST) throw { at: cursor.peek().at, why: "nested too deep" } satisfies StixFault;
	return joined(cursor, "OR", "or", () => joined(cursor, "AND", "and", () => test(cursor, depth)));
}

function test(cursor: Cursor, depth: number): StixComparison {
	if (cursor.take("(")) {
		const inner = comparison(cursor, depth + 1);
		cursor.need(")");
		return inner;
	}
	const { at } = cursor.peek();
	// The only test whose word comes first; NOT may, in patterns of other programs.
	let negated = cursor.take("NOT");
	if (cursor.take("EXISTS")) return { kind: "test", negated, test: "EXISTS", ...objectPath(cursor), literals: [], at };
	const path = objectPath(cursor);
	if (cursor.take("NOT")) negated = !negated;
	const token = cursor.peek();
	const found = token.kind === "word" || token.kind === "sign" ? TESTS.get(token.text) : undefined;
	if (found === undefined) throw fault(cursor, "a comparison (=, IN, LIKE ...)");
	cursor.next();
	return { kind: "test", negated, test: found, ...path, literals: literalsOf(cursor, found), at };
}

function literalsOf(cursor: Cursor, test: StixTest): StixLiteral[] {
	if (test === "IN") {
		cursor.need("(");
		const literals = [literal(cursor, null)];
		while (cursor.take(",")) literals.push(literal(cursor, null));
		cursor.need(")");
		return literals;
	}
	return [literal(cursor, test === "LIKE" || test === "MATCHES" || test.startsWith("IS") ? ["string"] : null)];
}

function literal(cursor: Cursor, kinds: readonly StixLiteral["kind"][] | null): StixLiteral {
	const token = cursor.peek();
	if (token.kind !== "literal" || (kinds !== null && !kinds.includes(token.literal.kind)))
		throw fault(cursor, kinds === null ? "a literal" : `a ${kinds[0]} literal`);
	cursor.next();
	return token.literal;
}

function objectPath(cursor: Cursor): { object: string; path: string } {
	const object = cursor.peek();
	if (object.kind !== "word") throw fault(cursor, "an object path");
	cursor.next();
	cursor.need(":");
	let path = component(cursor);
	for (;;) {
		if (cursor.take(".")) path += `.${component(cursor)}`;
		else if (cursor.take("[")) {
			const token = cursor.next();
			if (token.kind === "sign" && token.text === "*") path += "[*]";
			else if (token.kind === "literal" && Number.isInteger(token.literal.value)) path += `[${token.literal.value}]`;
			else throw { at: token.at, why: "an index is a whole number or *" } satisfies StixFault;
			cursor.need("]");
		} else return { object: object.text, path };
	}
}

/** A word may hold a hyphen only in quotes by the grammar; programs write `hashes.SHA-256` all the same. */
function component(cursor: Cursor): string {
	const token = cursor.peek();
	if (token.kind === "word") {
		cursor.next();
		return token.text;
	}
	return literal(cursor, ["string"]).value as string;
}
