// Words of the case report: dates, places and numbers as a document writes them.

import type { Who } from "../../case-report-data.ts";
import { count } from "../../shown-text.ts";
import { html, type Markup } from "../markup.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "5 January 2024" of an ISO time or date. */
export function dateInWords(time: string): string {
	const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(time) ?? [];
	return day === undefined ? time : `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** "5 January 2024, 13:22 UTC" of an ISO time. */
export function timeInWords(time: string): string {
	const clock = /T(\d\d:\d\d)/.exec(time)?.[1];
	return clock === undefined ? dateInWords(time) : `${dateInWords(time)}, ${clock} UTC`;
}

/** "Between 5 January 2021 and 4 March 2021", "On 5 January 2021". */
export function spanInWords(first: string | null, last: string | null): string {
	if (first === null || last === null) return "At a time that no message tells";
	const [from, to] = [dateInWords(first), dateInWords(last)];
	return from === to ? `On ${from}` : `Between ${from} and ${to}`;
}

/** "Person 12, Chamber of Greliness (XA)". */
export function whoInWords({ label, organisation, country }: Who): Markup {
	return html`<bdi>${label}</bdi>${organisation !== "" && html`, <bdi>${organisation}</bdi>`}${country !== "" && html` (<bdi>${country}</bdi>)`}`;
}

/** What the head of a column says, for a phone, where rows stand as lists without a head. */
export function label(text: string): Markup {
	return html`<span class="label">${text}: </span>`;
}

/** For what was cut: "And 12 more, not shown here." */
export function moreNote(more: number, one: string, several = `${one}s`, where = ""): Markup | false {
	return (
		more > 0 &&
		html`<p class="note">And ${count(more)} more ${more === 1 ? one : several}, not shown here${where === "" ? "" : `; ${where}`}.</p>
`
	);
}
