// Told instead: who was told where the person was not. An IT department is told for its organisation, and a briefing of it names one address there, its
// own mostly; so it counts for everybody with an account at that domain. At a mail provider's it counts for that address alone.

import { isFreemail } from "../../core/campaigns/freemail.ts";
import type { BriefedPerson, Briefing } from "../../core/model/person.ts";

/** Whether the IT of the organisation where somebody has one of these accounts was told. */
export type ItTold = (person: Pick<BriefedPerson, "accounts">) => boolean;

export function itTold(briefings: readonly Pick<Briefing, "address" | "kind">[]): ItTold {
	const places = new Set(briefings.filter(({ kind }) => kind === "organisation-it").map(({ address }) => placeOf(address)));
	return ({ accounts }) => accounts.some((account) => places.has(placeOf(account)));
}

function placeOf(address: string): string {
	const lower = address.toLowerCase();
	const domain = lower.slice(lower.lastIndexOf("@") + 1);
	return isFreemail(domain) ? lower : domain;
}
