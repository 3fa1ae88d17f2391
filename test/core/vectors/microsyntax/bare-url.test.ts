// Bare URLs in text, as RFC 3986 Appendix C advises and mail programs do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cutBareUrls } from "../../../../src/core/vectors/microsyntax/bare-url.ts";
import { cutFrom, slowest } from "./cuts.ts";

const CASES: readonly [string, string, readonly string[]][] = [
	["a URL in brackets ends with them", "see <http://a.example/x>.", ["http://a.example/x"]],
	[
		"the sentence's punctuation does not belong to it",
		"http://a.example/x?!, or http://b.example/...",
		["http://a.example/x", "http://b.example/"],
	],
	["balanced parentheses belong to it", "(http://a.example/x_(y))", ["http://a.example/x_(y)"]],
	[
		"a bracket that was opened before it ends it",
		"[x](http://a.example/y)[z](http://b.example/)z",
		["http://a.example/y", "http://b.example/"],
	],
	["an underscore at the end may be a token's", "_http://a.example/x_", ["http://a.example/x_"]],
	["the scheme is compared without regard to case", "HTTPS://A.example", ["HTTPS://A.example"]],
	["www. is enough", "on www.a.example/x today", ["http://www.a.example/x"]],
	["www. inside a word is not", "on mail.www.a.example or awww.b.example", []],
	["www. needs a name after it", "www. and www.x", []],
	["a scheme inside a word is none", "xhttp://a.example", []],
	["quotes end it", '"http://a.example/x" and \u00abhttp://b.example/\u00bb', ["http://a.example/x", "http://b.example/"]],
	["a URL inside a query belongs to it", "http://a.example/?u=http://b.example/", ["http://a.example/?u=http://b.example/"]],
	["a scheme alone is nothing", "http:// and https://.", []],
	["text beyond ASCII belongs to it", "http://a.example/\u00fcber.", ["http://a.example/\u00fcber"]],
	["FTP counts", "ftp://a.example/f", ["ftp://a.example/f"]],
];

for (const [sentence, value, expected] of CASES) test(sentence, () => assert.deepEqual(cutFrom(cutBareUrls, value), expected));

test("hostile repetition costs no more than its length", () => {
	const size = 200_000;
	const units = ["http://", "www.", "http://a", "http://a ", ".", ")", "(", ")(", "www.a.b ", "h", "http://)"];
	for (const head of ["", "http://a.example/", "www.a."]) {
		assert.ok(
			slowest(
				cutBareUrls,
				units.map((unit) => head + unit.repeat(size / unit.length)),
			) < 2,
			head,
		);
	}
});
