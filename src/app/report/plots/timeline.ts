// Timeline: when each wave of a campaign reached whom. A panel for each wave, since months lie between waves; a line for each organisation, a
// dot for each day with mail, its area the number of mails; above, all of them by day.

import { scaleLinear, scaleSqrt, scaleUtc } from "d3-scale";
import type { DayCount, ReportedWave } from "../case-report-data.ts";
import { html, type Markup } from "../html/markup.ts";
import { count, counted } from "../shown-text.ts";
import { type Drawing, dayLabel, type Figure, type Form, fitted, monthLabel, px, WIDTHS } from "./figure.ts";

const DAY = 86_400_000;
/** More panels than these tell nothing; the list of waves has them. */
export const MAX_PANELS = { wide: 5, narrow: 3 } as const;
const BARS = 56;
const TOP = 34;
const GAP = 30;
/** Height of the highest bar for all other organisations, and width of a digit of a number. */
const REST_BARS = 13;
const DIGIT = 7;

interface Panel {
	readonly wave: ReportedWave;
	readonly left: number;
	readonly width: number;
	at(time: number): number;
	readonly ticks: readonly number[];
	/** Of one day. */
	readonly dayWidth: number;
}

export function timelineFigure(id: string, waves: readonly ReportedWave[]): Figure | null {
	if (!waves.some(({ reached }) => reached.length > 0)) return null;
	const total = waves.reduce((sum, { mails }) => sum + mails, 0);
	const hasRest = waves.some(({ reached }) => reached.some(({ organisation }) => isRest(organisation)));
	const days = waves.flatMap(({ reached }) => reached.flatMap(({ days }) => days.map(({ day }) => day)));
	return {
		id,
		title: "When the mail arrived, and where",
		says: `${counted(total, "mail")} in ${counted(waves.length, "wave")}, arriving on ${counted(new Set(days).size, "day")}. The table below gives the numbers.`,
		key: `Each dot is a day; its area is the number of mails that reached the organisation that day. The bars above count all of them${hasRest ? ", the last line those of all other organisations" : ""}. Dates are UTC.`,
		draw: (form, _prefix) => draw(form, waves),
		table: table(waves),
		tableTitle: "The figures: mails by wave and organisation",
	};
}

/** The waves with most mail, in order of time. */
function chosen(waves: readonly ReportedWave[], form: Form): ReportedWave[] {
	const largest = [...waves].sort((a, b) => b.mails - a.mails).slice(0, MAX_PANELS[form]);
	return waves.filter((wave) => largest.includes(wave));
}

