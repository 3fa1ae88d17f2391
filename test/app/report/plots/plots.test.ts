// Plots: what is drawn lies within the drawing, and gaps of logs are neither invented nor lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ReportedWave } from "../../../../src/app/report/case-report-data.ts";
import { markupText } from "../../../../src/app/report/html/markup.ts";
import { coverageFigure, gapsOf } from "../../../../src/app/report/plots/coverage.ts";
import { type Figure, figureMarkup, WIDTHS } from "../../../../src/app/report/plots/figure.ts";
import { funnelFigure, share } from "../../../../src/app/report/plots/funnel.ts";
import { timelineFigure } from "../../../../src/app/report/plots/timeline.ts";
import { all, levels, log } from "../case-report-made-up.ts";

const DAY = 86_400_000;
const BASE = Date.parse("2021-01-01T00:00:00.000Z");
const day = (n: number): string => new Date(BASE + n * DAY).toISOString().slice(0, 10);
const iso = (n: number): string => new Date(BASE + n * DAY).toISOString();

function drawnWithin(figure: Figure): void {
	for (const [, form, height, body] of markupText(figureMarkup(figure)).matchAll(
		/<svg class="(wide|narrow)"[^>]*height="([\d.]+)"[^>]*>(.*?)<\/svg>/gs,
	)) {
		const width = WIDTHS[form as keyof typeof WIDTHS];
		assert.doesNotMatch(body ?? "", /NaN|Infinity|undefined/);
		for (const [, name, value] of (body ?? "").matchAll(/ (c?x[12]?|c?y[12]?)="([^"]*)"/g)) {
			const number = Number(value);
			const most = name?.includes("x") ? width : Number(height);
			assert.ok(number >= -1 && number <= most + 1, `${name}=${value} of ${most}`);
		}
	}
}

const days = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 8 });

test("timelines of any waves are drawn within their frame, on a wide page and on a phone", () => {
	const wave = fc.tuple(fc.nat(2000), days, fc.integer({ min: 1, max: 1_000_000 })).map(([start, some, count]): ReportedWave => {
		const sorted = [...some].sort((a, b) => a - b).map((n) => ({ day: day(start + n), count }));
		const [first, last] = [sorted[0]?.day, sorted.at(-1)?.day];
		return {
			first: `${first}T10:00:00.000Z`,
			last: `${last}T10:00:00.000Z`,
			mails: count,
			accounts: 1,
			organisations: 1,
			reached: [{ organisation: "A", days: sorted }],
		};
	});
	fc.assert(
		fc.property(fc.array(wave, { minLength: 1, maxLength: 9 }), (waves) => {
			const sorted = [...waves].sort((a, b) => (a.first < b.first ? -1 : 1));
			const figure = timelineFigure("t", sorted);
			assert.ok(figure !== null);
			drawnWithin(figure);
		}),
		{ numRuns: 40 },
	);
	assert.equal(timelineFigure("t", []), null);
});

test("spans and gaps together are the whole time shown, and do not overlap", () => {
	const spans = fc.uniqueArray(fc.nat(100), { maxLength: 12 }).map((edges) => {
		const sorted = [...edges].sort((a, b) => a - b);
		return sorted.flatMap((from, index) =>
			index % 2 === 0 && sorted[index + 1] !== undefined ? [{ from: iso(from), to: iso(sorted[index + 1] as number) }] : [],
		);
	});
	fc.assert(
		fc.property(spans, fc.nat(100), fc.integer({ min: 1, max: 60 }), (coverage, start, length) => {
			const [from, to] = [BASE + start * DAY, BASE + (start + length) * DAY];
			const gaps = gapsOf(log({ coverage: all(...coverage) }), from, to);
			const speaks = (at: number): boolean => coverage.some((span) => Date.parse(span.from) <= at && at < Date.parse(span.to));
			for (let at = from + DAY / 2; at < to; at += DAY) {
				const silent = gaps.filter(([begins, ends]) => begins <= at && at < ends).length;
				assert.equal(silent, speaks(at) ? 0 : 1);
			}
		}),
		{ numRuns: 100 },
	);
});

