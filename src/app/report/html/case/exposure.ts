// What the logs show: from arrival to opening, each level with its meaning, and when each log speaks. A report that gave only the openings would
// pass silence off as an all-clear.

import type { CaseReportData, ExposedAccount, ReportedCampaign, ReportedLog } from "../../case-report-data.ts";
import { coverageFigure } from "../../plots/coverage.ts";
import { figureMarkup } from "../../plots/figure.ts";
import { funnelFigure } from "../../plots/funnel.ts";
import { count, counted } from "../../shown-text.ts";
import { listed } from "../../words.ts";
import { html, type Markup } from "../markup.ts";
import { LEVEL_TITLES, levelTable } from "./levels.ts";
import { label, moreNote, whoInWords } from "./words.ts";

/** Logs drawn; the table has more. */
const MAX_DRAWN = 20;

export function* exposureSection({ exposure, figures, campaigns }: CaseReportData): Generator<Markup> {
	const { logs, arrivals } = exposure;
	if (logs.shown.length === 0) {
		yield html`<p><strong>No log was taken into this case.</strong> Who opened the mail, and what leaked by it, cannot be known: only logs of proxies, name servers and web servers tell. <code>counterpixel exposure LOG...</code> reads them.</p>
`;
		return;
	}
	yield html`<p>Each account stands at one level for each campaign, the strongest that a log shows. Levels are never added together: a name that was looked up is no opening, and a refusal is no visit.</p>
`;
	const funnel = figures.accounts > 0 ? funnelFigure("funnel", figures.levels) : null;
	if (funnel !== null) yield figureMarkup(funnel);
	if (figures.accounts > 0) yield levelTable(figures.levels);
	for (const campaign of campaigns.shown) yield exposedTable(campaign, campaigns.shown.length > 1);
	const coverage = coverageFigure("coverage", logs.shown.slice(0, MAX_DRAWN), arrivals);
	if (coverage !== null) yield figureMarkup(coverage);
	if (logs.shown.length > MAX_DRAWN) yield html`<p class="note">The first ${MAX_DRAWN} logs are drawn; the table has more.</p>\n`;
	yield logTable(logs.shown);
	const forAll = logs.shown.filter(({ speaksFor }) => speaksFor === null).length;
	if (forAll > 0 && figures.organisations > 1)
		yield html`<p><strong>Of ${counted(forAll, "log")} nobody said for whom ${forAll === 1 ? "it speaks" : "they speak"}</strong>, so ${forAll === 1 ? "it counts" : "they count"} for the domains and networks whose people ${forAll === 1 ? "it shows" : "they show"}, by leases, logins or mail that was fetched, and where ${forAll === 1 ? "it shows" : "one shows"} nobody, for the organisations whose people the leases name. Of everybody else it cannot be known.</p>
`;
	yield html`${moreNote(logs.more, "log")}`;
	yield html`<p class="note">What the logs show of campaigns that are not called targeted, <code>counterpixel exposure --all</code> tells.</p>
`;
}

function exposedTable({ id, name, exposed }: ReportedCampaign, several: boolean): Markup {
	if (exposed.shown.length === 0) return html``;
	return html`<table class="exposed">
<caption>Accounts of which a log shows a contact${several && html`, campaign <bdi>${name ?? id}</bdi>`}</caption>
<thead><tr><th scope="col">Who</th><th scope="col">Level</th><th scope="col">Reached the sender</th><th scope="col">What else leaked</th><th scope="col" class="cites">Evidence</th></tr></thead>
<tbody>${exposed.shown.map(exposedRow)}</tbody>
</table>
${moreNote(exposed.more, "account", "accounts", "counterpixel exposure lists all")}`;
}

function exposedRow({ who, level, first, times, leaked, evidence }: ExposedAccount): Markup {
	const when = first === null ? "not that it shows" : `${first.slice(0, 10)} ${first.slice(11, 16)}`;
	return html`<tr><th scope="row">${whoInWords(who)}</th><td><span class="level ${level}">${LEVEL_TITLES[level]}</span></td><td class="when">${label("Reached the sender")}${when}${times > 1 && html`<div class="where">and ${count(times - 1)} more</div>`}</td><td>${label("Leaked")}<bdi>${leaked.length === 0 ? "nothing that is logged" : leaked.join("; ")}</bdi></td><td class="cites">${evidence.shown.map(({ log, offset }) => html`<div><span class="file">${log}</span>, byte ${count(offset)}</div>`)}${evidence.more > 0 && html`<div class="where">and ${counted(evidence.more, "more line")}</div>`}</td></tr>
`;
}

function logTable(logs: readonly ReportedLog[]): Markup {
	return html`<table class="logs">
<caption>Logs that were taken in</caption>
<thead><tr><th scope="col">Log</th><th scope="col">Speaks</th><th scope="col" class="number">Lines</th><th scope="col" class="number">Not read</th><th scope="col" class="number">Contacts</th></tr></thead>
<tbody>${logs.map((log) => html`<tr><th scope="row"><span class="file">${log.log}</span><div class="where">${log.format}, ${log.speaksFor === null ? "for those whom it shows" : html`for <bdi>${log.speaksFor}</bdi>`}${clock(log)}</div></th><td>${spans(log)}</td><td class="number">${label("Lines")}${count(log.lines)}</td><td class="number">${label("Not read")}${count(log.unread)}</td><td class="number">${label("Contacts")}${count(log.contacts)}</td></tr>`)}</tbody>
</table>
<p class="note">Lines that could not be read were counted and left out. Contacts are lines that name a host which mail of the case contacts. SHA-256 of each log: <a href="#method">method</a>.</p>
`;
}

function spans({ coverage }: ReportedLog): Markup {
	const day = (time: string): string => time.slice(0, 16).replace("T", " ");
	if (coverage.shown.length === 0) return html`never: no line has a time`;
	return html`${coverage.shown.slice(0, 3).map(({ from, to }) => html`<div>${day(from)} to ${day(to)}</div>`)}${coverage.shown.length + coverage.more > 3 && html`<div>and ${count(coverage.shown.length + coverage.more - 3)} more spans</div>`}`;
}

function clock({ skew, offset }: ReportedLog): string {
	const said = [
		skew === null ? "" : `its clock seems ${count(Math.abs(skew))} minutes ${skew > 0 ? "ahead" : "behind"}`,
		offset === 0 ? "" : `${count(Math.abs(offset) / 60_000)} minutes were ${offset > 0 ? "added" : "taken off"} when it was read`,
	].filter((part) => part !== "");
	return said.length === 0 ? "" : `; ${listed(said)}`;
}
