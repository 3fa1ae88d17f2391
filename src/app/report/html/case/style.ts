// Style of the case report, on top of the reports' own sheet (html/style.ts): a document to be printed and read. Colours are told apart by
// lightness and by shape beside, so that black and white and colour blindness lose nothing; contrast of text is WCAG 2.2 AA or better.

import { html } from "../markup.ts";

export const CASE_STYLE = html`
:root { --shade-1: #eef2f6; --shade-2: #d8e2ec; --shade-3: #b7cadd; --shade-4: #8fb0cf; --shade-5: #2f6496; --shade-ink: #1c1d21; --hatch: #dcdad3;
	--clicked: #6d1210; --fetched: #b13a31; --proxy: #7f4a00; --blocked: #1d4f7c; --looked: #5b4b8a; --silent: #575a63; --line: #c4c1b8; }
@media (prefers-color-scheme: dark) { :root { --shade-1: #232a33; --shade-2: #29384a; --shade-3: #304a68; --shade-4: #37608c; --shade-5: #3d6fa5; --shade-ink: #f4f3ef; --hatch: #3a3d44;
	--clicked: #ff8a80; --fetched: #ffb0a6; --proxy: #f0b96b; --blocked: #93c0e8; --looked: #c3b5f0; --silent: #a9abb2; --line: #4a4e57; } }
.case { --sans: "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
.case .page { max-width: 60rem; counter-reset: figure table; }
.case :is(p, li, dd, summary) { overflow-wrap: anywhere; }
.cover { border-top: 6px solid var(--ink); padding-top: 1rem; }
.cover .kicker { max-width: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; font-size: 0.875rem; color: var(--ink); margin: 0 0 2.2rem; }
.cover .marking { margin-left: auto; font-weight: 600; }
.cover h1 { font-size: 2.75rem; line-height: 1.12; letter-spacing: -0.015em; max-width: 36rem; }
.standfirst { text-wrap: balance; font-size: 1.25rem; color: var(--soft); margin: 0.8rem 0 2rem; max-width: 36rem; }
.cover nav { border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); padding: 0.8rem 0; font: 0.9375rem/1.5 var(--sans); }
.cover nav ol { margin: 0; padding: 0; list-style: none; columns: 3; column-gap: 2rem; counter-reset: part; }
.cover nav li { counter-increment: part; padding: 0.15rem 0; break-inside: avoid; }
.cover nav li::before { content: counter(part); display: inline-block; width: 1.6rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.case h2 { font-size: 1.75rem; letter-spacing: -0.01em; margin-top: 3.75rem; }
.case .appendix ~ section h2 { font-size: 1.3rem; margin-top: 2.25rem; border-top-width: 1px; }
.case h2 .nr { color: var(--soft); font-weight: 400; margin-right: 0.4rem; }
.case h3 { font-size: 1.3rem; font-weight: 600; margin: 2.25rem 0 0.4rem; }
.case h3.minor { font: 600 1.0625rem/1.4 var(--sans); margin-top: 1.75rem; }
.case .message h3 { font: 600 1rem/1.4 var(--sans); margin: 0; }
.case h4 { font: 600 1.0625rem/1.4 var(--sans); margin-top: 2rem; }
.case .summary p { max-width: 42rem; }
.case .lead { max-width: 44rem; margin: 0.6rem 0; }
.figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0; margin: 1.75rem 0; border-top: 2px solid var(--ink); border-bottom: 1px solid var(--rule); }
.figures > div { display: flex; flex-direction: column; padding: 0.8rem 0.6rem 0.8rem 0; border-bottom: 1px solid var(--rule); }
.figures > div:nth-last-child(-n+4) { border-bottom: 0; }
.figures dd { order: 1; font: 400 2rem/1.1 var(--serif); font-variant-numeric: lining-nums; color: var(--ink); }
.figures dt { order: 2; color: var(--ink); font-weight: 600; font-size: 0.875rem; line-height: 1.35; margin-top: 0.25rem; }
.figures .more { order: 3; font: 0.8125rem/1.35 var(--sans); color: var(--soft); }
.case caption::before { counter-increment: table; content: "Table " counter(table) ". "; color: var(--soft); font-weight: 400; }
.plot caption::before { counter-increment: none; content: none; }
.case thead th { vertical-align: bottom; border-bottom: 1px solid var(--ink); color: var(--ink); font-weight: 600; }
.case tfoot td { border-top: 1px solid var(--ink); font-weight: 600; }
.case tbody th { font-weight: 500; }
.case .where { font-family: var(--sans); }
.country { color: var(--soft); font-size: 0.8125rem; }
.matrix { font-size: 0.875rem; }
.matrix td, .matrix thead th.number { width: 4.6rem; padding-right: 0.5rem; text-align: right; }
.matrix thead th.number { white-space: normal; line-height: 1.25; }
.matrix td.total { font-weight: 600; }
.matrix .s0 { color: var(--soft); }
.matrix .s1 { background: var(--shade-1); } .matrix .s2 { background: var(--shade-2); color: var(--shade-ink); } .matrix .s3 { background: var(--shade-3); color: var(--shade-ink); }
.matrix .s4 { background: var(--shade-4); color: var(--shade-ink); } .matrix .s5 { background: var(--shade-5); color: #fff; font-weight: 600; }
.matrix .silent { background: repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 5px); }
.level { font-weight: 600; white-space: nowrap; }
span.label { display: none; color: var(--soft); font-weight: 400; }
.level::before { content: ""; box-sizing: border-box; display: inline-block; width: 0.85em; height: 0.85em; margin-right: 0.45em; border: 2px solid currentColor; border-radius: 50%; vertical-align: -0.08em; }
.level.clicked { color: var(--clicked); } .level.clicked::before { background: currentColor; border-radius: 0; }
.level.fetched { color: var(--fetched); } .level.fetched::before { background: currentColor; }
.level.fetched-by-proxy { color: var(--proxy); } .level.fetched-by-proxy::before { border-left-width: 0.42em; }
.level.blocked { color: var(--blocked); } .level.blocked::before { border-radius: 0; }
.level.looked-up { color: var(--looked); }
.level.no-evidence, .level.delivered { color: var(--silent); font-weight: 500; }
.level.no-evidence::before { border-style: solid; border-width: 1px; } .level.delivered::before { border-style: dashed; border-width: 1px; }
.verdict { font-weight: 600; white-space: nowrap; }
.verdict.agrees::before { content: "= "; } .verdict.differs::before { content: "\\2260  "; } .verdict.not-comparable::before { content: "? "; }
.verdict.differs { color: var(--fetched); } .verdict.not-comparable { color: var(--silent); }
table.levels td.meaning { width: 56%; } td.why, th.why { width: 42%; }
.case code.id { white-space: nowrap; overflow-wrap: normal; }
.others :is(th, td):nth-child(n+2):nth-child(-n+5) { white-space: nowrap; overflow-wrap: normal; } .others td.traces { width: 50%; }
.reasons :is(th, td):first-child, .verdict { overflow-wrap: normal; white-space: nowrap; }
.exposed { font-size: 0.875rem; } .file { font-family: var(--mono); font-size: 0.84em; overflow-wrap: anywhere; }
.exposed thead th:nth-child(1) { width: 24%; } .exposed thead th:nth-child(2) { width: 17%; } .exposed thead th:nth-child(3) { width: 14%; } .exposed thead th:nth-child(5) { width: 28%; }
.exposed td.when { white-space: nowrap; }
.part.indicators pre { columns: 17rem auto; column-gap: 2rem; }
.hashes td, .logs td { font-size: 0.8125rem; }
.case ul.why, .case .limits, .case .waves, .chapter > ul, ul.others { font: 0.9375rem/1.55 var(--sans); max-width: 46rem; padding-left: 1.2rem; }
.case ul.why { margin: 0.4rem 0; font-size: 0.875rem; }
ul.others { list-style: none; padding-left: 0; }
dl.glossary { grid-template-columns: 12rem minmax(0, 1fr); gap: 0.6rem 1rem; }
dl.glossary dt { color: var(--ink); font-weight: 600; }
.individual { background: var(--ink); color: var(--paper); font-weight: 600; padding: 0 0.15em; border-radius: 2px; }
.covered { background: var(--ink); color: var(--paper); font: 600 0.9em var(--sans); padding: 0 0.4em; border-radius: 2px; white-space: nowrap; }

/* Names are cut for the usual width of letters: with a broader font they end at the edge, and the table below has them whole. */
.plot { margin: 1.75rem 0 1.25rem; overflow: clip; }
.plot figcaption { font: 600 1rem/1.4 var(--sans); margin-bottom: 0.6rem; }
.plot figcaption::before { counter-increment: figure; content: "Figure " counter(figure) ". "; color: var(--soft); font-weight: 400; }
.plot svg { height: auto; max-width: 100%; overflow: visible; font: 12px var(--sans); }
.plot svg.narrow { display: none; }
.plot .key { font: 0.875rem/1.5 var(--sans); color: var(--soft); margin: 0.5rem 0 0; max-width: 46rem; }
.plot .links > summary { margin-top: 0.4rem; font-size: 0.875rem; }
.plot text { fill: var(--ink); }
.plot text.date, .plot text.number, .plot text.in-dot { text-anchor: middle; font-variant-numeric: tabular-nums; }
.plot text.date { fill: var(--soft); font-size: 11px; }
.plot text.number { font-size: 11px; font-weight: 600; }
.plot text.panel { font-weight: 600; font-size: 11.5px; }
.plot text.in-dot { fill: var(--paper); font-size: 9.5px; font-weight: 600; }
.plot text.value { text-anchor: end; font-weight: 600; font-size: 13px; font-variant-numeric: tabular-nums; }
.plot text.note-in { text-anchor: middle; paint-order: stroke; stroke: var(--paper); stroke-width: 5px; }
.plot .axis { stroke: var(--ink); stroke-width: 1; }
.plot .rule, .plot .tick { stroke: var(--rule); stroke-width: 1; }
.plot .tick { stroke-dasharray: 2 3; }
.plot .dot, .plot .bar { fill: var(--opens); }
.plot .bar.contact { fill: var(--looked); } .plot .bar.opened { fill: var(--fetched); } .plot .bar.clicked { fill: var(--clicked); }
.plot .hatch-ground { fill: var(--paper); } .plot .hatch-line { fill: var(--line); }
.plot .unknown { stroke: var(--line); stroke-width: 0.75; }

@media (max-width: 46rem) {
	.plot svg.wide { display: none; } .plot svg.narrow { display: block; margin: 0 auto; }
}
@media (max-width: 40rem) {
	.case .page { padding-top: 0.9rem; }
	.cover h1 { font-size: 2rem; } .standfirst { font-size: 1.1rem; } .cover .kicker { margin-bottom: 1.4rem; } .cover .marking { margin-left: 0; }
	.cover nav ol { columns: 1; } .cover nav li { padding: 0.35rem 0; }
	.case h2 { font-size: 1.45rem; margin-top: 2.75rem; }
	.figures { grid-template-columns: repeat(2, minmax(0, 1fr)); } .figures > div:nth-last-child(-n+4) { border-bottom: 1px solid var(--rule); } .figures > div:nth-last-child(-n+2) { border-bottom: 0; }
	.figures dd { font-size: 1.7rem; margin: 0; }
	.matrix thead th.number span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
	.matrix thead th.number { padding: 0 0 0.4rem; text-align: center; vertical-align: bottom; }
	.matrix td, .matrix thead th.number { width: 1.9rem; padding-left: 0; padding-right: 0.25rem; font-size: 0.75rem; }
	.matrix tbody th { font-size: 0.8125rem; }
	.levels .level { white-space: normal; }
	.levels .meaning, .others .traces, .others .when { display: none; } table.others { font-size: 0.75rem; } table.others :is(th, td) { padding-right: 0.35rem; }
	.case :is(.exposed, .claims, .told, .gaps, .incidents, .logs, .hashes) thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
	.case :is(.exposed, .claims, .told, .gaps, .incidents, .logs, .hashes) tr { display: block; border-top: 1px solid var(--rule); padding: 0.5rem 0; }
	.case :is(.exposed, .claims, .told, .gaps, .incidents, .logs, .hashes) :is(td, th, td.cites, td.when) { display: block; width: auto; border: 0; padding: 0.1rem 0; text-align: left; white-space: normal; }
	span.label { display: inline; }
	dl.glossary { grid-template-columns: minmax(0, 1fr); gap: 0; } dl.glossary dd { margin-bottom: 0.8rem; }
}
@media print {
	:root { --shade-1: #eef2f6; --shade-2: #d8e2ec; --shade-3: #b7cadd; --shade-4: #8fb0cf; --shade-5: #2f6496; --shade-ink: #000; --hatch: #dcdad3;
		--clicked: #6d1210; --fetched: #b13a31; --proxy: #7f4a00; --blocked: #1d4f7c; --looked: #5b4b8a; --silent: #45474e; --line: #b5b2a8; }
	@page { size: A4; margin: 22mm 18mm 20mm;
		@top-left { content: "Case report: mail that reports on its reader"; font: 8pt "Liberation Sans", Arial, sans-serif; color: #45474e; }
		@bottom-right { content: counter(page) " of " counter(pages); font: 8pt "Liberation Sans", Arial, sans-serif; color: #45474e; } }
	@page :first { @top-left { content: none; } }
	.plot svg.wide { display: block; width: 100%; } .plot svg.narrow { display: none; }
	html { font-size: 9.4pt; } body { font-size: 1rem; }
	.case p, .case .summary p, .case .lead, .standfirst, .plot .key, .cover h1 { max-width: none; } .case .lead { font-size: 1.2rem; } .figures { margin: 1.2rem 0; }
	.case h2 { break-before: page; margin-top: 0; } .case .summary h2, .part.summary h2, .part.incidents h2, .part.glossary h2, .appendix ~ section h2 { break-before: auto; margin-top: 2rem; }
	.case table { font-size: 8.2pt; margin-top: 1.2rem; } .case th, .case td { padding-top: 0.22rem; padding-bottom: 0.22rem; }
	.matrix td, .matrix thead th.number { width: 8%; } .matrix tbody th { white-space: nowrap; }
	.case thead { break-after: avoid; } .case caption { break-after: avoid; } .case .where { font-size: 0.85em; }
	.figures, .plot, .reference { break-inside: avoid; }
	.matrix .silent { background: none; font-style: italic; border-left: 1px dashed var(--line); }
	.case .message { break-inside: avoid; margin: 0.3rem 0; } .case .message > summary { padding: 0.3rem 0.5rem; }
	.plot details, .case details.message > .body { display: none; }
	thead { display: table-header-group; }
	a { color: inherit; text-decoration: none; }
}
`;
