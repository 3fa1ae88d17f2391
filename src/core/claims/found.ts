// Found: the number that a case shows of the thing that a claim counts, and the range in which the true one lies where something cannot be known.

import { type Claim, type ClaimCount, isBeforeMail } from "../model/person.ts";
import { type Compromised, leftOutInWords } from "./compromised.ts";
import { OPENNESS, type Openness } from "./openness.ts";
import type { Tally } from "./tally.ts";

/** What the case holds beside mail. */
export interface ClaimRecords {
	/** Logs that were taken in. */
	readonly logs: number;
	/** Rows of the people list. */
	readonly people: number;
	/** Of them, those whom the claim's scope is about. */
	readonly peopleInScope: number;
	/** Whether any briefing was entered, and by key of person or by address, on which day (ISO 8601) somebody was last told themselves. */
	readonly briefings: number;
	readonly told: ReadonlyMap<string, string>;
	/** Later incidents that the claim may count; null where none was ever entered. */
	readonly compromised: Compromised | null;
}

/** What was found, and between which numbers the true one lies. */
export interface Found {
	readonly number: number;
	readonly least: number;
	readonly most: number;
	readonly why: string;
	readonly gaps?: readonly string[];
}

/** Of a claim that there is something to compare with. */
export function foundOf(tally: Tally, records: ClaimRecords): Found {
	const { mails, senders, accounts, people } = tally;
	const over = scopeInWords(tally);
	const plain = (number: number, one: string, several: string): Found => {
		return { number, least: number, most: number, why: `${number} ${number === 1 ? one : several} ${over}.` };
	};
	const counting: Readonly<Record<ClaimCount, () => Found>> = {
		mails: () => plain(mails, "message", "different messages"),
		accounts: () => plain(accounts.size, "account received mail", "accounts received mail"),
		people: () => {
			const counted = "received mail, an account that is on no list counted as one,";
			return plain(people.size, `person ${counted}`, `people ${counted}`);
		},
		senders: () => plain(senders, "sender address", "sender addresses"),
		told: () => told(tally, records.told, over),
		fetched: () => fetched(tally, over),
		blocked: () => blocked(tally, over),
		compromised: () => compromised(records.compromised, over),
	};
	return counting[tally.claim.counts]();
}

/** A briefing from before the first mail was about something else. */
function told({ people }: Tally, lastTold: ReadonlyMap<string, string>, over: string): Found {
	const gaps: string[] = [];
	let early = 0;
	for (const [key, { name, first }] of people) {
		const day = lastTold.get(key);
		if (day !== undefined && !isBeforeMail(day, first)) continue;
		gaps.push(name);
		if (day !== undefined) early++;
	}
	const number = people.size - gaps.length;
	const rest = gaps.length === 0 ? "" : ` ${gaps.length} of them ${wasOrWere(gaps.length)} not.`;
	const before = early === 0 ? "" : ` Of ${early} of these the briefing is dated before their first mail, and does not count.`;
	return {
		...{ number, least: number, most: number },
		why: `${number} of ${people.size === 1 ? "the one person" : `the ${people.size} people`} who received mail ${over} ${wasOrWere(number)} told themselves.${rest}${before}`,
		gaps: gaps.sort(),
	};
}

/** By accounts: what is open may have been fetched. */
function fetched({ accounts, levels, open }: Tally, over: string): Found {
	let [number, machines] = [0, 0];
	const unknown = new Map<string, Openness>();
	for (const account of accounts) {
		const level = levels.get(account);
		if (level === "fetched" || level === "clicked") {
			number++;
			continue;
		}
		if (level === "fetched-by-proxy") machines++;
		const openness = level === undefined ? "silent" : open.get(account);
		if (openness !== undefined) unknown.set(account, openness);
	}
	const byMachine = machines === 0 ? "" : ` For ${machines} of them a machine fetched it, which is no reader.`;
	return {
		...{ number, least: number, most: number + unknown.size },
		why: `Of ${accountsIn(accounts.size, over)}, ${noneOr(number)} fetched it or followed a link.${byMachine}${openInWords(unknown, accounts.size)}`,
	};
}