function draw(form: Form, all: readonly ReportedWave[]): Drawing {
	const waves = chosen(all, form);
	const rows = organisationsOf(waves);
	const narrow = form === "narrow";
	const left = narrow ? 0 : 210;
	const rowHeight = narrow ? 36 : 24;
	const panels = panelsOf(waves, left, WIDTHS[form] - left - 6, narrow ? 58 : 66);
	const most = Math.max(
		1,
		...waves.flatMap(({ reached }) =>
			reached.filter(({ organisation }) => !isRest(organisation)).flatMap(({ days }) => days.map(({ count }) => count)),
		),
	);
	const radius = scaleSqrt([0, most], [0, 10.5]);
	const totals = panels.map(({ wave }) => totalsByDay(wave));
	const highest = Math.max(1, ...totals.flatMap((days) => days.map(({ count }) => count)));
	const bar = scaleLinear([0, highest], [0, BARS]);
	const base = TOP + BARS;
	const rowsTop = base + 8;
	const bottom = rowsTop + rows.length * rowHeight;
	const middle = (row: number): number => rowsTop + row * rowHeight + (narrow ? 24 : 12);
	const crowded = panels.some(isCrowded);
	const labelOf = (name: string): string => (crowded && narrow && isRest(name) ? `${name}, up to ${count(mostOfRest(waves))} a day` : name);
	const body = html`${rows.map((name, row) => html`<text class="label" x="0" y="${px(narrow ? middle(row) - 12 : middle(row) + 4)}">${fitted(labelOf(name), narrow ? WIDTHS.narrow : left - 10)}</text>`)}
${panels.map((panel, index) => panelMarkup(panel, all.indexOf(panel.wave) + 1, totals[index] ?? [], { bar, base, rows: rows.length, middle, bottom }))}
${panels.map(({ wave, at, left: start, width, dayWidth }) =>
	wave.reached.map(({ organisation, days }) => {
		const row = rows.indexOf(organisation);
		if (crowded && isRest(organisation)) return restBars(days, mostOfRest(waves), { at, dayWidth, base: middle(row) + 6, isTold: !narrow });
		return days.map(({ day, count: number }) => {
			const x = Math.min(start + width, at(Date.parse(day) + DAY / 2));
			if (isRest(organisation)) return html`<text class="number" x="${px(x)}" y="${px(middle(row) + 4)}">${number}</text>`;
			const r = Math.max(2, radius(number));
			return html`<circle class="dot" cx="${px(x)}" cy="${px(middle(row))}" r="${px(r)}"/>${r >= 8.5 && html`<text class="in-dot" x="${px(x)}" y="${px(middle(row) + 3.5)}">${number}</text>`}`;
		});
	}),
)}`;
	return { height: bottom + 24, body };
}

/** The numbers of all other organisations would run into each other. */
function isCrowded({ wave, dayWidth }: Panel): boolean {
	const days = wave.reached.flatMap(({ organisation, days }) => (isRest(organisation) ? days : []));
	return days.some((one) => dayWidth < count(one.count).length * DIGIT + 4);
}

function mostOfRest(waves: readonly ReportedWave[]): number {
	const days = waves.flatMap(({ reached }) => reached.flatMap(({ organisation, days }) => (isRest(organisation) ? days : [])));
	return Math.max(0, ...days.map((one) => one.count));
}

/** What stands for numbers that have no room. `isTold`: the highest bears its number. */
function restBars(
	days: readonly DayCount[],
	most: number,
	{ at, dayWidth, base, isTold }: { at(time: number): number; dayWidth: number; base: number; isTold: boolean },
): Markup {
	const width = Math.max(1, Math.min(10, dayWidth - 1));
	const highest = days.find((one) => one.count === most);
	return html`${days.map((one) => {
		const x = at(Date.parse(one.day) + DAY / 2);
		const height = Math.max(1, (one.count / most) * REST_BARS);
		return html`<rect class="bar" x="${px(x - width / 2)}" width="${px(width)}" y="${px(base - height)}" height="${px(height)}"/>${isTold && one === highest && html`<text class="number" x="${px(x)}" y="${px(base - height - 2)}">${count(one.count)}</text>`}`;
	})}`;
}

function panelMarkup(
	{ wave, left, width, at, ticks, dayWidth }: Panel,
	number: number,
	totals: readonly DayCount[],
	{ bar, base, rows, middle, bottom }: { bar(n: number): number; base: number; rows: number; middle(row: number): number; bottom: number },
): Markup {
	const barWidth = Math.max(2, Math.min(14, dayWidth - 1.5));
	const highest = totals.reduce((best, one) => (one.count > best.count ? one : best), { day: "", count: 0 });
	return html`<g><text class="panel" x="${px(left)}" y="13">Wave ${number}, ${monthLabel(Date.parse(wave.first))}</text>
${Array.from({ length: rows }, (_, row) => html`<line class="rule" x1="${px(left)}" x2="${px(left + width)}" y1="${px(middle(row))}" y2="${px(middle(row))}"/>`)}
${totals.map((total) => {
	const height = Math.max(1, bar(total.count));
	const x = at(Date.parse(total.day) + DAY / 2);
	return html`<rect class="bar" x="${px(x - barWidth / 2)}" width="${px(barWidth)}" y="${px(base - height)}" height="${px(height)}"/>${total === highest && html`<text class="number" x="${px(x)}" y="${px(base - height - 4)}">${count(total.count)}</text>`}`;
})}
<line class="axis" x1="${px(left)}" x2="${px(left + width)}" y1="${px(base)}" y2="${px(base)}"/>
${ticks.map((tick) => html`<line class="tick" x1="${px(at(tick))}" x2="${px(at(tick))}" y1="${px(base)}" y2="${px(bottom)}"/><text class="date" x="${px(at(tick))}" y="${px(bottom + 14)}">${dayLabel(tick)}</text>`)}</g>
`;
}

