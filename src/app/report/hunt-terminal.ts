// Hunt on the terminal: for each indicator who received what, when, and where it lies, then what was not found, said as that: a case tells what is in
// it, and nothing about mail that it never saw. What stems from mail or lists goes through `shownText`.

import type { Search } from "../../core/indicators/search.ts";
import type { IndicatorKind } from "../../core/model/indicator.ts";
import type { Match } from "../../edge/casebook/hunting/hunt.ts";
import type { FoundMessage, FoundWhere } from "../../edge/casebook/hunting/matches.ts";
import type { CampaignVerdict } from "../../edge/casebook/hunting/verdicts.ts";
import { staleInWords } from "./campaigns-words.ts";
import { headerName } from "./hunt-json.ts";
import { count, counted, shownText } from "./shown-text.ts";
import { wrap } from "./terminal/columns.ts";
import { LEAST_WIDTH, painter, type Screen } from "./terminal/screen.ts";
import { listed } from "./words.ts";

export const KIND_WORDS: Readonly<Record<IndicatorKind, string>> = {
	host: "host",
	domain: "domain",
	url: "URL",
	address: "mail address",
	ip: "IP address",
	sha256: "SHA-256",
	"message-id": "Message-ID",
};

/** Messages of one indicator that are shown one by one. */
const SHOWN = 20;
/** Places of one message, and mailboxes. */
const PLACES = 4;
const TEXT = 200;

export interface FoundTotals {
	readonly messages: number;
	readonly recipients: number;
	/** ISO 8601, or null where no message has a time. */
	readonly first: string | null;
	readonly last: string | null;
	readonly targeted: boolean;
}

/** Collects what one indicator came to; of messages past those shown only counts are kept. */
export interface Telling {
	add(match: Match, verdict: CampaignVerdict | undefined): void;
	/** The text, ending with an empty line. */
	text(): string;
	totals(): FoundTotals;
}

interface Shown {
	readonly match: Match;
	readonly where: FoundWhere[];
	readonly verdict: CampaignVerdict | undefined;
}

/** Counting who and what needs them by name: past this a number is said to be at least that. */
const MOST_COUNTED = 1_000_000;

export function createTelling(search: Search, screen: Screen): Telling {
	const shown = new Map<string, Shown>();
	const messages = new Set<string>();
	const recipients = new Set<string>();
	let first: string | null = null;
	let last: string | null = null;
	let doubtful = 0;
	let targeted = false;
	return {
		add(match, verdict) {
			const { sha256, received, places } = match.message;
			const known = shown.get(sha256);
			if (known !== undefined) known.where.push(...match.where);
			else if (shown.size < SHOWN) shown.set(sha256, { match, where: [...match.where], verdict });
			if (!messages.has(sha256) && isDoubtful(match.message)) doubtful++;
			if (messages.size < MOST_COUNTED) messages.add(sha256);
			for (const { owner } of places) if (owner !== null && recipients.size < MOST_COUNTED) recipients.add(owner);
			if (received !== null) {
				if (first === null || received < first) first = received;
				if (last === null || received > last) last = received;
			}
			targeted ||= verdict?.targeted ?? false;
		},
		totals: () => ({ messages: messages.size, recipients: recipients.size, first, last, targeted }),
		text() {
			const width = Math.max(LEAST_WIDTH, screen.width);
			const paint = painter(screen);
			const doubt = doubtful === 0 ? "" : ` (of ${counted(doubtful, "message")} by Date alone)`;
			const what = `${nameOf(search)}: ${counted(messages.size, "message")}${toWhom(recipients.size)}${span(first, last)}${doubt}`;
			const lines = wrap(what, width, 2).map((line) => paint("bold", line));
			if (targeted) lines.push(...wrap("  Something targeted is among them.", width, 2).map((line) => paint("names", line)));
			for (const one of shown.values()) lines.push(...messageLines(one, width));
			if (messages.size > shown.size) lines.push(`  and ${counted(messages.size - shown.size, "more message")} (--json lists all)`);
			return `${lines.join("\n")}\n\n`;
		},
	};
}

function toWhom(recipients: number): string {
	return recipients === 0 ? "" : ` to ${counted(recipients, "account")}`;
}

