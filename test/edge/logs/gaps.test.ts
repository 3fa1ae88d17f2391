import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { HOUR, withoutHabits } from "../../../src/edge/logs/gaps.ts";
import { createSpoken, type TimeSpan } from "../../../src/edge/logs/spoken.ts";

const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2020, 10, 16);

function spansOf(times: readonly number[]): readonly TimeSpan[] {
	const spoken = createSpoken(HOUR);
	for (const time of times) spoken.add(time, time);
	return withoutHabits(spoken.spans());
}

/** Silences between the spans, in hours. */
function gapsOf(times: readonly number[]): number[] {
	const spans = spansOf(times);
	return spans.slice(1).map(([from], index) => (from - spans[index][1]) / HOUR);
}

/** Draws of a fixed generator (mulberry32), 0 to 1. */
function draws(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Lines that come by chance, so many a day in the mean. */
function quietLog(days: number, linesADay: number, seed: number): number[] {
	const draw = draws(seed);
	const times: number[] = [];
	for (let time = START; time < START + days * DAY; time += (-Math.log(1 - draw()) * DAY) / linesADay) times.push(time);
	return times;
}

/** Lines in every quarter of an hour of office hours. */
function officeLog(days: number): number[] {
	return Array.from({ length: days }, (_, day) => day)
		.filter((day) => day % 7 < 5)
		.flatMap((day) => Array.from({ length: 44 }, (_, quarter) => START + day * DAY + 7 * HOUR + quarter * (HOUR / 4)));
}

function without(times: readonly number[], from: number, to: number): number[] {
	return times.filter((time) => time < from || time >= to);
}

test("logs of sixteen lines a day have no gap by themselves: none in fifty of 110 days", () => {
	for (let seed = 0; seed < 50; seed++) assert.deepEqual(gapsOf(quietLog(110, 16, seed)), []);
});

test("in a log of sixteen lines a day an outage of a day is a gap, and its ends are the lines beside it", () => {
	for (let seed = 0; seed < 20; seed++) {
		const times = without(quietLog(110, 16, seed), START + 50 * DAY, START + 51 * DAY);
		const after = times.findIndex((time) => time >= START + 51 * DAY);
		assert.deepEqual(spansOf(times), [
			[times[0], times[after - 1]],
			[times[after], times[times.length - 1]],
		]);
	}
});

test("in a log that speaks every minute six hours are a gap", () => {
	const times = Array.from({ length: 40 * 24 * 60 }, (_, minute) => START + minute * 60_000);
	assert.deepEqual(gapsOf(without(times, START + 20 * DAY, START + 20 * DAY + 6 * HOUR)), [6 + 1 / 60]);
});

test("nights and weekends of an office are no gaps, a working day without a line is one, and so is every one of several", () => {
	const times = officeLog(10 * 7);
	assert.deepEqual(gapsOf(times), []);
	const wednesday = START + 23 * DAY;
	assert.deepEqual(gapsOf(without(times, wednesday, wednesday + DAY)), [37.25]);
	const several = [1, 2, 4, 7, 8].reduce((left, week) => without(left, START + (week * 7 + 1) * DAY, START + (week * 7 + 3) * DAY), times);
	assert.equal(gapsOf(several).length, 5);
});

test("a log that stops for years is not taken to be quiet then", () => {
	const times = [...officeLog(30), ...officeLog(30).map((time) => time + 1400 * DAY)];
	assert.equal(gapsOf(times).length, 1);
});

test("a log of a few lines in years speaks when it has a line, and two weeks of silence are a gap of any log", () => {
	assert.equal(gapsOf([START, START + 500 * DAY, START + 1400 * DAY]).length, 2);
	const seldom = Array.from({ length: 26 }, (_, line) => START + line * 39 * DAY);
	assert.equal(gapsOf(seldom).length, 25);
	const weekly = Array.from({ length: 60 }, (_, line) => START + line * 7 * DAY);
	assert.deepEqual(gapsOf(weekly), []);
});

test("spans do not depend on the order in which times are added, and are more than the bridge apart", () => {
	const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.nat({ max: 50 })), { minLength: 1, maxLength: 60 });
	fc.assert(
		fc.property(times, fc.integer({ min: 0, max: 100 }), (list, bridge) => {
			const [one, other] = [createSpoken(bridge), createSpoken(bridge)];
			for (const [from, length] of list) one.add(from, from + length);
			for (const [from, length] of list.toSorted((a, b) => a[1] - b[1])) other.add(from, from + length);
			assert.deepEqual(one.spans(), other.spans());
			for (const [index, [from]] of one.spans().slice(1).entries()) assert.ok(from - one.spans()[index][1] > bridge);
			for (const [from, length] of list) assert.ok(one.spans().some((span) => span[0] <= from && from + length <= span[1]));
		}),
	);
});
