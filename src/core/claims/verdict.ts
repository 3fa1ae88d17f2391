// Verdict: a claim set against what the case shows of it. What cannot be known counts as a range: a claim that lies in it is neither borne out nor
// refuted, and is said to be not comparable, with the reason.

import type { Claim, ClaimCount, ClaimFinding } from "../model/person.ts";
import type { Tally } from "./tally.ts";

/** What the case holds beside mail. */
export interface ClaimRecords {
	/** Logs that were taken in. */
	readonly logs: number;
	/** Rows of the people list. */
	readonly people: number;
	/** Of them, those whom the claim's scope is about. */
	readonly peopleInScope: number;
	/** Whether any briefing was entered, and who counts as told, by key of person or by address. */
	readonly briefings: number;
	readonly told: ReadonlySet<string>;
	/** Later incidents that are in the claim's scope and may be connected, those concerned once each; null where none was ever entered. */
	readonly compromised: readonly string[] | null;
}

/** What was found, and by how much it may be short. */
interface Found {
	readonly number: number;
	/** How many more there may be that nothing shows. */
	readonly unknown: number;
	readonly why: string;
	readonly gaps?: readonly string[];
}

export function verdictOn(tally: Tally, records: ClaimRecords): ClaimFinding {
	const { claim } = tally;
	const missing = missingFor(tally, records);
	if (missing !== null) return { claim, verdict: "not-comparable", found: null, why: missing, gaps: [] };
	const { number, unknown, why, gaps = [] } = foundOf(tally, records);
	const { quantity } = claim;
	const holds = (it: number): boolean => ("is" in quantity ? it === quantity.is : it > quantity.over);
	const settled =
		"is" in quantity ? unknown === 0 || number > quantity.is || number + unknown < quantity.is : holds(number) || !holds(number + unknown);
	if (!settled) {
		const range = `The true number lies between ${number} and ${number + unknown}.`;
		return { claim, verdict: "not-comparable", found: number, why: `${why} ${range}`, gaps };
	}
	if (holds(number)) return { claim, verdict: "agrees", found: number, why, gaps };
	return { claim, verdict: "differs", found: number, why: `${why} ${differenceInWords(claim, number)}`, gaps };
}

function differenceInWords({ quantity }: Claim, found: number): string {
	if ("over" in quantity) return `The claim says more than ${quantity.over}: at least ${quantity.over + 1 - found} are missing.`;
	const by = Math.abs(found - quantity.is);
	return `The claim says ${quantity.is}: ${by} ${found > quantity.is ? "more were" : "fewer were"} found.`;
}

/** Why there is nothing to compare with; null where there is. */
function missingFor({ claim, campaigns }: Tally, { logs, people, peopleInScope, briefings, compromised }: ClaimRecords): string | null {
	const { counts, scope } = claim;
	const ofSome = scope.country !== undefined || scope.outside !== undefined || scope.organisation !== undefined;
	if (scope.campaign !== undefined && campaigns === 0)
		return scope.campaign === "targeted"
			? "No campaign of this case is called targeted, by the program or by an analyst."
			: `This case has no campaign "${scope.campaign}".`;
	if ((ofSome || counts === "people") && people === 0) return "No people list was imported, and so nobody knows whose the accounts are.";
	if (ofSome && peopleInScope === 0) return `Nobody on the people list is ${whereInWords(scope).trim()}.`;
	if ((counts === "fetched" || counts === "blocked") && logs === 0) return "No log was taken in: what was fetched cannot be known.";
	if (counts === "told" && briefings === 0) return "No briefing was entered: who was told is not known here.";
	if (counts === "compromised" && compromised === null) return "No incident was entered: what happened later is not known here.";
	return null;
}

function foundOf(tally: Tally, records: ClaimRecords): Found {
	const { mails, senders, accounts, people } = tally;
	const over = scopeInWords(tally);
	const plain = (number: number, what: string): Found => ({ number, unknown: 0, why: `${number} ${what} ${over}.` });
	const counting: Readonly<Record<ClaimCount, () => Found>> = {
		mails: () => plain(mails, "different messages"),
		accounts: () => plain(accounts.size, "accounts received mail"),
		people: () => plain(people.size, "people received mail, an account that is on no list counted as one,"),
		senders: () => plain(senders, "sender addresses"),
		told: () => told(tally, records.told, over),
		fetched: () => shown(tally, ["fetched", "clicked"], "fetched it or followed a link", over),
		blocked: () => shown(tally, ["blocked"], "were kept from it by a refusal, and nothing stronger shows,", over),
		compromised: () => plain(records.compromised?.length ?? 0, "were compromised later, in a way that may be connected,"),
	};
	return counting[tally.claim.counts]();
}

function told({ people }: Tally, whoWasTold: ReadonlySet<string>, over: string): Found {
	const gaps = [...people].filter(([key]) => !whoWasTold.has(key)).map(([, name]) => name);
	const number = people.size - gaps.length;
	const rest = gaps.length === 0 ? "" : ` ${gaps.length} of them ${gaps.length === 1 ? "was" : "were"} not.`;
	return {
		number,
		unknown: 0,
		why: `${number} of the ${people.size} people who received mail ${over} were told in person.${rest}`,
		gaps: gaps.sort(),
	};
}

/** By accounts: what logs show is of an account, and stays unknown where no log speaks. */
function shown({ accounts, levels }: Tally, wanted: readonly string[], what: string, over: string): Found {
	let [number, unknown] = [0, 0];
	for (const account of accounts) {
		const level = levels.get(account);
		if (level === undefined || level === "delivered") unknown++;
		else if (wanted.includes(level)) number++;
	}
	const silent = unknown === 0 ? "" : ` Of ${unknown} more it cannot be known: the logs are silent.`;
	return { number, unknown, why: `Of ${accounts.size} accounts ${number} ${what} ${over}.${silent}` };
}

function scopeInWords({ claim: { scope }, campaigns, targeted }: Tally): string {
	const of = campaigns === 1 ? "one campaign" : `${campaigns} campaigns`;
	const aimed =
		targeted === campaigns ? (campaigns === 1 ? "called targeted" : "all called targeted") : `${targeted} of them called targeted`;
	return `in ${of} (${aimed})${whereInWords(scope)}`;
}

function whereInWords(scope: Claim["scope"]): string {
	const places: readonly (readonly [string, string | undefined])[] = [
		["in", scope.country],
		["outside", scope.outside],
		["at", scope.organisation],
	];
	return places.map(([word, place]) => (place === undefined ? "" : ` ${word} ${place}`)).join("");
}
