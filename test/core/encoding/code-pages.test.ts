// Code pages: Windows' numbers, and what decodes them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { charsetOfCodePage, labelOfCodePage } from "../../../src/core/encoding/code-pages.ts";

const PAGES = [
	866, 874, 932, 936, 949, 950, 1200, 1201, 1250, 1251, 1258, 10000, 10007, 20866, 28592, 28605, 50222, 51949, 52936, 54936, 65001,
];

test("a code page is decoded as the encoding that the system knows by its label", () => {
	for (const page of PAGES) {
		const known = new TextDecoder(labelOfCodePage(page)).encoding;
		assert.equal(charsetOfCodePage(page).name, known, `${page}`);
		if (page !== 1252) assert.notEqual(known, "windows-1252", `${page}`);
	}
});

test("what nobody knows is windows-1252", () => {
	for (const page of [0, 437, 99_999, -1]) assert.equal(charsetOfCodePage(page).name, "windows-1252");
});
