import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createCheckpoints } from "../../../src/core/encoding/checkpoints.ts";
import { decodeUuencode, findUuencode, uuencodeRange } from "../../../src/core/encoding/uuencode.ts";

/** After POSIX.1 uuencode, "Historical Algorithm". */
function encode(bytes: Uint8Array, zero: " " | "`", eol: string): string {
	const character = (value: number): string => (value === 0 ? zero : String.fromCharCode(value + 32));
	const lines = ["begin 644 file.html"];
	for (let at = 0; at < bytes.length; at += 45) {
		const line = bytes.subarray(at, at + 45);
		let text = character(line.length);
		for (let i = 0; i < line.length; i += 3) {
			const [a, b = 0, c = 0] = line.subarray(i, i + 3);
			text += character(a >> 2) + character(((a & 3) << 4) | (b >> 4)) + character(((b & 15) << 2) | (c >> 6)) + character(c & 63);
		}
		lines.push(text);
	}
	return [...lines, zero, "end", ""].join(eol);
}

function decode(input: Uint8Array) {
	const target = new Uint8Array(input.length);
	const checkpoints = createCheckpoints();
	const { length, strayAt } = decodeUuencode(input, 0, input.length, target, checkpoints);
	return { bytes: target.slice(0, length), strayAt, checkpoints };
}

test("what was uuencoded comes back, and each byte's two characters are its range", () => {
	fc.assert(
		fc.property(
			fc.uint8Array({ maxLength: 200 }),
			fc.constantFrom(" " as const, "`" as const),
			fc.constantFrom("\n", "\r\n"),
			(bytes, zero, eol) => {
				const input = new Uint8Array(Buffer.from(`text before${eol}${encode(bytes, zero, eol)}`));
				const { bytes: found, strayAt, checkpoints } = decode(input);
				assert.deepEqual(found, bytes);
				assert.equal(strayAt, -1);
				for (let at = 0; at < bytes.length; at++) {
					const { start, end } = uuencodeRange(checkpoints, at);
					const shift = ((at % 45) % 3) * 2 + 2;
					const pair = (((input[start] - 32) & 63) << 6) | ((input[end - 1] - 32) & 63);
					assert.equal((pair >> (6 - shift)) & 0xff, bytes[at]);
				}
			},
		),
	);
});

test("a block that is cut off gives what there is, and says so", () => {
	const { bytes, strayAt } = decode(new Uint8Array(Buffer.from("begin 644 a\n#86)C\n")));
	assert.deepEqual([Buffer.from(bytes).toString(), strayAt], ["abc", 18]);
	assert.equal(decode(new Uint8Array(Buffer.from("begin 644 a\nM86)C\n`\nend\n"))).strayAt, 12);
});

test("a block inside text is found by its first line only", () => {
	const at = (input: string): number => findUuencode(new Uint8Array(Buffer.from(input)), 0, input.length);
	assert.equal(at("hello\nbegin 644 x.gif\n"), 6);
	assert.equal(at("we begin 644 x.gif\nbegin again\nbegin 999 x\n"), -1);
});
