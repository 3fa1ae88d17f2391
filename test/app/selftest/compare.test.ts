// Two runs side by side: each vector that either tested is in exactly one list.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareSelftests } from "../../../src/app/selftest/compare.ts";

const NONE = new Map<string, readonly string[]>();

test("what fires no more, what fires now, what is as before, and what only one run tested", () => {
	const comparison = compareSelftests(
		{
			fired: ["a", "b", "c"],
			silent: ["d", "e"],
			learnt: new Map([
				["program", ["X 1"]],
				["facts", []],
			]),
		},
		{
			fired: ["b", "d", "f"],
			silent: ["a", "e"],
			learnt: new Map([
				["program", []],
				["facts", []],
			]),
		},
	);
	assert.deepEqual(comparison, {
		noLonger: ["a"],
		newly: ["d"],
		asBefore: ["b"],
		silent: ["e"],
		onlyBefore: [{ vector: "c", fired: true }],
		onlyAfter: [{ vector: "f", fired: true }],
		learnt: [{ what: "program", before: ["X 1"], after: [] }],
	});
});

test("each tested vector is in exactly one list, and a run compared with itself changes nothing", () => {
	const list = fc.array(fc.constantFrom(..."abcdefgh", "__proto__", "constructor"));
	fc.assert(
		fc.property(list, list, list, list, (fired, silent, firedAfter, silentAfter) => {
			const before = { fired, silent, learnt: NONE };
			const after = { fired: firedAfter, silent: silentAfter, learnt: NONE };
			const { noLonger, newly, asBefore, silent: both, onlyBefore, onlyAfter } = compareSelftests(before, after);
			const all = [...noLonger, ...newly, ...asBefore, ...both, ...[...onlyBefore, ...onlyAfter].map(({ vector }) => vector)];
			assert.equal(new Set(all).size, all.length);
			assert.deepEqual(new Set(all), new Set([...fired, ...silent, ...firedAfter, ...silentAfter]));
			const same = compareSelftests(before, before);
			assert.deepEqual([same.noLonger, same.newly, same.onlyBefore, same.onlyAfter], [[], [], [], []]);
		}),
	);
});
