// Lists and pairs: tokens, archives, semicolons, policies, angle brackets.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cutAngleBrackets } from "../../../../src/core/vectors/microsyntax/angle-brackets.ts";
import { cutLinkField } from "../../../../src/core/vectors/microsyntax/link-field.ts";
import { valuesOf } from "../../../../src/core/vectors/microsyntax/pairs.ts";
import type { Cut } from "../../../../src/core/vectors/microsyntax/piece.ts";
import { cutReportUris } from "../../../../src/core/vectors/microsyntax/policy.ts";
import { cutSourceMaps } from "../../../../src/core/vectors/microsyntax/source-map.ts";
import { cutArchives, cutSemicolons, cutTokens } from "../../../../src/core/vectors/microsyntax/tokens.ts";
import { cutFrom, slowest } from "./cuts.ts";

const CASES: readonly [string, Cut, string, readonly string[]][] = [
	["tokens are separated by any ASCII white space", cutTokens, "\fa\tb\r\nc ", ["a", "b", "c"]],
	["other spaces separate no tokens", cutTokens, "a\u00a0b", ["a\u00a0b"]],
	["archives are separated by commas or blanks", cutArchives, "a.jar,b.jar c.jar, ,d.jar", ["a.jar", "b.jar", "c.jar", "d.jar"]],
	["empty values between semicolons are nothing", cutSemicolons, ";a; ;b ", ["a", "b"]],
	["a pair's name is compared without regard to case", valuesOf("icon-uri"), "name=x; ICON-URI = /i ;action-uri=/a", ["/i"]],
	["a value may hold equals signs", valuesOf("l"), "v=BIMI1;l=http://a.example/?a=b", ["http://a.example/?a=b"]],
	["a quoted value may hold semicolons", valuesOf("url"), 'id=1; url="http://a.example/;x"; x=y', ["http://a.example/;x"]],
	["an unclosed quote ends at the semicolon", valuesOf("url"), 'url="/a; x=y', ["/a"]],
	["a word without an equals sign is no pair", valuesOf("url"), "flag; url=/a", ["/a"]],
	["an empty value is nothing", valuesOf("a", "l"), "v=BIMI1; l=; a=;", []],
	[
		"a policy may report to several",
		cutReportUris,
		"img-src http://x.example; REPORT-URI /a  http://b.example/;",
		["/a", "http://b.example/"],
	],
	["report-to names a group, not a URL", cutReportUris, "report-to http://a.example/", []],
	[
		"several addresses in brackets",
		cutAngleBrackets,
		"<mailto:a@b.example>,\t<http://b.example/>(x)",
		["mailto:a@b.example", "http://b.example/"],
	],
	["an unclosed bracket ends with the value", cutAngleBrackets, "<http://b.example/", ["http://b.example/"]],
	["without brackets only http counts", cutAngleBrackets, "NO http://a.example/x; see mailto:a@b.example", ["http://a.example/x"]],
	["a Link field without brackets is nothing", cutLinkField, "http://a.example/; rel=stylesheet", []],
	["old and new source map comments", cutSourceMaps, "//@ sourceMappingURL=/a\n//# sourceMappingURL=/b?'", ["/a", "/b?"]],
	["a source map in a block comment ends with it", cutSourceMaps, "/*# sourceMappingURL=/a*/", ["/a"]],
	["without its sign it is no source map", cutSourceMaps, "x.sourceMappingURL=/a", []],
];

for (const [sentence, cut, value, expected] of CASES) test(sentence, () => assert.deepEqual(cutFrom(cut, value), expected));

test("hostile repetition costs no more than its length", () => {
	const size = 200_000;
	for (const cut of [cutTokens, cutArchives, cutSemicolons, valuesOf("a"), cutReportUris, cutAngleBrackets, cutSourceMaps]) {
		const units = [" ", ",", ";", "=", ";a", "<", "<>", '"', 'a="', "a=;", "#", "# sourceMappingURL=", "report-uri "];
		assert.ok(
			slowest(
				cut,
				units.map((unit) => unit.repeat(size / unit.length)),
			) < 2,
		);
	}
});
