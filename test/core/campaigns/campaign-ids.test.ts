import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { keepIds, newId, timeKey } from "../../../src/core/campaigns/campaign-ids.ts";

test("Of two campaigns that turn out to be one the older keeps its id, and the other's leads to it.", () => {
	const before = [
		{ id: "bbb", made: timeKey("2021-02-01", "2"), home: 0 },
		{ id: "aaa", made: timeKey("2021-01-01", "1"), home: 0 },
		{ id: "ccc", made: timeKey("", "0"), home: 0 },
	];
	const { kept, aliases, gone } = keepIds(1, before);
	assert.equal(kept[0]?.id, "aaa");
	assert.deepEqual(
		[...aliases],
		[
			["bbb", 0],
			["ccc", 0],
		],
	);
	assert.deepEqual(gone, []);
});

test("Of one that falls apart the id stays with the message that it was made from.", () => {
	const { kept, gone } = keepIds(3, [{ id: "aaa", made: timeKey("2021-01-01", "1"), home: 2 }]);
	assert.deepEqual(
		kept.map((campaign) => campaign?.id ?? null),
		[null, null, "aaa"],
	);
	assert.deepEqual(gone, []);
});

test("An id that a split made gives way to any that a message gave, and of those the older stays.", () => {
	const before = [
		{ id: "fff", made: timeKey("2021-01-01", "aaab"), home: 0 },
		{ id: "aaa", made: timeKey("2021-01-01", "aaab"), home: 0 },
		{ id: "ccc", made: timeKey("2021-02-01", "cccd"), home: 0 },
	];
	const { kept, aliases } = keepIds(1, before);
	assert.equal(kept[0]?.id, "aaa");
	assert.deepEqual([...aliases.keys()], ["ccc", "fff"]);
});

test("Every old id stays, leads somewhere or is gone, and no component has two.", () => {
	const campaign = fc.record({
		id: fc.string({ minLength: 1, maxLength: 3 }),
		made: fc.string(),
		home: fc.integer({ min: -1, max: 4 }),
	});
	fc.assert(
		fc.property(fc.uniqueArray(campaign, { selector: ({ id }) => id }), (before) => {
			const { kept, aliases, gone } = keepIds(5, before);
			const all = [...kept.flatMap((one) => one?.id ?? []), ...aliases.keys(), ...gone];
			assert.deepEqual(all.toSorted(), before.map(({ id }) => id).toSorted());
			assert.deepEqual(keepIds(5, before.toReversed()), { kept, aliases, gone });
		}),
		{ numRuns: 100 },
	);
});

test("An id is the beginning of the earliest message's hash, longer where that is taken.", () => {
	const sha256 = "0123456789abcdef".repeat(4);
	assert.equal(
		newId(sha256, () => false),
		"0123456789ab",
	);
	assert.equal(
		newId(sha256, (id) => id === "0123456789ab"),
		"0123456789abcdef",
	);
});
