// Indicators: what to look for and block, written so that no program makes a link of it. The exports are for machines; this list is to be read
// and copied.

import type { CaseReportData, ReportedIndicator } from "../../case-report-data.ts";
import { count, counted } from "../../shown-text.ts";
import { capital } from "../../words.ts";
import { html, type Markup } from "../markup.ts";
import { moreNote } from "./words.ts";

/** `img[.]briefing[.]example`. */
export function defanged(value: string): string {
	return value.replaceAll("://", "[:]//").replaceAll(".", "[.]").replaceAll("@", "[@]");
}

export function* indicatorsSection({ indicators, withheldIndicators }: CaseReportData): Generator<Markup> {
	if (indicators.shown.length === 0) {
		yield html`<p>No campaign is called targeted, so there is nothing to look for.</p>\n`;
		return;
	}
	yield html`<p>Hosts, senders and networks of the campaigns above. Dots are written <code>[.]</code>; <code>counterpixel export</code> writes the same for block lists and other programs, with care for hosts that many share.</p>
`;
	for (const [what, some] of Map.groupBy(indicators.shown, ({ what }) => what)) yield group(what, some);
	yield html`${moreNote(indicators.more, "indicator")}`;
	if (withheldIndicators > 0)
		yield html`<p class="note">${counted(withheldIndicators, "indicator")} left out: ${withheldIndicators === 1 ? "it holds" : "they hold"} a name, an address or an identifier of somebody whom this report does not name.</p>
`;
}

function group(what: string, some: readonly ReportedIndicator[]): Markup {
	const [own, others] = [some.filter(({ caution }) => caution === null), some.filter(({ caution }) => caution !== null)];
	return html`<h3 class="minor">${capital(what)} <span class="count">${count(some.length)}</span></h3>
${
	own.length > 0 &&
	html`<pre class="source">${own.map(({ value }, index) => html`${index > 0 && html`\n`}${defanged(value)}`)}</pre>
`
}${
	others.length > 0 &&
	html`<ul class="others">${others.map(({ value, caution }) => html`<li><span class="exact">${defanged(value)}</span> <span class="where">${caution}</span></li>`)}</ul>
`
}`;
}
