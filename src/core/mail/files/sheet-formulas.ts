// Sheet formulas (ECMA-376 part 1 §18.17, OpenFormula, Google Sheets): the addresses that a formula names, by the function they are given to.
// A formula is never computed: literals that "&", CONCATENATE or CHAR() put together are joined, and what only a computation would tell
// is left out, so that `"http://host.example/?"&A1` is known up to the question mark.

import { createPieces } from "../../encoding/pieces.ts";
import type { Text } from "../../model/text.ts";
import { sliceOf } from "../strings.ts";
import { type FormulaToken, readFormula } from "./formula-tokens.ts";

/** `beside` says the function's name in capitals, and which argument it is, from 0. */
export type ShowFormula = (construct: string, text: Text, beside: Readonly<Record<string, string>>) => void;

interface Reads {
	readonly construct: string;
	/** Which of its arguments is an address; null for any. */
	readonly argument: number | null;
}

const FETCHES: Reads = { construct: "formula fetch", argument: 0 };
const CALLS: Reads = { construct: "formula call", argument: null };

/** By name as written in English, which is how files store them; prefixes such as _xlfn. do not count. */
const FUNCTIONS: ReadonlyMap<string, Reads> = new Map([
	["WEBSERVICE", FETCHES],
	["COM.MICROSOFT.WEBSERVICE", FETCHES],
	["IMPORTXML", FETCHES],
	["IMPORTDATA", FETCHES],
	["IMPORTHTML", FETCHES],
	["IMPORTFEED", FETCHES],
	["IMPORTRANGE", FETCHES],
	["IMAGE", { construct: "formula image", argument: 0 }],
	["HYPERLINK", { construct: "formula hyperlink", argument: 0 }],
	["DDE", { construct: "formula dde", argument: null }],
	["RTD", CALLS],
	// Macro sheets of Excel 4.
	["CALL", CALLS],
	["EXEC", CALLS],
	["REGISTER", CALLS],
	["REGISTER.ID", CALLS],
	["OPEN", CALLS],
	["FOPEN", CALLS],
	["RUN", CALLS],
	["EXECUTE", CALLS],
	["INITIATE", CALLS],
]);
/** What they are given is what comes out, more or less: their arguments are joined. */
const TRANSPARENT: ReadonlySet<string> = new Set([
	"",
	"CONCATENATE",
	"CONCAT",
	"CHAR",
	"UNICHAR",
	"T",
	"TRIM",
	"CLEAN",
	"LOWER",
	"ENCODEURL",
]);
const CHARACTERS: ReadonlySet<string> = new Set(["CHAR", "UNICHAR"]);
const PREFIX = /^(?:_xl(?:fn|udf|ws|ve)\.){1,4}/i;

/** Attack: a formula of nothing but brackets. Deeper ones count as the one at the limit. */
const MAX_DEPTH = 256;

const REMOTE = /^[\s\u00a0]{0,100}(?:[a-z][a-z0-9+.-]{0,30}:|\\\\|\/\/)/i;
const URL_INSIDE = /(?:https?|ftp):\/\/|\\\\[\w.-]/i;

interface Level {
	/** In capitals, "" for a mere bracket. */
	readonly name: string;
	/** What its arguments are read for, by itself or by what is around it. */
	readonly reads: Reads | null;
	/** The function that `reads` is of. */
	readonly reader: string;
	/** Whether that is this level itself. */
	readonly own: boolean;
	/** Which argument of the reader. */
	argument: number;
}

type Piece = Extract<FormulaToken, { kind: "literal" | "number" }>;

