import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BASE32, BASE64, type BitEncoding, decodeBits, HEX } from "../../../src/core/encoding/bit-encodings.ts";

function decode(encoding: BitEncoding, written: string, text = false): string {
	const bytes = new TextEncoder().encode(written);
	const target = new Uint8Array(written.length);
	return Buffer.from(target.subarray(0, decodeBits(encoding, bytes, 0, bytes.length, target, text))).toString("latin1");
}

test("the vectors of RFC 4648 §10 are read, in either case where case does not count", () => {
	assert.equal(decode(BASE64, "Zm9vYmE="), "fooba");
	assert.equal(decode(BASE32, "MZXW6YTBOI======"), "foobar");
	assert.equal(decode(BASE32, "mzxw6ytb"), "fooba");
	assert.equal(decode(HEX, "666F6f626172"), "foobar");
});

test("base64 and hex read what Node writes", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 60 }), (data) => {
			const expected = Buffer.from(data).toString("latin1");
			for (const variant of ["base64", "base64url"] as const) assert.equal(decode(BASE64, Buffer.from(data).toString(variant)), expected);
			assert.equal(decode(HEX, Buffer.from(data).toString("hex")), expected);
		}),
	);
});

test("decoding stops at a character outside the alphabet, and for text at a byte that is not 7-bit", () => {
	assert.equal(decode(HEX, "6162x63"), "ab");
	assert.equal(decode(HEX, "6162ff63", true), "ab");
	assert.equal(decode(HEX, "6162ff63"), "ab\u00ffc");
	assert.equal(decode(BASE64, ""), "");
});

test("a target that is full ends it", () => {
	const target = new Uint8Array(2);
	assert.equal(decodeBits(HEX, new TextEncoder().encode("61626364"), 0, 8, target, true), 2);
});
