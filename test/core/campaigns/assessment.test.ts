// The assessment says of made-up campaigns what a careful person would, gives its reasons in a form that can be checked, and its table of
// weights is the one that the documentation shows.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../../src/core/campaigns/assessment/assess.ts";
import { THRESHOLDS, WEIGHTS } from "../../../src/core/campaigns/assessment/weights.ts";
import { TRAITS, type Trait } from "../../../src/core/model/sighting.ts";
import { ATTACKS } from "./assessment-attacks.ts";
import { BACKGROUND } from "./assessment-background.ts";
import { madeUp } from "./assessment-facts.ts";

for (const [what, verdict, facts] of [...ATTACKS, ...BACKGROUND]) {
	test(`${what}: ${verdict}`, () => {
		const { assessment, reasons } = assess(madeUp(facts));
		assert.equal(assessment, verdict, reasons.map(({ for: speaks, weight, text }) => `${speaks} ${weight}: ${text}`).join("\n"));
	});
}

/** What proves nothing on its own, however much of it comes together. */
const CIRCUMSTANCES = TRAITS.filter(
	(trait) =>
		!(
			["lookalike", "outlet-name", "outlet-unrelated", "article", "smb", "watching-service", "looks-personal"] as readonly Trait[]
		).includes(trait),
);

test("weak reasons never add up to a targeted campaign", () => {
	fc.assert(
		fc.property(fc.subarray([...CIRCUMSTANCES]), fc.integer({ min: 1, max: 400 }), fc.boolean(), (is, to, shared) => {
			const facts = madeUp({ is, to, at: 30, hosts: [{ shared }], copies: { compared: to, unique: to } });
			assert.notEqual(assess(facts).assessment, "targeted");
		}),
	);
});

test("what tells nobody apart is never targeted, whoever it poses as", () => {
	const is = TRAITS.filter((trait) => !["individual", "smb", "watching-service"].includes(trait));
	assert.notEqual(assess(madeUp({ is, to: 2, fromDomains: ["reuters-briefing.example"] })).assessment, "targeted");
});

test("more ordinary business never makes a campaign more targeted", () => {
	const ordinary: readonly Trait[] = [
		"unsubscribe-header",
		"one-click",
		"list-id",
		"feedback-id",
		"known-operator",
		"unsubscribe-in-text",
		"coherent-sender",
	];
	const rank = { commercial: 0, undetermined: 1, targeted: 2 } as const;
	fc.assert(
		fc.property(fc.subarray([...TRAITS]), fc.constantFrom(...ordinary), fc.integer({ min: 1, max: 9 }), (is, more, to) => {
			const before = assess(madeUp({ is, to, hosts: [{}] }));
			const after = assess(madeUp({ is: [...new Set([...is, more])], to, hosts: [{}] }));
			assert.ok(rank[after.assessment] <= rank[before.assessment]);
		}),
	);
});

test("reasons carry their weight, heaviest first, and the numbers, names and example that they rest on", () => {
	const examples = new Map<Trait, string>([["lookalike", "m1@reuters-briefing.example"]]);
	const [, , attack] = ATTACKS[3] as (typeof ATTACKS)[number];
	const { reasons } = assess(madeUp({ ...attack, examples }));
	assert.deepEqual(reasons[0], {
		text: "2 messages (for example m1@reuters-briefing.example) came from reuters-briefing.example, which is Reuters's reuters.com with words added.",
		for: "targeted",
		weight: WEIGHTS["lookalike-domain"].weight,
	});
	assert.deepEqual(
		reasons.map(({ weight }) => weight),
		reasons.map(({ weight }) => weight).sort((a, b) => b - a),
	);
	assert.ok(reasons.some(({ text }) => text === "reuters-briefing.example watches 2 accounts, and no other mail in the case goes there."));
	assert.ok(reasons.some((reason) => reason.for === "commercial" && reason.text === "2 messages have List-Unsubscribe."));
});

test("a hostile name is cut in the reasons", () => {
	const long = `${"a".repeat(5000)}.example`;
	const { reasons } = assess(
		madeUp({
			is: ["tracked", "individual", "foreign-tracker", "outlet-name"],
			to: 2,
			fromDomains: [long],
			senders: [`x@${long}`],
			names: [`BBC ${long}`],
			hosts: [{ host: long }],
		}),
	);
	for (const { text } of reasons) assert.ok(text.length < 500, text);
});

test("docs/assessment.md shows the table of weights and the thresholds as they are", () => {
	const documented = readFileSync(join(import.meta.dirname, "../../../docs/assessment.md"), "utf8");
	const rows = Object.entries(WEIGHTS).map(
		([id, { for: speaks, weight, kind, because }]) => `| \`${id}\` | ${speaks} | ${weight} | ${kind} | ${because} |`,
	);
	const shown = documented.split("\n").filter((line) => line.startsWith("| `"));
	assert.deepEqual(shown, rows);
	for (const [side, least, lead] of [
		["Targeted", THRESHOLDS.targeted, THRESHOLDS.targetedLead],
		["Commercial", THRESHOLDS.commercial, THRESHOLDS.commercialLead],
	])
		assert.ok(documented.includes(`**${side}** takes at least ${least} points, ${lead} more than speak against it`), String(side));
});
