// The test messages hold every vector's probe, and nothing else remote: what inspect finds in them is what the plan says is there.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { simpleParser } from "mailparser";
import { planSelftest, type SelftestPlan } from "../../../src/app/selftest/plan.ts";
import type { Reach } from "../../../src/app/selftest/reach.ts";
import { newSecret, tokenMaker, tokensIn } from "../../../src/app/selftest/tokens.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";
import { createNodeInspector } from "../../../src/index.ts";

const { inspect, close } = createNodeInspector();
after(close);

const LOOPBACK: Reach = {
	origin: "http://127.0.0.1:8080",
	named: "https://localhost:8080",
	zone: null,
	receipts: null,
	shares: null,
	smbPort: null,
	loopback: true,
	served: false,
};
const EVERYTHING: Reach = {
	...LOOPBACK,
	origin: "https://probe.test",
	zone: "probe.test",
	receipts: "probe.test",
	shares: "probe.test",
	smbPort: 445,
	loopback: false,
};

function plan(reach: Reach, secret = newSecret()): SelftestPlan {
	return planSelftest({
		reach,
		tokenOf: tokenMaker(secret, "run"),
		from: reach.zone === null ? "selftest@counterpixel.invalid" : `selftest@${reach.zone}`,
		to: "reader@members.example",
		asker: { who: "the security team of Example", contact: "security@members.example" },
		now: new Date("2026-11-25T12:00:00Z"),
	});
}

/** These hand on what they hold in another language: inspect names what it finds there. */
const CARRIERS: ReadonlySet<string> = new Set(["iframe-srcdoc", "meta-markup", "script-data-island", "svg-presentation-attribute"]);

for (const [name, reach] of [
	["on loopback", LOOPBACK],
	["with a zone, a mail listener and a share listener", EVERYTHING],
] as const) {
	test(`inspect finds each probe in its message with its own trigger, and nothing else, ${name}`, async () => {
		const { messages, probes } = plan(reach);
		for (const { number, bytes, title } of messages) {
			const { references, problems } = await inspect(bytes);
			assert.deepEqual(problems, [], `${number} ${title}`);
			const shown = (token: string | undefined, vector: string, trigger: string): string =>
				`${token} ${CARRIERS.has(vector) ? "-" : vector} ${trigger}`;
			const wanted = probes.filter(({ message, vector }) => message === number && vector !== "reply-to");
			const carried = new Set(wanted.filter(({ vector }) => CARRIERS.has(vector)).map(({ token }) => token));
			const found = references.map(({ url, vector, trigger }) => {
				const token = tokensIn(url)[0];
				return shown(token, token !== undefined && carried.has(token) ? "iframe-srcdoc" : vector, trigger);
			});
			assert.deepEqual(
				[...new Set(found)].sort(),
				[...new Set(wanted.map(({ token, vector, trigger }) => shown(token, vector, trigger)))].sort(),
				`${number} ${title}`,
			);
		}
	});

	test(`every vector is probed or said to be untestable, and why, ${name}`, () => {
		const { probes, untestable } = plan(reach);
		const named = [...new Set([...probes.map(({ vector }) => vector), ...untestable.map(({ vector }) => vector)])].filter(
			(id) => id !== "reply-to",
		);
		assert.deepEqual(named.sort(), vectors.map(({ id }) => id).sort());
		assert.deepEqual(
			untestable.filter(({ vector }) => probes.some((probe) => probe.vector === vector)),
			[],
		);
		for (const { why } of untestable) assert.match(why, /^\S.{10,}\S$/);
	});
}

test("with a zone, a mail and a share listener nothing is left untested", () => {
	assert.deepEqual(plan(EVERYTHING).untestable, []);
});

test("each probe has a token of its own, and another secret gives other tokens", () => {
	const first = plan(EVERYTHING).probes.map(({ token }) => token);
	const second = plan(EVERYTHING).probes.map(({ token }) => token);
	assert.equal(new Set([...first, ...second]).size, first.length + second.length);
});

test("one secret and run give the same tokens again, so that a restart knows them", () => {
	const secret = newSecret();
	assert.deepEqual(plan(EVERYTHING, secret).probes, plan(EVERYTHING, secret).probes);
});

test("no target carries the reader's address, in clear or in any way that inspect knows", async () => {
	for (const { bytes } of plan(EVERYTHING).messages) {
		const { references } = await inspect(bytes, { owner: ["reader@members.example"] });
		for (const { url, identifier } of references) assert.notEqual(identifier.kind, "address", url);
	}
});

test("every message says in plain words what it is, who asked for it, and that it may be deleted", async () => {
	const { messages } = plan(EVERYTHING);
	for (const { number, bytes } of messages) {
		const { text = "", subject = "" } = await simpleParser(Buffer.from(bytes), {});
		const words = text.replace(/\s+/g, " ");
		assert.match(words, new RegExp(`This is message ${number} of ${messages.length} of a leak self-test by counterpixel`));
		assert.match(words, /asked for by the security team of Example, for this mailbox only\. Questions: security@members\.example\./);
		assert.match(words, /You may delete it at any time\./);
		assert.match(subject, new RegExp(`^Leak self-test ${number} of ${messages.length}: `));
	}
});

test("attachments are named for what they test", () => {
	const { messages } = plan(EVERYTHING);
	const names = messages.flatMap(({ attachments }) => attachments.map(({ name }) => name));
	assert.ok(names.length > 50);
	const ids = new Set(vectors.map(({ id }) => id));
	for (const name of names) assert.ok(/^(?:winmail\.dat|smime\.p7s)$/.test(name) || ids.has(name.replace(/\.\w+$/, "")), name);
});

test("lines are short and 7-bit, so that no server on the way rewrites them", () => {
	for (const { bytes, number } of plan(EVERYTHING).messages) {
		const text = Buffer.from(bytes).toString("latin1");
		assert.doesNotMatch(text, /[^\r\n\t\x20-\x7e]/, String(number));
		const longest = Math.max(...text.split("\r\n").map((line) => line.length));
		assert.ok(longest <= 998, `message ${number} has a line of ${longest}`);
		assert.doesNotMatch(text, /[^\r]\n/);
	}
});
