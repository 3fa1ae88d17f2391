import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createCheckpoints } from "../../../src/core/encoding/checkpoints.ts";
import { decodeQuotedPrintable, isQuotedPrintable, quotedPrintableRange } from "../../../src/core/encoding/quoted-printable.ts";
import { processorTime } from "../mail/processor-time.ts";
import { slowBytes, slowQuotedPrintable } from "../mail/slow-decoding.ts";

function decode(input: Uint8Array): { bytes: Uint8Array; ranges: [number, number][]; strayAt: number } {
	const target = new Uint8Array(input.length);
	const checkpoints = createCheckpoints();
	const { length, strayAt } = decodeQuotedPrintable(input, 0, input.length, target, checkpoints);
	const ranges: [number, number][] = [];
	for (let at = 0; at < length; at++) {
		const { start, end } = quotedPrintableRange(input, input.length, checkpoints, at);
		ranges.push([start, end]);
	}
	return { bytes: target.slice(0, length), ranges, strayAt };
}

function text(input: string): string {
	return Buffer.from(decode(new Uint8Array(Buffer.from(input, "latin1"))).bytes).toString("latin1");
}

test("escapes are read in either case", () => assert.equal(text("=3D=3d=C3=a4"), "==\u00c3\u00a4"));
test("a soft line break joins lines, blanks after its equals sign or not", () => assert.equal(text("a=\r\nb= \t\nc=\rd="), "abcd"));
test("blanks at the end of a line go, encoded ones stay", () => assert.equal(text("a  \t\r\nb=20 \r\nc "), "a\r\nb \r\nc"));
test("blanks before a soft line break stay", () => assert.equal(text("a  =\r\nb"), "a  b"));
test("an equals sign that is no escape stands for itself, and is said", () => {
	assert.equal(text("a=b&c=zz=4"), "a=b&c=zz=4");
	assert.equal(decode(new Uint8Array(Buffer.from("ab=zz"))).strayAt, 2);
});

test("every decoded byte and its raw range is what a slow reading finds", () => {
	const pieces = fc.constantFrom(
		"a",
		"=",
		"=3D",
		"=20",
		"=c3=A4",
		" ",
		"\t",
		"\r\n",
		"\n",
		"\r",
		"=\r\n",
		"= \n",
		"=\r",
		"xyz ".repeat(20),
		" ".repeat(90),
	);
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 40 }), (array) => {
			const input = new Uint8Array(Buffer.from(array.join("")));
			const expected = slowQuotedPrintable(slowBytes(input));
			const { bytes, ranges } = decode(input);
			assert.deepEqual(
				[...bytes],
				expected.map(({ byte }) => byte),
			);
			assert.deepEqual(
				ranges,
				expected.map(({ start, end }) => [start, end]),
			);
		}),
		{ numRuns: 500 },
	);
});

test("the walk back is short however long a line, a run of blanks or of empty lines", () => {
	for (const filling of ["http://a.example ", " ", "\n", "=\n", "=41", "a"]) {
		const input = new Uint8Array(Buffer.from(filling.repeat(Math.ceil(3e6 / filling.length))));
		const target = new Uint8Array(input.length);
		const checkpoints = createCheckpoints();
		const { length } = decodeQuotedPrintable(input, 0, input.length, target, checkpoints);
		const took = processorTime(() => {
			for (let at = 0; at < length; at += 100) quotedPrintableRange(input, input.length, checkpoints, at);
		});
		assert.ok(took < 1000, `${JSON.stringify(filling)}: ${Math.round(took)} ms`);
	}
});

test("text that breaks the rules is not taken for quoted-printable", () => {
	const is = (input: string): boolean => isQuotedPrintable(new Uint8Array(Buffer.from(input)), 0, input.length);
	assert.equal(is("a=3Db=\r\nc"), true);
	assert.equal(is('charset="x"'), false);
	assert.equal(is("nothing encoded"), false);
});
