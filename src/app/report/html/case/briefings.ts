// Briefings and gaps: who was told, by whom and when; and who is still to be told, the most exposed first. An IT department that was told is not
// a person who was.

import type { CaseReportData, ReportedBriefings } from "../../case-report-data.ts";
import { share } from "../../plots/funnel.ts";
import { count } from "../../shown-text.ts";
import { html, type Markup } from "../markup.ts";
import { LEVEL_TITLES } from "./levels.ts";
import { dateInWords, label, moreNote, whoInWords } from "./words.ts";

export function* briefingsSection({ briefings, figures }: CaseReportData): Generator<Markup> {
	const { told, notTold, people } = figures;
	if (!briefings.known)
		yield html`<p><strong>No briefing was entered into this case.</strong> Who was told is therefore not known here, and everybody below counts as not told.</p>
`;
	if (people === 0) return;
	yield html`<p>${count(told)} of ${count(people)} people whom the mail reached ${told === 1 ? "is" : "are"} recorded as told themselves; ${count(notTold)} ${notTold === 1 ? "is" : "are"} not. Only a person counts as told: staff or an IT department who knew have not thereby told anybody.</p>
`;
	yield html`${toldTable(briefings)}${gapTable(briefings)}${organisationTable(briefings)}`;
	if (!figures.hasList) yield html`<p class="note">No people list was imported: each account counts as a person of its own.</p>\n`;
	else
		yield html`<p class="note">Lists are incomplete both ways: ${count(figures.unlisted)} of the accounts reached ${figures.unlisted === 1 ? "is" : "are"} on no list, and of ${count(briefings.listedWithoutMail)} people on the list no such mail was found, which is no proof that none came.</p>
`;
}

function toldTable({ told }: ReportedBriefings): Markup | false {
	return (
		told.shown.length > 0 &&
		html`<table class="told">
<caption>Told themselves</caption>
<thead><tr><th scope="col">Who</th><th scope="col">Level</th><th scope="col">When</th><th scope="col">By whom, how</th><th scope="col">Acknowledged</th></tr></thead>
<tbody>${told.shown.map(({ who, level, on, by, how, acknowledged }) => html`<tr><th scope="row">${whoInWords(who)}</th><td>${level === null ? "no such mail found" : html`<span class="level ${level}">${LEVEL_TITLES[level]}</span>`}</td><td>${dateInWords(on)}</td><td><bdi>${by}</bdi>${how !== "" && html`, <bdi>${how}</bdi>`}</td><td>${label("Acknowledged")}${acknowledged ? "yes" : "no"}</td></tr>`)}</tbody>
</table>
${moreNote(told.more, "person", "people")}`
	);
}

function gapTable({ gaps }: ReportedBriefings): Markup | false {
	return (
		gaps.shown.length > 0 &&
		html`<table class="gaps">
<caption>Still to be told, the most exposed first</caption>
<thead><tr><th scope="col">Who</th><th scope="col">Level</th><th scope="col">First mail</th><th scope="col">Told instead</th></tr></thead>
<tbody>${gaps.shown.map(({ who, level, firstSeen, instead }) => html`<tr><th scope="row">${whoInWords(who)}</th><td><span class="level ${level}">${LEVEL_TITLES[level]}</span></td><td>${label("First mail")}${firstSeen === null ? "unknown" : dateInWords(firstSeen)}</td><td>${label("Told instead")}<bdi>${instead}</bdi></td></tr>`)}</tbody>
</table>
${moreNote(gaps.more, "person who is not told", "people who are not told", "counterpixel brief lists all")}`
	);
}

function organisationTable({ organisations }: ReportedBriefings): Markup | false {
	return (
		organisations.shown.length > 0 &&
		html`<table>
<caption>Told, by organisation</caption>
<thead><tr><th scope="col">Organisation</th><th scope="col" class="number">Reached</th><th scope="col" class="number">Told</th><th scope="col" class="number">Part told</th></tr></thead>
<tbody>${organisations.shown.map(({ organisation, country, told, reached }) => html`<tr><th scope="row"><bdi>${organisation}</bdi>${country !== "" && html` <span class="country">${country}</span>`}</th><td class="number">${count(reached)}</td><td class="number">${count(told)}</td><td class="number">${share(told, reached)}</td></tr>`)}</tbody>
</table>
${moreNote(organisations.more, "organisation")}`
	);
}
