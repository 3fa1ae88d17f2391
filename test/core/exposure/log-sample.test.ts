// What a sample of a log says of its clock, and of whose it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accountsSeen, type LogSample, shiftBetween, skewOf } from "../../../src/core/exposure/log-sample.ts";
import { networkOf } from "../../../src/core/exposure/networks.ts";
import { createSpeaking } from "../../../src/core/exposure/speaking.ts";
import { readIp } from "../../../src/core/indicators/ip-ranges.ts";

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

const NONE: ReadonlySet<string> = new Set();

test("A log speaks for whom the user says, else for the organisation that it shows and for no other.", () => {
	const isFreemail = (domain: string): boolean => domain === "free.example";
	const accounts = ["anna@parliament.example", "m77@senate.example", "two@free.example"];
	const all = createSpeaking(
		[
			{ sha256: "told", speaksFor: ["parliament.example", "guest@else.example"], seen: [], beside: NONE },
			{ sha256: "senate", speaksFor: [], seen: ["m1@senate.example", "one@free.example"], beside: NONE },
			{ sha256: "mute", speaksFor: [], seen: [], beside: NONE },
		],
		accounts,
		NONE,
		isFreemail,
	);
	const by = (account: string): string => `${all(account).by} ${all(account).logs}`;
	assert.equal(by("anna@parliament.example"), "told told");
	assert.equal(by("anna@staff.parliament.example"), "told told");
	assert.equal(by("guest@else.example"), "told told");
	assert.equal(by("m77@senate.example"), "seen senate");
	assert.equal(by("one@free.example"), "seen senate");
	assert.equal(by("two@free.example"), "untold ");
	const elsewhere = createSpeaking(
		[{ sha256: "senate", speaksFor: [], seen: ["m1@senate.example"], beside: NONE }],
		accounts,
		NONE,
		isFreemail,
	);
	assert.deepEqual(elsewhere("anna@parliament.example"), { logs: [], others: ["senate"], by: "elsewhere" });
	assert.deepEqual(createSpeaking([], accounts, NONE, isFreemail)("anna@parliament.example"), { logs: [], by: "none" });
	const told = createSpeaking([{ sha256: "told", speaksFor: ["parliament.example"], seen: [], beside: NONE }], accounts, NONE, isFreemail);
	assert.deepEqual(told("m77@senate.example"), { logs: [], by: "none" });
});

test("A log of which nobody knows whose it is speaks where the case has mail of one organisation alone, whose it then is.", () => {
	const speaking = (accounts: readonly string[]) =>
		createSpeaking([{ sha256: "mute", speaksFor: [], seen: [], beside: NONE }], accounts, NONE, (domain) => domain === "free.example");
	const [anna, ben] = ["anna@parliament.example", "Ben@Parliament.example"] as const;
	assert.deepEqual(speaking([anna, ben])(anna), { logs: ["mute"], by: "alone" });
	assert.deepEqual(speaking([anna, "anna@free.example"])(anna), { logs: [], by: "untold" });
	assert.deepEqual(speaking([anna])("carl@senate.example"), { logs: [], by: "untold" });
});

test("A log speaks for whom leases give an address in a network that it shows; one that shows nobody, for the organisations that they name.", () => {
	const accounts = ["anna@parliament.example", "ben@senate.example", "carl@else.example"];
	const log = {
		sha256: "log",
		speaksFor: [],
		seen: ["anna@parliament.example"],
		beside: new Set(["anna@parliament.example", "ben@senate.example"]),
	};
	const mute = { sha256: "mute", speaksFor: [], seen: [], beside: NONE };
	const leased = new Set(accounts.slice(0, 2));
	const speaking = (one: typeof log | typeof mute) => createSpeaking([one], accounts, leased, () => false);
	assert.deepEqual(speaking(log)("anna@parliament.example"), { logs: ["log"], by: "seen" });
	assert.deepEqual(speaking(log)("ben@senate.example"), { logs: ["log"], by: "leased" });
	assert.deepEqual(speaking(log)("carl@else.example"), { logs: [], others: ["log"], by: "elsewhere" });
	assert.deepEqual(speaking(mute)("ben@senate.example"), { logs: ["mute"], by: "leased" });
	assert.deepEqual(speaking(mute)("bea@senate.example"), { logs: ["mute"], by: "leased" });
	assert.deepEqual(speaking(mute)("carl@else.example"), { logs: [], by: "untold" });
});

test("A network is named by the first 24 bits of an IPv4 address, and 64 of an IPv6 address.", () => {
	const isOne = (...addresses: readonly string[]) => new Set(addresses.map((address) => networkOf(readIp(address) ?? ""))).size === 1;
	assert.deepEqual(
		[
			isOne("10.0.0.1", "10.0.0.200"),
			isOne("10.0.0.1", "10.0.1.1"),
			isOne("2001:db8::7", "2001:db8::1:0:0:1"),
			isOne("2001:db8::7", "2001:db8:0:1::7"),
		],
		[true, false, true, false],
	);
});
