import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { resolveCharset } from "../../../src/core/encoding/charsets.ts";
import { asUtf8 } from "../../../src/core/mail/transcoded.ts";
import type { Content } from "../../../src/core/model/content.ts";
import { processorTime } from "./processor-time.ts";

function transcode(bytes: Uint8Array, label: string): Content {
	const charset = resolveCharset(label);
	assert.ok(charset !== null, label);
	return asUtf8({ bytes, start: 0, end: bytes.length, origin: null, charset: "windows-1252" }, charset, null);
}

function text(content: Content): string {
	return new TextDecoder("utf-8", { ignoreBOM: true }).decode(content.bytes.subarray(content.start, content.end));
}

/** Characters with the raw bytes that spell them in each encoding, ISO-2022 sets in their shifted form. */
const SAMPLES: Record<string, readonly (readonly [string, readonly number[]])[]> = {
	"utf-16le": [
		["A", [0x41, 0]],
		["é", [0xe9, 0]],
		["あ", [0x42, 0x30]],
		["😀", [0x3d, 0xd8, 0x00, 0xde]],
		["<", [0x3c, 0]],
	],
	"utf-16be": [
		["A", [0, 0x41]],
		["é", [0, 0xe9]],
		["あ", [0x30, 0x42]],
		["😀", [0xd8, 0x3d, 0xde, 0x00]],
		["<", [0, 0x3c]],
	],
	shift_jis: [
		["A", [0x41]],
		["あ", [0x82, 0xa0]],
		["ソ", [0x83, 0x5c]],
		["ｱ", [0xb1]],
		["<", [0x3c]],
	],
	"euc-jp": [
		["A", [0x41]],
		["あ", [0xa4, 0xa2]],
		["ｱ", [0x8e, 0xb1]],
		["<", [0x3c]],
	],
	"euc-kr": [
		["A", [0x41]],
		["가", [0xb0, 0xa1]],
		["<", [0x3c]],
	],
	gbk: [
		["A", [0x41]],
		["啊", [0xb0, 0xa1]],
		["丂", [0x81, 0x40]],
		["<", [0x3c]],
	],
	gb18030: [
		["A", [0x41]],
		["啊", [0xb0, 0xa1]],
		["é", [0xa8, 0xa6]],
		["😀", [0x94, 0x39, 0xfc, 0x36]],
		["<", [0x3c]],
	],
	big5: [
		["A", [0x41]],
		["一", [0xa4, 0x40]],
		["<", [0x3c]],
	],
};

for (const [label, samples] of Object.entries(SAMPLES)) {
	test(`every character of ${label} knows the bytes that spell it`, () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...samples), { maxLength: 60 }), fc.nat(3), (characters, repeats) => {
				const many = Array.from({ length: 1 + repeats * 20 }, () => characters).flat();
				const content = transcode(new Uint8Array(many.flatMap(([, bytes]) => [...bytes])), label);
				assert.equal(text(content), many.map(([character]) => character).join(""));
				let raw = 0;
				let at = content.start;
				for (const [character, bytes] of many) {
					const length = Buffer.byteLength(character);
					for (let i = 0; i < length; i++) {
						assert.equal(content.origin?.start(at + i), raw);
						assert.equal(content.origin?.end(at + i + 1), raw + bytes.length);
					}
					at += length;
					raw += bytes.length;
				}
				assert.equal(content.origin?.end(content.end), raw);
			}),
			{ numRuns: 60 },
		);
	});
}

test("ill-formed bytes become what the decoder makes of them, and ASCII after a broken character keeps its own byte", () => {
	const content = transcode(Uint8Array.of(0x41, 0x82, 0x3c, 0x62), "shift_jis");
	assert.equal(text(content), "A\ufffd<b");
	const less = content.start + Buffer.byteLength("A\ufffd");
	assert.deepEqual([content.origin?.start(less), content.origin?.end(less + 1)], [2, 3]);
	assert.deepEqual([content.origin?.start(1), content.origin?.end(4)], [1, 2]);
});

