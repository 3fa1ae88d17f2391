// Figure: a plot as the page holds it. Inline SVG, drawn here and now, since the page has no script; once for a wide page and once for a narrow
// one, since text in a picture that is shrunk to a phone cannot be read. What it shows stands in a table too (WCAG 2.2, 1.1.1), and never in
// colour alone (1.4.1).

import { html, type Inserted, type Markup } from "../html/markup.ts";

/** Pixels of CSS; the narrow one fits a phone of 360. */
export const WIDTHS = { wide: 860, narrow: 328 } as const;
export type Form = keyof typeof WIDTHS;

export interface Drawing {
	readonly height: number;
	/** What lies within the svg element. */
	readonly body: Inserted;
}

export interface Figure {
	/** Begins every id within; letters, digits and "-". */
	readonly id: string;
	/** What it is of, a line. */
	readonly title: string;
	/** What one sees in it, for those who do not see it. */
	readonly says: string;
	/** How to read it; null where it needs no word. */
	readonly key: Inserted;
	/** `prefix` begins the ids of patterns. */
	draw(form: Form, prefix: string): Drawing;
	readonly table: Markup;
	/** Of the line that opens the table. */
	readonly tableTitle: string;
}

export function figureMarkup({ id, title, says, key, draw, table, tableTitle }: Figure): Markup {
	const drawn = (["wide", "narrow"] as const).map((form) => {
		const prefix = `${id}-${form}`;
		const { height, body } = draw(form, prefix);
		const width = WIDTHS[form];
		return html`<svg class="${form}" role="img" aria-label="${says}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${patterns(prefix)}${body}</svg>
`;
	});
	return html`<figure class="plot">
<figcaption>${title}</figcaption>
${drawn}${key !== null && html`<p class="key">${key}</p>`}
<details class="links"><summary>${tableTitle}</summary>
${table}</details>
</figure>
`;
}

/** Hatches, so that areas are told apart in black and white. */
function patterns(prefix: string): Markup {
	return html`<defs><pattern id="${prefix}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2" height="6"/></pattern></defs>`;
}

/** Of an axis: "4 Jan" of a time in milliseconds. */
export function dayLabel(time: number): string {
	const date = new Date(time);
	return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** "Jan 2021" of a time in milliseconds. */
export function monthLabel(time: number): string {
	const date = new Date(time);
	return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Characters of a label that fit into so many pixels of the plots' type. */
export function fitted(text: string, pixels: number): string {
	const most = Math.max(4, Math.floor(pixels / 5.9));
	return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Two decimals are finer than any screen. */
export function px(number: number): string {
	return String(Math.round(number * 100) / 100);
}
