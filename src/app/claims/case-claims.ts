// Claims of a case: each set against what its campaigns, exposures, people, briefings and incidents show now. One pass over the case, whatever the
// number of claims.

import { isTargeted } from "../../core/campaigns/standing.ts";
import { compromisedOf } from "../../core/claims/compromised.ts";
import type { ClaimRecords } from "../../core/claims/found.ts";
import { createTally, type Listed, type Tallying } from "../../core/claims/tally.ts";
import { verdictOn } from "../../core/claims/verdict.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import { LEVELS, type Level } from "../../core/model/exposure.ts";
import type { Claim, ClaimFinding, Person } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { exposuresOf } from "../exposure/case-exposures.ts";
import { whoWasTold } from "../people/told.ts";

/** In the order of the claims. The case is to be correlated. */
export async function claimFindings(casebook: Casebook, claims: readonly Claim[]): Promise<ClaimFinding[]> {
	if (claims.length === 0) return [];
	const people = await casebook.people.list();
	const listed = listedAccounts(people);
	const personOf = (address: string): Listed | null => listed.get(address.toLowerCase()) ?? null;
	const keyOf = (address: string): string => personOf(address)?.key ?? address.toLowerCase();
	const tallies = claims.map((claim) => createTally(claim, personOf, stronger));
	const { covering, named } = await tallyCase(casebook, tallies);
	const briefings = await casebook.people.briefings();
	const incidents = await casebook.people.incidents();
	const records: Omit<ClaimRecords, "compromised" | "peopleInScope"> = {
		logs: (await casebook.exposure.logs()).length,
		people: people.length,
		briefings: briefings.length,
		told: lastTold(briefings, people, keyOf),
	};
	return tallies.map((tally) => {
		const found = tally.result();
		const covers = (campaign: string): boolean | null => {
			const id = named.get(campaign.toLowerCase());
			return id === undefined ? null : (covering.get(id)?.includes(tally) ?? false);
		};
		return verdictOn(found, {
			peopleInScope: people.filter(({ accounts }) => accounts.some(({ address }) => tally.inScope(address))).length,
			...records,
			compromised: incidents.length === 0 ? null : compromisedOf(found, incidents, { keyOf, inScope: tally.inScope, covers }),
		});
	});
}

interface TalliedCase {
	/** Which claims cover a campaign, by its id. */
	readonly covering: ReadonlyMap<string, readonly Tallying[]>;
	/** Of all campaigns, by id, alias or name in lower case, the id. */
	readonly named: ReadonlyMap<string, string>;
}

async function tallyCase(casebook: Casebook, tallies: readonly Tallying[]): Promise<TalliedCase> {
	const covering = new Map<string, readonly Tallying[]>();
	const named = new Map<string, string>();
	/** Accounts that received a campaign's mail and of which no exposure tells. */
	const silent = new Map<string, Set<string>>();
	async function* tallied(): AsyncGenerator<Campaign> {
		for await (const campaign of casebook.campaigns()) {
			const { id, aliases, name } = campaign;
			for (const any of [id, ...aliases, ...(name === null ? [] : [name])]) named.set(any.toLowerCase(), id);
			const about = { id, aliases, name, targeted: isTargeted(campaign) };
			const of = tallies.filter((tally) => tally.covers(about));
			if (of.length === 0) continue;
			covering.set(id, of);
			for (const tally of of) tally.campaign(about);
			silent.set(id, await tallyDeliveries(casebook, id, of));
			yield campaign;
		}
	}
	for await (const { campaign, account, level, doubt } of exposuresOf(casebook, tallied())) {
		silent.get(campaign)?.delete(account);
		for (const tally of covering.get(campaign) ?? []) tally.exposure(account, level, doubt);
	}
	// Of a campaign that singles nobody out there is no exposure: whoever fetched its mail fetched what others did.
	for (const [id, accounts] of silent)
		for (const account of accounts) for (const tally of covering.get(id) ?? []) tally.exposure(account, "delivered", "unasked");
	return { covering, named };
}

/** Accounts that received it. */
async function tallyDeliveries(casebook: Casebook, campaign: string, of: readonly Tallying[]): Promise<Set<string>> {
	const accounts = new Set<string>();
	const timeline = await casebook.timeline(campaign);
	for (const { sha256, from, recipient, received } of [
		...(timeline?.waves.flatMap(({ deliveries }) => deliveries) ?? []),
		...(timeline?.undated ?? []),
	]) {
		if (recipient !== null) accounts.add(recipient);
		for (const tally of of) tally.delivery({ sha256, sender: from, account: recipient, received });
	}
	return accounts;
}

/** By key, the day on which each was last told themselves. */
function lastTold(
	briefings: Awaited<ReturnType<Casebook["people"]["briefings"]>>,
	people: readonly Person[],
	keyOf: (address: string) => string,
): Map<string, string> {
	const { byAddress, ofPerson } = whoWasTold(briefings, people);
	const days = new Map<string, string>();
	const all = [
		...[...byAddress].map(([address, of]) => [keyOf(address), of] as const),
		...[...ofPerson].map(([person, of]) => [keyOfPerson(person), of] as const),
	];
	for (const [key, of] of all) for (const { kind, on } of of) if (kind === "person" && on > (days.get(key) ?? "")) days.set(key, on);
	return days;
}

function keyOfPerson({ name, organisation }: Person): string {
	return JSON.stringify([name, organisation]);
}

function listedAccounts(people: readonly Person[]): Map<string, Listed> {
	return new Map(
		people.flatMap((person) => {
			const { name, organisation, country, accounts } = person;
			return accounts.map(({ address }) => [address, { key: keyOfPerson(person), name, organisation, country }] as const);
		}),
	);
}

function stronger(one: Level, other: Level): boolean {
	return LEVELS.indexOf(one) < LEVELS.indexOf(other);
}
