// Ask pages: the start, where somebody gives the own address, and where the code is given. What they say is the same for every address.

import { html, type Markup } from "../../../report/html/markup.ts";
import { counted } from "../../../report/shown-text.ts";
import { MINUTES_VALID } from "../../delivery/codes.ts";
import { contactOf, field, type Organisation, page } from "./frame.ts";

export interface Site {
	readonly organisation: Organisation;
	readonly allowedDomains: ReadonlySet<string>;
	/** How many messages a test has. */
	readonly messages: number;
	/** Milliseconds. */
	readonly eraseAfter: number;
	readonly codesADay: number;
}

const MOST_NAMED = 5;
const HOUR = 3_600_000;

/** `holds`: this browser has a run, which a new one takes the place of. */
export function startPage(site: Site, holds: boolean, wrong: string | null = null): string {
	const { organisation, messages, eraseAfter, codesADay } = site;
	return page(
		organisation,
		"What does your mail program give away?",
		html`<p class="lead">Mail can report when it was opened, from where, and with which program. This test sends a few messages to your own mailbox, and shows you what your mail program tells a sender while you read them.</p>
${holds && html`<p>This browser holds the results of a test. A new test takes their place once you have given its code. <a class="button quiet" href="/results">See the results</a></p>`}
<form method="post" action="/request" novalidate>
${field("address", "Your own mail address", addressHint(site), html`type="email" autocomplete="email" autocapitalize="none" spellcheck="false" maxlength="254"`, wrong)}
<button type="submit">Send me a code</button>
</form>
<h2>How it goes</h2>
<ol class="steps">
<li>A mail with a code comes to your address. There is nothing in it that a mail program would load.</li>
<li>You enter the code here. Then ${counted(messages, "test message")} come to that address, once, and to no other.</li>
<li>You open them as you read any mail, and see here what your program gave away, and how to stop it.</li>
</ol>
<h2>What is kept</h2>
<ul class="steps">
<li>Your results are locked with a key that only this browser holds, in a cookie that serves nothing else. Without it, what is stored cannot be read, not by ${organisation.name} either.</li>
<li>They are erased after ${keptWords(eraseAfter)}, or at once when you say so. After 24 hours the test messages report nothing any more.</li>
<li>Of your address a keyed hash is kept for a day, by which no more than ${counted(codesADay, "code")} a day are sent to it.</li>
<li>${organisation.name} sees totals by mail program, in which fewer than five are not told apart.</li>
</ul>`,
		wrong !== null,
	);
}

export function codePage(site: Site, wrong: string | null = null): string {
	const { organisation, messages } = site;
	return page(
		organisation,
		"Enter the code",
		html`<p>If your address may take this test, a mail with a code is on its way. That can take a few minutes. The code holds for ${MINUTES_VALID} minutes, in this browser only, and works once.</p>
<form method="post" action="/code" novalidate>
${field("code", "Code from the mail", html`Ten letters and digits, such as ABCDE-23456`, codeAttributes(), wrong)}
<button type="submit">Send me the test</button>
</form>
<p>When you send it, ${counted(messages, "test message")} come to your address, and to no other.</p>
<h2>No mail came?</h2>
<p>Look among the unwanted mail. Was it ${addressHint(site, "an")}? A mailbox gets a few codes a day at most, and none where its owner asked for that. <a href="/">Ask once more</a>, or ask ${contactOf(organisation.contact)}.</p>`,
		wrong !== null,
	);
}

export interface OptOutMistakes {
	readonly address: string | null;
	readonly code: string | null;
}

export function optOutPage(site: Site, { address, code }: OptOutMistakes = { address: null, code: null }): string {
	return page(
		site.organisation,
		"Get no more mail",
		html`<p>Somebody asked for a test of your mailbox, and it was not you? Then nothing more comes without the code of that mail. So that nobody can ask again, give your address and the second code, which stands at the end of the mail. Of your address only a keyed hash is kept.</p>
<form method="post" action="/opt-out" novalidate>
${field("address", "Your own mail address", html`As the mail was addressed`, html`type="email" autocomplete="email" autocapitalize="none" spellcheck="false" maxlength="254"`, address)}
${field("code", "Code for no more mail", html`Twenty letters and digits, in four groups`, codeAttributes(), code)}
<button type="submit" name="what" value="refuse">Send nothing more to me</button>
<button type="submit" name="what" value="allow" class="quiet">Allow mail again</button>
</form>`,
		address !== null || code !== null,
	);
}

function codeAttributes(): Markup {
	return html`type="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="60"`;
}

function addressHint({ allowedDomains, organisation }: Site, first = "An"): Markup {
	const names = [...allowedDomains];
	const which = names.length > MOST_NAMED ? `of ${organisation.name}` : `at ${names.join(" or ")}`;
	return html`${first} address ${which}`;
}

/** "7 days", "36 hours". */
export function keptWords(milliseconds: number): string {
	const hours = Math.round(milliseconds / HOUR);
	return hours % 24 === 0 ? counted(hours / 24, "day") : counted(hours, "hour");
}
