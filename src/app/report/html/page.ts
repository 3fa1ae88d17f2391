// Page: the report as one HTML file that needs nothing else: no script, nothing remote, no link that leads out, and a policy in its head
// that holds a browser to that. It is given piece by piece, so that its size is no matter of memory.

import { counted } from "../shown-text.ts";
import { GROUPS, type Group } from "../telling.ts";
import { capital, IDENTIFIER_MEANING, IDENTIFIER_WORDS, NO_PROOF } from "../words.ts";
import { type CampaignsToShow, campaignsLead, campaignsSection } from "./campaigns.ts";
import { html, type Markup, markupText } from "./markup.ts";
import { type Figures, figureTables, GROUP_TITLES, leadSentence, sourceList } from "./overview.ts";
import { policyOf, STYLE, styleWith } from "./style.ts";

/** Groups that have a chapter; messages in which nothing was found are only counted. */
export type Chapter = Exclude<Group, "nothing">;
export const CHAPTERS = GROUPS.filter((group): group is Chapter => group !== "nothing");

export interface PageHead {
	/** As they were given to the command. */
	readonly sources: readonly string[];
	/** When they were read, ISO 8601, UTC; null where nobody noted it. */
	readonly scanned: string | null;
	/** When the report was made, ISO 8601, UTC. */
	readonly made: string;
	/** "counterpixel 0.1.0". */
	readonly program: string;
}

/** `messages` gives what stands in a chapter; where that is fewer than there are, the page says so. `campaigns`: null where there is no case. */
export async function* writePage(
	head: PageHead,
	figures: Figures,
	messages: (chapter: Chapter) => AsyncIterable<Markup>,
	campaigns: CampaignsToShow | null = null,
): AsyncGenerator<string> {
	yield markupText(opening(head, figures, campaigns));
	if (campaigns !== null) for await (const piece of campaignsSection(campaigns)) yield markupText(piece);
	yield markupText(guide());
	yield* mailChapters(figures, messages);
	yield markupText(closing(head));
}

/** The messages themselves, the most telling first. */
export async function* mailChapters(figures: Figures, messages: (chapter: Chapter) => AsyncIterable<Markup>): AsyncGenerator<string> {
	for (const chapter of CHAPTERS) {
		const total = figures.counts[chapter];
		if (total === 0) continue;
		yield markupText(chapterHead(chapter, total));
		let shown = 0;
		for await (const message of messages(chapter)) {
			yield markupText(message);
			shown++;
		}
		yield markupText(chapterEnd(total - shown));
	}
}

/** Of a file that holds no script and loads nothing. `more`: style on top of the one that all reports have. */
export function documentHead(title: string, more: Markup | null = null): Markup {
	const style = more === null ? STYLE : styleWith(more);
	return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
${style}
</head>
`;
}

function opening(head: PageHead, figures: Figures, campaigns: CampaignsToShow | null): Markup {
	return html`${documentHead("Mail that reports on its reader")}<body>
<div class="page">
<header>
<p class="kicker">Report of ${inWords(head.made)}</p>
<h1>Mail that reports on its reader</h1>
${leadSentence(figures)}
${campaigns !== null && campaignsLead(campaigns)}
<dl>
<dt>Mail of</dt><dd>${sourceList(head.sources)}</dd>
${head.scanned !== null && html`<dt>Last scanned</dt><dd>${inWords(head.scanned)}</dd>`}
</dl>
</header>
<main>
<section aria-label="Figures">
${figureTables(figures)}
</section>
`;
}

function guide(): Markup {
	return html`<h2 id="guide">How to read this report</h2>
<p>Nothing that a message names was contacted to make this report, and nothing in it is a link that leads out. URLs are written with <code>[:]</code> and <code>[.]</code>, so that no program makes links of them.</p>
<p>What is listed is what a mail program <em>may</em> do. Many ask before they load pictures, and some load them through a proxy; who really opened what, only logs can tell. Ordinary newsletters do all this too: a message high in this list is not for that reason an attack.</p>
<dl>
${(["address", "opaque", "none"] as const).map((kind) => html`<dt>${capital(IDENTIFIER_WORDS[kind])}</dt><dd>${IDENTIFIER_MEANING[kind]}</dd>`)}
<dt>Nothing found</dt><dd>${NO_PROOF}</dd>
</dl>
`;
}

const CHAPTER_NOTES: Readonly<Record<Chapter, string>> = {
	names: "What they fetch carries the reader's own mail address, in clear, encoded or hashed: whoever runs that host learns who opened it.",
	token:
		"What they fetch carries a long random value. It may stand for one reader or for the whole mailing; a second person's copy would tell.",
	opens: "What they fetch is the same for everybody, as far as one copy tells. It still gives away the time, the network and the program.",
	other: "Read receipts, replies, attachments, or what a server does when the mail arrives.",
	clicks: "Opening these contacts nobody. Links are listed because a click reports, and may name the reader.",
	unread: "Something in each kept the program from reading all of it with certainty, so they do not count as clean.",
};

function chapterHead(chapter: Chapter, total: number): Markup {
	return html`<section aria-labelledby="${chapter}">
<h2 id="${chapter}">${GROUP_TITLES[chapter]}</h2>
<p class="note">${counted(total, "message")}. ${CHAPTER_NOTES[chapter]}</p>
`;
}

function chapterEnd(missing: number): Markup {
	return html`${missing > 0 && html`<p class="note">And ${counted(missing, "more message")} of this kind, not shown here; the CSV and JSON outputs hold all.</p>`}
</section>
`;
}

function closing({ program }: PageHead): Markup {
	return html`</main>
<footer>
<p>Made by ${program}. This page holds parts of mail, mail addresses among them: it is as confidential as the mail it was made from.</p>
</footer>
</div>
</body>
</html>
`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "5 January 2024, 13:22 UTC" of an ISO time. */
function inWords(time: string): string {
	const [, year, month, day, clock] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(time) ?? [];
	return clock === undefined ? time : `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}, ${clock} UTC`;
}
