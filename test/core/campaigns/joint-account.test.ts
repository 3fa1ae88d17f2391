// Joint account: which sender domains of a campaign are one customer of a mass mailer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { jointAccount } from "../../../src/core/campaigns/joint-account.ts";
import type { Strand } from "../../../src/core/campaigns/strands.ts";
import { createThings } from "../../../src/core/campaigns/things.ts";

const ACCOUNT = "feedback-account 1:c4711:mailer.test";
const MAILER = "return-domain mailer.test";

/** `customers`: strands that the mass mailer sends for. */
function joint(domains: readonly string[], { customers = 20, groups = 3, keys = [ACCOUNT, MAILER] } = {}): readonly string[] | undefined {
	const things = createThings();
	things.learn(things.numberOf(ACCOUNT), { strands: domains.length, groups, operator: false });
	things.learn(things.numberOf(MAILER), { strands: customers, groups, operator: false });
	const strands = domains.map((domain, at): Strand => {
		const nature = { bulk: true, signed: true, service: true, placed: true };
		return { id: String(at), things: Int32Array.from(keys.map(things.numberOf)).sort(), days: null, domain, nature, few: true };
	});
	return jointAccount(strands, things)?.domains;
}

test("two names, or one in several forms, that have one account at a mass mailer are one customer", () => {
	assert.deepEqual(joint(["tide-forum.example", "lantern.example", "tide-forum.example"]), ["lantern.example", "tide-forum.example"]);
	const forms = ["harbour-paper-daily.test", "harbour-paper-news.example", "harbour-paper-press.example"];
	assert.deepEqual(joint(forms), forms);
});

test("a company under its domains of several countries, one sender, or who shares no account says nothing", () => {
	assert.equal(joint(["harbour-paper.example", "harbour-paper.test", "harbour-paper.invalid"]), undefined);
	assert.equal(joint(["tide-forum.example", "tide-forum.example"]), undefined);
	assert.equal(joint(["tide-forum.example", "lantern.example"], { keys: [MAILER] }), undefined);
	assert.equal(joint([]), undefined);
});

test("it takes the mailer's other customers, who have not got it, to tell an account", () => {
	assert.equal(joint(["tide-forum.example", "lantern.example"], { customers: 4 }), undefined);
	assert.equal(joint(["tide-forum.example", "lantern.example"], { groups: 1 }), undefined);
	assert.equal(joint(["tide-forum.example", "lantern.example"], { keys: [ACCOUNT] }), undefined);
});
