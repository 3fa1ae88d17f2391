// Funnel: from the accounts that mail reached to those that followed a link. Each step counts accounts of the step before it; what cannot be
// known is drawn as such, so that no bar passes for an all-clear.

import { scaleLinear } from "d3-scale";
import type { LevelCounts } from "../case-report-data.ts";
import { html, type Markup } from "../html/markup.ts";
import { count, counted } from "../shown-text.ts";
import { type Drawing, type Figure, type Form, px, WIDTHS } from "./figure.ts";

interface Step {
	readonly label: string;
	readonly number: number;
	/** Of these cannot be known. */
	readonly unknown: number;
	readonly kind: string;
}

export function funnelFigure(id: string, levels: LevelCounts): Figure | null {
	const steps = stepsOf(levels);
	const [all] = steps;
	if (all === undefined || all.number === 0) return null;
	const unknown = levels.delivered;
	return {
		id,
		title: "From the mail that arrived to what logs show of it, in accounts",
		says: `${steps.map(({ label, number }) => `${label}: ${count(number)}`).join(". ")}. Cannot be known: ${count(unknown)}.`,
		key: "Each step counts accounts that are in the step above it too. Hatched: it cannot be known, since no log speaks of the time from the arrival on. A person may have opened the mail there.",
		draw: (form, prefix) => draw(form, prefix, steps),
		table: html`<table>
<thead><tr><th scope="col">Step</th><th scope="col" class="number">Accounts</th><th scope="col" class="number">Of all</th></tr></thead>
<tbody>${steps.map(({ label, number }) => html`<tr><th scope="row">${label}</th><td class="number">${count(number)}</td><td class="number">${share(number, all.number)}</td></tr>`)}
<tr><th scope="row">Cannot be known</th><td class="number">${count(unknown)}</td><td class="number">${share(unknown, all.number)}</td></tr></tbody>
</table>
`,
		tableTitle: "The figures",
	};
}

export function share(part: number, whole: number): string {
	if (whole === 0) return "none";
	const percent = (100 * part) / whole;
	return part > 0 && percent < 1 ? "under 1%" : part < whole && percent > 99 ? "over 99%" : `${Math.round(percent)}%`;
}

function stepsOf(levels: LevelCounts): Step[] {
	const opened = levels.fetched + levels.clicked;
	const contact = opened + levels["fetched-by-proxy"] + levels.blocked + levels["looked-up"];
	const spoken = contact + levels["no-evidence"];
	return [
		{ label: "The mail arrived", number: spoken + levels.delivered, unknown: 0, kind: "arrived" },
		{ label: "A log speaks from then on", number: spoken, unknown: levels.delivered, kind: "arrived" },
		{ label: "The log shows a contact", number: contact, unknown: levels.delivered, kind: "contact" },
		{ label: "It was opened and fetched", number: opened, unknown: levels.delivered, kind: "opened" },
		{ label: "Somebody followed a link", number: levels.clicked, unknown: levels.delivered, kind: "clicked" },
	];
}

function draw(form: Form, prefix: string, steps: readonly Step[]): Drawing {
	const narrow = form === "narrow";
	const left = narrow ? 0 : 236;
	const height = narrow ? 50 : 36;
	const width = scaleLinear([0, Math.max(1, steps[0]?.number ?? 1)], [0, WIDTHS[form] - left - 70]);
	const body = steps.map(({ label, number, unknown, kind }, index): Markup => {
		const top = index * height + 4;
		const bar = top + (narrow ? 18 : 4);
		const [length, more] = [width(number), width(unknown)];
		return html`<text class="label" x="0" y="${px(narrow ? top + 12 : bar + 15)}">${label}</text>
<rect class="bar ${kind}" x="${left}" y="${px(bar)}" width="${px(Math.max(number > 0 ? 1.5 : 0, length))}" height="22"/>
${unknown > 0 && html`<rect class="unknown" x="${px(left + length)}" y="${px(bar)}" width="${px(more)}" height="22" fill="url(#${prefix}-hatch)"/>`}
<text class="value" x="${px(WIDTHS[form] - 2)}" y="${px(bar + 15.5)}">${count(number)}</text>
${index === 1 && unknown > 0 && more > 130 && html`<text class="note-in" x="${px(left + length + more / 2)}" y="${px(bar + 15)}">${counted(unknown, "account")}: not known</text>`}
`;
	});
	return { height: steps.length * height + 8, body };
}
