import assert from "node:assert/strict";
import test from "node:test";
import { asideSentence, linkOf, sentencesOf } from "../../../src/core/campaigns/links.ts";
import { FEATURE_KINDS } from "../../../src/core/model/sighting.ts";

const bond = { points: 5.5, shared: ["tracker-host t.example", "url-shape /o/*"], near: false, contradicts: false };

test("A link is as strong as its strongest bond, and tells what any of them rests on, once.", () => {
	const link = linkOf([bond, { ...bond, points: 9.5, shared: ["reply-address a@b.example", "tracker-host t.example"], near: true }]);
	assert.equal(link.strength, "strong");
	assert.deepEqual(link.shared, ["reply-address a@b.example", "tracker-host t.example", "url-shape /o/*"]);
	assert.equal(link.near, true);
	assert.deepEqual(
		[5, 6.5, 9, 14].map((points) => linkOf([{ ...bond, points }]).strength),
		["weak", "moderate", "strong", "certain"],
	);
});

test("Each reason names the thing and how rare it is in this case, in words that stay true when the case grows a little.", () => {
	const things = [
		{ kind: "tracker-host", value: "t.example", sharedBy: 2 },
		{ kind: "mailer", value: "M", sharedBy: 5 },
	] as const;
	assert.deepEqual(sentencesOf({ near: true, contradicts: false }, things), [
		'Both contact without a click the host "t.example", which no other sender of this case shares.',
		'Both were written with "M", which at most 8 senders of this case share.',
		"Both were active within a month of each other.",
	]);
});

test("Whatever is set aside is said so, with the reason.", () => {
	for (const kind of FEATURE_KINDS)
		for (const why of ["too many", "unrelated", "operator"] as const)
			assert.match(asideSentence({ kind, value: "x", sharedBy: 600 }, why), /^Set aside: .+\.$/);
});
