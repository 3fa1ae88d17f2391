// Plain pages: one sentence or two, where there is nothing to fill in.

import { html } from "../../../report/html/markup.ts";
import { type Organisation, page } from "./frame.ts";

export function noTestPage(organisation: Organisation): string {
	return page(
		organisation,
		"No test in this browser",
		html`<p>Results are shown in the browser that asked for them, and nowhere else. This one holds none: they were erased, or its cookie is gone.</p>
<p><a class="button" href="/">Start a test</a></p>`,
	);
}

export function erasedPage(organisation: Organisation): string {
	return page(
		organisation,
		"Your results are erased",
		html`<p>Nothing of them is kept. Test messages that are still in your mailbox report nothing any more; you may delete them.</p>
<p><a class="button quiet" href="/">Start again</a></p>`,
	);
}

export function optedOutPage(organisation: Organisation): string {
	return page(
		organisation,
		"No more mail to you",
		html`<p>From now on nothing is sent from here to this address, whoever asks. The same code takes that back: keep it, if you may want to.</p>`,
	);
}

export function allowedPage(organisation: Organisation): string {
	return page(
		organisation,
		"Mail to you is allowed",
		html`<p>Whoever asks for a test of this address sends it a mail with a code, as before.</p>`,
	);
}

/** `status` of HTTP. */
export function refusedPage(organisation: Organisation, title: string, words: string): string {
	return page(organisation, title, html`<p>${words}</p>\n<p><a class="button quiet" href="/">Start</a></p>`);
}
