import assert from "node:assert/strict";
import { test } from "node:test";
import { bands, sketchSimilarity } from "../../../src/core/encoding/sketches.ts";
import { changed, numbersOf, wordsOf } from "../mail/template/made-up-text.ts";
import { reading } from "../mail/template/reading.ts";

const PAIRS = 200;

function shared(a: string, b: string): number {
	const others = new Set(bands(b));
	return bands(a).filter((band) => others.has(band)).length;
}

/** How many of the pairs share a band, and their mean similarity. */
function measured(pair: (next: () => number) => readonly [readonly string[], readonly string[]]): { met: number; similarity: number } {
	const next = numbersOf(7);
	let met = 0;
	let similarity = 0;
	for (let at = 0; at < PAIRS; at++) {
		const [a, b] = pair(next).map((words) => reading(words.join(" ")).template.sketch) as [string, string];
		if (shared(a, b) > 0) met++;
		similarity += sketchSimilarity(a, b) / PAIRS;
	}
	return { met, similarity };
}

test("copies with a rewritten greeting and a few other words share a band, nearly surely", () => {
	for (const [share, least, similar] of [
		[0.02, 1, 0.88],
		[0.05, 0.97, 0.77],
		[0.1, 0.88, 0.64],
	] as const) {
		const { met, similarity } = measured((next) => {
			const text = wordsOf(150, next);
			return [
				[...wordsOf(4, next), ...text],
				[...wordsOf(6, next), ...changed(text, share, next)],
			];
		});
		assert.ok(met >= PAIRS * least, `${share}: ${met} of ${PAIRS}`);
		assert.ok(Math.abs(similarity - similar) < 0.06, `${share}: ${similarity}`);
	}
});

test("texts that have nothing to do with each other share none", () => {
	const { met, similarity } = measured((next) => [wordsOf(150, next), wordsOf(150, next)]);
	assert.ok(met <= 1, `${met} of ${PAIRS}`);
	assert.ok(similarity < 0.05, String(similarity));
});

test("a footer of 40 words in 150 makes no copies of two texts", () => {
	const { met, similarity } = measured((next) => {
		const footer = wordsOf(40, next);
		return [
			[...wordsOf(110, next), ...footer],
			[...wordsOf(110, next), ...footer],
		];
	});
	assert.ok(met <= PAIRS * 0.03, `${met} of ${PAIRS}`);
	assert.ok(similarity < 0.25, String(similarity));
});

test("what is no sketch is like nothing and has no bands", () => {
	const { sketch } = reading(wordsOf(50, numbersOf(1)).join(" ")).template;
	assert.equal(sketchSimilarity(sketch, sketch), 1);
	assert.deepEqual([sketchSimilarity("", ""), sketchSimilarity(sketch, ""), bands("")], [0, 0, []]);
	assert.equal(new Set(bands(sketch)).size, 16);
	for (const band of bands(sketch)) assert.match(band, /^\d{1,2}:[0-9a-f]{8}$/);
});
