// Spreadsheets written as text: comma-separated values and their kin (RFC 4180), and SYLK. A mail program shows them as harmless text; the
// spreadsheet program that opens them computes what looks like a formula, and some functions fetch.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Text } from "../../model/text.ts";
import { contentOf } from "../strings.ts";
import { formulaCells } from "./delimited-cells.ts";
import { textOfFile } from "./file-text.ts";
import { scanFormula } from "./sheet-formulas.ts";
import { sylkFields } from "./sylk-cells.ts";

const NAME = /\.(?:csv|tsv|tab|psv|slk|sylk)$/;
const MEDIA_TYPES: ReadonlySet<string> = new Set([
	"text/csv",
	"text/x-csv",
	"application/csv",
	"application/x-csv",
	"text/comma-separated-values",
	"text/x-comma-separated-values",
	"text/tab-separated-values",
	"text/spreadsheet",
	"application/x-sylk",
]);

export const format: FileFormat = {
	id: "spreadsheet-text",
	title: "spreadsheet as text",
	shown: false,
	detect: ({ name, mediaType, head }) => NAME.test(name) || MEDIA_TYPES.has(mediaType) || isSylk(head),
	scan: scanSpreadsheet,
};

/** "ID;P": Excel goes by it whatever the name. */
function isSylk(head: Uint8Array): boolean {
	return head[0] === 0x49 && head[1] === 0x44 && head[2] === 0x3b && head[3] === 0x50;
}

function scanSpreadsheet(file: AttachedFile, sink: FileSink): void {
	const text = textOfFile(file);
	/** What stands around formulas that name something is text, in which addresses are no more than that. */
	let shown = 0;
	const showTextTo = (to: number): void => {
		if (to > shown) sink.language("text", contentOf(text, shown, to));
	};
	for (const { from, to, formula, kind } of isSylk(file.head) || /\.(?:sylk|slk)$/.test(file.name) ? sylkFields(text) : cellsOf(text)) {
		const show = (construct: string, address: Text, beside?: Readonly<Record<string, string>>): void => {
			showTextTo(from);
			shown = to;
			sink.construct(construct, address, beside);
		};
		if (kind === "formula") scanFormula(formula, show);
		else show("formula workbook", formula);
	}
	showTextTo(text.value.length);
}

function* cellsOf(text: Text) {
	for (const cell of formulaCells(text)) yield { kind: "formula" as const, ...cell };
}
