// srcset by the steps of WHATWG HTML §4.8.4.3.10.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutSrcset } from "../../../../src/core/vectors/microsyntax/srcset.ts";
import { cutFrom } from "./cuts.ts";

const CASES: readonly [string, string, readonly string[]][] = [
	["one candidate without a descriptor", "a.png", ["a.png"]],
	["leading commas and blanks are skipped", " ,,\t,,,a.png", ["a.png"]],
	["a comma inside a URL belongs to it", "a,b.png 1x, c.png 2x", ["a,b.png", "c.png"]],
	["a comma at the end of a URL ends the candidate", "a.png, b.png,c.png 2x", ["a.png", "b.png,c.png"]],
	["several commas at the end of a URL are dropped", "a.png,,,, b.png", ["a.png", "b.png"]],
	["a comma directly after a descriptor starts the next candidate", "a.png 1x,b.png 2x", ["a.png", "b.png"]],
	["a comma inside parentheses of a descriptor ends nothing", "a.png calc(1, 2) 1x, b.png", ["a.png", "b.png"]],
	["an unclosed parenthesis swallows the rest", "a.png (1x, b.png 2x", ["a.png"]],
	["line ends and form feeds are blanks", "a.png\n1x,\fb.png\r2x", ["a.png", "b.png"]],
	["a data: URL keeps its commas", "data:image/png;base64,AAAA 1x, b.png 2x", ["data:image/png;base64,AAAA", "b.png"]],
	["a descriptor that no browser accepts keeps its candidate", "a.png 1q, b.png -1x", ["a.png", "b.png"]],
	["nothing but commas and blanks is nothing", " , ,, ", []],
];

for (const [sentence, value, expected] of CASES) test(sentence, () => assert.deepEqual(cutFrom(cutSrcset, value), expected));

test("candidates put together by the rules are taken apart again", () => {
	const url = fc.stringMatching(/^[a-z/][a-z,()/?=&]{0,12}[a-z/]$/);
	const descriptor = fc.constantFrom("", " 1x", "  2.5x ", " 100w", " 10w 20h", " (a, b) 1x");
	fc.assert(
		fc.property(fc.array(fc.tuple(url, descriptor), { maxLength: 6 }), (candidates) => {
			const value = candidates.map(([address, words]) => address + words).join(", ");
			assert.deepEqual(
				cutFrom(cutSrcset, value),
				candidates.map(([address]) => address),
			);
		}),
	);
});
