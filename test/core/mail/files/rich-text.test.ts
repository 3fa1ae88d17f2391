// Rich text: what a document names, however it spells it, and the HTML that Outlook wraps in it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { deEncapsulateSync } from "rtf-stream-parser";
import { format } from "../../../../src/core/mail/files/rich-text.ts";
import { latin1Bytes, scanned, standsDamage } from "./scanned.ts";

const ADDRESS = "http://a.example/p?q=1";

function constructsOf(text: string): string[] {
	return scanned(format, latin1Bytes(text)).constructs;
}

function hexOf(text: string): string {
	return Buffer.from(text, "latin1").toString("hex");
}

test("a template's address is found, whichever of the ways of rich text spells it", () => {
	const byNumber = Array.from(ADDRESS, (character) => `\\u${character.charCodeAt(0)}?`).join("");
	const byHex = Array.from(ADDRESS, (character) => `\\'${character.charCodeAt(0).toString(16)}`).join("");
	const spellings = [
		ADDRESS,
		byNumber,
		byHex,
		"http://a.exa\r\nmple/p?q=1",
		"http{\\b ://a.}example{}/p?q=1",
		"ht\\uc0\\u116 p:\\uc2\\u47 xx/a.example/p?q=1",
		"http{\\*\\unknown http://other.example/}://a.example/p?q=1",
		"\\uc1\\u-65432?ttp://a.example/p?q=1".replace("\\u-65432?", "\\u104?"),
	];
	for (const spelling of spellings) {
		assert.deepEqual(constructsOf(`{\\rtf1{\\*\\template ${spelling}}}`), [`rtf template ${ADDRESS}`], spelling);
	}
});

test("a negative number is a character beyond 32,767", () => {
	assert.deepEqual(constructsOf("{\\rtf1{\\*\\template http://a.example/\\u-3913?}}"), ["rtf template http://a.example/\uf0b7"]);
});

test("bytes are those of the document's code page", () => {
	const constructs = (head: string): string[] => constructsOf(`{\\rtf1${head}{\\*\\template http://a.example/\\'8e}}`);
	assert.deepEqual(constructs("\\ansicpg10000"), ["rtf template http://a.example/\u00e9"]);
	assert.deepEqual(constructs("\\mac"), ["rtf template http://a.example/\u00e9"]);
	assert.deepEqual(constructs("\\ansicpg1251"), ["rtf template http://a.example/\u040b"]);
});

test("field instructions are put together from the groups that they are split over, and fields in fields spelt out", () => {
	assert.deepEqual(constructsOf(`{\\rtf1{\\field{\\*\\fldinst {INCLUDE}{PICTURE  "${ADDRESS}" \\\\d}}{\\fldrslt x}}}`), [
		`field picture ${ADDRESS}`,
	]);
	const quoted = Array.from(ADDRESS, (character) => character.charCodeAt(0)).join(" ");
	const inner = `{\\field{\\*\\fldinst QUOTE ${quoted}}{\\fldrslt http://other.example/}}`;
	assert.deepEqual(constructsOf(`{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE "${inner}" \\\\d}}}`), [`field picture ${ADDRESS}`]);
	const stored = `{\\field{\\*\\fldinst MERGEFIELD x}{\\fldrslt ${ADDRESS}}}`;
	assert.deepEqual(constructsOf(`{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE "${stored}"}}}`), [`field picture ${ADDRESS}`]);
});

test("an object's digits count with whatever stands between them, and what it embeds is handed on", () => {
	const wide = Array.from(`${ADDRESS}\0`, (character) => `${character}\0`).join("");
	const moniker = `\xe0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\0\xaa\0\x4b\xa9\x0b\x2e\0\0\0${wide}`;
	const data = `\x01\x05\0\0\x02\0\0\0\x09\0\0\0OLE2Link\0\0\0\0\0\0\0\0\0\x40\0\0\0${moniker}`;
	const digits = hexOf(data);
	const torn = digits.replaceAll(/.{5}/g, "$& \r\n{\\*\\junk abcdef}\\par ");
	for (const written of [digits, digits.toUpperCase(), torn]) {
		assert.deepEqual(constructsOf(`{\\rtf1{\\object\\objautlink{\\*\\objdata ${written}}}}`), [`ole link ${ADDRESS} @ object 1`]);
	}
	const native = `\x02\0readme.html\0C:\\a\\readme.html\0\0\0\x03\0\x01\0\0\0\0\x04\0\0\0<b>x`;
	const size = String.fromCharCode(native.length);
	const packaged = `\x01\x05\0\0\x02\0\0\0\x08\0\0\0Package\0\0\0\0\0\0\0\0\0${size}\0\0\0${native}`;
	assert.deepEqual(scanned(format, latin1Bytes(`{\\rtf1{\\*\\objdata ${hexOf(packaged)}}}`)).files, ["readme.html  <b>x"]);
});

test("each address has the bytes it was spelt with as its raw range", () => {
	const spelt = "ht\\u116?p://a.exa{\\b mple/}\\'70";
	assert.deepEqual(scanned(format, latin1Bytes(`{\\rtf1{\\*\\template ${spelt}}}`)).raw, [spelt]);
});

test("what is shown counts as text, without what is not shown", () => {
	const { languages } = scanned(format, latin1Bytes(`{\\rtf1{\\fonttbl{\\f0 http://font.example/;}}See ${ADDRESS} now}`));
	assert.deepEqual(languages, [`text See ${ADDRESS} now`]);
});

test("wrapped HTML comes out as another reader takes it out", () => {
	const piece = fc.oneof(
		fc.constantFrom(
			'{\\*\\htmltag84 <img src="http://a.example/p">}',
			"{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 text\\htmlrtf\\par}\\htmlrtf0",
			"{\\*\\htmltag0 \\par }",
			"{\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0 ",
			"\\'e9\\'e8",
			"{\\*\\mhtmltag84 <img src=x>}",
			"{\\b bold}",
			"\\{braces\\}",
		),
		fc.stringMatching(/^[a-z ]{1,8}$/),
	);
	fc.assert(
		fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
			const rtf = `{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\htmltag18 <html>}${pieces.join("")}}`;
			const { text } = deEncapsulateSync(Buffer.from(rtf, "latin1"), {
				decode: (bytes: Buffer) => bytes.toString("latin1"),
				mode: "html",
				warn: () => {},
			});
			const own = scanned(format, latin1Bytes(rtf)).languages;
			assert.equal(own.length, 1);
			assert.equal(Buffer.from(own[0] as string, "latin1").toString("utf8"), `html ${String(text)}`);
		}),
		{ numRuns: 300 },
	);
});

test("a document of nothing but braces, control words or digits ends soon", () => {
	for (const part of ["{", "}", "\\a", "\\'4", "\\u1", "{\\field{\\*\\fldinst ", "{\\*\\objdata 0"]) {
		const started = performance.now();
		scanned(format, latin1Bytes(`{\\rtf1${part.repeat(2_000_000 / part.length)}`));
		assert.ok(performance.now() - started < 5000, part);
	}
});

test("damage anywhere is survived", () => {
	const sample = `{\\rtf1\\ansi{\\*\\template ${ADDRESS}}{\\field{\\*\\fldinst HYPERLINK "${ADDRESS}"}}{\\*\\objdata 01050000\\bin3 abc}\\u116?\\'e9}`;
	standsDamage(format, latin1Bytes(sample));
});
