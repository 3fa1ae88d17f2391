// The case report as one page: a cover with the summary, then numbered sections, in the order in which a reader needs them. Pure and in pieces:
// whoever has the data has the page, and its size is no matter of memory.

import type { CaseReportData } from "../../case-report-data.ts";
import { html, type Markup, markupText } from "../markup.ts";
import { documentHead } from "../page.ts";
import { briefingsSection } from "./briefings.ts";
import { campaignsSection } from "./campaigns.ts";
import { claimsSection, incidentsSection } from "./claims.ts";
import { exposureSection } from "./exposure.ts";
import { indicatorsSection } from "./indicators.ts";
import { glossarySection, methodSection } from "./method.ts";
import { CASE_STYLE } from "./style.ts";
import { summarySection } from "./summary.ts";
import { dateInWords } from "./words.ts";

const SECTIONS: readonly { readonly id: string; readonly title: string; readonly body: (data: CaseReportData) => Iterable<Markup> }[] = [
	{ id: "summary", title: "Summary", body: (data) => [summarySection(data)] },
	{ id: "campaigns", title: "Campaigns", body: campaignsSection },
	{ id: "exposure", title: "What the logs show", body: exposureSection },
	{ id: "briefings", title: "Who has been told", body: briefingsSection },
	{ id: "claims", title: "Claims and evidence", body: claimsSection },
	{ id: "incidents", title: "Later incidents", body: incidentsSection },
	{ id: "indicators", title: "Indicators", body: indicatorsSection },
	{ id: "method", title: "Method, limits and hashes", body: methodSection },
	{ id: "glossary", title: "Glossary", body: () => [glossarySection()] },
];

/** A section that comes behind all others, by whoever has it: the messages themselves. */
export interface Appendix {
	readonly id: string;
	readonly title: string;
}

export function* renderCaseReport(data: CaseReportData): Generator<string> {
	yield* caseReportTop(data, null);
	yield caseReportEnd(data);
}

/** All but the end, so that an appendix can follow. */
export function* caseReportTop(data: CaseReportData, appendix: Appendix | null): Generator<string> {
	yield markupText(cover(data, appendix));
	for (const [index, { id, title, body }] of SECTIONS.entries()) {
		yield markupText(html`<section class="part ${id}" aria-labelledby="${id}">
<h2 id="${id}"><span class="nr">${index + 1}</span> ${title}</h2>
`);
		for (const piece of body(data)) yield markupText(piece);
		yield "</section>\n";
	}
	if (appendix !== null)
		yield markupText(html`<section class="part appendix" aria-labelledby="${appendix.id}">
<h2 id="${appendix.id}"><span class="nr">${SECTIONS.length + 1}</span> ${appendix.title}</h2>
`);
}

export function caseReportEnd({ program, named }: CaseReportData): string {
	return markupText(html`</main>
<footer>
<p>Made by ${program}. ${named ? "This report names people: it is as confidential as the mail it was made from." : "This report names nobody. Small numbers in small organisations may still tell who is meant: hand it on with care."}</p>
</footer>
</div>
</body>
</html>
`);
}

function cover(data: CaseReportData, appendix: Appendix | null): Markup {
	const { made, named } = data;
	return html`${documentHead("Case report: mail that reports on its reader", CASE_STYLE)}<body class="case">
<div class="page">
<header class="cover">
<p class="kicker"><span>Case report</span> <span>${dateInWords(made)}</span> <span class="marking">${named ? "Confidential: names people" : "Pseudonymous: names nobody"}</span></p>
<h1>Mail that reports on its reader</h1>
<p class="standfirst">Who was reached, what was opened, what leaked, and who has been told</p>
<nav aria-label="Contents"><ol>${[...SECTIONS, ...(appendix === null ? [] : [appendix])].map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
</header>
<main>
`;
}
