// Campaigns: the section of the report that comes before the messages. What belongs together, whom it reached, and what speaks for it being
// aimed at them and what against. Every list is bounded and says what is left out: a case may hold a hundred thousand of anything.

import { STANDINGS, type Standing, standingOf } from "../../../core/campaigns/standing.ts";
import type { Campaign, SharedThing } from "../../../core/model/campaign.ts";
import { doubtsInWords, seenInWords } from "../campaigns-detail.ts";
import type { CampaignStory, Wave } from "../campaigns-story.ts";
import {
	ASSESSMENT_MEANING,
	FEATURE_WORDS,
	hasCampaigns,
	identifiersInWords,
	minuteInWords,
	proofInWords,
	rarityInWords,
	reasonsFor,
	STRENGTH_WORDS,
	type StandingCounts,
	sizeInWords,
	spanInWords,
	totalsInWords,
	tracesInWords,
	UNDETERMINED_ORDER,
	valueInWords,
	verdictInWords,
	weightInWords,
} from "../campaigns-words.ts";
import { count, counted } from "../shown-text.ts";
import { capital, listed } from "../words.ts";
import { html, type Inserted, type Markup } from "./markup.ts";

/** Campaigns of each kind that are shown. */
export const SHOWN: StandingCounts = { targeted: 40, undetermined: 25, commercial: 15, rejected: 10 };
/** Of each list of one campaign. */
const MAX_RECIPIENTS = 60;
const MAX_WAVES = 20;
const MAX_REACHED = 8;
const MAX_SHARED = 20;
const MAX_LINKS = 12;
const MAX_WHY = 8;
const MAX_MESSAGES = 20;
const MAX_DECISIONS = 20;

export interface CampaignsToShow {
	/** All of the case. */
	readonly counts: StandingCounts;
	/** At most {@link SHOWN} of each kind. */
	stories(standing: Standing): AsyncIterable<CampaignStory>;
}

const TITLES: Readonly<Record<Standing, string>> = {
	targeted: "Targeted",
	undetermined: "Undetermined",
	commercial: "Commercial",
	rejected: "Rejected by an analyst",
};

const MEANINGS: Readonly<Record<Standing, string>> = {
	...ASSESSMENT_MEANING,
	undetermined: `${ASSESSMENT_MEANING.undetermined} ${UNDETERMINED_ORDER}`,
	rejected: "The program called these targeted; an analyst did not agree.",
};

/** In the head of the page: whether anything looks aimed at somebody. Nothing for a case without campaigns. */
export function campaignsLead({ counts }: CampaignsToShow): Markup | false {
	const total = STANDINGS.reduce((sum, standing) => sum + counts[standing], 0);
	if (total === 0) return false;
	const looks =
		counts.targeted === 1
			? "1 looks"
			: `${counts.targeted === 0 ? "None" : count(counts.targeted)} ${counts.targeted === 0 ? "looks" : "look"}`;
	return html`<p class="lead"><a href="#campaigns">${counted(total, "campaign")}</a>. ${looks} targeted.</p>`;
}

/** Nothing for a case without campaigns. */
export async function* campaignsSection({ counts, stories }: CampaignsToShow): AsyncGenerator<Markup> {
	if (!hasCampaigns(counts)) return;
	yield html`<section aria-labelledby="campaigns">
<h2 id="campaigns">Campaigns</h2>
<p>${totalsInWords(counts)}. A campaign is mail that belongs together: sent by one sender, or by several who share what nobody else here has.</p>
<p class="note">Each is called targeted, undetermined or commercial by adding up reasons, which stand beside their weights: check them. What many share, such as a mass mailer's own hosts, links nothing.</p>
`;
	for (const standing of STANDINGS) {
		if (counts[standing] === 0) continue;
		yield html`<h3 class="standing ${standing}">${TITLES[standing]} <span class="count">${count(counts[standing])}</span></h3>
<p class="note">${MEANINGS[standing]}</p>
`;
		let shown = 0;
		for await (const story of stories(standing)) {
			yield campaignDetails(story);
			shown++;
		}
		const missing = counts[standing] - shown;
		if (missing > 0)
			yield html`<p class="note">And ${counted(missing, "more campaign")} of this kind, not shown here; <code>counterpixel campaigns --all</code> lists them.</p>\n`;
	}
	yield html`</section>\n`;
}

