// Claims of a case: each set against what its campaigns, exposures, people, briefings and incidents show now. One pass over the case, whatever the
// number of claims.

import { isTargeted } from "../../core/campaigns/standing.ts";
import { createTally, isAt, type Listed, type Tallying } from "../../core/claims/tally.ts";
import { type ClaimRecords, verdictOn } from "../../core/claims/verdict.ts";
import { LEVELS, type Level } from "../../core/model/exposure.ts";
import type { Claim, ClaimFinding, Incident, Person } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { exposuresOf } from "../exposure/case-exposures.ts";

/** In the order of the claims. The case is to be correlated. */
export async function claimFindings(casebook: Casebook, claims: readonly Claim[]): Promise<ClaimFinding[]> {
	if (claims.length === 0) return [];
	const people = await casebook.people.list();
	const listed = listedAccounts(people);
	const personOf = (address: string): Listed | null => listed.get(address.toLowerCase()) ?? null;
	const tallies = claims.map((claim) => createTally(claim, personOf, stronger));
	const covered = await tallyCampaigns(casebook, tallies);
	for await (const { campaign, account, level } of exposuresOf(casebook))
		for (const tally of covered.get(campaign) ?? []) tally.exposure(account, level);
	const briefings = await casebook.people.briefings();
	const told = new Set(
		briefings.filter(({ kind }) => kind === "person").map(({ address }) => personOf(address)?.key ?? address.toLowerCase()),
	);
	const incidents = await casebook.people.incidents();
	const records: Omit<ClaimRecords, "compromised" | "peopleInScope"> = {
		logs: (await casebook.exposure.logs()).length,
		people: people.length,
		briefings: briefings.length,
		told,
	};
	return tallies.map((tally) => {
		const found = tally.result();
		return verdictOn(found, {
			peopleInScope: people.filter(({ accounts }) => accounts.some(({ address }) => tally.inScope(address))).length,
			...records,
			compromised: incidents.length === 0 ? null : compromised(found.claim, incidents, tally, personOf),
		});
	});
}

/** By campaign id, the claims that cover it. */
async function tallyCampaigns(casebook: Casebook, tallies: readonly Tallying[]): Promise<Map<string, Tallying[]>> {
	const covered = new Map<string, Tallying[]>();
	for await (const campaign of casebook.campaigns()) {
		const { id, aliases, name } = campaign;
		const about = { id, aliases, name, targeted: isTargeted(campaign) };
		const covering = tallies.filter((tally) => tally.covers(about));
		if (covering.length === 0) continue;
		covered.set(id, covering);
		for (const tally of covering) tally.campaign(about);
		const timeline = await casebook.timeline(id);
		for (const { sha256, from, recipient } of [
			...(timeline?.waves.flatMap(({ deliveries }) => deliveries) ?? []),
			...(timeline?.undated ?? []),
		])
			for (const tally of covering) tally.delivery({ sha256, sender: from, account: recipient });
	}
	return covered;
}

/** Those concerned by incidents that the claim is about and that nobody said are unconnected, once each. */
function compromised(
	claim: Claim,
	incidents: readonly Incident[],
	tally: Tallying,
	personOf: (address: string) => Listed | null,
): string[] {
	const about = incidents.filter((incident) => {
		if (incident.connected === "no") return false;
		if (incident.account !== null && personOf(incident.account) !== null) return tally.inScope(incident.account);
		return isAt(claim.scope, incident);
	});
	return [...new Set(about.map(({ id, account }) => (account === null ? id : (personOf(account)?.key ?? account))))];
}

function listedAccounts(people: readonly Person[]): Map<string, Listed> {
	return new Map(
		people.flatMap(({ name, organisation, country, accounts }) =>
			accounts.map(({ address }) => [address, { key: JSON.stringify([name, organisation]), name, organisation, country }] as const),
		),
	);
}

function stronger(one: Level, other: Level): boolean {
	return LEVELS.indexOf(one) < LEVELS.indexOf(other);
}
