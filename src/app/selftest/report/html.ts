// The page of a self-test: the same as on the terminal, and a table of every way that was tried. It holds no script and loads nothing, as all
// reports here; `serve` shows the same fragment within its own page.

import { html, type Markup, markupText } from "../../report/html/markup.ts";
import { documentHead } from "../../report/html/page.ts";
import { count, counted } from "../../report/shown-text.ts";
import { capital, listed, TRIGGER_WORDS, vectorTitle } from "../../report/words.ts";
import { adviceFor } from "../advice.ts";
import { conclusionsOf } from "../conclusions.ts";
import type { Contact } from "../contact.ts";
import type { SelftestResult } from "../result.ts";
import { verdictsOf } from "../verdicts.ts";
import {
	clock,
	type FiredWay,
	firedWays,
	HEADINGS,
	keptWords,
	senderKnows,
	silentWays,
	uncountedWords,
	untestedReasons,
	wayWords,
} from "./told.ts";

/** A whole file. */
export function htmlOfSelftest(result: SelftestResult): string {
	return markupText(html`${documentHead("What your mail program gives away")}<body>
<div class="page">
<header>
<p class="kicker">Leak self-test of ${day(result.started)}</p>
<h1>What your mail program gives away</h1>
<p class="lead">${leadSentence(result)}</p>
</header>
<main>
${sections(result)}</main>
<footer>
<p>Made by counterpixel. This page says where you are, and when you read your mail: it is for you.</p>
</footer>
</div>
</body>
</html>
`);
}

/** The sections alone, h2 and below; finished HTML, everything in it escaped. */
export function selftestFragment(result: SelftestResult): string {
	return markupText(html`<p class="lead">${leadSentence(result)}</p>
${sections(result)}`);
}

function leadSentence(result: SelftestResult): string {
	const { fired, silent } = verdictsOf(result);
	const tested = fired.length + silent.length;
	if (fired.length === 0) return `${counted(tested, "way")} to call home ${tested === 1 ? "was" : "were"} tried; nothing came.`;
	return `Of ${counted(tested, "way")} to call home that were tried, ${count(fired.length)} fired.`;
}

function sections(result: SelftestResult): Markup {
	const uncounted = uncountedWords(result);
	return html`<section aria-labelledby="selftest-known">
<h2 id="selftest-known">${HEADINGS.known}</h2>
${known(result)}
</section>
<section aria-labelledby="selftest-change">
<h2 id="selftest-change">${HEADINGS.change}</h2>
${advice(result)}
</section>
<section aria-labelledby="selftest-conclude">
<h2 id="selftest-conclude">${HEADINGS.conclude}</h2>
<ul>${conclusionsOf(result.reach, result).map((sentence) => html`<li><p>${own(sentence)}</p></li>`)}</ul>
</section>
<section aria-labelledby="selftest-kept">
<h2 id="selftest-kept">${HEADINGS.kept}</h2>
${kept(result)}
</section>
<section aria-labelledby="selftest-untested">
<h2 id="selftest-untested">${HEADINGS.untested}</h2>
${untested(result)}
</section>
${firedTables(result)}
${uncounted !== null && html`<p class="note">${uncounted}</p>`}
`;
}

function known(result: SelftestResult): Markup {
	const told = senderKnows(result);
	if (told.length === 0) return html`<p>Nothing: no probe of this test was contacted.</p>`;
	return html`<dl>${told.map(({ label, text }) => html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>`)}</dl>`;
}

function kept(result: SelftestResult): Markup {
	const words = keptWords(result);
	const ways = silentWays(result);
	return html`${words === null ? html`<p>Nothing came, so silence proves nothing here: see above.</p>` : words !== "" && html`<p>${words}</p>`}
${words === "" && ways.length === 0 && html`<p>Nothing: whatever was tested, fired.</p>`}
${ways.map(({ trigger, vectors }) => folded(`${counted(vectors.length, "way")} ${TRIGGER_WORDS[trigger]}`, vectors))}`;
}

function untested(result: SelftestResult): Markup {
	const reasons = untestedReasons(result);
	if (reasons.length === 0) return html`<p>Every way that is known was tested.</p>`;
	return html`${reasons.map(({ why, vectors }) => folded(`${capital(why)}: ${counted(vectors.length, "way")}`, vectors))}`;
}

/** A line that opens; in print it stands open. */
function folded(title: string, vectors: readonly string[]): Markup {
	return html`<details class="links"><summary>${title}</summary><p>${listed(vectors.map(vectorTitle))}</p></details>
`;
}

function advice(result: SelftestResult): Markup {
	return html`<ul>${adviceFor(result).map(
		({ says, path, vectors }) => html`<li><p>${says}</p>
${path !== null && html`<p><strong>${path}</strong></p>`}
${vectors.length > 0 && html`<p class="note">For ${someOf(vectors.map(vectorTitle))}</p>`}</li>
`,
	)}</ul>`;
}

/** The table below has all. */
const MOST_NAMED = 12;

function someOf(titles: readonly string[]): string {
	const more = titles.length - MOST_NAMED;
	return more > 0 ? `${titles.slice(0, MOST_NAMED).join(", ")} and ${count(more)} more` : listed(titles);
}

function firedTables(result: SelftestResult): Markup {
	const { fired } = verdictsOf(result);
	const byVector = new Map(fired.map((one) => [one.vector, one]));
	if (fired.length === 0) return html``;
	return html`<section aria-labelledby="selftest-fired">
<h2 id="selftest-fired">What fired, one by one</h2>
${firedWays(fired).map(
	(way) => html`<table>
<caption>${capital(wayWords(way))}</caption>
<thead><tr><th scope="col">Way</th><th scope="col" class="number">Message</th><th scope="col" class="number">Contacts</th><th scope="col" class="number">First at, UTC</th></tr></thead>
<tbody>
${way.vectors.map((vector) => firedRow(way, byVector.get(vector)?.contacts ?? []))}</tbody>
</table>
`,
)}</section>`;
}

function firedRow({ trigger, channel }: FiredWay, ofVector: readonly Contact[]): Markup {
	const contacts = ofVector.filter(({ probe }) => probe.trigger === trigger && probe.channel === channel);
	const [first] = contacts;
	const messages = [...new Set(contacts.map(({ probe }) => probe.message))].sort((a, b) => a - b);
	const at = clock(first?.time ?? "").replace(" UTC", "");
	return html`<tr><th scope="row">${vectorTitle(first?.probe.vector ?? "")}</th><td class="number">${messages.join(", ")}</td><td class="number">${count(contacts.length)}</td><td class="number">${at}</td></tr>
`;
}

/** Words of this program: an address in them is an example, and stays as it is to be typed. */
function own(sentence: string): Markup {
	const [first, ...rest] = sentence.split("://");
	return html`${first}${rest.map((piece) => html`://${piece}`)}`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "24 November 2026, 10:15:02 UTC" of an ISO time. */
function day(time: string): string {
	const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)T/.exec(time) ?? [];
	return date === undefined ? time : `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}, ${clock(time)}`;
}
