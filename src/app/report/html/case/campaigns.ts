// Campaigns called targeted, a chapter each: whom it reached and when, how it reports, why it is judged so, and what it is linked with. Then all
// others in a table, since what was weighed and found ordinary belongs to the judgement.

import { LEVELS } from "../../../../core/model/exposure.ts";
import { reasonsFor, STRENGTH_WORDS, weightInWords } from "../../campaigns-words.ts";
import type { CaseReportData, MatrixRow, ReportedCampaign, TargetMatrix } from "../../case-report-data.ts";
import { figureMarkup } from "../../plots/figure.ts";
import { timelineFigure } from "../../plots/timeline.ts";
import { count, counted } from "../../shown-text.ts";
import { capital, listed } from "../../words.ts";
import { html, type Markup } from "../markup.ts";
import { LEVEL_TITLES } from "./levels.ts";
import { trackingPart } from "./tracking.ts";
import { dateInWords, moreNote, spanInWords, timeInWords } from "./words.ts";

export function* campaignsSection({ campaigns, standings, otherCampaigns, named }: CaseReportData): Generator<Markup> {
	yield html`<p>A campaign is mail that belongs together: sent by one sender, or by several who share what nobody else here has. Each is called targeted, undetermined or commercial by adding up reasons, which stand below with their weights so that anybody can check them. A commercial mailer’s tracking is no sign of an attack by itself.</p>
`;
	if (campaigns.shown.length === 0) yield html`<p><strong>No campaign of this case is called targeted.</strong></p>\n`;
	let index = 0;
	for (const campaign of campaigns.shown) yield campaignMarkup(campaign, ++index, named);
	yield html`${moreNote(campaigns.more, "targeted campaign", "targeted campaigns", "counterpixel campaigns --all lists them")}`;
	const total = standings.undetermined + standings.commercial + standings.rejected;
	if (total > 0)
		yield html`<h3>All other campaigns</h3>
<p>${count(standings.undetermined)} undetermined, ${count(standings.commercial)} commercial${standings.rejected > 0 && html`, ${count(standings.rejected)} rejected by an analyst`}. Nothing more is said of them in this report.</p>
<table class="others">
<caption>Campaigns that are not called targeted</caption>
<thead><tr><th scope="col">Campaign</th><th scope="col">Judged</th><th scope="col" class="number">Mails</th><th scope="col" class="number">Accounts</th><th scope="col" class="when">Last seen</th><th scope="col" class="traces">Traces</th></tr></thead>
<tbody>${otherCampaigns.shown.map((one) => html`<tr><th scope="row">${one.name !== null && html`<bdi>${one.name}</bdi> `}<code class="id">${one.id}</code></th><td>${one.rejected ? "rejected" : one.assessment}</td><td class="number">${count(one.mails)}</td><td class="number">${count(one.accounts)}</td><td class="when">${one.lastSeen === null ? "unknown" : one.lastSeen.slice(0, 10)}</td><td class="traces"><bdi>${one.traces}</bdi></td></tr>`)}</tbody>
</table>
${moreNote(otherCampaigns.more, "campaign")}`;
}

function campaignMarkup(campaign: ReportedCampaign, index: number, named: boolean): Markup {
	const timeline = timelineFigure(`timeline-${index}`, campaign.waves.shown);
	const { id, name, aliases, mails, accounts, people, organisations, countries, firstSeen, lastSeen, traces, doubts } = campaign;
	const across = countries > 0 ? ` in ${counted(countries, "country", "countries")}` : "";
	return html`<article class="chapter" aria-labelledby="campaign-${index}">
<h3 id="campaign-${index}">${name === null ? html`Campaign <code class="id">${id}</code>` : html`<bdi>${name}</bdi>`}</h3>
<p><span class="kind targeted">${capital(campaign.verdict)}.</span> ${spanInWords(firstSeen, lastSeen)}, ${counted(mails, "mail")} to ${counted(accounts, "account")} of ${counted(people, "person", "people")} at ${counted(organisations, "organisation")}${across}. ${traces !== "" && html`<bdi>${capital(traces)}</bdi>.`}</p>
<p class="note">${name !== null && html`Campaign <code class="id">${id}</code>. `}${aliases.length > 0 && html`Also known as ${listed(aliases)}. `}${doubts.join(" ")}</p>
${timeline !== null && figureMarkup(timeline)}
${waveList(campaign)}
${matrixTable(campaign.matrix)}
${trackingPart(campaign.tracking, named)}
<p class="note">Over all its messages: ${campaign.identifiers}.</p>
${reasonsPart(campaign)}
${linksPart(campaign)}
${
	campaign.attributions.length > 0 &&
	html`<h4>Who is said to be behind it</h4>
<ul>${campaign.attributions.map(({ to, source, confidence, by, on }) => html`<li><bdi>${to}</bdi>, says <bdi>${source}</bdi>. Confidence: ${confidence}. Entered by <bdi>${by}</bdi> on ${dateInWords(on)}.</li>`)}</ul>
<p class="note">An attribution is somebody’s statement. This program attributes nothing.</p>
`
}${
	campaign.decisions.shown.length > 0 &&
	html`<h4>What analysts decided</h4>
<ul>${campaign.decisions.shown.map(({ time, actor, what, note }) => html`<li>${timeInWords(time)}, <bdi>${actor}</bdi>: <bdi>${what}</bdi>${note !== null && html`. <bdi>${note}</bdi>`}</li>`)}</ul>
${moreNote(campaign.decisions.more, "decision")}`
}</article>
`;
}