test("logs of any span are drawn within their frame", () => {
	fc.assert(
		fc.property(days, fc.nat(4000), fc.integer({ min: 1, max: 4000 }), (some, from, length) => {
			const arrivals = [...some].sort((a, b) => a - b).map((n) => ({ day: day(n + 1000), count: n + 1 }));
			const figure = coverageFigure(
				"c",
				[log({ coverage: all({ from: iso(from), to: iso(from + length) }) }), log({ coverage: all() })],
				arrivals,
			);
			assert.ok(figure !== null);
			drawnWithin(figure);
		}),
		{ numRuns: 40 },
	);
	assert.equal(coverageFigure("c", [], [{ day: day(1), count: 1 }]), null);
	assert.equal(coverageFigure("c", [log()], []), null);
});

test("the funnel is drawn within its frame, and no share is called all or none that is not", () => {
	drawnWithin(funnelFigure("f", levels({ clicked: 1, fetched: 1_000_000, delivered: 3 })) ?? assert.fail());
	assert.equal(funnelFigure("f", levels({})), null);
	assert.deepEqual(
		[share(0, 9), share(1, 1000), share(999, 1000), share(9, 9), share(0, 0)],
		["0%", "under 1%", "over 99%", "100%", "none"],
	);
});

test("the timeline's key speaks of a line for all other organisations only where there is one", () => {
	const wave = (organisations: readonly string[]): ReportedWave => ({
		first: iso(0),
		last: iso(1),
		mails: 2,
		accounts: 2,
		organisations: organisations.length,
		reached: organisations.map((organisation) => ({ organisation, days: [{ day: day(0), count: 1 }] })),
	});
	const keyOf = (organisations: readonly string[]): string => String(timelineFigure("t", [wave(organisations)])?.key);
	assert.doesNotMatch(keyOf(["A House", "B House"]), /all other organisations/);
	assert.match(keyOf(["A House", "3 more organisations"]), /the last line those of all other organisations/);
});

test("no number runs into another, however many days there are and however much came to all other organisations", () => {
	const counts = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 100_000 })), { minLength: 1, maxLength: 30 });
	fc.assert(
		fc.property(counts, (some) => {
			const reached = [...new Map(some)].sort(([a], [b]) => a - b).map(([n, count]) => ({ day: day(n), count }));
			const [first = "", last = ""] = [reached[0]?.day, reached.at(-1)?.day];
			const wave: ReportedWave = {
				first: `${first}T10:00:00.000Z`,
				last: `${last}T10:00:00.000Z`,
				mails: reached.length,
				accounts: 9,
				organisations: 6,
				reached: [
					{ organisation: "A House", days: reached },
					{ organisation: "5 more organisations", days: reached },
				],
			};
			const drawn = markupText(figureMarkup(timelineFigure("t", [wave]) ?? assert.fail()));
			for (const [, body] of drawn.matchAll(/<svg class="(?:wide|narrow)"[^>]*>(.*?)<\/svg>/gs)) {
				const lines = Map.groupBy((body ?? "").matchAll(/<text class="number" x="([\d.]+)" y="([\d.]+)">([^<]*)</g), ([, , y]) => y);
				for (const numbers of lines.values()) {
					const spans = numbers
						.map(([, x, , text = ""]) => ({ middle: Number(x), half: text.length * 3.4 }))
						.sort((a, b) => a.middle - b.middle);
					spans.slice(1).forEach((span, at) => {
						const before = spans[at] as (typeof spans)[number];
						assert.ok(before.middle + before.half <= span.middle - span.half, JSON.stringify([before, span]));
					});
				}
			}
		}),
		{ numRuns: 60 },
	);
});
