// What a sample of a log says of its clock, and of whose it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accountsSeen, type LogSample, shiftBetween, skewOf } from "../../../src/core/exposure/log-sample.ts";
import { createSpeaking } from "../../../src/core/exposure/speaking.ts";

const MINUTE = 60_000;
const NOON = Date.parse("2021-02-01T12:00:00Z");

function opened(...delays: readonly number[]): LogSample {
	return { clients: [], contacts: [], opened: delays.map((delay) => ({ accounts: [], received: NOON, time: NOON + delay * MINUTE })) };
}

test("A clock that is behind by a zone shows by contacts that precede their mail.", () => {
	fc.assert(
		fc.property(
			fc.constantFrom(-60, -90, -120, -300, -330),
			fc.array(fc.double({ min: 0.2, max: 30, noNaN: true }), { minLength: 3, maxLength: 40 }),
			(shift, delays) => {
				const skew = skewOf(opened(...delays.map((delay) => delay + shift), shift + 2));
				assert.equal(skew, shift);
			},
		),
	);
});

test("One scanner, people who open late, and a log of which little is known say nothing of a clock.", () => {
	assert.equal(skewOf(opened(-40, 10, 20, 300, 4000)), null);
	assert.equal(skewOf(opened(1, 2, 3, 4)), null);
	assert.equal(skewOf(opened(-60, -58)), null);
	assert.equal(skewOf(opened()), null);
});

test("Two logs with the same contacts at a constant distance have different clocks.", () => {
	const sample = (shift: number, times: readonly number[]): LogSample => ({
		clients: [],
		opened: [],
		contacts: times.map((time, n) => ({ key: `192.0.2.${n} t1.evil.example`, time: NOON + (time + shift) * MINUTE })),
	});
	const times = [0, 5, 9, 30, 44, 90];
	assert.equal(shiftBetween(sample(60, times), sample(0, times)), 60 * MINUTE);
	assert.equal(shiftBetween(sample(0, times), sample(0, times)), 0);
	assert.equal(shiftBetween(sample(0, times), sample(0, [9, 500, 1, 77, 4, 1000])), null);
	assert.equal(shiftBetween(sample(0, times.slice(0, 3)), sample(0, times)), null);
});

test("A log shows accounts by their mail, by a lease of one account, and by an address as login.", () => {
	const sample: LogSample = {
		clients: [
			{ client: "192.0.2.1", user: "", time: NOON },
			{ client: "192.0.2.2", user: "", time: NOON },
			{ client: "", user: "Carl@Parliament.example", time: NOON },
			{ client: "", user: "someone", time: NOON },
		],
		opened: [
			{ accounts: ["dora@parliament.example"], received: NOON, time: NOON },
			{ accounts: ["one@x.example", "two@x.example"], received: NOON, time: NOON },
		],
		contacts: [],
	};
	const leased = (client: string) => (client === "192.0.2.1" ? ["anna@parliament.example"] : ["ben@a.example", "eve@b.example"]);
	assert.deepEqual(accountsSeen(sample, leased), ["anna@parliament.example", "carl@parliament.example", "dora@parliament.example"]);
});

test("A log speaks for whom the user says, else for the organisation that it shows, else for all.", () => {
	const isFreemail = (domain: string): boolean => domain === "free.example";
	const many = Array.from({ length: 10 }, (_, n) => `m${n}@senate.example`);
	const all = createSpeaking(
		[
			{ sha256: "told", speaksFor: ["parliament.example", "guest@else.example"], seen: [] },
			{ sha256: "senate", speaksFor: [], seen: [...many, "one@free.example"] },
			{ sha256: "few", speaksFor: [], seen: ["x@other.example"] },
		],
		isFreemail,
	);
	const by = (account: string): string => `${all(account).by} ${all(account).logs}`;
	assert.equal(by("anna@parliament.example"), "told told");
	assert.equal(by("anna@staff.parliament.example"), "told told");
	assert.equal(by("guest@else.example"), "told told");
	assert.equal(by("m77@senate.example"), "seen senate");
	assert.equal(by("one@free.example"), "seen senate");
	assert.equal(by("two@free.example"), "unknown few");
	assert.equal(by("y@other.example"), "seen few");
	assert.equal(by("z@nowhere.example"), "unknown few");
	const elsewhere = createSpeaking([{ sha256: "senate", speaksFor: [], seen: many }], isFreemail);
	assert.deepEqual(elsewhere("z@nowhere.example"), { logs: [], by: "elsewhere" });
	assert.deepEqual(createSpeaking([], isFreemail)("z@nowhere.example"), { logs: [], by: "none" });
	const told = createSpeaking([{ sha256: "told", speaksFor: ["parliament.example"], seen: [] }], isFreemail);
	assert.deepEqual(told("z@nowhere.example"), { logs: [], by: "none" });
});
