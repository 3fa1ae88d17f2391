// Delimited text, SYLK and web queries as attached files: which cells are formulas, and that damage never throws.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { format as spreadsheet } from "../../../../src/core/mail/files/spreadsheet-text.ts";
import { format as webQuery } from "../../../../src/core/mail/files/web-query.ts";
import { attachedFile, damaged, shownBy } from "./attached.ts";

function read(content: string, name = "a.csv"): string[] {
	return shownBy(spreadsheet, attachedFile(name, content));
}

const IMAGE = "formula image http://h.example/";
const SYLK = 'ID;PWXL\r\nC;X1;Y1;K"a;;b";EIMAGE("http://h.example/;;")\r\nE\r\n';

const CASES: readonly (readonly [says: string, content: string, shown: readonly string[]])[] = [
	["a quoted cell", 'a,"=IMAGE(""http://h.example/"")",b', ['text a,"', IMAGE, 'text ",b']],
	["a cell without quotes, its commas in brackets", '=IMAGE("http://h.example/","x, y"),b', [IMAGE, "text ,b"]],
	["any delimiter", 'a;=IMAGE("http://h.example/")\tb', ["text a;", IMAGE, "text \tb"]],
	["plus, minus and at", '-1+IMAGE("http://h.example/")\n@IMAGE("http://h.example/")', [IMAGE, "text \n", IMAGE]],
	["blanks before it", 'a, =IMAGE("http://h.example/")', ["text a, ", IMAGE]],
	["a bracket that is not closed hides no later cell", '=(,"=IMAGE(""http://h.example/"")"', ['text =(,"', IMAGE, 'text "']],
	["a quote that is not closed hides no later line", 'a,"b\n=IMAGE("http://h.example/")', ['text a,"b\n', IMAGE]],
	["words are no formula", 'see =IMAGE("http://h.example/")', ['text see =IMAGE("http://h.example/")']],
	["SYLK by its first bytes", SYLK, ['text ID;PWXL\r\nC;X1;Y1;K"a;;b";E', "formula image http://h.example/;", "text \r\nE\r\n"]],
];

for (const [says, content, shown] of CASES) test(says, () => assert.deepEqual(read(content), shown));

test("UTF-16 with a byte order mark is read", () => {
	const content = Buffer.from(`\ufeff${'=IMAGE("http://h.example/")'}`, "utf16le").toString("latin1");
	assert.deepEqual(read(content), [IMAGE]);
});

test("a web query names its address in one of the first lines", () => {
	const address = (content: string) => shownBy(webQuery, attachedFile("q.iqy", content));
	assert.deepEqual(address("WEB\r\n1\r\nhttp://h.example/a\r\nx=http://other.example\r\n"), ["web query http://h.example/a"]);
	assert.deepEqual(address("\\\\h.example\\share\\a.htm"), ["web query \\\\h.example\\share\\a.htm"]);
	assert.deepEqual(address("WEB\n1\n\n\nhttp://h.example/"), []);
});

test("cut off or changed at any byte, nothing throws", () => {
	for (const [name, sample] of [
		["a.csv", 'a,"=IMAGE(""http://h.example/"")",=cmd|\'http://h.example\'!A0\r\n'],
		["a.slk", SYLK],
	] as const) {
		for (const content of damaged(sample)) read(content, name);
	}
	for (const content of damaged("WEB\r\n1\r\nhttp://h.example/a\r\n")) shownBy(webQuery, attachedFile("q.iqy", content));
});

test("reading is linear", () => {
	for (const hostile of [
		"=",
		",=",
		',"=',
		'="',
		"=(,",
		'=("',
		',="',
		"=(\n",
		"\t",
		"\t ",
		' "',
		'""',
		"=''",
		"C;E",
		"\nC;EIMAGE(",
		";;",
		"ID;P\nC;",
	]) {
		for (const name of ["a.csv", "a.slk"]) {
			const begun = performance.now();
			read(hostile.repeat(Math.ceil(300_000 / hostile.length)), name);
			assert.ok(performance.now() - begun < 6000, `${name} ${hostile}`);
		}
	}
});

test("whatever is written is read to its end", () => {
	const piece = fc.constantFrom("=", '"', "'", "(", ")", ",", ";", "|", "\n", "\r\n", "IMAGE(", "http://h", "a", "C;X1;E", "ID;P\n");
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => void read(pieces.join(""))),
		{ numRuns: 300 },
	);
});
