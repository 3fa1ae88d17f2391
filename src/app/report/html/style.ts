// Style: the page's one style sheet. Nothing remote, no script: light and dark follow the reader's system, `details` open by themselves
// in print, and tables fold into lists on a narrow screen. Contrast is WCAG 2.2 AA (4.5:1) or better in both schemes, and no
// meaning hangs on colour alone.

import { createHash } from "node:crypto";
import { html, type Markup, markupText } from "./markup.ts";

const BASE = html`
:root {
	color-scheme: light dark;
	--paper: #ffffff; --panel: #f6f5f2; --ink: #1c1d21; --soft: #575a63; --rule: #d9d7d0; --accent: #1d4f7c; --bar: #7c97b0;
	--names: #96201f; --token: #7f4a00; --opens: #1d4f7c; --mark: #ffe7a3; --mark-ink: #1c1d21;
	--serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Cambria, "Liberation Serif", Georgia, serif;
	--sans: system-ui, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
	--mono: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
	:root {
		--paper: #16181c; --panel: #1f2227; --ink: #e6e5e1; --soft: #a9abb2; --rule: #3a3d44; --accent: #93c0e8; --bar: #57789a;
		--names: #ff9d94; --token: #f0b96b; --opens: #93c0e8; --mark: #5c4a12; --mark-ink: #fff6d8;
	}
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 var(--serif); }
.page { max-width: 58rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 0; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 2.1rem; font-weight: 600; letter-spacing: -0.01em; }
h2 { font-size: 1.4rem; font-weight: 600; margin: 3rem 0 0.4rem; padding-top: 0.9rem; border-top: 2px solid var(--ink); }
h4 { font-size: 1.05rem; font-weight: 600; margin: 1.5rem 0 0.2rem; }
h5 { font: 600 0.95rem/1.4 var(--sans); }
p { margin: 0.5rem 0; max-width: 44rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code, pre, .exact { font-family: var(--mono); font-size: 0.84em; }
.kicker, caption, th, dt, .note, .facts, .learn, .places, summary, footer, .count { font-family: var(--sans); }
.kicker { color: var(--soft); font-size: 0.85rem; letter-spacing: 0.02em; margin: 0 0 0.5rem; }
.lead { font-size: 1.3rem; line-height: 1.45; max-width: 40rem; margin: 1rem 0 1.5rem; }
.note, footer { color: var(--soft); font-size: 0.875rem; line-height: 1.5; }
bdi, .exact { overflow-wrap: anywhere; }
.exact { direction: ltr; unicode-bidi: isolate-override; word-break: break-all; }

table { border-collapse: collapse; width: 100%; margin: 1.75rem 0 0.5rem; font: 0.9375rem/1.45 var(--sans); }
caption { text-align: left; font-weight: 600; font-size: 1rem; padding-bottom: 0.4rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.75rem 0.4rem 0; border-top: 1px solid var(--rule); overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 500; font-size: 0.8125rem; border-top: 0; overflow-wrap: normal; }
tbody th { font-weight: 400; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.chart { width: 28%; vertical-align: middle; padding-right: 0; }
svg { display: block; width: 100%; height: 0.7rem; }
svg .track { fill: var(--panel); }
svg .value { fill: var(--bar); }
svg .names { fill: var(--names); }
svg .token { fill: var(--token); }
svg .opens { fill: var(--opens); }
svg .targeted { fill: var(--names); }
svg.timeline { margin: 0.6rem 0; }

dl { margin: 0.5rem 0; display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0.25rem 1rem; font: 0.9rem/1.5 var(--sans); }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul, dd ol { margin: 0; padding-left: 1.1rem; }

.message { border: 1px solid var(--rule); border-radius: 4px; margin: 0.6rem 0; background: var(--paper); content-visibility: auto; contain-intrinsic-size: auto 4.5rem; }
.message > summary { cursor: pointer; padding: 0.7rem 0.9rem; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 1rem; list-style: none; }
.message > summary::-webkit-details-marker { display: none; }
.message > summary::before { content: "Show"; grid-column: 2; grid-row: 1; color: var(--accent); font-size: 0.85rem; text-decoration: underline; text-underline-offset: 0.15em; }
.message[open] > summary::before { content: "Hide"; }
.message > summary:hover { background: var(--panel); }
.message[open] > summary { border-bottom: 1px solid var(--rule); background: var(--panel); }
.message h3 { font: 600 1rem/1.4 var(--sans); grid-column: 1; grid-row: 1; text-wrap: wrap; }
.message .sender { font-size: 0.875rem; color: var(--soft); grid-column: 1 / -1; overflow-wrap: anywhere; }
.message .says { font-size: 0.875rem; grid-column: 1 / -1; }
.body { padding: 0.5rem 0.9rem 1rem; font-family: var(--sans); }
.body p, .body > ul { font-size: 0.875rem; }
.body > ul { margin: 0.4rem 0; padding-left: 1.1rem; line-height: 1.6; }
.reference { border-left: 3px solid var(--rule); padding: 0.1rem 0 0.1rem 0.9rem; margin: 0.9rem 0; }
.reference.names { border-left-color: var(--names); }
.reference.token { border-left-color: var(--token); }
.reference.opens { border-left-color: var(--opens); }
.names > .kind, .kind.names { color: var(--names); font-weight: 600; }
.token > .kind, .kind.token { color: var(--token); font-weight: 600; }
.kind.targeted, .standing.targeted { color: var(--names); }
.kind.undetermined, .standing.undetermined { color: var(--token); }
.campaign .kind { font-weight: 600; }
.standing { font: 600 1.1rem/1.4 var(--sans); margin: 1.75rem 0 0.2rem; }
.body table { margin: 1rem 0 0.5rem; font-size: 0.875rem; }
.body caption { font-size: 1.05rem; }
.body table.reasons td:first-child { overflow-wrap: normal; }
.body ol { margin: 0.4rem 0; padding-left: 1.3rem; font-size: 0.875rem; line-height: 1.6; }
.host { font-weight: 600; }
.places { margin: 0.6rem 0 0; padding: 0; list-style: none; font-size: 0.875rem; }
.places > li { margin: 0 0 0.9rem; }
.places p { margin: 0.1rem 0; max-width: none; }
.where { color: var(--soft); font-size: 0.8125rem; }
pre.source { margin: 0.3rem 0 0; padding: 0.55rem 0.7rem; background: var(--panel); border: 1px solid var(--rule); border-radius: 3px; font-size: 0.78rem; line-height: 1.5;
	white-space: pre-wrap; word-break: break-all; direction: ltr; unicode-bidi: isolate-override; }
pre.source i { color: var(--soft); font-style: normal; }
pre.source mark { background: var(--mark); color: var(--mark-ink); padding: 0.1em 0; }
pre.source mark i { color: inherit; }
.links > summary { cursor: pointer; color: var(--accent); font-size: 0.9375rem; margin-top: 1.25rem; }

@media (max-width: 40rem) {
	body { font-size: 1rem; }
	.page { padding: 1.5rem 0.9rem 3rem; }
	h1 { font-size: 1.6rem; }
	.lead { font-size: 1.15rem; }
	dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
	dd { margin-bottom: 0.45rem; }
	td.chart, th.chart { display: none; }
	th, td { padding-right: 0.5rem; }
	td.number, th.number { padding-left: 0.25rem; overflow-wrap: normal; }
	th.number { white-space: normal; }
	thead th { font-size: 0.75rem; }
	.reference { padding-left: 0.65rem; }
}
@media print {
	:root { color-scheme: light; --paper: #fff; --panel: #f6f5f2; --ink: #000; --soft: #45474e; --rule: #bbb; --accent: #000; --bar: #7c97b0;
		--names: #96201f; --token: #7f4a00; --opens: #1d4f7c; --mark: #ffe7a3; --mark-ink: #000; }
	@page { margin: 18mm 16mm; }
	body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
	.page { max-width: none; padding: 0; }
	details::details-content { content-visibility: visible; display: block; block-size: auto; }
	.message { content-visibility: visible; }
	.message > summary::before { content: none; }
	h2, h3, h4, h5, summary { break-after: avoid; }
	tr, pre.source, .places > li { break-inside: avoid; }
}
`;

export const STYLE = html`<style>${BASE}</style>`;

/** The same with more rules behind, as one sheet. */
export function styleWith(more: Markup): Markup {
	return html`<style>${BASE}${more}</style>`;
}

/**
 * Content Security Policy Level 3 for a meta element: nothing loads, nothing runs, nothing is sent; the one style sheet is known by its
 * hash. `frame-ancestors` and `sandbox` have no effect there.
 */
export function policyOf(style: Markup): string {
	const sheet = markupText(style).replace(/^<style>|<\/style>$/g, "");
	return [
		"default-src 'none'",
		"script-src 'none'",
		`style-src 'sha256-${createHash("sha256").update(sheet).digest("base64")}'`,
		...["img-src", "font-src", "media-src", "connect-src", "object-src", "frame-src", "base-uri", "form-action"].map(
			(name) => `${name} 'none'`,
		),
	].join("; ");
}
