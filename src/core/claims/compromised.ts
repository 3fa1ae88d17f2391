// Compromised: of the incidents of a case, those that a claim may count: something happened to somebody whom mail in its scope reached, after it had. The
// others are named with what speaks against them, so that nobody has to guess what was counted.

import { type Incident, isBeforeMail } from "../model/person.ts";
import type { Tally } from "./tally.ts";

export interface Compromised {
	/** People, once each. */
	readonly number: number;
	/** People of whom nobody can say whether it came before their mail or after. */
	readonly unknown: number;
	/** Incidents of accounts in the claim's scope, whatever speaks against them. */
	readonly inScope: number;
	/** By what speaks against them, ids. */
	readonly left: ReadonlyMap<LeftOut, readonly string[]>;
}

const LEFT_OUT = ["unconnected", "no-campaign", "other-campaign", "nobody", "out-of-scope", "not-reached", "before"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface IncidentFacts {
	/** Person, or the account itself where it is on no list. */
	readonly keyOf: (account: string) => string;
	readonly inScope: (account: string) => boolean;
	/** Whether the claim covers the campaign that an incident names; null where the case has none of that name. */
	readonly covers: (campaign: string) => boolean | null;
}

export function compromisedOf({ people }: Pick<Tally, "people">, incidents: readonly Incident[], facts: IncidentFacts): Compromised {
	const sure = new Set<string>();
	const perhaps = new Set<string>();
	const left = new Map<LeftOut, string[]>();
	for (const incident of incidents) {
		const against = speakingAgainst(people, incident, facts);
		if (against !== null) {
			left.set(against, [...(left.get(against) ?? []), incident.id]);
			continue;
		}
		const key = facts.keyOf(incident.account as string);
		(people.get(key)?.first === null ? perhaps : sure).add(key);
	}
	const inScope = incidents.filter(({ account }) => account !== null && facts.inScope(account)).length;
	return { number: sure.size, inScope, unknown: [...perhaps].filter((key) => !sure.has(key)).length, left };
}

function speakingAgainst(
	people: Tally["people"],
	{ account, campaign, connected, on }: Incident,
	{ keyOf, inScope, covers }: IncidentFacts,
): LeftOut | null {
	if (connected === "no") return "unconnected";
	const covered = campaign === null || covers(campaign);
	if (covered === null) return "no-campaign";
	if (!covered) return "other-campaign";
	if (account === null) return "nobody";
	if (!inScope(account)) return "out-of-scope";
	const reached = people.get(keyOf(account));
	if (reached === undefined) return "not-reached";
	return isBeforeMail(on, reached.first) ? "before" : null;
}

const WORDS: Readonly<Record<LeftOut, string>> = {
	unconnected: "said to be unconnected",
	"no-campaign": "tied to a campaign that is not in this case",
	"other-campaign": "tied to another campaign",
	nobody: "it names no account",
	"out-of-scope": "not in the claim's scope",
	"not-reached": "no such mail reached the account",
	before: "before their first mail",
};

/** Of each kind. */
const MOST_IDS = 10;

/** Empty where nothing was left out. */
export function leftOutInWords({ left }: Pick<Compromised, "left">): string {
	const parts = LEFT_OUT.flatMap((kind) => {
		const ids = left.get(kind) ?? [];
		if (ids.length === 0) return [];
		const more = ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : "";
		return [`${ids.slice(0, MOST_IDS).join(", ")}${more} (${WORDS[kind]})`];
	});
	return parts.length === 0 ? "" : ` Left out: ${parts.join("; ")}.`;
}
