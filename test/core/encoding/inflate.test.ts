import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { inflate, mayBeDeflated } from "../../../src/core/encoding/inflate.ts";

function inflated(data: Uint8Array, size = 100_000): Uint8Array {
	const target = new Uint8Array(size);
	return target.subarray(0, inflate(data, 0, data.length, target));
}

const data = fc.oneof(
	fc.uint8Array({ maxLength: 5000 }),
	fc.string({ maxLength: 3000 }).map((text) => new TextEncoder().encode(text)),
	fc
		.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(200))
		.map(([piece, times]) => Uint8Array.from({ length: piece.length * times }, (_, at) => piece[at % piece.length] as number)),
);

test("what zlib compresses at any level, in any wrapping, comes out again", () => {
	fc.assert(
		fc.property(data, fc.integer({ min: 0, max: 9 }), (plain, level) => {
			for (const compress of [deflateRawSync, deflateSync, gzipSync]) {
				assert.deepEqual(inflated(compress(plain, { level })), plain);
			}
		}),
		{ numRuns: 300 },
	);
});

test("a gzip header's name, comment, extra field and checksum are passed over", () => {
	const packed = gzipSync("jane@x.example");
	const header = Uint8Array.of(...packed.subarray(0, 3), 2 | 4 | 8 | 16, ...packed.subarray(4, 10), 2, 0, 1, 1, 0x61, 0, 0x62, 0, 9, 9);
	assert.equal(new TextDecoder().decode(inflated(Uint8Array.of(...header, ...packed.subarray(10)))), "jane@x.example");
});

test("whatever the bytes, it ends, within the target", () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(500), (bytes, size) => {
			assert.ok(inflated(bytes, size).length <= size);
			mayBeDeflated(bytes, 0, bytes.length);
		}),
		{ numRuns: 3000 },
	);
});

test("a bomb stops at the target", () => {
	const bomb = deflateRawSync(new Uint8Array(10_000_000));
	const before = performance.now();
	assert.ok(inflated(bomb, 8192).length <= 8192);
	assert.ok(performance.now() - before < 500);
});

test("compressed addresses and records look compressed, and few random bytes do", () => {
	for (const text of ["jane@x.example", '{"email":"jane@x.example"}', 'a:1:{s:5:"email";s:14:"jane@x.example";}']) {
		for (const compress of [deflateRawSync, deflateSync, gzipSync]) {
			const packed = compress(text);
			assert.ok(mayBeDeflated(packed, 0, packed.length), text);
		}
	}
	const random = Uint8Array.from({ length: 100_000 }, (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 13);
	let taken = 0;
	for (let at = 0; at + 20 <= random.length; at++) if (mayBeDeflated(random, at, at + 20)) taken++;
	assert.ok(taken < random.length / 100, String(taken));
});
