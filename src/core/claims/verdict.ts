// Verdict: a claim set against what the case shows of it. What cannot be known makes the number a range: a claim that holds for some of it and not for the
// rest is neither borne out nor refuted, and is said to be not comparable, with the reason.

import type { Claim, ClaimFinding } from "../model/person.ts";
import { type ClaimRecords, foundOf, wasOrWere, whereInWords } from "./found.ts";
import type { Tally } from "./tally.ts";

export function verdictOn(tally: Tally, records: ClaimRecords): ClaimFinding {
	const { claim } = tally;
	const missing = missingFor(tally, records);
	if (missing !== null) return { claim, verdict: "not-comparable", found: null, why: missing, gaps: [] };
	const { number, least, most, why, gaps = [] } = foundOf(tally, records);
	const { quantity } = claim;
	const agrees = "is" in quantity ? least === quantity.is && most === quantity.is : least > quantity.over;
	if (agrees) return { claim, verdict: "agrees", found: number, why, gaps };
	const differs = "is" in quantity ? quantity.is < least || quantity.is > most : most <= quantity.over;
	if (differs) return { claim, verdict: "differs", found: number, why: `${why} ${differenceInWords(claim, least, most)}`, gaps };
	return { claim, verdict: "not-comparable", found: number, why: `${why} The true number lies between ${least} and ${most}.`, gaps };
}

function differenceInWords({ quantity }: Claim, least: number, most: number): string {
	if ("over" in quantity) {
		const by = quantity.over + 1 - most;
		return `The claim says more than ${quantity.over}: at least ${by} ${by === 1 ? "is" : "are"} missing.`;
	}
	const more = least > quantity.is;
	const by = more ? least - quantity.is : quantity.is - most;
	return `The claim says ${quantity.is}: ${least === most ? "" : "at least "}${by} ${more ? "more" : "fewer"} ${wasOrWere(by)} found.`;
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
	// What was entered of others says nothing of these.
	if (counts === "compromised" && ofSome && compromised !== null && compromised.inScope === 0)
		return `No incident of an account ${whereInWords(scope).trim()} was entered: what happened there later is not known here.`;
	return null;
}
