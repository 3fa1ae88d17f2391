import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readText } from "./reading.ts";

const START = Date.UTC(2020, 10, 19);

function frame(text: string): Buffer {
	return Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);
}

const FRAMES = Array.from({ length: 3000 }, (_, index) => {
	const host = index % 10 === 0 ? "x.evil.example" : "other.test";
	return frame(index % 100 === 99 ? "1" : index % 3 === 1 ? `${START + index * 1000}` : `${START + index * 1000} ${host}`);
});
const BYTES = Buffer.concat(FRAMES);

test("a log of frames is read from the first to the last, whatever memory there is for it, compressed or not", async () => {
	const offsets = FRAMES.map((_, index) => FRAMES.slice(0, index).reduce((all, { length }) => all + length, 0));
	const expected = offsets.filter((_, index) => index % 10 === 0 && index % 3 !== 1);
	for (const bytes of [BYTES, gzipSync(BYTES)]) {
		for (const maxLineBytes of [300, 1_000_000]) {
			const { contacts, log } = await readText(bytes, { blockBytes: 20_000, maxLineBytes });
			assert.deepEqual(
				contacts.map(({ offset }) => offset),
				expected,
			);
			assert.deepEqual([log?.format, log?.lines, log?.unread, log?.problems.length, log?.broken], ["frames", 3000, 30, 10, false]);
			assert.deepEqual(log?.coverage, [[START, START + 2_998_000]]);
			assert.deepEqual(log?.problems[0], { offset: offsets[99], problem: "no time" });
		}
	}
});

test("of a log whose last frame is cut what came before counts", async () => {
	const { log } = await readText(BYTES.subarray(0, -1));
	assert.deepEqual([log?.lines, log?.broken, log?.size], [2999, true, BYTES.length - 1]);
	assert.match(log?.problems.at(-1)?.problem ?? "", /last frame is not whole/);
});
