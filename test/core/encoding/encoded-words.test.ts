import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findEncodedWords } from "../../../src/core/encoding/encoded-words.ts";

function words(value: string): string[] {
	return findEncodedWords(value).map(({ charset, bytes }) => `${charset}:${Buffer.from(bytes).toString("latin1")}`);
}

test("both encodings are undone, in either case, the language left out", () => {
	assert.deepEqual(words("=?a?q?b_c=3D?= x =?D*en?B?ZQ==?="), ["a:b c=", "D:e"]);
});

test("each byte knows the characters that spell it", () => {
	const value = "ab =?u?q?x=41_?= =?u?b?QUJD?=";
	const spelt = findEncodedWords(value).map(({ starts, ends }) => [...starts].map((start, at) => value.slice(start, ends[at])));
	assert.deepEqual(spelt, [
		["x", "=41", "_"],
		["QU", "UJ", "JD"],
	]);
});

test("what is no encoded word is none", () => {
	for (const value of ["=?a?x?b?=", "=?a?q?b", "=?a b?q?c?=", "=??q?c?=", "?a?q?b?="]) assert.deepEqual(words(value), [], value);
});

test("any bytes come back from either encoding", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
			const q = [...bytes].map((byte) => `=${byte.toString(16).padStart(2, "0")}`).join("");
			const b = Buffer.from(bytes).toString("base64");
			for (const word of findEncodedWords(`=?x?q?${q}?= =?x?b?${b}?=`)) assert.deepEqual(word.bytes, bytes);
		}),
	);
});

test("beyond 65,535 characters nothing is read", () => {
	assert.deepEqual(words(`${" ".repeat(70_000)}=?a?q?b?=`), []);
});
