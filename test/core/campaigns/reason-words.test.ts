// Reasons are sentences: one message does a thing, several do it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assess } from "../../../src/core/campaigns/assessment/assess.ts";
import { TRAITS } from "../../../src/core/model/sighting.ts";
import { madeUp } from "./assessment-facts.ts";

const PLURAL = /^1 message (?:\(for example [^)]*\) )?(?:have|look|report|offer|say|are|come|bear|fetch|differ)\b/;
const SINGULAR = /^2 messages (?:\(for example [^)]*\) )?(?:has|looks|reports|offers|says|is|comes|bears|fetches|differs)\b/;

test("a reason's verb agrees with the number of its messages, and a lone host watches", () => {
	const said = (to: number) => [[{}], [{ shared: true }]].flatMap((hosts) => TRAITS.flatMap((trait) => textsOf(trait, to, hosts)));
	const [one, two] = [said(1), said(2)];
	assert.ok(one.some((text) => /^1 message has a network path/.test(text)));
	assert.ok(two.some((text) => /^2 messages have a network path/.test(text)));
	assert.ok(one.some((text) => /^\S+ watches for several senders/.test(text)));
	for (const text of one) assert.doesNotMatch(text, PLURAL);
	for (const text of two) assert.doesNotMatch(text, SINGULAR);
});

function textsOf(trait: (typeof TRAITS)[number], to: number, hosts: NonNullable<Parameters<typeof madeUp>[0]["hosts"]>): string[] {
	const is = [...new Set([trait, "tracked", "individual"] as const)];
	return assess(madeUp({ is, to, hosts })).reasons.map(({ text }) => text);
}
