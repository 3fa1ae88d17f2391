import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodePercent, decodePercentInPlace } from "../../../src/core/encoding/percent.ts";

function inPlace(written: string): string {
	const bytes = new TextEncoder().encode(written);
	return new TextDecoder().decode(bytes.subarray(0, decodePercentInPlace(bytes, 0, bytes.length)));
}

test("layers are undone one after the other, six at most", () => {
	assert.equal(inPlace("a%40b"), "a@b");
	assert.equal(inPlace("a%2540b"), "a@b");
	assert.equal(inPlace("a%252540b"), "a@b");
	assert.equal(inPlace(`a%${"25".repeat(5)}40b`), "a@b");
	assert.equal(inPlace(`a%${"25".repeat(6)}40b`), "a%40b");
});

test("an encoded slash separates nothing", () => {
	assert.equal(inPlace("/a%2Fb/"), "/a_b/");
});

test("a percent sign without two digits stands for itself", () => {
	assert.equal(inPlace("100%"), "100%");
	assert.equal(inPlace("%4"), "%4");
	assert.equal(inPlace("%zz%41"), "%zzA");
	assert.equal(decodePercent("%zz%41%"), "%zzA%");
});

test("decoding once undoes encoding once", () => {
	fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => assert.equal(decodePercent(encodeURIComponent(text)), text)));
});

test("what is not UTF-8 becomes a replacement character", () => {
	assert.equal(decodePercent("%ff"), "\ufffd");
});
