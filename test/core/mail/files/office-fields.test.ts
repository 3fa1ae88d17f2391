// Field instructions of Word: which argument of which field is an address, and how it is written.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quotedByField, scanField } from "../../../../src/core/mail/files/office-fields.ts";
import { textOf } from "../../vectors/hits.ts";

function shown(instruction: string): string[] {
	const lines: string[] = [];
	scanField(textOf(instruction), (construct, text) => {
		lines.push(`${construct} ${text.value}`);
		assert.ok(text.start(0) <= text.end(text.value.length));
	});
	return lines;
}

const CASES: readonly (readonly [says: string, instruction: string, shown: readonly string[]])[] = [
	["an argument in quotes", ' INCLUDEPICTURE  "http://h.example/a b" \\d', ["field picture http://h.example/a b"]],
	["an argument without quotes", "includetext http://h.example/x.docx place", ["field text http://h.example/x.docx"]],
	["curly quotes", "INCLUDEPICTURE \u201chttp://h.example/\u201d", ["field picture http://h.example/"]],
	["a quote inside", 'HYPERLINK "http://h.example/?a=\\"b"', ['field hyperlink http://h.example/?a="b']],
	["a quote that is not closed", 'HYPERLINK "http://h.example/', ["field hyperlink http://h.example/"]],
	[
		"a switch takes its own argument",
		'HYPERLINK \\l "x" \\o "http://tip.example/" "http://h.example/"',
		["field hyperlink http://h.example/"],
	],
	["a share in four backslashes", 'LINK Word.Document.8 "\\\\\\\\h.example\\\\s" "a"', ["field link \\\\h.example\\s"]],
	["a share in two", 'INCLUDEPICTURE "\\\\h.example\\s"', ["field picture \\\\h.example\\s"]],
	["the first argument of LINK is a class", 'LINK "http://h.example/"', []],
	["any argument of DDE", 'DDEAUTO cmd "/k start http://h.example/"', ["field dde /k start http://h.example/"]],
	["a field that names nothing", "PAGE http://h.example/", []],
	["a name in quotes is none", '"HYPERLINK" http://h.example/', []],
];

for (const [says, instruction, expected] of CASES) test(says, () => assert.deepEqual(shown(instruction), expected));

test("QUOTE inserts text, or the characters that numbers stand for", () => {
	assert.equal(quotedByField(textOf("QUOTE 104 0x74 116 112"))?.value, "http");
	assert.equal(quotedByField(textOf(' quote "DDE"'))?.value, "DDE");
	assert.equal(quotedByField(textOf("QUOTE")), null);
	assert.equal(quotedByField(textOf("PAGE 104")), null);
});

test("whatever an instruction holds is read in linear time", () => {
	for (const piece of ['"', "\\", '\\"', "a ", "\\l ", "\u201c", 'DDE "', '"" ']) {
		const begun = performance.now();
		shown(`DDEAUTO ${piece.repeat(Math.ceil(300_000 / piece.length))}`);
		assert.ok(performance.now() - begun < 6000, piece);
	}
	const piece = fc.constantFrom('"', "\\", "\\\\", " ", "HYPERLINK", "DDE", "QUOTE", "104", "\\l", "http://h.example/", "\u201d");
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
			shown(pieces.join(""));
			quotedByField(textOf(pieces.join("")));
		}),
		{ numRuns: 500 },
	);
});
