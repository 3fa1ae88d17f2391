// Tally: what a case shows of the thing that one claim counts, gathered from its campaigns, exposures, briefings and incidents as they are read, so
// that a case of any size needs no more memory than the accounts and messages that count.

import type { Level } from "../model/exposure.ts";
import type { Claim } from "../model/person.ts";
import { OPENNESS, type Openness } from "./openness.ts";

/** What the people list says of an account. */
export interface Listed {
	/** The same for all accounts of one person. */
	readonly key: string;
	readonly name: string;
	readonly organisation: string;
	readonly country: string;
}

export interface ClaimCampaign {
	readonly id: string;
	readonly aliases: readonly string[];
	readonly name: string | null;
	/** The program's verdict, or an analyst's who confirmed it. */
	readonly targeted: boolean;
}

export interface ClaimDelivery {
	/** Of the message. */
	readonly sha256: string;
	/** From address; null where there is none. */
	readonly sender: string | null;
	/** Owner of the mailbox; null where unknown. */
	readonly account: string | null;
	/** ISO 8601, UTC; null where unknown. */
	readonly received: string | null;
}

/** A person whom mail reached. */
export interface ReachedPerson {
	readonly name: string;
	/** When the first mail in scope came; null where that is not known. */
	readonly first: string | null;
}

export interface Tally {
	readonly claim: Claim;
	readonly campaigns: number;
	readonly targeted: number;
	readonly mails: number;
	readonly senders: number;
	/** Owners' addresses. */
	readonly accounts: ReadonlySet<string>;
	/** By key; an account that is on no list counts as a person of its own. */
	readonly people: ReadonlyMap<string, ReachedPerson>;
	/** Accounts by their strongest level over the campaigns in scope. */
	readonly levels: ReadonlyMap<string, Level>;
	/** Accounts of which one of these campaigns at least leaves it open whether they fetched its mail. */
	readonly open: ReadonlyMap<string, Openness>;
}

export interface Tallying {
	/** Whether the claim is about this campaign. */
	covers(campaign: ClaimCampaign): boolean;
	campaign(campaign: ClaimCampaign): void;
	delivery(delivery: ClaimDelivery): void;
	/** Of a campaign that the claim covers. */
	exposure(account: string, level: Level, open: Openness | null): void;
	inScope(account: string): boolean;
	result(): Tally;
}

/** In place of a campaign's id or name: all that are called targeted, by the program or an analyst. */
export const TARGETED_SCOPE = "targeted";

/** `personOf`: by address in lower case; null for one that is on no list. `stronger`: whether the first level stands above the second. */
export function createTally(
	claim: Claim,
	personOf: (address: string) => Listed | null,
	stronger: (one: Level, other: Level) => boolean,
): Tallying {
	const { country, outside, organisation, campaign: wanted } = claim.scope;
	const ofAll = country === undefined && outside === undefined && organisation === undefined;
	let [campaigns, targeted] = [0, 0];
	const mails = new Set<string>();
	const senders = new Set<string>();
	const accounts = new Set<string>();
	const people = new Map<string, ReachedPerson>();
	const levels = new Map<string, Level>();
	const openness = new Map<string, Openness>();

	function inScope(account: string): boolean {
		if (ofAll) return true;
		const listed = personOf(account);
		if (listed === null) return false;
		return isAt(claim.scope, listed);
	}

	return {
		inScope,
		covers({ id, aliases, name, targeted: aimed }) {
			if (wanted === undefined) return true;
			if (wanted === TARGETED_SCOPE) return aimed;
			return id === wanted || aliases.includes(wanted) || (name !== null && same(name, wanted));
		},
		campaign({ targeted: aimed }) {
			campaigns++;
			if (aimed) targeted++;
		},
		delivery({ sha256, sender, account, received }) {
			// Whose mailbox is not known may be anybody's: it counts where all count.
			if (account === null ? !ofAll : !inScope(account)) return;
			mails.add(sha256);
			if (sender !== null) senders.add(sender.toLowerCase());
			if (account === null) return;
			accounts.add(account);
			const listed = personOf(account);
			const key = listed?.key ?? account;
			people.set(key, { name: listed?.name ?? account, first: earlier(people.get(key)?.first ?? null, received) });
		},
		exposure(account, level, open) {
			if (!inScope(account)) return;
			const before = levels.get(account);
			if (before === undefined || stronger(level, before)) levels.set(account, level);
			if (open === null) return;
			const known = openness.get(account);
			if (known === undefined || OPENNESS.indexOf(open) < OPENNESS.indexOf(known)) openness.set(account, open);
		},
		result: () => ({
			...{ claim, campaigns, targeted, mails: mails.size, senders: senders.size },
			...{ accounts, people, levels, open: openness },
		}),
	};
}

/** Of two times (ISO 8601, UTC), one of which may not be known. */
function earlier(one: string | null, other: string | null): string | null {
	if (one === null || other === null) return one ?? other;
	return one < other ? one : other;
}

/** Whether a country and an organisation are those that a claim is about. */
export function isAt({ country, outside, organisation }: Claim["scope"], place: Pick<Listed, "country" | "organisation">): boolean {
	if (outside !== undefined && (place.country === "" || same(outside, place.country))) return false;
	return (country === undefined || same(country, place.country)) && (organisation === undefined || same(organisation, place.organisation));
}

function same(a: string, b: string): boolean {
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}