function span(first: string | null, last: string | null): string {
	if (first === null || last === null) return "";
	return day(first) === day(last) ? `, ${day(first)}` : `, ${day(first)} to ${day(last)}`;
}

function day(time: string): string {
	return time.slice(0, 10);
}

/** No server says so, and a sender may write what he likes. */
export function isDoubtful({ received, receivedFrom }: Pick<FoundMessage, "received" | "receivedFrom">): boolean {
	return received !== null && receivedFrom === "date";
}

function messageLines({ match: { message }, where, verdict }: Shown, width: number): string[] {
	const { received, messageId, from, subject, places, sha256 } = message;
	const time = received === null ? "no time known" : `${day(received)} ${received.slice(11, 16)} UTC`;
	const owners = [...new Set(places.map(({ owner }) => (owner === null ? "an unknown account" : shownText(owner, TEXT))))];
	const lines = indented(`${time}  to ${listed(some(owners, "account"))}`, 2, width);
	if (isDoubtful(message)) lines.push(...indented("Only Date tells the time, which the sender writes.", 4, width));
	const sender = from === null ? "" : `, from ${shownText(from, TEXT)}`;
	lines.push(...indented(`${subject === null ? "(no subject)" : `"${shownText(subject, TEXT)}"`}${sender}`, 4, width));
	for (const { mailbox, file, gone } of places.slice(0, PLACES)) {
		const inFile = file === mailbox ? "" : `, ${shownText(file, TEXT)}`;
		lines.push(
			...indented(`${gone ? "lay in" : "lies in"} ${shownText(mailbox, TEXT)}${inFile}${gone ? ", and does no more" : ""}`, 4, width),
		);
	}
	if (places.length > PLACES) lines.push(`    and in ${counted(places.length - PLACES, "more place")}`);
	lines.push(...indented(`found: ${listed(some([...new Set(where.map(placeInWords))], "place"))}`, 4, width));
	lines.push(...indented(messageId === null ? `message ${sha256.slice(0, 16)}` : `Message-ID ${shownText(messageId, TEXT)}`, 4, width));
	if (verdict !== undefined)
		lines.push(
			...indented(`in campaign ${shownText(verdict.campaign, 80)}${verdict.targeted ? ", which counts as targeted" : ""}`, 4, width),
		);
	return lines;
}

/** As many as a line bears, the others as a number. */
function some(items: readonly string[], what: string): string[] {
	if (items.length <= PLACES) return [...items];
	return [...items.slice(0, PLACES), counted(items.length - PLACES, `more ${what}`)];
}

export function placeInWords(where: FoundWhere): string {
	if (where === null) return "the message itself";
	if (typeof where === "string") return `header ${headerName(where)}`;
	return `part ${where.part}, bytes ${count(where.start)} to ${count(where.end)}`;
}

function indented(text: string, margin: number, width: number): string[] {
	return wrap(text, width - margin, 2).map((line) => " ".repeat(margin) + line);
}

/** "t1.evil.example (host)"; of a pattern all that one message must have. */
export function nameOf({ all }: Search): string {
	return all
		.map((terms) => {
			const given = terms[0]?.indicator.given ?? "";
			const kinds = [...new Set(terms.map(({ indicator }) => KIND_WORDS[indicator.kind]))];
			return `${shownText(given, TEXT)} (${kinds.join(" or ")})`;
		})
		.join(" together with ");
}

export interface NotFound {
	/** The first of them. */
	readonly named: readonly Search[];
	readonly count: number;
	/** That the case holds. */
	readonly messages: number;
	/** Mailbox files whose messages an older version read, which kept less of them. */
	readonly stale: number;
}

export const NOT_FOUND_SHOWN = 20;

/** Ends with a line end. */
export function describeNotFound({ named, count: number, messages, stale }: NotFound, screen: Screen): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	if (number === 0) return "";
	const lines = [`Not found in ${counted(messages, "message")}:`];
	for (const search of named) lines.push(...indented(nameOf(search), 2, width));
	if (number > named.length) lines.push(`  and ${count(number - named.length)} more (--json lists all)`);
	lines.push("", ...wrap("That says nothing about mail that the case does not hold, or that was deleted before it was scanned.", width));
	if (stale > 0) lines.push(...wrap(staleInWords(stale), width));
	return `${lines.join("\n")}\n`;
}
