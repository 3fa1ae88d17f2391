// Method, limits and hashes; and the glossary. What a reader needs to check the report: what was read and when, what cannot be seen, and the
// numbers by which the very same logs, messages and journal are known again.

import { LEVELS } from "../../../../core/model/exposure.ts";
import { ASSESSMENT_MEANING } from "../../campaigns-words.ts";
import type { CaseReportData } from "../../case-report-data.ts";
import { count, counted } from "../../shown-text.ts";
import { capital } from "../../words.ts";
import { html, type Markup } from "../markup.ts";
import { LEVEL_MEANINGS, LEVEL_TITLES } from "./levels.ts";
import { label, moreNote, timeInWords } from "./words.ts";

const MAX_SOURCES = 30;

export function* methodSection({ mail, program, made, named, journal, exposure, campaigns }: CaseReportData): Generator<Markup> {
	yield html`<p>Mail was read from files and mailboxes that their owners handed over. In each message every place was looked for that makes a mail program contact somebody; messages that share what nobody else has were put together into campaigns; copies of different people were compared, to prove which part of an address singles a person out; and logs were searched for contacts with the hosts that the mail names. Nothing that a mail or a log names was contacted to make this report, by name lookup or otherwise.</p>
<dl class="facts">
<dt>Read</dt><dd>${counted(mail.messages, "message")} with ${counted(mail.references, "remote reference")}${mail.scanned !== null && html`; last scanned ${timeInWords(mail.scanned)}`}. Something in ${counted(mail.problems, "place")} could not be read, and was noted.</dd>
<dt>Mail of</dt><dd>${mail.sources.slice(0, MAX_SOURCES).map((source) => html`<div class="exact">${source}</div>`)}${mail.sources.length > MAX_SOURCES && html`<div>and ${count(mail.sources.length - MAX_SOURCES)} more</div>`}</dd>
<dt>Report</dt><dd>made ${timeInWords(made)} by ${program}; ${named ? "people are named" : "nobody is named, and numbers of persons are drawn anew for each report"}</dd>
<dt>Journal</dt><dd>${counted(journal.entries, "entry", "entries")}; its head is <span class="exact">${journal.hash}</span>. <code>counterpixel journal verify --head HASH</code> shows whether the case still passes through it.</dd>
</dl>
<h3 class="minor">Limits</h3>
<ul class="limits">
<li>“No evidence” and “nothing found” prove nothing: mail that was deleted, never handed over, encrypted, or read on a network whose logs are not here, is not seen.</li>
<li>What is fetched shows that a program fetched, not who sat before it. Machines are told by published ranges, user agents and timing; some are taken for people, and people for machines.</li>
<li>Behind one network address may be many people. A contact that may be of several raises nobody’s level.</li>
<li>Clocks disagree. Where a log’s clock is seen to, its table says so.</li>
<li>“Targeted” is a judgement by reasons, not a measurement. It names nobody as the sender, and an operator’s customer is not the operator.</li>
<li>People lists and records of briefings are as complete as whoever keeps them.</li>
</ul>
`;
	const { shown, more } = exposure.logs;
	if (shown.length > 0)
		yield html`<table class="hashes">
<caption>Logs, as they were handed over</caption>
<thead><tr><th scope="col">Log</th><th scope="col" class="number">Bytes</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${shown.map(({ log, size, sha256 }) => html`<tr><th scope="row"><span class="file">${log}</span></th><td class="number">${label("Bytes")}${count(size)}</td><td><span class="exact">${sha256}</span></td></tr>`)}</tbody>
</table>
${moreNote(more, "log")}`;
	for (const { id, hashes } of campaigns.shown)
		if (hashes.shown.length > 0)
			yield html`<details class="links"><summary>SHA-256 of messages of campaign ${id}</summary>
<pre class="source">${hashes.shown.map((hash, index) => html`${index > 0 && html`\n`}${hash}`)}</pre>
${moreNote(hashes.more, "message")}</details>
`;
}

export function glossarySection(): Markup {
	const words: readonly (readonly [string, string])[] = [
		["Remote content", "What a mail names and a mail program fetches from elsewhere to show the mail: mostly pictures."],
		[
			"Tracking pixel",
			"Remote content whose purpose is that it is fetched: often a picture of one dot. Companies use it to count readers; so can anybody else.",
		],
		["Identifier", "The part of an address that differs from copy to copy, so that the sender knows whose copy was opened."],
		["Campaign", "Mail that belongs together, by senders, hosts, or ways of writing that nobody else here shares."],
		[
			"Mass-mail operator",
			"A company that sends mail for others. That mail came through it says nothing about the company, and little about the sender.",
		],
		[
			"Account, person",
			"An account is a mail address with its mailbox. A person may have several, official and personal; each is counted.",
		],
		["Told", "The person was told, by whichever way. That their staff or their IT department knew, is noted and does not count."],
		...(["targeted", "undetermined", "commercial"] as const).map((one) => [capital(one), ASSESSMENT_MEANING[one]] as const),
		["Defanged", "Written so that no program makes a link of it: dots as [.], the colon before // as [:]."],
		["SHA-256", "A number that is computed from a file. Two files with the same number are the same, for all practical purposes."],
	];
	return html`<h3 class="minor">Levels of exposure</h3>
<dl class="glossary">${LEVELS.map((level) => html`<dt><span class="level ${level}">${LEVEL_TITLES[level]}</span></dt><dd>${LEVEL_MEANINGS[level]} <span class="where">(<code>${level}</code>)</span></dd>`)}</dl>
<h3 class="minor">Other words</h3>
<dl class="glossary">${words.map(([word, meaning]) => html`<dt>${word}</dt><dd>${meaning}</dd>`)}</dl>
`;
}
