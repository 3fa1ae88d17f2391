// Notice as a page of its own and as the HTML part of a draft: the same words, without a link, a picture or a script. Lines are not broken here: a page has a
// width of its own.

import { html, type Markup, markupText } from "../report/html/markup.ts";
import type { Notice, NoticeBlock } from "./notice-text.ts";

const STYLE = "font: 16px/1.5 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; background: #fff";

export function noticePage({ subject, blocks }: Pick<Notice, "subject" | "blocks">, language: string): string {
	return markupText(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${subject}</title>
</head>
<body style="${STYLE}">
<h1 style="font-size: 1.4em">${subject}</h1>
${blocks.map(blockMarkup)}
</body>
</html>
`);
}

function blockMarkup({ kind, lines }: NoticeBlock): Markup {
	if (kind === "heading") return html`<h2 style="font-size: 1em; margin-top: 2em">${lines.map(words)}</h2>\n`;
	if (kind === "list") return html`<ul style="overflow-wrap: anywhere">\n${lines.map((line) => html`<li>${words(line)}</li>\n`)}</ul>\n`;
	return html`<p style="overflow-wrap: anywhere">${lines.map((line, index) => [index > 0 && html`<br>\n`, words(line)])}</p>\n`;
}

/** Word by word: markup cuts a text that is longer than any single value of a mail should be. */
function words(line: string): string[] {
	return line.split(/(?<= )/);
}
