// The times that laws set: counted from what is known, shown and never decided, and replaced by a user's own.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { CLOCK_EVENTS, CLOCKS, type Clock, type ClockEvent, clocksDue } from "../../../src/core/people/clocks.ts";
import { clocksFrom } from "../../../src/core/people/clocks-file.ts";

const AWARE = new Map<ClockEvent, string>([["aware", "2024-01-28T09:30:00.000Z"]]);

const read = (text: string) => clocksFrom(parse(text, { mapAsMap: true }));

test("GDPR gives 72 hours to the authority and no number to the people; NIS2 gives 24 and 72 hours, and a month from the notification", () => {
	assert.deepEqual(
		clocksDue(CLOCKS, AWARE).map(({ clock, by }) => [clock.law, clock.article, by]),
		[
			["GDPR", "Art. 33(1)", "2024-01-31T09:30:00.000Z"],
			["GDPR", "Art. 34(1)", null],
			["NIS2", "Art. 23(4)(a)", "2024-01-29T09:30:00.000Z"],
			["NIS2", "Art. 23(4)(b)", "2024-01-31T09:30:00.000Z"],
			// 31 February: the month's last day.
			["NIS2", "Art. 23(4)(d)", "2024-02-29T09:30:00.000Z"],
		],
	);
});

test("what runs from a moment that nobody gave has no end", () => {
	assert.ok(clocksDue(CLOCKS, new Map()).every(({ by, since }) => by === null && since === null));
});

test("months end on the same day of a later month, or on its last, and at the same time of day", () => {
	const time = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
	fc.assert(
		fc.property(time, fc.integer({ min: 1, max: 120 }), (since, months) => {
			const clock: Clock = { id: "x", law: "L", article: "", decide: "d", act: "a", from: "aware", within: { months } };
			const by = new Date(clocksDue([clock], new Map([["aware", since.toISOString()]]))[0]?.by as string);
			const counted = (by.getUTCFullYear() - since.getUTCFullYear()) * 12 + by.getUTCMonth() - since.getUTCMonth();
			assert.equal(counted, months);
			assert.equal(by.toISOString().slice(10), since.toISOString().slice(10));
			const next = new Date(by.getTime() + 86_400_000);
			assert.ok(by.getUTCDate() === since.getUTCDate() || (next.getUTCDate() === 1 && by.getUTCDate() < since.getUTCDate()));
		}),
	);
});

test("a user's rules take the place of those built in: hours, months or neither, from an event or from another rule's end", () => {
	const { clocks, refused } = read(`clocks:
  - {id: edps, law: Regulation (EU) 2018/1725, article: Art. 34(1), decide: it is a breach, act: notify the EDPS, from: aware, hours: 72}
  - {id: later, law: House rules, decide: it matters, act: report, from: edps, months: 2}
  - {id: soon, law: House rules, decide: it matters, act: tell, from: first-contact}
`);
	assert.deepEqual(refused, []);
	assert.deepEqual(
		clocksDue(clocks, AWARE).map(({ by }) => by),
		["2024-01-31T09:30:00.000Z", "2024-03-31T09:30:00.000Z", null],
	);
});

test("a rule that says too little, too much or leads nowhere is named; the rest is taken", () => {
	const { clocks, refused } = read(`clocks:
  - {id: good, law: L, decide: d, act: a, from: aware, hours: 1}
  - {law: L, decide: d, act: a, from: aware}
  - {id: good, law: L, decide: d, act: a, from: aware}
  - {id: ahead, law: L, decide: d, act: a, from: last}
  - {id: both, law: L, decide: d, act: a, from: aware, hours: 1, months: 1}
  - {id: none, law: L, decide: d, act: a, from: aware, hours: 0}
  - {id: odd, law: L, decide: d, act: a, from: aware, days: 3}
  - {id: last, law: L, decide: d, act: a, from: good, months: 1}
  - text
`);
	assert.deepEqual(
		clocks.map(({ id }) => id),
		["good", "last"],
	);
	assert.deepEqual(
		refused.map(({ clock }) => clock),
		["clock 2", "good", "ahead", "both", "none", "odd", "clock 9"],
	);
	for (const event of CLOCK_EVENTS) assert.match(refused[2]?.problem ?? "", new RegExp(event));
});

test("a file of another kind is refused in one sentence", () => {
	for (const text of ["", "clocks: 3", "- a", "claims: []"]) assert.throws(() => read(text), /it has no list "clocks:"/);
});
