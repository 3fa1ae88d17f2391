// The cells of delimited text (RFC 4180) that a spreadsheet program takes for formulas: those that begin with "=", "+", "-" or "@", quoted or
// not. Programs differ in delimiter and in what a stray quote does, so whatever any of them takes for the beginning of such a cell is one.

import { createPieces } from "../../encoding/pieces.ts";
import type { Text } from "../../model/text.ts";
import { sliceOf } from "../strings.ts";

export interface FormulaCell {
	/** Of the cell in the text. */
	readonly from: number;
	readonly to: number;
	/** Its formula, quotes undone. */
	readonly formula: Text;
}

/** A cell that may be a formula: after a delimiter, blanks, a quote. */
const BEGINNING = /(?:^|[\n\r,;\t|])[ \u00a0]{0,100}(")?[ \u00a0]{0,100}(?=[=+\-@])/g;
const DELIMITER = /[\n\r,;\t|]/g;
const LINE_END = /[\n\r]/g;

/** In their order; linear in the length of `text`. */
export function* formulaCells(text: Text): Generator<FormulaCell> {
	const source = text.value;
	/** Up to here, an end of line, cells end at the first delimiter: a bracket or quote before it is never closed. */
	let broken = 0;
	const beginning = new RegExp(BEGINNING);
	for (let match = beginning.exec(source); match !== null; match = beginning.exec(source)) {
		const from = beginning.lastIndex;
		if (match[1] !== undefined) {
			const cell = quotedCell(text, from);
			yield cell;
			beginning.lastIndex = Math.max(cell.to, from);
			continue;
		}
		let to = from < broken ? -1 : balancedEnd(source, from);
		if (to === -1) {
			if (from >= broken) broken = lineEnd(source, from);
			DELIMITER.lastIndex = from;
			to = DELIMITER.exec(source)?.index ?? source.length;
		}
		yield { from, to, formula: sliceOf(text, from, to) };
		// The delimiter that ends it begins the next.
		beginning.lastIndex = Math.max(to, from);
	}
}

/** The rest of a cell in quotes, that begins at `from`, with each "" made one quote. */
function quotedCell(text: Text, from: number): FormulaCell {
	const source = text.value;
	const pieces = createPieces(text, from);
	let at = source.indexOf('"', from);
	for (; at !== -1 && source.charAt(at + 1) === '"'; at = source.indexOf('"', at + 2)) {
		pieces.copyTo(at);
		pieces.replace('"', 2);
	}
	const to = at === -1 ? source.length : at;
	pieces.copyTo(to);
	return { from, to, formula: pieces.text() };
}

/** Where the formula at `from` ends: at a delimiter outside of brackets and strings; -1 where the line ends before them. */
function balancedEnd(source: string, from: number): number {
	let depth = 0;
	let quoted = false;
	for (let at = from; at < source.length; at++) {
		const character = source.charAt(at);
		if (character === "\n" || character === "\r") return depth > 0 || quoted ? -1 : at;
		if (character === '"') quoted = !quoted;
		else if (quoted) continue;
		else if (character === "(") depth++;
		else if (character === ")") depth = Math.max(0, depth - 1);
		else if (depth === 0 && (character === "," || character === ";" || character === "\t")) return at;
	}
	return depth > 0 || quoted ? -1 : source.length;
}

function lineEnd(source: string, from: number): number {
	LINE_END.lastIndex = from;
	return LINE_END.exec(source)?.index ?? source.length;
}
