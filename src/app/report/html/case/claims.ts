// Claims against evidence, and later incidents: what others said of these events beside what the case shows, and what happened to people
// afterwards, with the words "may or may not be connected" where that is all that can be said.

import type { ClaimFinding } from "../../../../core/model/person.ts";
import type { CaseReportData, ReportedIncident } from "../../case-report-data.ts";
import { count } from "../../shown-text.ts";
import { html, type Markup } from "../markup.ts";
import { dateInWords, label, moreNote, whoInWords } from "./words.ts";

const VERDICTS: Readonly<Record<ClaimFinding["verdict"], string>> = {
	agrees: "Agrees",
	differs: "Differs",
	"not-comparable": "Not comparable",
};
const MAX_GAPS = 60;

export function* claimsSection({ claims }: CaseReportData): Generator<Markup> {
	if (claims.shown.length === 0) {
		yield html`<p>No statement of others was entered. <code>counterpixel claims FILE</code> sets published claims against what a case shows.</p>
`;
		return;
	}
	yield html`<p>Statements that others published about these events, with their sources, beside what this case shows. That a claim differs does not say who is wrong: this case holds only the mail and the logs that were handed over.</p>
<table class="claims">
<caption>Claims against evidence</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Verdict</th><th scope="col" class="number">Claimed</th><th scope="col" class="number">Found</th><th scope="col" class="why">Why</th></tr></thead>
<tbody>${claims.shown.map(claimRow)}</tbody>
</table>
${moreNote(claims.more, "claim")}`;
	for (const { claim, gaps } of claims.shown)
		if (gaps.length > 0)
			yield html`<details class="links"><summary>The ${count(gaps.length)} who make up the difference to “<bdi>${claim.text}</bdi>”</summary>
<p>${gaps.slice(0, MAX_GAPS).map((gap, index) => html`${index > 0 && "; "}<bdi>${gap}</bdi>`)}${gaps.length > MAX_GAPS && html`; and ${count(gaps.length - MAX_GAPS)} more`}.</p></details>
`;
}

function claimRow({ claim, verdict, found, why }: ClaimFinding): Markup {
	const claimed = "is" in claim.quantity ? count(claim.quantity.is) : `over ${count(claim.quantity.over)}`;
	return html`<tr><th scope="row">“<bdi>${claim.text}</bdi>”<div class="where"><bdi>${claim.by}</bdi>, ${dateInWords(claim.on)}. Source: <bdi>${claim.source}</bdi></div></th>
<td><span class="verdict ${verdict}">${VERDICTS[verdict]}</span></td><td class="number">${label("Claimed")}${claimed}</td><td class="number">${label("Found")}${found === null ? "none" : count(found)}</td><td class="why"><bdi>${why}</bdi></td></tr>
`;
}

const CONNECTED: Readonly<Record<ReportedIncident["connected"], string>> = {
	yes: "connected, says whoever entered it",
	no: "not connected, says whoever entered it",
	unknown: "may or may not be connected",
};

export function* incidentsSection({ incidents }: CaseReportData): Generator<Markup> {
	if (incidents.shown.length === 0) {
		yield html`<p>No later incident was entered. That none is recorded does not mean that none happened.</p>\n`;
		return;
	}
	yield html`<p>What happened later to people whom the mail reached, or to their organisations. A compromise after a mail is not a compromise by it: each entry says what is held of a connection, with what confidence, and why.</p>
<table class="incidents">
<caption>Later incidents</caption>
<thead><tr><th scope="col">When</th><th scope="col">Whom</th><th scope="col">What</th><th scope="col" class="why">Connection</th></tr></thead>
<tbody>${incidents.shown.map(incidentRow)}</tbody>
</table>
${moreNote(incidents.more, "incident")}`;
}

function incidentRow({ on, who, organisation, country, what, by, campaign, connected, confidence, why }: ReportedIncident): Markup {
	const whom = who === null ? html`<bdi>${organisation}</bdi>${country !== "" && html` (<bdi>${country}</bdi>)`}` : whoInWords(who);
	return html`<tr><td>${dateInWords(on)}</td><th scope="row">${whom}</th><td><bdi>${what}</bdi><div class="where">Entered by <bdi>${by}</bdi></div></td><td class="why"><strong>${CONNECTED[connected]}</strong>${campaign !== null && html`, with campaign <code class="id">${campaign}</code>`}; confidence: ${confidence}.${why !== "" && html` <bdi>${why}</bdi>`}</td></tr>
`;
}