/** Shows each address in `formula`, with or without its "=". Linear. */
export function scanFormula(formula: Text, show: ShowFormula): void {
	const source = formula.value;
	const levels: Level[] = [{ name: "", reads: null, reader: "", own: false, argument: 0 }];
	let pieces: Piece[] = [];

	function flush({ reads, reader, argument }: Level): void {
		if (pieces.length === 0) return;
		const joined = pieces;
		pieces = [];
		if (reads === null || (reads.argument !== null && reads.argument !== argument)) return;
		const text = joinedText(formula, joined);
		// The server that a real-time data source runs on is named by its host alone.
		const isServer = reader === "RTD" && argument === 1;
		if (isServer || REMOTE.test(text.value) || (reads.argument === null && URL_INSIDE.test(text.value)))
			show(reads.construct, text, { function: reader, argument: String(argument) });
	}

	function open(around: Level, written: string): void {
		const name = written.replace(PREFIX, "").toUpperCase();
		if (!TRANSPARENT.has(name)) flush(around);
		if (levels.length >= MAX_DEPTH) return;
		const reads = FUNCTIONS.get(name);
		levels.push(reads === undefined ? { ...around, name, own: false } : { name, reads, reader: name, own: true, argument: 0 });
	}

	readFormula(source, (token) => {
		const level = levels[levels.length - 1] as Level;
		switch (token.kind) {
			case "literal":
				pieces.push(token);
				break;
			case "number":
				if (CHARACTERS.has(level.name)) pieces.push(token);
				break;
			case "open":
				open(level, token.name);
				break;
			case "close":
				if (!TRANSPARENT.has(level.name)) flush(level);
				if (levels.length > 1) levels.pop();
				break;
			case "separator":
				if (level.name !== "" && TRANSPARENT.has(level.name)) break;
				flush(level);
				if (level.own) level.argument++;
				break;
			case "operator":
				flush(level);
				break;
			case "reference": {
				const dde = token.before === "|";
				const text = dde ? unquoted(formula, token.from, token.to, "'") : workbookText(formula, token);
				if (REMOTE.test(text.value) || (dde && URL_INSIDE.test(text.value)))
					show(dde ? "formula dde" : "formula workbook", text, NO_FUNCTION);
			}
		}
	});
	flush(levels[levels.length - 1] as Level);
}

const NO_FUNCTION = Object.freeze({ function: "", argument: "" });

function joinedText(formula: Text, tokens: readonly Piece[]): Text {
	const [{ kind, from, to }] = tokens;
	if (tokens.length === 1 && kind === "literal") return unquoted(formula, from, to, '"');
	const pieces = createPieces(formula, from);
	let at = from;
	for (const token of tokens) {
		pieces.replace("", token.from - at);
		at = token.to;
		if (token.kind === "number") pieces.replace(characterOf(formula.value.slice(token.from, at)), at - token.from);
		else copyUnquoted(pieces, formula.value, token.from, at, '"');
	}
	return pieces.text();
}

function characterOf(digits: string): string {
	const code = Number(digits);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** `[from, to)` with each doubled quote made one. */
function unquoted(formula: Text, from: number, to: number, quote: string): Text {
	const first = formula.value.indexOf(quote, from);
	if (first === -1 || first >= to) return sliceOf(formula, from, to);
	const pieces = createPieces(formula, from);
	copyUnquoted(pieces, formula.value, from, to, quote);
	return pieces.text();
}

function copyUnquoted(pieces: ReturnType<typeof createPieces>, source: string, from: number, to: number, quote: string): void {
	for (let at = source.indexOf(quote, from); at !== -1 && at < to; at = source.indexOf(quote, at + 2)) {
		pieces.copyTo(at);
		pieces.replace(quote, 2);
	}
	pieces.copyTo(to);
}

/** `http://host/folder/[book.xlsx]Sheet` is the file before the sheet; OpenFormula writes the file alone. */
function workbookText(formula: Text, { from, to, after }: Extract<FormulaToken, { kind: "reference" }>): Text {
	const text = unquoted(formula, from, to, "'");
	const close = after === "!" ? text.value.lastIndexOf("]") : -1;
	if (close === -1) return text;
	const folder = Math.max(text.value.lastIndexOf("/", close), text.value.lastIndexOf("\\", close)) + 1;
	const bracket = text.value.indexOf("[", folder);
	if (bracket === -1 || bracket > close) return text;
	const pieces = createPieces(text);
	pieces.copyTo(bracket);
	pieces.replace("", 1);
	pieces.copyTo(close);
	return pieces.text();
}