/** Half of the room is shared evenly, half by how long each wave lasted. */
function panelsOf(waves: readonly ReportedWave[], left: number, room: number, perTick: number): Panel[] {
	const spans = waves.map(({ first, last }) => {
		const from = Math.floor(Date.parse(first) / DAY) * DAY;
		return { from, to: Math.max(from + DAY, Math.ceil((Date.parse(last) + 1) / DAY) * DAY) };
	});
	const all = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
	const free = room - GAP * (waves.length - 1);
	let start = left;
	return waves.map((wave, index) => {
		const { from, to } = spans[index] as { from: number; to: number };
		const width = free * (0.5 / waves.length + (0.5 * (to - from)) / all);
		const scale = scaleUtc([from, to], [start, start + width]);
		const wanted = Math.max(1, Math.floor(width / perTick));
		const edge = 16;
		const ticks = (to - from <= DAY ? [new Date(from + DAY / 2)] : scale.ticks(wanted))
			.map(Number)
			.filter((time) => time % DAY === 0 || to - from <= DAY)
			.filter(
				(time) =>
					scale(time) >= start + (index === 0 && left === 0 ? edge : 0) && scale(time) <= start + width - (width > 3 * edge ? edge : 0),
			);
		const panel = { wave, left: start, width, at: (time: number) => scale(time), ticks, dayWidth: (width * DAY) / (to - from) };
		start += width + GAP;
		return panel;
	});
}

function totalsByDay({ reached }: ReportedWave): DayCount[] {
	const days = new Map<string, number>();
	for (const { days: some } of reached) for (const { day, count } of some) days.set(day, (days.get(day) ?? 0) + count);
	return [...days].map(([day, count]) => ({ day, count })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** All that have no line of their own, together: numbers or bars rather than dots, which would dwarf the others. */
function isRest(organisation: string): boolean {
	return /^\d[\d,]* more organisations?$/.test(organisation);
}

/** In the order of the first wave that has most of them; what stands for all others comes last. */
function organisationsOf(waves: readonly ReportedWave[]): string[] {
	const totals = new Map<string, number>();
	for (const { reached } of waves)
		for (const { organisation, days } of reached)
			totals.set(organisation, (totals.get(organisation) ?? 0) + days.reduce((sum, { count }) => sum + count, 0));
	return [...totals].sort(([a, one], [b, other]) => Number(isRest(a)) - Number(isRest(b)) || other - one).map(([name]) => name);
}

function table(waves: readonly ReportedWave[]): Markup {
	const rows = organisationsOf(waves);
	const of = (wave: ReportedWave, organisation: string): number =>
		(wave.reached.find((one) => one.organisation === organisation)?.days ?? []).reduce((sum, { count }) => sum + count, 0);
	const shown = waves.slice(0, 8);
	return html`<table>
<thead><tr><th scope="col">Organisation</th>${shown.map((_, index) => html`<th scope="col" class="number">Wave ${index + 1}</th>`)}</tr></thead>
<tbody>${rows.map((name) => html`<tr><th scope="row">${name}</th>${shown.map((wave) => html`<td class="number">${count(of(wave, name))}</td>`)}</tr>`)}</tbody>
</table>
`;
}
