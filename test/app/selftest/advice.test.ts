// What to change, by what fired and in which program.

import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceFor } from "../../../src/app/selftest/advice.ts";
import { programNamed } from "../../../src/core/trackers/programs.ts";
import { byGmail, contact, lookup, run } from "./made-up-run.ts";

const RECEIPT = { vector: "disposition-notification-to", trigger: "receipt", channel: "smtp" } as const;

test("a program of the leak table has its menu path, for what fired and nothing else", () => {
	const [advice, ...rest] = adviceFor(run([contact(), contact({ probe: { vector: "link-stylesheet" } })]));
	assert.deepEqual(rest, []);
	const setting = programNamed("thunderbird")?.settings.find((one) => one.for === "picture");
	assert.equal(advice?.path, setting?.path);
	assert.equal(advice?.program, "thunderbird");
	assert.match(advice?.says ?? "", /^In Thunderbird: /);
	assert.deepEqual(advice?.vectors, ["img-src", "link-stylesheet"]);
});

test("what a receipt gave away has the receipts' path", () => {
	const [advice] = adviceFor(run([contact({ probe: RECEIPT, by: "unknown" })]));
	assert.match(advice?.path ?? "", /Return Receipts/);
});

test("the program behind a proxy is the one to change", () => {
	const [advice] = adviceFor(run([byGmail()]));
	assert.equal(advice?.program, "gmail");
	assert.match(advice?.path ?? "", /Ask before displaying external images/);
});

test("a share stands first, with what stops it for every program, and a click last", () => {
	const groups = adviceFor(
		run([
			contact({ probe: { vector: "a-href", trigger: "click" } }),
			contact(),
			contact({ probe: RECEIPT }),
			contact({ probe: { channel: "smb" }, user_agent: null, by: "unknown" }),
		]),
	).map(({ group }) => group);
	assert.deepEqual(groups, ["share", "shown", "receipt", "click"]);
});

test("a program that is not in the table has a general sentence that names it", () => {
	const [advice] = adviceFor(run([contact({ user_agent: "w3m/0.5.3" })]));
	assert.equal(advice?.path, null);
	assert.match(advice?.says ?? "", /^w3m 0\.5\.3 is not in the table/);
	assert.match(adviceFor(run([contact({ user_agent: null, by: "unknown" })]))[0]?.says ?? "", /named itself in no way/);
});

test("a lookup of a picture's host is stopped as the picture is", () => {
	assert.deepEqual(
		adviceFor(run([contact(), lookup({ probe: { vector: "link-stylesheet" } })])).map(({ group, vectors }) => [group, vectors]),
		[["shown", ["img-src", "link-stylesheet"]]],
	);
});

test("a lookup of a picture's host is not taken for a share, though the picture is probed as a share too", () => {
	const share = { vector: "img-src", trigger: "open", channel: "smb", message: 1, fact: null } as const;
	const { probes } = run();
	const groups = adviceFor(run([lookup({ probe: { vector: "img-src" } })], { probes: [...probes, share] })).map(({ group }) => group);
	assert.deepEqual([...new Set(groups)], ["shown"]);
});

test("whatever sets a probe off, and however it comes, there is an advice", () => {
	for (const trigger of ["open", "preview", "reply", "click", "receipt", "attachment", "parse"] as const) {
		for (const channel of ["http", "dns", "smtp", "smb"] as const) {
			const advice = adviceFor(run([contact({ probe: { trigger, channel } })]));
			assert.ok(advice.length > 0 && advice.every(({ vectors }) => vectors.includes("img-src")), `${trigger} ${channel}`);
		}
	}
});

test("where nothing came there is nothing to change, and that is not called safe", () => {
	const [advice, ...rest] = adviceFor(run());
	assert.deepEqual([rest, advice?.group], [[], null]);
	assert.match(advice?.says ?? "", /does not call the program safe/);
});
