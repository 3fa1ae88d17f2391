// Frame: what stands around every page of the site. No script, nothing remote, one look with the reports; the policy in its answer knows the two
// style sheets by their hashes (CSP Level 3). Made for WCAG 2.2 AA: a language, one h1, a visible focus, targets of 44 pixels.

import { createHash } from "node:crypto";
import { html, type Markup, markupText } from "../../../report/html/markup.ts";
import { STYLE } from "../../../report/html/style.ts";

export interface Organisation {
	readonly name: string;
	readonly contact: string;
}

/** On top of the reports' sheet, in its colours. */
const FORM_STYLE = html`<style>
form { margin: 1.5rem 0; font-family: var(--sans); }
label { display: block; font-weight: 600; }
.hint { margin: 0.15rem 0 0.4rem; color: var(--soft); font: 0.9375rem/1.5 var(--sans); }
input { font: 1.125rem/1.4 var(--sans); color: var(--ink); background: var(--paper); border: 2px solid var(--soft); border-radius: 4px; padding: 0.55rem 0.7rem; min-height: 2.75rem; width: 100%; max-width: 26rem; }
input[name="code"] { font-family: var(--mono); letter-spacing: 0.06em; }
input[aria-invalid="true"] { border-color: var(--names); }
.wrong { margin: 0.15rem 0 0.4rem; color: var(--names); font: 600 0.9375rem/1.5 var(--sans); }
.field { margin: 0 0 1rem; }
button, .button { display: inline-block; font: 600 1.0625rem/1.4 var(--sans); color: var(--paper); background: var(--accent); border: 2px solid var(--accent); border-radius: 4px; padding: 0.55rem 1.1rem; min-height: 2.75rem; margin: 0.25rem 0.5rem 0.25rem 0; text-decoration: none; cursor: pointer; }
button.quiet, .button.quiet { color: var(--accent); background: var(--paper); }
input:focus-visible, button:focus-visible, .button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.steps { padding-left: 1.4rem; max-width: 44rem; }
.steps li { margin: 0.4rem 0; }
footer { margin-top: 3.5rem; padding-top: 0.9rem; border-top: 1px solid var(--rule); }
footer a { display: inline-block; padding: 0.6rem 0.9rem 0.6rem 0; }
.links > summary { padding: 0.5rem 0; margin-top: 0.4rem; }
.contacts { padding-left: 0; list-style: none; font: 0.9375rem/1.5 var(--sans); }
.contacts li { border-top: 1px solid var(--rule); padding: 0.5rem 0; overflow-wrap: anywhere; }
.contacts time { color: var(--soft); font-variant-numeric: tabular-nums; }
@media (forced-colors: active) { button, .button { border-color: ButtonText; } }
@media (max-width: 40rem) { button, .button { width: 100%; text-align: center; } }
</style>`;

const SHEETS = [STYLE, FORM_STYLE].map((style) => markupText(style).replace(/^<style>|<\/style>$/g, ""));

/** Both as one text, for a test of their colours. */
export const SHEET = SHEETS.join("\n");

/** Content-Security-Policy of every page. */
export const PAGE_POLICY = [
	"default-src 'none'",
	`style-src ${SHEETS.map((sheet) => `'sha256-${createHash("sha256").update(sheet).digest("base64")}'`).join(" ")}`,
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join("; ");

/** `title` is the h1 too; `wrong` says that a field was. `content` may hold finished HTML of another module. */
export function page(organisation: Organisation, title: string, content: Markup | readonly (Markup | string)[], wrong = false): string {
	const pieces = Array.isArray(content) ? (content as readonly (Markup | string)[]) : [content as Markup];
	return [
		pageTop(organisation, title, wrong),
		...pieces.map((piece) => (typeof piece === "string" ? piece : markupText(piece))),
		pageBottom(organisation),
	].join("");
}

export function pageTop({ name }: Organisation, title: string, wrong = false): string {
	return markupText(html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${wrong && "Error: "}${title} – leak self-test</title>
${STYLE}
${FORM_STYLE}
</head>
<body>
<div class="page">
<header>
<p class="kicker">Leak self-test of ${name}</p>
</header>
<main>
<h1>${title}</h1>
`);
}

export function pageBottom({ contact }: Organisation): string {
	return markupText(html`
</main>
<footer>
<p>Questions: ${contactOf(contact)}</p>
<nav aria-label="Pages"><a href="/">Start</a> <a href="/results">Results</a> <a href="/opt-out">Get no more mail</a></nav>
</footer>
</div>
</body>
</html>
`);
}

export function contactOf(contact: string): Markup {
	return /^[^\s@?&<>"]+@[^\s@?&<>"]+$/.test(contact) ? html`<a href="mailto:${contact}">${contact}</a>` : html`${contact}`;
}

/** A field with its label, its hint and, where it was wrong, what was wrong with it, all tied together. */
export function field(name: string, label: string, hint: Markup, attributes: Markup, wrong: string | null): Markup {
	const described = `${name}-hint${wrong === null ? "" : ` ${name}-wrong`}`;
	return html`<div class="field">
<label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${hint}</p>
${wrong !== null && html`<p class="wrong" id="${name}-wrong">Error: ${wrong}</p>`}
<input id="${name}" name="${name}" required ${attributes} aria-describedby="${described}"${wrong !== null && html` aria-invalid="true" autofocus`}>
</div>`;
}
