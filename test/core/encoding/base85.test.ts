import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ASCII85, type Base85, decodeBase85, RFC1924, Z85 } from "../../../src/core/encoding/base85.ts";

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ALPHABETS: readonly (readonly [Base85, string])[] = [
	[ASCII85, Array.from({ length: 85 }, (_, value) => String.fromCharCode(33 + value)).join("")],
	[Z85, `0123456789${UPPER.toLowerCase()}${UPPER}.-:+=^!/*?&<>()[]{}@%$#`],
	[RFC1924, `0123456789${UPPER}${UPPER.toLowerCase()}!#$%&()*+-;<=>?@^_\`{|}~`],
];

/** The definition, in exact integers: four bytes are a number of five digits; a short group is filled up, and its last digits left out. */
function encode(alphabet: string, data: Uint8Array): string {
	let text = "";
	for (let at = 0; at < data.length; at += 4) {
		const group = [...data.subarray(at, at + 4)];
		let number = [...group, 0, 0, 0].slice(0, 4).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
		const digits: string[] = [];
		for (let digit = 0; digit < 5; digit++, number /= 85n) digits.unshift(alphabet[Number(number % 85n)] as string);
		text += digits.join("").slice(0, group.length + 1);
	}
	return text;
}

function decode(encoding: Base85, text: string): string {
	const bytes = new TextEncoder().encode(text);
	const target = new Uint8Array(bytes.length * 4 + 4);
	return Buffer.from(target.subarray(0, decodeBase85(encoding, bytes, 0, bytes.length, target))).toString("latin1");
}

test("the examples of the specifications are read", () => {
	// ZeroMQ RFC 32; Python's base64.a85encode and b85encode of the same text.
	const hello = String.fromCharCode(0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b);
	assert.equal(decode(Z85, "HelloWorld"), hello);
	assert.equal(decode(ASCII85, '87cURD]i,"Ebo80'), "Hello World!");
	assert.equal(decode(RFC1924, "NM&qnZy;B1a%^NF"), "Hello World!");
});

test("what is written by the definition is read, in each alphabet, whatever its length", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 60 }), (data) => {
			for (const [encoding, alphabet] of ALPHABETS)
				assert.equal(decode(encoding, encode(alphabet, data)), Buffer.from(data).toString("latin1"));
		}),
	);
});

test("a character outside the alphabet, a group beyond 32 bits and a single last character are none", () => {
	assert.equal(decode(Z85, 'Hello"World'), "");
	assert.equal(decode(ASCII85, "uuuuu"), "");
	assert.equal(decode(ASCII85, "87cURD"), "");
	assert.equal(decode(ASCII85, "z"), "\0\0\0\0");
	assert.equal(decodeBase85(Z85, new TextEncoder().encode("HelloWorld"), 0, 10, new Uint8Array(7)), 0);
});
