import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contentOf, textOf } from "../../../src/core/mail/strings.ts";
import type { Content } from "../../../src/core/model/content.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";

function raw(bytes: Uint8Array, charset = "utf-8"): Content {
	return { bytes, start: 0, end: bytes.length, origin: null, charset };
}

/** Each character's bytes, decoded alone, must give that character. */
function assertRanges(bytes: Uint8Array, charset: string): void {
	const text = textOf(raw(bytes, charset), 0, bytes.length, nodeCodec);
	const decoder = new TextDecoder(charset, { ignoreBOM: true });
	assert.equal(text.value, decoder.decode(bytes));
	let covered = 0;
	for (let index = 0; index < text.value.length; ) {
		const character = String.fromCodePoint(text.value.codePointAt(index) as number);
		const next = index + character.length;
		assert.equal(text.start(index), covered);
		assert.equal(decoder.decode(bytes.subarray(text.start(index), text.end(next))), character);
		if (character.length === 2) {
			assert.equal(text.start(index + 1), covered);
			assert.equal(text.end(index + 1), text.end(next));
		}
		covered = text.end(next);
		index = next;
	}
	assert.equal(covered, bytes.length);
	assert.equal(text.start(text.value.length), bytes.length);
}

const almostUtf8 = fc
	.array(
		fc.oneof(
			fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
			fc.uint8Array({ maxLength: 4 }),
			fc.constantFrom([0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xed, 0xa0, 0x80], [0xf4, 0x90], [0xef, 0xbb, 0xbf]),
		),
		{ maxLength: 12 },
	)
	.map((pieces) => new Uint8Array(pieces.flatMap((piece) => [...piece])));

test("every character of UTF-8, ill-formed included, knows its bytes", () => {
	fc.assert(fc.property(almostUtf8, (bytes) => assertRanges(bytes, "utf-8")));
});

test("every character of a single-byte charset knows its byte", () => {
	fc.assert(
		fc.property(fc.uint8Array(), fc.constantFrom("windows-1252", "koi8-r", "iso-8859-8", "x-user-defined"), (bytes, charset) =>
			assertRanges(bytes, charset),
		),
	);
});

test("content made from text keeps the raw ranges through both directions", () => {
	fc.assert(
		fc.property(almostUtf8, fc.nat(), fc.nat(), (bytes, a, b) => {
			const text = textOf(raw(bytes), 0, bytes.length, nodeCodec);
			const from = Math.min(a % (text.value.length + 1), b % (text.value.length + 1));
			const to = Math.max(a % (text.value.length + 1), b % (text.value.length + 1));
			const content = contentOf(text, from, to);
			const piece = text.value.slice(from, to).toWellFormed();
			assert.equal(new TextDecoder("utf-8", { ignoreBOM: true }).decode(content.bytes), piece);
			const again = textOf(content, 0, content.end, nodeCodec);
			for (let index = 0; index <= piece.length; index++) {
				if (index < piece.length) assert.equal(again.start(index), text.start(from + index));
				if (index > 0) assert.equal(again.end(index), text.end(from + index));
			}
		}),
	);
});

test("an empty text stands where it was cut", () => {
	const text = textOf(raw(new TextEncoder().encode("abc")), 2, 2, nodeCodec);
	assert.deepEqual([text.value, text.start(0), text.end(0)], ["", 2, 2]);
});
