// The formulas of a SYLK file (Microsoft, "Symbolic Link format"): one record a line, fields that begin with ";" and a letter, ";;" for a
// semicolon. Expressions (E) stand in cells and names; macro sheets are written so too. NE records name other workbooks.

import { createPieces } from "../../encoding/pieces.ts";
import type { Text } from "../../model/text.ts";
import type { FormulaCell } from "./delimited-cells.ts";

export interface SylkField extends FormulaCell {
	/** "workbook" is a file's name. */
	readonly kind: "formula" | "workbook";
}

const RECORD = /(?:^|[\n\r])[ \t]{0,100}(NE|NU|NN|C|F|O|P)(?=;)/g;
const LINE_END = /[\n\r]/g;

/** In their order; linear in the length of `text`. */
export function* sylkFields(text: Text): Generator<SylkField> {
	const source = text.value;
	const record = new RegExp(RECORD);
	for (let match = record.exec(source); match !== null; match = record.exec(source)) {
		LINE_END.lastIndex = record.lastIndex;
		const end = LINE_END.exec(source)?.index ?? source.length;
		for (let at = record.lastIndex; at < end; ) {
			const name = source.charAt(at + 1).toUpperCase();
			const field = fieldFrom(text, Math.min(at + 2, end), end);
			if (name === "E") yield { kind: "formula", ...field };
			else if (name === "F" && match[1].startsWith("N")) yield { kind: "workbook", ...field };
			at = field.to;
		}
		record.lastIndex = end;
	}
}

function fieldFrom(text: Text, from: number, end: number): FormulaCell {
	const source = text.value;
	const pieces = createPieces(text, from);
	let at = from;
	for (; at < end; at++) {
		if (source.charAt(at) !== ";") continue;
		if (source.charAt(at + 1) !== ";") break;
		pieces.copyTo(at);
		pieces.replace(";", 2);
		at++;
	}
	const to = Math.min(at, end);
	pieces.copyTo(to);
	return { from, to, formula: pieces.text() };
}
