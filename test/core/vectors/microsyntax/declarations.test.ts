// External identifiers (XML 1.0 §4.2.2) and processing instructions.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cutDoctype, cutEntities } from "../../../../src/core/vectors/microsyntax/external-id.ts";
import { cutInstruction } from "../../../../src/core/vectors/microsyntax/instruction.ts";
import type { Cut } from "../../../../src/core/vectors/microsyntax/piece.ts";
import { cutFrom, slowest } from "./cuts.ts";

const CASES: readonly [string, Cut, string, readonly string[]][] = [
	["a system identifier", cutDoctype, '<!DOCTYPE a SYSTEM "http://a.example/d">', ["http://a.example/d"]],
	["single quotes and line ends", cutDoctype, "<!doctype\na\nsystem\n'http://a.example/d'\n[", ["http://a.example/d"]],
	["an unclosed identifier", cutDoctype, '<!DOCTYPE a SYSTEM "http://a.example/d>', ["http://a.example/d>"]],
	["a public identifier needs no blank after it", cutDoctype, "<!DOCTYPE a PUBLIC\"n\"'//a.example/d'>", ["//a.example/d"]],
	["a public identifier alone names nobody", cutDoctype, '<!DOCTYPE a PUBLIC "http://a.example/">', []],
	["the internal subset is not the document type's", cutDoctype, '<!DOCTYPE a [<!ENTITY e SYSTEM "http://a.example/">', []],
	[
		"several entities",
		cutEntities,
		"<!ENTITY e SYSTEM 'http://a.example/'><!ENTITY % f PUBLIC '' \"file://a.example/s\">",
		["http://a.example/", "file://a.example/s"],
	],
	["a notation", cutEntities, '<!NOTATION n SYSTEM "http://a.example/">', ["http://a.example/"]],
	["a share", cutEntities, '<!ENTITY e SYSTEM "\\\\a.example\\s">', ["\\\\a.example\\s"]],
	["a style sheet", cutInstruction, "<?xml-stylesheet type='text/xsl' HREF = 'http://a.example/'?>", ["http://a.example/"]],
	["an unquoted value", cutInstruction, "<?import namespace=p implementation=http://a.example/ ?>", ["http://a.example/"]],
	["other pseudo-attributes name nobody", cutInstruction, '<?xml-stylesheet title="http://a.example/" href="#x"?>', ["#x"]],
	["the XML declaration names nobody", cutInstruction, '<?xml version="1.0" href="http://a.example/"?>', []],
];

for (const [sentence, cut, value, expected] of CASES) test(sentence, () => assert.deepEqual(cutFrom(cut, value), expected));

test("hostile repetition costs no more than its length", () => {
	const size = 200_000;
	const units = ["<!ENTITY ", '<!ENTITY a SYSTEM "', "<!ENTITY % ", " ", "a", '"', "a=", 'a="b" ', "PUBLIC"];
	for (const head of ["", "<!DOCTYPE a ", "<!DOCTYPE ", "<!DOCTYPE a PUBLIC", "<?xml-stylesheet "]) {
		for (const cut of [cutDoctype, cutEntities, cutInstruction]) {
			assert.ok(
				slowest(
					cut,
					units.map((unit) => head + unit.repeat(size / unit.length)),
				) < 2,
				head,
			);
		}
	}
});