function campaignDetails(story: CampaignStory): Markup {
	const { campaign, waves, senders, decisions } = story;
	const doubts = doubtsInWords(story);
	const traces = tracesInWords(campaign);
	const { id, name } = campaign;
	const standing = standingOf(campaign);
	return html`<details class="message campaign">
<summary><h3>${name === null ? html`<span class="exact">${id}</span>` : html`<bdi>${name}</bdi>`}</h3>
<div class="sender">${sizeInWords(campaign)}, ${spanInWords(campaign)}</div>
${traces !== "" && html`<div class="sender"><bdi>${capital(traces)}</bdi></div>`}
<div class="says"><span class="kind ${standing}">${capital(verdictInWords(campaign))}</span>${strongest(campaign)}</div></summary>
<div class="body">
<dl class="facts">
<dt>Campaign</dt><dd><span class="exact">${id}</span>${campaign.aliases.length > 0 && html`, also known as <span class="exact">${listed(campaign.aliases)}</span>`}</dd>
<dt>Seen</dt><dd>${seenInWords(story)}</dd>
<dt>Individual</dt><dd>${capital(identifiersInWords(campaign.identifiers))}.${story.proof !== null && html` Proof: <bdi>${proofInWords(story.proof)}</bdi>`}</dd>
${doubts.length > 0 && html`<dt>Times in doubt</dt><dd>${doubts.join(" ")}</dd>`}
</dl>
${reasonTable(campaign)}
${waveList(waves, standing)}
${part("Recipients", campaign.recipients, MAX_RECIPIENTS, (shown) => html`<p>${shown.map((recipient, index) => html`${index > 0 && ", "}<bdi>${recipient}</bdi>`)}</p>`, "recipient")}
${part("What its messages share, and who else here has it", rarestFirst(campaign.infrastructure), MAX_SHARED, (shown) => sharedThings(shown, senders), "thing")}
${part("Linked with", campaign.links, MAX_LINKS, (shown) => html`<ul>${shown.map(({ campaign: other, strength, why }) => html`<li><span class="exact">${other}</span>, ${STRENGTH_WORDS[strength]}<ul>${why.slice(0, MAX_WHY).map((sentence) => html`<li><bdi>${sentence}</bdi></li>`)}</ul></li>`)}</ul>`, "link")}
${part("Set aside: too many here share it to link anything by it", rarestFirst(campaign.setAside), MAX_SHARED, (shown) => sharedThings(shown, senders), "thing")}
${part("Who is said to be behind it", campaign.attributions, MAX_DECISIONS, (shown) => html`<ul>${shown.map(({ to, source, confidence }) => html`<li><bdi>${to}</bdi>, says <bdi>${source}</bdi> (confidence: ${confidence})</li>`)}</ul>`, "name")}
${part("What analysts said", decisions, MAX_DECISIONS, (shown) => html`<ul>${shown.map(({ time, actor, what, note }) => html`<li>${minuteInWords(time)}, <bdi>${actor}</bdi>: <bdi>${what}</bdi>${note !== null && html`. <bdi>${note}</bdi>`}</li>`)}</ul>`, "decision")}
${part("Messages", campaign.messages, MAX_MESSAGES, (shown) => html`<ul>${shown.map(({ messageId, mailbox, sha256 }) => html`<li><span class="exact">${messageId ?? "without Message-ID"}</span> in <span class="exact">${mailbox}</span><div class="where">SHA-256 <span class="exact">${sha256}</span></div></li>`)}</ul>`, "message")}
</div>
</details>
`;
}

function strongest(campaign: Campaign): Markup | false {
	const [reason] = reasonsFor(campaign, standingOf(campaign) === "commercial" ? "commercial" : "targeted");
	return reason !== undefined && html` · <bdi>${reason.text}</bdi>`;
}

