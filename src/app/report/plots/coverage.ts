// Coverage: from when to when each log speaks, over the time in which the mail came. A gap is where nothing can be known, so gaps are drawn and
// not left out.

import { scaleLinear, scaleUtc } from "d3-scale";
import type { DayCount, ReportedLog } from "../case-report-data.ts";
import { html, type Markup } from "../html/markup.ts";
import { count, counted } from "../shown-text.ts";
import { type Drawing, dayLabel, type Figure, type Form, fitted, monthLabel, px, WIDTHS } from "./figure.ts";

const DAY = 86_400_000;
/** Shown before the first mail and after the last: what was opened, is mostly opened within days. */
const MARGIN = { before: 7, after: 42 } as const;
const BARS = 44;

export function coverageFigure(id: string, logs: readonly ReportedLog[], arrivals: readonly DayCount[]): Figure | null {
	const [first, last] = [arrivals[0], arrivals.at(-1)];
	if (logs.length === 0 || first === undefined || last === undefined) return null;
	const from = Date.parse(first.day) - MARGIN.before * DAY;
	const to = Date.parse(last.day) + MARGIN.after * DAY;
	const gaps = logs.reduce((sum, log) => sum + gapsOf(log, from, to).length, 0);
	return {
		id,
		title: "When the mail came, and when each log speaks",
		says: `${counted(logs.length, "log")}; within the time shown they have ${counted(gaps, "gap")} in all. The table of logs gives the times.`,
		key: "Above: mails by day of arrival. Below: a solid bar where the log speaks, hatched where it is silent. Mail that came in a gap leaves no trace there, opened or not.",
		draw: (form, prefix) => draw(form, prefix, logs, arrivals, [from, to]),
		table: html`<table>
<thead><tr><th scope="col">Log</th><th scope="col">Silent from</th><th scope="col">to</th></tr></thead>
<tbody>${logs.map((log) => {
			const silent = gapsOf(log, from, to);
			if (silent.length === 0)
				return html`<tr><th scope="row"><bdi>${log.log}</bdi></th><td colspan="2">no gap in the time shown</td></tr>`;
			return silent
				.slice(0, 12)
				.map(
					([begins, ends]) => html`<tr><th scope="row"><bdi>${log.log}</bdi></th><td>${minute(begins)}</td><td>${minute(ends)}</td></tr>`,
				);
		})}</tbody>
</table>
`,
		tableTitle: "The gaps, as a table",
	};
}

function minute(time: number): string {
	return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Within the time shown, in milliseconds. */
export function gapsOf({ coverage }: ReportedLog, from: number, to: number): [number, number][] {
	const gaps: [number, number][] = [];
	let at = from;
	for (const span of coverage.shown) {
		const [begins, ends] = [Date.parse(span.from), Date.parse(span.to)];
		if (begins > at) gaps.push([at, Math.min(begins, to)]);
		at = Math.max(at, ends);
		if (at >= to) break;
	}
	// Of spans that are not shown nothing is drawn: it would be a gap that is none.
	if (at < to && coverage.more === 0) gaps.push([at, to]);
	return gaps.filter(([begins, ends]) => ends > begins);
}

function draw(
	form: Form,
	prefix: string,
	logs: readonly ReportedLog[],
	arrivals: readonly DayCount[],
	[from, to]: readonly [number, number],
): Drawing {
	const narrow = form === "narrow";
	const left = narrow ? 0 : 250;
	const right = WIDTHS[form] - 6;
	const rowHeight = narrow ? 36 : 26;
	const x = scaleUtc([from, to], [left, right]);
	const highest = Math.max(1, ...arrivals.map(({ count }) => count));
	const bar = scaleLinear([0, highest], [0, BARS]);
	const top = 18;
	const base = top + BARS;
	const rowTop = (row: number): number => base + 12 + row * rowHeight;
	const bottom = rowTop(logs.length);
	const ticks = x
		.ticks(narrow ? 3 : 7)
		.map(Number)
		.filter((tick) => x(tick) > left + 18 && x(tick) < right - 18);
	const byMonth = to - from > 300 * DAY;
	const peak = arrivals.reduce((best, one) => (one.count > best.count ? one : best));
	const dayWidth = x(from + DAY) - x(from);
	const body: Markup = html`${!narrow && html`<text class="label" x="0" y="${base - 4}">Mails by day of arrival</text>`}
${ticks.map((tick, index) => html`<line class="tick" x1="${px(x(tick))}" x2="${px(x(tick))}" y1="${top}" y2="${bottom}"/>${html`<text class="date" x="${px(x(tick))}" y="${bottom + 14}">${byMonth ? monthLabel(tick) : dayLabel(tick)}</text>${!byMonth && isFirstOfYear(ticks, index) && html`<text class="date" x="${px(x(tick))}" y="${bottom + 28}">${new Date(tick).getUTCFullYear()}</text>`}`}`)}
${arrivals.map((day) => {
	const height = Math.max(1, bar(day.count));
	const width = Math.max(1.2, dayWidth - 1);
	const at = x(Date.parse(day.day));
	return html`<rect class="bar" x="${px(at)}" width="${px(width)}" y="${px(base - height)}" height="${px(height)}"/>${day === peak && html`<text class="number" x="${px(at + width / 2)}" y="${px(base - height - 4)}">${count(day.count)}</text>`}`;
})}
<line class="axis" x1="${left}" x2="${right}" y1="${base}" y2="${base}"/>
${logs.map((log, row) => {
	const y = rowTop(row) + (narrow ? 18 : 4);
	const name = log.log.split(/[/\\]/).at(-1) ?? log.log;
	const spans = log.coverage.shown
		.map((span) => [Math.max(from, Date.parse(span.from)), Math.min(to, Date.parse(span.to))] as const)
		.filter(([begins, ends]) => ends > begins);
	return html`<text class="label" x="0" y="${px(narrow ? y - 5 : y + 12)}">${fitted(name, narrow ? WIDTHS.narrow : left - 12)}</text>
<rect class="unknown" x="${left}" y="${px(y)}" width="${px(right - left)}" height="14" fill="url(#${prefix}-hatch)"/>
${spans.map(([begins, ends]) => html`<rect class="bar arrived" x="${px(x(begins))}" y="${px(y)}" width="${px(Math.max(1, x(ends) - x(begins)))}" height="14"/>`)}
`;
})}`;
	return { height: bottom + 36, body };
}

/** Under the first tick of each year stands the year. */
function isFirstOfYear(ticks: readonly number[], index: number): boolean {
	const year = (at: number): number => new Date(ticks[at] as number).getUTCFullYear();
	return index === 0 || year(index) !== year(index - 1);
}
