import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeBase58, MAX_BASE58 } from "../../../src/core/encoding/base58.ts";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** The definition, in exact integers. */
function encode(data: Uint8Array): string {
	let number = [...data].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
	let text = "";
	for (; number > 0n; number /= 58n) text = ALPHABET[Number(number % 58n)] + text;
	const zeros = data.findIndex((byte) => byte !== 0);
	return "1".repeat(zeros < 0 ? data.length : zeros) + text;
}

function decode(text: string): string {
	const bytes = new TextEncoder().encode(text);
	const target = new Uint8Array(MAX_BASE58 + 2);
	return Buffer.from(target.subarray(0, decodeBase58(bytes, 0, bytes.length, target))).toString("hex");
}

test("the test vectors of the draft are read", () => {
	assert.equal(decode("2NEpo7TZRRrLZSi2U"), Buffer.from("Hello World!").toString("hex"));
	assert.equal(
		decode("USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"),
		Buffer.from("The quick brown fox jumps over the lazy dog.").toString("hex"),
	);
	assert.equal(decode("11233QC4"), "0000287fb4cd");
});

test("what is written by the definition is read, leading zeros included", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 90 }), fc.nat(3), (data, zeros) => {
			const padded = Uint8Array.of(...new Uint8Array(zeros), ...data);
			fc.pre(encode(padded).length <= MAX_BASE58);
			assert.equal(decode(encode(padded)), Buffer.from(padded).toString("hex"));
		}),
	);
});

test("what is no base58, or too long, is nothing", () => {
	for (const text of ["0abc", "abcO", "abIc", "abcl", "ab-c", "", "2".repeat(MAX_BASE58 + 1)]) assert.equal(decode(text), "");
});
