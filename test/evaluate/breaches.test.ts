// What an evaluation must never show, so that the check that runs a short one can fail.

import assert from "node:assert/strict";
import { test } from "node:test";
import { breaches } from "../../evaluate/breaches.ts";
import type { Run } from "../../evaluate/run.ts";

const none = { right: 10, wrong: 0, missed: 0 };
const GOOD: Run = {
	edition: "held-out",
	shape: "ipac-2021",
	evasion: 0,
	seed: 1,
	size: 100,
	comparison: {
		background: 90,
		targeted: 10,
		references: none,
		identifiers: none,
		membership: { pairs: none, bCubed: { precision: 1, recall: 1 } } as unknown as Run["comparison"]["membership"],
		verdicts: none,
		falseCampaigns: 0,
		waves: { linked: 1, of: 1 },
		wrongLinks: { all: 0, sameOperator: 0 },
		notes: [],
	},
	baselines: {} as Run["baselines"],
	seconds: { rehearse: 0, scan: 0, correlate: 0 },
};
const withComparison = (changed: Partial<Run["comparison"]>): Run => ({ ...GOOD, comparison: { ...GOOD.comparison, ...changed } });

test("a run in which all is as it must be breaks nothing", () => {
	assert.deepEqual(breaches([GOOD], [{ corpus: "ham", messages: 5, commercial: 1, undetermined: 2, targeted: [] }]), []);
});

test("each thing that must never be is told, by the run it was seen in", () => {
	const bad: readonly Partial<Run["comparison"]>[] = [
		{ falseCampaigns: 1 },
		{ wrongLinks: { all: 1, sameOperator: 1 } },
		{ waves: { linked: 0, of: 1 } },
		{ references: { right: 9, wrong: 0, missed: 1 } },
	];
	for (const changed of bad) {
		const [sentence, ...more] = breaches([withComparison(changed)], []);
		assert.match(sentence ?? "", /^held-out ipac-2021 0 seed 1: /, JSON.stringify(changed));
		assert.deepEqual(more, []);
	}
});

test("legitimate mail that is called targeted is told with its corpus", () => {
	const [sentence] = breaches([], [{ corpus: "ham", messages: 5, commercial: 0, undetermined: 0, targeted: ["id: reasons"] }]);
	assert.match(sentence ?? "", /^ham: .*id: reasons/);
});

test("less than 95% of what is to be found is told, over all runs of an edition", () => {
	const missing = (missed: number): Run => withComparison({ verdicts: { right: 10 - missed, wrong: 0, missed } });
	assert.deepEqual(breaches([missing(1), GOOD], []), []);
	const told = breaches([missing(1), GOOD, missing(2), { ...GOOD, edition: "development" }], []);
	assert.deepEqual(told, [
		"held-out: only 27 of 30 plain attack mails of 2021 are found",
		"held-out: only 27 of 30 attack mails are found",
	]);
	const [sentence] = breaches([{ ...missing(2), shape: "two-recipients", evasion: 3 }], []);
	assert.equal(sentence, "held-out: only 8 of 10 attack mails to two recipients at level 3 are found");
});

test("that two recipients beyond level 3 are missed is a measure, and breaks nothing", () => {
	const hard = { ...withComparison({ verdicts: { right: 0, wrong: 0, missed: 10 } }), shape: "two-recipients", evasion: 4 } as Run;
	assert.deepEqual(breaches([hard], []), []);
});
