// Result pages: what a run has shown so far, and as it comes. The live page is sent piece by piece: it needs neither a script nor a refresh by
// itself, which WCAG forbids (failure F41), and says how to stop it before anything moves.

import { html, markupText } from "../../../report/html/markup.ts";
import { counted } from "../../../report/shown-text.ts";
import { CHANNEL_WORDS, TRIGGER_WORDS, vectorTitle } from "../../../report/words.ts";
import type { Contact } from "../../contact.ts";
import { selftestFragment } from "../../report/html.ts";
import type { SelftestResult } from "../../result.ts";
import type { LiveEvent } from "../live.ts";
import type { StoredRun } from "../run-folder.ts";
import { keptWords, type Site } from "./ask-pages.ts";
import { page, pageBottom, pageTop } from "./frame.ts";

export function resultsPage(site: Site, run: StoredRun, result: SelftestResult): string {
	return page(site.organisation, "Your results so far", [
		html`<p>${sentWords(site, run)}</p>
${result.ended === null ? html`<p>Open them one after the other, as you usually read your mail, then come back here.</p>` : html`<p>The test is over: its messages report nothing any more.</p>`}
<p><a class="button" href="/results">Show what came since</a> ${result.ended === null && html`<a class="button quiet" href="/results/live">Watch live</a>`}</p>
`,
		selftestFragment(result),
		html`
<h2>Erase</h2>
<p>Your results are erased by themselves ${keptWords(site.eraseAfter)} after the test began. To erase them now:</p>
<form method="post" action="/erase">
<button type="submit" class="quiet">Erase my results now</button>
</form>`,
	]);
}

function sentWords({ messages }: Site, { sent, rejected, sending }: StoredRun): string {
	if (sending) return `The test is being sent: ${counted(messages, "message")} to your address.`;
	if (rejected === 0) return `${counted(sent, "message")} were sent to your address.`;
	return `${sent} of ${counted(sent + rejected, "message")} were sent to your address; the mail server did not take the others.`;
}

/** Pieces of one page, the last once `events` ends. */
export async function* livePage(site: Site, before: readonly Contact[], events: AsyncIterable<LiveEvent>): AsyncGenerator<string> {
	yield pageTop(site.organisation, "What comes in");
	yield markupText(html`<p>Open the test messages; what your program gives away appears below as it comes. This page watches for ten minutes and then stops.</p>
<p><a class="button" href="/results">Stop, and see the results</a></p>
<div role="log" aria-label="What came in">
<ol class="contacts">
`);
	for (const contact of before) yield contactItem(contact);
	const known = new Set(before.map((contact) => JSON.stringify(contact)));
	for await (const event of events) {
		if (event.kind === "contact") {
			if (!known.has(JSON.stringify(event.contact))) yield contactItem(event.contact);
		} else if (event.kind === "silence") yield "\n";
		else
			yield markupText(html`</ol>
</div>
<p>${ENDINGS[event.why]}</p>
${event.why !== "erased" && html`<p><a class="button" href="/results">See the results</a> <a class="button quiet" href="/results/live">Watch on</a></p>`}`);
	}
	yield pageBottom(site.organisation);
}

const ENDINGS: Readonly<Record<Extract<LiveEvent, { kind: "end" }>["why"], string>> = {
	time: "This page has stopped watching.",
	another: "This page has stopped, since another one watches this test.",
	erased: "The results were erased.",
};

function contactItem({ probe, fact, time, client_ip, resolver, user_agent }: Contact): string {
	const who = resolver !== null ? `resolver ${resolver}` : client_ip !== null ? `from ${client_ip}` : null;
	return markupText(html`<li><time datetime="${time}">${time.slice(11, 19)} UTC</time> <strong>${vectorTitle(probe.vector)}</strong>, message ${probe.message}: ${CHANNEL_WORDS[probe.channel]} ${TRIGGER_WORDS[probe.trigger]}${fact !== null && html`; it tells: ${fact}`}${who !== null && html`; ${who}`}${user_agent !== null && html`; ${user_agent}`}</li>
`);
}