test("arbitrary bytes: the whole is what one decoder makes of it, ranges grow and stay inside", () => {
	const labels = fc.constantFrom("utf-16le", "utf-16be", "shift_jis", "euc-jp", "euc-kr", "gbk", "gb18030", "big5", "iso-2022-jp");
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 3000, size: "max" }), labels, (bytes, label) => {
			const content = transcode(bytes, label);
			assert.equal(text(content), new TextDecoder(label, { ignoreBOM: true }).decode(bytes));
			let before = 0;
			for (let at = content.start; at < content.end; at += 37) {
				const start = content.origin?.start(at) ?? -1;
				const end = content.origin?.end(at + 1) ?? -1;
				assert.ok(start >= before && end > start && end <= bytes.length, `${label} ${at}: ${before} ${start} ${end}`);
				before = start;
			}
		}),
		{ numRuns: 60 },
	);
});

test("ISO-2022-JP: shifts are no characters, and a long message keeps its state from piece to piece", () => {
	const bytes = new Uint8Array(Buffer.from(`a${'\x1b$B$"$"\x1b(B<img>\n'.repeat(300)}${"\x1b$B"}${'$"'.repeat(2000)}\x1b(B<`, "latin1"));
	const content = transcode(bytes, "iso-2022-jp");
	assert.equal(text(content), `a${"ああ<img>\n".repeat(300)}${"あ".repeat(2000)}<`);
	assert.deepEqual([content.origin?.start(7), content.origin?.end(8)], [bytes.indexOf(0x3c), bytes.indexOf(0x3c) + 1]);
	assert.equal(content.origin?.start(content.end - 1), bytes.length - 1);
	assert.equal(content.origin?.start(content.end - 4), bytes.length - 6);
});

function asUtf7(value: string): string {
	const run = (units: string): string => {
		const bytes = Buffer.alloc(units.length * 2);
		for (let i = 0; i < units.length; i++) bytes.writeUInt16BE(units.charCodeAt(i), i * 2);
		return `+${bytes.toString("base64").replace(/=+$/, "")}-`;
	};
	return value.replace(/\+|[^+ -~\n]+|</g, (piece) => (piece === "+" ? "+-" : run(piece)));
}

test("UTF-7 is read back, each character with the range that spells it", () => {
	assert.equal(text(transcode(new Uint8Array(Buffer.from("+ADw-img src+AD0AIg-x+-y+2D3eAA")), "utf-7")), '<img src="x+y😀');
	fc.assert(
		fc.property(
			fc.string({ unit: fc.constantFrom("a", "<", "é", "あ", "😀", "+", "-", "\n", "x".repeat(90)), maxLength: 80 }),
			fc.nat(30),
			(value, repeats) => {
				const raw = asUtf7(value.repeat(1 + repeats));
				const content = transcode(new Uint8Array(Buffer.from(raw)), "utf-7");
				assert.equal(text(content), value.repeat(1 + repeats));
				let before = 0;
				for (let at = 0; at < content.end; at += 11) {
					const start = content.origin?.start(at) ?? -1;
					const end = content.origin?.end(at + 1) ?? -1;
					assert.ok(start >= before && end > start && end <= raw.length);
					const byte = content.bytes[at];
					if (byte >= 0x61 && byte < 0x7b) assert.equal(raw.slice(start, end), String.fromCharCode(byte));
					before = start;
				}
			},
		),
		{ numRuns: 60 },
	);
});

test("HZ and ISO-2022-KR are read with their shifts", () => {
	assert.equal(text(transcode(new Uint8Array(Buffer.from("a~{0!~}<~~b~\nc\n~{0!\n<")), "hz-gb-2312")), "a啊<~bc\n啊\n<");
	const korean = transcode(new Uint8Array(Buffer.from("\x1b$)Ca\x0e0!\x0f<b", "latin1")), "iso-2022-kr");
	assert.equal(text(korean), "a가<b");
	assert.deepEqual([korean.origin?.start(4), korean.origin?.end(5)], [9, 10]);
});

test("the way back is short in a long run without any line break", () => {
	for (const [label, unit] of [
		["shift_jis", [0x82, 0xa0]],
		["utf-16le", [0x3d, 0xd8]],
		["utf-7", [0x41]],
		["iso-2022-jp", [0x1b, 0x24, 0x42]],
	] as const) {
		const bytes = new Uint8Array(unit.length * 400_000);
		for (let at = 0; at < bytes.length; at++) bytes[at] = unit[at % unit.length];
		if (label === "utf-7") bytes[0] = 0x2b;
		const took = processorTime(() => {
			const content = transcode(bytes, label);
			for (let i = 0; i < 2000 && content.end > 0; i++) content.origin?.start(Math.floor((content.end * i) / 2000));
		});
		assert.ok(took < 2000, `${label}: ${Math.round(took)} ms`);
	}
});
