// Notice as a page of its own and as the HTML part of a draft: the same words, without a link, a picture or a script.

import { html, markupText } from "../report/html/markup.ts";
import type { Notice } from "./notice-text.ts";

const STYLE = "font: 16px/1.5 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; background: #fff";

export function noticePage({ subject, text }: Notice, language: string): string {
	const blocks = text.trim().split(/\n{2,}/);
	return markupText(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${subject}</title>
</head>
<body style="${STYLE}">
<h1 style="font-size: 1.4em">${subject}</h1>
${blocks.map((block) => (isHeading(block) ? html`<h2 style="font-size: 1em; margin-top: 2em">${block}</h2>\n` : html`<p style="white-space: pre-line">${block}</p>\n`))}
</body>
</html>
`);
}

/** In capitals, as the templates write their headings. */
function isHeading(block: string): boolean {
	return !block.includes("\n") && block.length < 80 && block === block.toUpperCase() && /\p{Lu}{3}/u.test(block);
}
