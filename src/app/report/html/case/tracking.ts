// Tracking: how a campaign's mail reports, by an example of each way. The URL stands in pieces, so that what tells one reader's copy from
// another's is seen at a glance; in a report that names nobody it is covered.

import type { ReportedTracking, UrlPiece } from "../../case-report-data.ts";
import { count, counted, shownText } from "../../shown-text.ts";
import { capital, operatorName } from "../../words.ts";
import { excerpt } from "../excerpt.ts";
import { html, type Markup } from "../markup.ts";

const MAX_WHY = 4;

export function trackingPart(tracking: readonly ReportedTracking[], named: boolean): Markup | false {
	return (
		tracking.length > 0 &&
		html`<h4>How it reports</h4>
<p>A mail of this kind names something that lies elsewhere. A mail program that shows the mail asks for it, and the asking is the report. ${named ? "What singles out the reader is marked." : "What singles out the reader is covered."}</p>
${tracking.map((one) => trackingMarkup(one, named))}`
	);
}

function trackingMarkup(tracking: ReportedTracking, named: boolean): Markup {
	const { vector, messages, trigger, channel, host, operator, learns, identifier, url, why } = tracking;
	return html`<section class="reference names">
<h5>By ${vector} to <span class="exact">${host}</span></h5>
<dl>
<dt>Contacted</dt><dd>${trigger}, by ${channel}; in ${counted(messages, "message")} of those looked at</dd>
<dt>The sender learns</dt><dd>${learns}</dd>
<dt>Singles out</dt><dd>${identifier}</dd>
${operator !== null && html`<dt>Operator</dt><dd>${operatorName(operator)}. A known operator is no alibi: anybody may be its customer.</dd>`}
<dt>Address</dt><dd><code class="exact">${pieces(url, named)}</code></dd>
</dl>
${sourceMarkup(tracking, named)}
${why.length > 0 && html`<ul class="why">${why.slice(0, MAX_WHY).map((sentence) => html`<li><bdi>${capital(sentence)}</bdi></li>`)}</ul>`}
</section>
`;
}

function sourceMarkup({ raw, element, url }: ReportedTracking, named: boolean): Markup {
	const marked = raw === null ? null : excerpt(raw.bytes, raw.start, raw.end);
	if (marked === null && element === null)
		return html`<p class="where">The source is not shown: ${named ? "the message no longer lies where it was read" : "the message is not at hand, or what stands around would tell whose it is"}. The address above is as it was found.</p>`;
	return html`${
		element !== null &&
		html`<p class="where">In the message${named ? ", decoded" : "; shown is only what another person’s copy has too"}:</p>
<pre class="source">${element.before}<mark>${pieces(url, named)}</mark>${element.after}</pre>
`
	}${
		raw !== null &&
		marked !== null &&
		html`<p class="where">The same as it is stored, from byte ${count(raw.before + raw.start)}:</p>
${marked}`
	}`;
}

function pieces(url: readonly UrlPiece[], named: boolean): Markup[] {
	return url.map(({ text, individual }) => {
		if (!individual) return html`${text}`;
		return named
			? html`<b class="individual">${shownText(text, 400)}</b>`
			: html`<b class="covered">${counted(text.length, "character")}</b>`;
	});
}
