// Message: one mail of the report. Closed it says who wrote and what would happen; open it says what would be sent to whom, on which
// trigger, and why the program says so, down to the raw source.

import type { Problem } from "../../../core/model/problem.ts";
import type { Trigger } from "../../../core/model/reference.ts";
import type { Program } from "../../../core/trackers/programs/program.ts";
import { type Folded, fold } from "../folded.ts";
import type { ReportedMessage } from "../reported-message.ts";
import { count, counted, shownText } from "../shown-text.ts";
import { compareTelling, type Group, groupOf } from "../telling.ts";
import { capital, PROBLEM_WORDS, TRIGGER_WORDS } from "../words.ts";
import { html, type Markup } from "./markup.ts";
import { referenceSection } from "./reference.ts";

/** Entries of one message that are shown; a sender could make a hundred thousand differ. */
const MAX_ENTRIES = 40;
/** Of links fewer: they report only on a click. */
const MAX_LINKS = 15;
const MAX_PROBLEMS = 20;
const MAX_PLACEMENTS = 10;
/** Of those a message contacts without a click, in its one line. */
const HOSTS_NAMED = 2;

/** `raw`: the message's bytes, null where its mailbox no longer holds it. `program`: by whose defaults each reference is told. */
export function messageDetails(message: ReportedMessage, raw: Uint8Array | null, program: Program | null = null): Markup {
	const entries = fold(message.references);
	const links = entries.filter(({ reference }) => reference.trigger === "click");
	const others = entries.filter(({ reference }) => reference.trigger !== "click");
	const gone =
		raw === null &&
		message.references.length > 0 &&
		html`<p class="note">The mailbox no longer holds this message, so its source cannot be shown. What was found was noted when it was scanned.</p>`;
	return html`<details class="message">
<summary>${heading(message)}</summary>
<div class="body">
${facts(message)}
${problemList(message.problems)}
${gone}
${byTrigger(others.slice(0, MAX_ENTRIES), raw, program)}
${rest(others, MAX_ENTRIES, "entry", "entries")}
${
	links.length > 0 &&
	html`<details class="links"><summary>${counted(references(links), "link")} that would report a click</summary>
${links.slice(0, MAX_LINKS).map((entry) => referenceSection(entry, raw, program))}
${rest(links, MAX_LINKS, "link")}</details>`
}
</div>
</details>
`;
}

function heading(message: ReportedMessage): Markup {
	const { subject, from, received } = message;
	const group = groupOf(message);
	return html`<h3>${subject === null || subject === "" ? "(no subject)" : html`<bdi>${shortly(subject)}</bdi>`}</h3>
<div class="sender">${from === null ? "no sender given" : html`<bdi>${shortly(from)}</bdi>`}${received !== null && html` · ${day(received)}`}</div>
<div class="says ${group}"><span class="kind">${SAYS[group]}</span>${tally(message)}</div>`;
}

/** What a closed message says of itself. */
const SAYS: Readonly<Record<Group, string>> = {
	names: "Names the reader when opened",
	token: "Sends a random value when opened",
	opens: "Contacts somebody when opened",
	other: "Contacts somebody without a click",
	clicks: "Reports only a click",
	unread: "Nothing found, but not all could be read",
	nothing: "Nothing found",
};

/** " · to cdn.example, t.example and 2 more · 12 links". */
function tally({ references }: ReportedMessage): Markup {
	const unclicked = references.filter(({ trigger }) => trigger !== "click").sort(compareTelling);
	const hosts = [...new Set(unclicked.map(({ host }) => host))];
	const links = references.length - unclicked.length;
	const named = hosts.slice(0, HOSTS_NAMED).map((host, index) => html`${index > 0 && ", "}<span class="exact">${shortly(host)}</span>`);
	return html`${hosts.length > 0 && html` · to ${named}`}${hosts.length > HOSTS_NAMED && html` and ${count(hosts.length - HOSTS_NAMED)} more`}${links > 0 && html` · ${counted(links, "link")}`}`;
}

function facts({ from, subject, received, receivedFrom, messageId, sha256, size, placements }: ReportedMessage): Markup {
	return html`<dl class="facts">
<dt>From</dt><dd>${from === null ? "not given" : html`<bdi>${from}</bdi>`}</dd>
<dt>Subject</dt><dd>${subject === null ? "none" : html`<bdi>${subject}</bdi>`}</dd>
<dt>Received</dt><dd>${received === null ? "unknown: no header field says so" : `${minute(received)}, ${SAID_BY[receivedFrom ?? "date"]}`}</dd>
${messageId !== null && html`<dt>Message-ID</dt><dd class="exact">${messageId}</dd>`}
<dt>Lies in</dt><dd>${placements.length === 0 ? "no mailbox any more" : placements.slice(0, MAX_PLACEMENTS).map(placementLine)}${placements.length > MAX_PLACEMENTS && html`<div>and ${count(placements.length - MAX_PLACEMENTS)} more places</div>`}</dd>
${sha256 !== null && html`<dt>SHA-256</dt><dd><span class="exact">${sha256}</span> (${counted(size, "byte")})</dd>`}
</dl>`;
}

const SAID_BY = {
	received: "says the newest Received field, which the reader's own server writes",
	date: "says the Date field, written by the sender; there is no Received field",
} as const;

function placementLine({ mailbox, file, offset, owner, gone }: ReportedMessage["placements"][number]): Markup {
	return html`<div><span class="exact">${file}</span>${offset > 0 && html`, from byte ${count(offset)}`}${!file.startsWith(mailbox) && html`, mailbox <span class="exact">${mailbox}</span>`}${owner !== null && html`, of <bdi>${owner}</bdi>`}${gone && html`, no longer there`}</div>`;
}

function problemList(problems: readonly Problem[]): Markup | false {
	if (problems.length === 0) return false;
	return html`<h4>What could not be read</h4>
<ul>${problems.slice(0, MAX_PROBLEMS).map(({ code, detail, offset }) => html`<li>${PROBLEM_WORDS[code]}, at byte ${count(offset)}: <bdi>${detail}</bdi></li>`)}</ul>
${problems.length > MAX_PROBLEMS && html`<p class="note">And ${count(problems.length - MAX_PROBLEMS)} more.</p>`}`;
}

function byTrigger(entries: readonly Folded[], raw: Uint8Array | null, program: Program | null): Markup[] {
	const groups = Map.groupBy(entries, ({ reference }): Trigger => reference.trigger);
	return [...groups].map(([trigger, group]) => {
		return html`<h4>${capital(TRIGGER_WORDS[trigger])}</h4>${group.map((entry) => referenceSection(entry, raw, program))}`;
	});
}

function rest(entries: readonly Folded[], shown: number, one: string, several?: string): Markup | false {
	if (entries.length <= shown) return false;
	return html`<p class="note">And ${counted(references(entries.slice(shown)), `more ${one}`, `more ${several ?? `${one}s`}`)}, not shown here; the CSV and JSON outputs hold all.</p>`;
}

function references(entries: readonly Folded[]): number {
	return entries.reduce((sum, { count }) => sum + count, 0);
}

/** For a line that is scanned with the eye; the whole stands below. */
function shortly(text: string): string {
	return shownText(text, 160);
}

/** "2024-01-05 13:22:01 UTC" of an ISO time. */
function minute(time: string): string {
	return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, "$1 $2 UTC");
}

function day(time: string): string {
	return time.slice(0, 10);
}
