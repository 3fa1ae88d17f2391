// The assessment says of made-up campaigns what a careful person would, gives its reasons in a form that can be checked, and its table of
// weights is the one that the documentation shows.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../../src/core/campaigns/assessment/assess.ts";
import { ASSESSOR } from "../../../src/core/campaigns/assessment/assessor.ts";
import { THRESHOLDS, WEIGHTS } from "../../../src/core/campaigns/assessment/weights.ts";
import { TRAITS, type Trait } from "../../../src/core/model/sighting.ts";
import { ATTACKS } from "./assessment-attacks.ts";
import { BACKGROUND } from "./assessment-background.ts";
import { madeUp, PAPER } from "./assessment-facts.ts";

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

test("how many mails of an imitated sender the case has is told exactly only as far as it is counted", () => {
	const told = (messages: number): string =>
		assess(madeUp({ imitated: [{ ...PAPER, messages }] })).reasons.find(({ text }) => text.includes("bears the name"))?.text ?? "";
	assert.match(told(9), /has 9 mails since 2025-02-01/);
	assert.match(told(10), /has 10 mails or more since 2025-02-01/);
});

test("several sender domains count where they report to one host, not where each reports to its own", () => {
	const fromDomains = ["a.example", "b.example"];
	const told = (hosts: readonly { host: string; senders: readonly string[] }[]): string[] =>
		assess(madeUp({ is: ["tracked", "individual"], to: 2, fromDomains, hosts }))
			.reasons.map(({ text }) => text)
			.filter((text) => text.includes("sender domains"));
	assert.deepEqual(told([{ host: "w.test", senders: fromDomains }]), ["2 sender domains (a.example and b.example) report to w.test."]);
	assert.deepEqual(told(fromDomains.map((host) => ({ host, senders: [host] }))), []);
});

test("that nobody can leave counts where a stranger's host tells several organisations apart, and not where a message offers it or a program sent it", () => {
	const facts = {
		is: ["tracked", "individual"],
		to: 5,
		at: 3,
		hosts: [{ host: "watch.test" }],
		copies: { compared: 5, unique: 5 },
	} as const;
	const tells = (more: Parameters<typeof madeUp>[0]): boolean =>
		assess(madeUp({ ...facts, ...more })).reasons.some(({ text }) => text.includes("no message says how to be left out"));
	assert.ok(tells({}));
	assert.ok(tells({ copies: {}, is: ["tracked", "individual", "address-in-url"] }));
	for (const trait of ["unsubscribe-header", "unsubscribe-in-text", "list-id", "automatic"] as const)
		assert.ok(!tells({ is: ["tracked", "individual", trait] }), trait);
	assert.ok(!tells({ to: 4 }));
	assert.ok(!tells({ at: 2 }));
	assert.ok(!tells({ copies: {} }));
	assert.ok(!tells({ hosts: [{ host: "letters.example" }] }));
	assert.ok(!tells({ hosts: [{ host: "watch.test", shared: true }] }));
});

test("whoever changes the table of weights or the thresholds raises the revision by which cases are judged anew", () => {
	const digest = createHash("sha256")
		.update(JSON.stringify([WEIGHTS, THRESHOLDS]))
		.digest("hex");
	assert.deepEqual([ASSESSOR, digest.slice(0, 8)], [3, "e8bf02c9"]);
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
