// LZFu against an independent implementation.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decompressRTF } from "@kenjiuno/decompressrtf";
import fc from "fast-check";
import { decompressRtf } from "../../../../src/core/mail/files/lzfu.ts";
import { compressedRichText } from "./rich-text-writer.ts";

const LIMIT = 1 << 20;

const piece = fc.constantFrom("{\\rtf1\\ansi", "\\par ", "http://a.example/x", "\\fs20", "abcabcabc", "z".repeat(40), "\r\n", "}");

test("what is compressed comes out as it was, and as another implementation has it", () => {
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
			const text = pieces.join("");
			const compressed = compressedRichText(text);
			const { bytes } = decompressRtf(compressed, 0, compressed.length, LIMIT);
			assert.equal(Buffer.from(bytes).toString("latin1"), text);
			assert.deepEqual([...bytes], decompressRTF([...compressed]));
		}),
	);
});

test("what is compressed by chance comes out as another implementation has it", () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 4, maxLength: 300 }), (tail) => {
			const header = Buffer.alloc(16);
			header.writeUInt32LE(tail.length + 12, 0);
			header.writeUInt32LE(100_000, 4);
			header.write("LZFu", 8, "latin1");
			const whole = new Uint8Array(Buffer.concat([header, tail]));
			let expected: number[];
			try {
				expected = decompressRTF([...whole]);
			} catch {
				return;
			}
			const { bytes, whole: ended } = decompressRtf(whole, 0, whole.length, LIMIT);
			if (ended) assert.deepEqual([...bytes], [...expected].slice(0, bytes.length));
		}),
	);
});

test("what is stored, cut off, or of no known kind is told apart, and nothing grows past the limit", () => {
	const stored = Buffer.concat([Buffer.from([15, 0, 0, 0, 3, 0, 0, 0]), Buffer.from("MELA\0\0\0\0abc")]);
	const read = (bytes: Uint8Array, most = LIMIT): string => {
		const { bytes: out, whole } = decompressRtf(bytes, 0, bytes.length, most);
		return `${Buffer.from(out).toString("latin1")} ${whole}`;
	};
	assert.equal(read(stored), "abc true");
	assert.equal(read(stored.subarray(0, 18)), "ab false");
	assert.equal(read(stored.subarray(0, 5)), " false");
	assert.equal(read(Buffer.from(stored.toString("latin1").replace("MELA", "LZ77"), "latin1")), " false");
	// All references of seventeen bytes to the beginning.
	const bomb = Buffer.alloc(16 + 17 * 10_000, 0);
	bomb.write("LZFu", 8, "latin1");
	for (let at = 16; at < bomb.length; at += 17) {
		bomb[at] = 0xff;
		for (let k = 2; k < 17; k += 2) bomb[at + k] = 0x0f;
	}
	assert.equal(decompressRtf(bomb, 0, bomb.length, 1000).bytes.length, 1000);
});
