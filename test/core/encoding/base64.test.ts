import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { base64Range, decodeBase64, isBase64 } from "../../../src/core/encoding/base64.ts";
import { createCheckpoints } from "../../../src/core/encoding/checkpoints.ts";
import { plainCodec } from "../../../src/core/encoding/plain-codec.ts";
import type { Codec } from "../../../src/core/model/codec.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";
import { processorTime } from "../mail/processor-time.ts";
import { slowBase64, slowBytes } from "../mail/slow-decoding.ts";

function decode(input: Uint8Array, codec: Codec) {
	const target = new Uint8Array(input.length + 8);
	const checkpoints = createCheckpoints();
	const result = decodeBase64(input, 0, input.length, target, checkpoints, codec);
	const ranges: [number, number][] = [];
	for (let at = 0; at < result.length; at++) {
		const { start, end } = base64Range(input, 0, input.length, result, checkpoints, at);
		ranges.push([start, end]);
	}
	return { bytes: target.slice(0, result.length), ranges, strayAt: result.strayAt, uniform: result.lines !== null };
}

function text(input: string): string {
	return Buffer.from(decode(new Uint8Array(Buffer.from(input)), nodeCodec).bytes).toString();
}

function assertAsSlow(input: Uint8Array): void {
	const expected = slowBase64(slowBytes(input));
	for (const codec of [nodeCodec, plainCodec]) {
		const { bytes, ranges } = decode(input, codec);
		assert.deepEqual(
			[...bytes],
			expected.map(({ byte }) => byte),
		);
		assert.deepEqual(
			ranges,
			expected.map(({ start, end }) => [start, end]),
		);
	}
}

test("every decoded byte of wrapped lines and its raw range is what a slow reading finds", () => {
	const ending = fc.constantFrom("", "\n", "\r\n", "\r\n\r\n", "\n\n", "=", "\r");
	fc.assert(
		fc.property(
			fc.uint8Array({ maxLength: 400 }),
			fc.integer({ min: 1, max: 100 }),
			fc.constantFrom("\n", "\r\n"),
			ending,
			(bytes, width, eol, end) => {
				const wrapped = Buffer.from(bytes)
					.toString("base64")
					.replace(new RegExp(`.{${width}}`, "g"), `$&${eol}`);
				assertAsSlow(new Uint8Array(Buffer.from(wrapped + end)));
			},
		),
		{ numRuns: 300 },
	);
});

test("every decoded byte of broken base64 and its raw range is what a slow reading finds", () => {
	const pieces = fc.constantFrom(
		"QUJD",
		"A",
		"Zg==",
		"=",
		"-_",
		"*",
		"\r\n",
		"\n",
		" ",
		"\u00e9",
		"aGVsbG8gd29ybGQgYWdhaW4=",
		"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\r\n",
		"x".repeat(800),
	);
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 12 }), (array) => assertAsSlow(new Uint8Array(Buffer.from(array.join(""))))),
		{ numRuns: 300 },
	);
});

test("lines of one length are recognised as such, a ragged one is not", () => {
	const line = "QUJDREVG";
	assert.equal(decode(new Uint8Array(Buffer.from(`${line}\r\n${line}\r\nQUI=\r\n`)), nodeCodec).uniform, true);
	assert.equal(decode(new Uint8Array(Buffer.from(`${line}\r\nQUJD\r\n${line}\r\n`)), nodeCodec).uniform, false);
});

test("blocks after padding are read too, and said to break the rules", () => {
	assert.equal(text("aGk=\r\naGk="), "hihi");
	assert.equal(decode(new Uint8Array(Buffer.from("aGk=aGk=")), nodeCodec).strayAt, 4);
});
test("the URL alphabet counts, and is said", () => {
	assert.equal(text("Pz8-Pj8_"), "??>>??");
	for (const lines of ["Pz8-Pj8_", "Pz8-\nPj8_\nP"]) assert.equal(decode(new Uint8Array(Buffer.from(lines)), nodeCodec).strayAt, 3);
});
test("strangers are skipped", () => assert.equal(text("a*G!k="), "hi"));

test("the walk back is short however many strangers stand between the characters", () => {
	for (const filling of ["QUJD\n \n", `QUJD${" ".repeat(100_000)}`, "Q=", "QUJD=\n"]) {
		const input = new Uint8Array(Buffer.from(filling.repeat(Math.ceil(3e6 / filling.length))));
		const checkpoints = createCheckpoints();
		const result = decodeBase64(input, 0, input.length, new Uint8Array(input.length), checkpoints, nodeCodec);
		const took = processorTime(() => {
			for (let at = 0; at < result.length; at += 100) base64Range(input, 0, input.length, result, checkpoints, at);
		});
		assert.ok(took < 1000, `${JSON.stringify(filling.slice(0, 9))}: ${Math.round(took)} ms`);
	}
});

test("what holds other characters is not taken for base64", () => {
	const is = (input: string): boolean => isBase64(new Uint8Array(Buffer.from(input)), 0, input.length);
	assert.equal(is("QUJD\r\nQQ==\r\n"), true);
	assert.equal(is("Subject: x"), false);
	assert.equal(is("\r\n"), false);
});
