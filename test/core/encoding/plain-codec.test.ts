import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { plainCodec } from "../../../src/core/encoding/plain-codec.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";

/** Bytes of few kinds, so that searches hit; long enough for both paths of the native codec. */
const fewBytes = fc.uint8Array({ max: 3, maxLength: 200 });
const range = fc.tuple(fc.nat(210), fc.nat(210)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

test("both codecs make the same characters of the same bytes", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 300 }), range, (bytes, [a, b]) => {
			const start = Math.min(a, bytes.length);
			const end = Math.min(b, bytes.length);
			const text = plainCodec.latin1(bytes, start, end);
			assert.equal(text, nodeCodec.latin1(bytes, start, end));
			assert.deepEqual(
				[...text].map((character) => character.charCodeAt(0)),
				[...bytes.subarray(start, end)],
			);
		}),
	);
	const long = new Uint8Array(300_000).fill(0xe9);
	assert.equal(plainCodec.latin1(long, 0, long.length), nodeCodec.latin1(long, 0, long.length));
});

test("both codecs find the same byte, and none outside the range", () => {
	fc.assert(
		fc.property(fewBytes, fc.nat(4), range, (bytes, byte, [a, b]) => {
			const start = Math.min(a, bytes.length);
			const end = Math.min(b, bytes.length);
			const found = plainCodec.indexOf(bytes, byte, start, end);
			assert.equal(found, nodeCodec.indexOf(bytes, byte, start, end));
			assert.equal(found, [...bytes.subarray(0, end)].indexOf(byte, start));
		}),
	);
});

test("both codecs find the same sequence, and none that sticks out of the range", () => {
	fc.assert(
		fc.property(fewBytes, fc.uint8Array({ max: 3, minLength: 0, maxLength: 12 }), range, (bytes, needle, [a, b]) => {
			const start = Math.min(a, bytes.length);
			const end = Math.min(b, bytes.length);
			const found = plainCodec.indexOfSequence(bytes, needle, start, end);
			assert.equal(found, nodeCodec.indexOfSequence(bytes, needle, start, end));
			if (found !== -1) assert.deepEqual(bytes.slice(found, found + needle.length), needle);
		}),
	);
});

test("both codecs decode strict base64 alike, in lines or not, padded or not", () => {
	fc.assert(
		fc.property(
			fc.uint8Array(),
			fc.integer({ min: 1, max: 100 }),
			fc.constantFrom("\n", "\r\n", ""),
			fc.boolean(),
			(bytes, width, eol, padded) => {
				const encoded = Buffer.from(bytes).toString("base64");
				const lines = (padded ? encoded : encoded.replace(/=+$/, "")).replace(new RegExp(`.{${width}}`, "g"), `$&${eol}`);
				const input = new Uint8Array(Buffer.from(lines));
				for (const codec of [plainCodec, nodeCodec]) {
					const target = new Uint8Array(bytes.length + 4);
					assert.equal(codec.base64(input, 0, input.length, target), bytes.length);
					assert.deepEqual(target.slice(0, bytes.length), bytes);
				}
			},
		),
	);
});

test("neither codec makes as many bytes of base64 with strangers in it as of base64 without", () => {
	const characters = fc.array(fc.constantFrom(..."AZaz09+/*!. ~="), { minLength: 2, maxLength: 60 });
	fc.assert(
		fc.property(characters, (array) => {
			const text = array.join("");
			const strict = /^[\w+/]*={0,2}$/.test(text);
			const count = text.replace(/={1,2}$/, "").length;
			if (strict || count % 4 === 1) return;
			const input = new Uint8Array(Buffer.from(text));
			for (const codec of [plainCodec, nodeCodec]) {
				assert.ok(codec.base64(input, 0, input.length, new Uint8Array(64)) < Math.floor((count * 3) / 4), text);
			}
		}),
	);
});