function waveList({ waves }: ReportedCampaign): Markup | false {
	return (
		waves.shown.length > 0 &&
		html`<ol class="waves">${waves.shown.map(
			({ first, last, mails, accounts, organisations }, index) =>
				html`<li>Wave ${index + 1}: ${timeInWords(first)}${last !== first && html` to ${timeInWords(last)}`}. ${counted(mails, "mail")} to ${counted(accounts, "account")} at ${counted(organisations, "organisation")}.</li>`,
		)}</ol>
${moreNote(waves.more, "wave")}`
	);
}

/** How deep a cell is shaded: by tenths of its row, so that small organisations are seen too. */
function shade(part: number, whole: number): string {
	return part === 0 ? "s0" : `s${Math.min(5, 1 + Math.floor((5 * part) / Math.max(1, whole)))}`;
}

function matrixTable({ rows, others }: TargetMatrix): Markup | false {
	if (rows.length === 0) return false;
	const row = ({ organisation, country, accounts, levels }: MatrixRow): Markup =>
		html`<tr><th scope="row"><bdi>${organisation}</bdi>${country !== "" && html` <span class="country">${country}</span>`}</th><td class="number total">${count(accounts)}</td>${LEVELS.map((level) => html`<td class="number ${level === "delivered" ? "silent" : shade(levels[level], accounts)}">${levels[level] === 0 ? "·" : count(levels[level])}</td>`)}</tr>`;
	return html`<table class="matrix">
<caption>Targets: accounts of each organisation by the strongest thing that logs show</caption>
<thead><tr><th scope="col">Organisation</th><th scope="col" class="number"><span>Accounts</span></th>${LEVELS.map((level) => html`<th scope="col" class="number"><span>${LEVEL_TITLES[level]}</span></th>`)}</tr></thead>
<tbody>${rows.map(row)}${others !== null && row({ ...others, organisation: `${count(others.organisations)} more organisations`, country: "" })}</tbody>
</table>
<p class="note">The darker, the greater the part of the organisation’s accounts. A dot is none. The last column stands apart: of these it cannot be known.</p>
`;
}

function reasonsPart(campaign: ReportedCampaign): Markup {
	const rows = (["targeted", "commercial"] as const).flatMap((side) =>
		reasonsFor(campaign, side).map(
			({ text, weight }) =>
				html`<tr><td>${side === "targeted" ? "For" : "Against"}</td><td class="number">${weightInWords(weight)}</td><td><bdi>${text}</bdi></td></tr>`,
		),
	);
	const sum = (side: "targeted" | "commercial"): number => reasonsFor(campaign, side).reduce((total, { weight }) => total + weight, 0);
	return html`<h4>Why it is judged so</h4>
${
	rows.length === 0
		? html`<p>No reason of the program’s own speaks for either side.</p>`
		: html`<table class="reasons">
<caption>What speaks for it being targeted, and what against</caption>
<thead><tr><th scope="col">Side</th><th scope="col" class="number">Weight</th><th scope="col">Reason</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><td>Sum</td><td class="number">${weightInWords(sum("targeted"))}</td><td>for; ${weightInWords(sum("commercial"))} against. Weights are the program’s, and public: docs/assessment.md.</td></tr></tfoot>
</table>`
}
${
	campaign.shared.shown.length > 0 &&
	html`<details class="links"><summary>What its messages share, and who else here has it</summary>
<dl class="facts">${campaign.shared.shown.map(({ what, value, rarity }) => html`<dt>${capital(what)}</dt><dd><span class="exact">${value}</span>, ${rarity}</dd>`)}</dl>
${moreNote(campaign.shared.more, "thing")}</details>
`
}`;
}

function linksPart({ links }: ReportedCampaign): Markup {
	if (links.shown.length === 0)
		return html`<p>It is linked with no other campaign of this case by anything that the program stands by.</p>
`;
	return html`<h4>Linked with</h4>
<ul>${links.shown.map(({ campaign, strength, why }) => html`<li>Campaign <code class="id">${campaign}</code>, ${STRENGTH_WORDS[strength]}<ul>${why.map((sentence) => html`<li><bdi>${sentence}</bdi></li>`)}</ul></li>`)}</ul>
${moreNote(links.more, "link")}`;
}
