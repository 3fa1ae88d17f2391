// The measures of the evaluation, on groupings that can be counted by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Grouped, grouping, precision, recall } from "../../evaluate/measures.ts";

const put = (found: string, whole: string, part = whole): Grouped => ({ found, whole, part });

test("a stranger among three is two wrong pairs, and a third of the precision of each", () => {
	const { pairs, cubed } = grouping([put("1", "a"), put("1", "a"), put("1", "b")]);
	assert.deepEqual(pairs, { right: 1, wrong: 2, missed: 0 });
	assert.ok(Math.abs(cubed.precision - (2 / 3 + 2 / 3 + 1 / 3)) < 1e-9);
	assert.equal(cubed.recall, 3);
});

test("two waves of one sender may stand apart or together", () => {
	const apart = grouping([put("1", "a", "a1"), put("2", "a", "a2")]);
	const together = grouping([put("1", "a", "a1"), put("1", "a", "a2")]);
	for (const { pairs } of [apart, together]) assert.deepEqual([pairs.wrong, pairs.missed], [0, 0]);
});

test("a wave torn apart is missed", () => {
	assert.deepEqual(grouping([put("1", "a"), put("2", "a"), put("2", "a")]).pairs, { right: 1, wrong: 0, missed: 2 });
});

test("pairs and B-cubed are as their definitions, counted one by one", () => {
	const letter = fc.constantFrom("a", "b", "c");
	fc.assert(
		fc.property(fc.array(fc.record({ found: letter, whole: letter }), { minLength: 1, maxLength: 12 }), (rows) => {
			const messages = rows.map(({ found, whole }) => put(found, whole));
			const counts = { right: 0, wrong: 0, missed: 0 };
			let [precise, recalled] = [0, 0];
			for (const [index, one] of messages.entries()) {
				const sameFound = messages.filter(({ found }) => found === one.found);
				const sameWhole = messages.filter(({ whole }) => whole === one.whole);
				const both = sameFound.filter(({ whole }) => whole === one.whole).length;
				precise += both / sameFound.length;
				recalled += both / sameWhole.length;
				for (const other of messages.slice(index + 1)) {
					if (one.found === other.found) counts[one.whole === other.whole ? "right" : "wrong"]++;
					else if (one.whole === other.whole) counts.missed++;
				}
			}
			const { pairs, cubed } = grouping(messages);
			assert.deepEqual(pairs, counts);
			assert.ok(Math.abs(cubed.precision - precise) < 1e-9 && Math.abs(cubed.recall - recalled) < 1e-9);
		}),
	);
});

test("nothing found has no precision, and nothing to find no recall", () => {
	assert.ok(Number.isNaN(precision({ right: 0, wrong: 0, missed: 5 })));
	assert.ok(Number.isNaN(recall({ right: 0, wrong: 5, missed: 0 })));
	assert.equal(recall({ right: 3, wrong: 0, missed: 1 }), 0.75);
});