function reasonTable(campaign: Campaign): Markup | false {
	if (campaign.reasons.length === 0) return html`<p>Nothing speaks for it being targeted or commercial.</p>`;
	const rows = (["targeted", "commercial"] as const).flatMap((side) =>
		reasonsFor(campaign, side).map(
			({ text, weight }) =>
				html`<tr><td>${capital(side)}</td><td class="number">${weightInWords(weight)}</td><td><bdi>${text}</bdi></td></tr>`,
		),
	);
	return html`<table class="reasons">
<caption>What speaks for it being targeted, and for it being commercial</caption>
<thead><tr><th scope="col">For</th><th scope="col" class="number">Weight</th><th scope="col">Reason</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

function waveList(waves: readonly Wave[], standing: Standing): Markup | false {
	return (
		waves.length > 0 &&
		html`<h4>When it reached whom</h4>
${timeline(waves, standing)}
${part(null, waves, MAX_WAVES, (shown) => html`<ol class="waves">${shown.map(waveItem)}</ol>`, "wave")}`
	);
}

function waveItem({ first, last, messages, reached }: Wave): Markup {
	const missing = reached.length - MAX_REACHED;
	const [one, more] = reached;
	const head = html`${minuteInWords(first)}${last !== first && html` to ${minuteInWords(last)}`}: ${counted(messages, "message")}`;
	if (one !== undefined && more === undefined) return html`<li>${head} to <bdi>${one.recipient}</bdi></li>`;
	return html`<li>${head} to ${counted(reached.length, "recipient")}
<div class="where">${reached.slice(0, MAX_REACHED).map(({ recipient, at }, index) => html`${index > 0 && "; "}<bdi>${recipient}</bdi> ${minuteInWords(at)}`)}${missing > 0 && html`; and ${count(missing)} more`}</div></li>`;
}

/** Waves as marks on a line, in thousandths of the time between the first and the last message. The list below says the same. */
function timeline(waves: readonly Wave[], standing: Standing): Markup | false {
	const times = waves.flatMap(({ first, last }) => [Date.parse(first), Date.parse(last)]);
	const begin = Math.min(...times.slice(0, 2 * MAX_WAVES));
	const span = Math.max(...times.slice(0, 2 * MAX_WAVES)) - begin;
	if (!(span > 0)) return false;
	const marks = waves.slice(0, MAX_WAVES).map(({ first, last }) => {
		const length = Math.max(6, Math.round((1000 * (Date.parse(last) - Date.parse(first))) / span));
		const at = Math.min(1000 - length, Math.max(0, Math.round((1000 * (Date.parse(first) - begin)) / span)));
		return html`<rect class="value ${standing}" x="${at}" width="${length}" height="8"/>`;
	});
	return html`<svg class="timeline" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="1000" height="8"/>${marks}</svg>`;
}

function sharedThings(things: readonly SharedThing[], senders: number): Markup {
	return html`<dl class="facts">${things.map((thing) => html`<dt>${capital(FEATURE_WORDS[thing.kind])}</dt><dd><span class="exact">${valueInWords(thing)}</span>, ${rarityInWords(thing.sharedBy, senders)}</dd>`)}</dl>`;
}

function rarestFirst(things: readonly SharedThing[]): SharedThing[] {
	return [...things].sort((a, b) => a.sharedBy - b.sharedBy);
}

/** A list under its title, cut where it is too long; nothing where it is empty. */
function part<T>(
	title: string | null,
	items: readonly T[],
	most: number,
	body: (shown: readonly T[]) => Inserted,
	one: string,
	several = `${one}s`,
): Markup | false {
	if (items.length === 0) return false;
	const missing = items.length - most;
	return html`${title !== null && html`<h4>${title}</h4>`}
${body(items.slice(0, most))}
${missing > 0 && html`<p class="note">And ${counted(missing, `more ${one}`, `more ${several}`)}, not shown here; <code>counterpixel campaigns --json</code> has all.</p>`}`;
}