/** By accounts: what is open may have been refused, and of whoever was refused, something else may have been fetched. */
function blocked({ accounts, levels, open }: Tally, over: string): Found {
	let [number, sure] = [0, 0];
	const unknown = new Map<string, Openness>();
	for (const account of accounts) {
		const level = levels.get(account);
		if (level === "fetched" || level === "clicked" || level === "fetched-by-proxy") continue;
		const openness = level === undefined ? "silent" : open.get(account);
		if (level === "blocked") number++;
		if (openness !== undefined) unknown.set(account, openness);
		else if (level === "blocked") sure++;
	}
	return {
		...{ number, least: sure, most: sure + unknown.size },
		why: `Of ${accountsIn(accounts.size, over)}, ${noneOr(number)} ${number > 1 ? "were" : "was"} kept from it by a refusal, with nothing stronger that shows.${openInWords(unknown, accounts.size)}`,
	};
}

function compromised(found: Compromised | null, over: string): Found {
	const { number, unknown, left } = found ?? { number: 0, unknown: 0, left: new Map() };
	const open = unknown === 0 ? "" : ` Of ${unknown} more nobody can say whether it came before their mail or after.`;
	const who = number === 1 ? "person" : "people";
	return {
		...{ number, least: number, most: number + unknown },
		why: `${number} ${who} who received mail ${over} ${wasOrWere(number)} compromised after it came, in a way that may be connected.${open}${leftOutInWords({ left })}`,
	};
}

const OPEN_WORDS: Readonly<Record<Openness, string>> = {
	silent: "the logs are silent",
	"looked-up": "the host was looked up or tried, and what followed does not show",
	shared: "there was a contact that may have been theirs or another's",
	unsearched: "a log was not searched for the campaign's hosts",
	untold: "nobody knows whose traffic the logs show",
	unasked: "there is mail that singles nobody out, of which logs are not asked",
};

function openInWords(unknown: ReadonlyMap<string, Openness>, of: number): string {
	if (unknown.size === 0) return "";
	const counts = Map.groupBy(unknown.values(), (openness) => openness);
	const reasons = OPENNESS.flatMap((openness) => {
		const number = counts.get(openness)?.length ?? 0;
		if (number === 0) return [];
		return [number === unknown.size ? OPEN_WORDS[openness] : `for ${number} ${OPEN_WORDS[openness]}`];
	});
	const whom = unknown.size < of ? `Of ${unknown.size} of them it` : of === 1 ? "That" : `Of all ${of} it`;
	return ` ${whom} cannot be known: ${reasons.join("; ")}.`;
}

function accountsIn(number: number, over: string): string {
	return `${number} ${number === 1 ? "account" : "accounts"} ${over}`;
}

function noneOr(number: number): string {
	return number === 0 ? "none" : String(number);
}

export function wasOrWere(number: number): string {
	return number === 1 ? "was" : "were";
}

function scopeInWords({ claim: { scope }, campaigns, targeted }: Tally): string {
	const of = campaigns === 1 ? "one campaign" : `${campaigns} campaigns`;
	const aimed =
		targeted === campaigns ? (campaigns === 1 ? "called targeted" : "all called targeted") : `${targeted} of them called targeted`;
	return `in ${of} (${aimed})${whereInWords(scope)}`;
}

/** Begins with a blank; empty for a claim about everybody. */
export function whereInWords(scope: Claim["scope"]): string {
	const places: readonly (readonly [string, string | undefined])[] = [
		["in", scope.country],
		["outside", scope.outside],
		["at", scope.organisation],
	];
	const said = places.flatMap(([word, place]) => (place === undefined ? [] : [`${word} ${place}`]));
	return said.length === 0 ? "" : ` ${said.join(" and ")}`;
}
