// Notice: the plain words at the top of every test message. They name whoever asked, say what the message does, and that it may go.

import { html, markupText } from "../report/html/markup.ts";
import type { Group } from "./groups.ts";
import type { Envelope } from "./messages.ts";

const CRLF = "\r\n";

export function noticeText(group: Group, envelope: Envelope): string {
	return [...sentences(group, envelope), ""].join(CRLF);
}

export function noticeHtml(group: Group, envelope: Envelope): string {
	return [html`<h1>Leak self-test</h1>`, ...sentences(group, envelope).map((sentence) => html`<p>${sentence}</p>`)]
		.map(markupText)
		.join(CRLF);
}

function sentences(group: Group, { number, of, asker }: Envelope): readonly string[] {
	const { who, contact } = asker;
	return [
		`This is message ${number} of ${of} of a leak self-test by counterpixel: ${group.title}.`,
		`It was asked for by ${who}, for this mailbox only.${contact === null ? "" : ` Questions: ${contact}.`}`,
		"It shows what your mail program tells a sender about you. It holds nothing harmful, and reports only to whoever asked for it.",
		`${group.advice} You may delete it at any time.`,
	];
}
