// Overview: the head of the report. What was read, what came of it in plain words, and the figures as tables with a bar each.

import { IDENTIFIER_KINDS, type IdentifierKind } from "../../../core/model/identifier.ts";
import type { Summary } from "../../../edge/casebook/summary.ts";
import { count, counted } from "../shown-text.ts";
import { GROUPS, type Group } from "../telling.ts";
import type { GroupCounts } from "../totals.ts";
import { IDENTIFIER_WORDS, operatorName, PROBLEM_WORDS, TRIGGER_WORDS } from "../words.ts";
import { html, type Markup } from "./markup.ts";

/** Operators named in the head. */
const MAX_OPERATORS = 20;
const MAX_SOURCES = 50;

export interface Figures {
	readonly summary: Summary;
	readonly counts: GroupCounts;
}

export const GROUP_TITLES: Readonly<Record<Group, string>> = {
	names: "Name the reader as soon as they are opened",
	token: "Send a random value as soon as they are opened",
	opens: "Contact somebody as soon as they are opened",
	other: "Contact somebody without a click, but not on opening",
	clicks: "Report only when something is clicked",
	unread: "Nothing found, but not all of it could be read",
	nothing: "Nothing found",
};

/** The result in one breath. */
export function leadSentence({ summary, counts }: Figures): Markup {
	const opened = counts.names + counts.token + counts.opens;
	const read = counted(summary.messages, "message");
	if (summary.messages === 0) return html`<p class="lead">No message was found.</p>`;
	if (opened === 0) return html`<p class="lead">${read}. None was found that would report that it was opened.</p>`;
	const naming = counts.names === 0 ? "none of these would name the reader" : `${count(counts.names)} of these would name the reader`;
	return html`<p class="lead">${read}. ${count(opened)} would report that ${opened === 1 ? "it was" : "they were"} opened; ${naming}.</p>`;
}

export function sourceList(sources: readonly string[]): Markup {
	const shown = sources.slice(0, MAX_SOURCES).map((source) => html`<div class="exact">${source}</div>`);
	return html`${shown}${sources.length > MAX_SOURCES && html`<div>and ${count(sources.length - MAX_SOURCES)} more</div>`}`;
}

/** `linked`: the chapters that the groups have stand on the page too. */
export function figureTables(figures: Figures, linked = true): Markup {
	return html`${groupTable(figures, linked)}
${triggerTable(figures.summary)}
${trackerTable(figures.summary)}
${problemTable(figures.summary)}`;
}

function groupTable({ counts }: Figures, linked: boolean): Markup {
	const most = Math.max(1, ...Object.values(counts));
	const row = (group: Group): Markup => {
		const title = GROUP_TITLES[group];
		const name = linked && counts[group] > 0 && group !== "nothing" ? html`<a href="#${group}">${title}</a>` : html`${title}`;
		return html`<tr><th scope="row">${name}</th><td class="number">${count(counts[group])}</td><td class="chart">${bar(counts[group] / most, group)}</td></tr>`;
	};
	return html`<table>
<caption>Messages, by the most telling thing in each</caption>
<thead><tr><th scope="col">These messages</th><th scope="col" class="number">Messages</th><th scope="col" class="chart"></th></tr></thead>
<tbody>${GROUPS.map(row)}</tbody>
</table>`;
}

function triggerTable({ byTrigger, references }: Summary): Markup | false {
	if (byTrigger.length === 0) return false;
	const most = Math.max(...byTrigger.map(({ count }) => count));
	return html`<table>
<caption>Remote references, by what sets them off (${count(references)} in all)</caption>
<thead><tr><th scope="col">Somebody is contacted</th><th scope="col" class="number">References</th><th scope="col" class="chart"></th></tr></thead>
<tbody>${byTrigger.map((row) => html`<tr><th scope="row">${TRIGGER_WORDS[row.trigger]}</th><td class="number">${count(row.count)}</td><td class="chart">${bar(row.count / most)}</td></tr>`)}</tbody>
</table>`;
}

function trackerTable({ trackers }: Summary): Markup | false {
	if (trackers.length === 0) return false;
	const kinds = IDENTIFIER_KINDS.filter((kind) => trackers.some(({ identifier }) => identifier === kind));
	const operators = [...Map.groupBy(trackers, ({ operator }) => operator)].map(([operator, rows]) => ({
		operator,
		total: rows.reduce((sum, { count }) => sum + count, 0),
		of: (kind: IdentifierKind) => rows.reduce((sum, row) => (row.identifier === kind ? sum + row.count : sum), 0),
	}));
	operators.sort((a, b) => b.total - a.total);
	return html`<table>
<caption>Contacted without a click, by operator and by what singles the reader out</caption>
<thead><tr><th scope="col">Operator</th>${kinds.map((kind) => html`<th scope="col" class="number">${IDENTIFIER_WORDS[kind]}</th>`)}<th scope="col" class="number">all</th></tr></thead>
<tbody>${operators.slice(0, MAX_OPERATORS).map(({ operator, total, of }) => html`<tr><th scope="row">${operator === null ? "none known" : operatorName(operator)}</th>${kinds.map((kind) => html`<td class="number">${count(of(kind))}</td>`)}<td class="number">${count(total)}</td></tr>`)}</tbody>
</table>
${operators.length > MAX_OPERATORS && html`<p class="note">And ${count(operators.length - MAX_OPERATORS)} more operators.</p>`}
<p class="note">A known operator is no alibi: its service may carry anybody's mail.</p>`;
}

function problemTable({ problems }: Summary): Markup | false {
	if (problems.length === 0) return html`<p class="note">Everything could be read.</p>`;
	return html`<table>
<caption>What could not be read</caption>
<thead><tr><th scope="col">Problem</th><th scope="col" class="number">Times</th></tr></thead>
<tbody>${problems.map((row) => html`<tr><th scope="row">${PROBLEM_WORDS[row.code]}</th><td class="number">${count(row.count)}</td></tr>`)}</tbody>
</table>`;
}

/** A bar of the given share of its place, in hundredths. The figure stands beside it, so it is silent for a screen reader. */
function bar(share: number, level = ""): Markup {
	const length = Math.round(share * 1000) / 10;
	return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="value ${level}" width="${length}" height="8"/></svg>`;
}
