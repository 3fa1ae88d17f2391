// Records: what a case holds beside mail, for its report: logs and what they show, people, briefings, incidents, and claims set against all of it.

import { isTargeted } from "../../core/campaigns/standing.ts";
import type { BriefedPerson, Briefing, Claim, Person } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { claimFindings } from "../claims/case-claims.ts";
import { exposuresOf } from "../exposure/case-exposures.ts";
import type { CaseReportSources } from "./case-report-sources.ts";

export type CaseRecords = Omit<CaseReportSources, "casebook" | "rawOf">;

/** `claims`: null for those that the case keeps. */
export async function recordsOf(casebook: Casebook, claims: readonly Claim[] | null): Promise<CaseRecords> {
	const people = await casebook.people.list();
	const briefings = await casebook.people.briefings();
	return {
		exposures: () => exposuresOf(casebook),
		logs: await casebook.exposure.logs(),
		people,
		briefed: await briefedRows(casebook, people, briefings),
		incidents: await casebook.people.incidents(),
		claims: await claimFindings(casebook, claims ?? (await casebook.claims.list())),
		briefingsKnown: briefings.length > 0,
	};
}

// FOR NOW: `briefedPeople` of app/people/briefed.ts takes the place of this as soon as it is there. Levels and first mails are left to the report.
async function briefedRows(casebook: Casebook, people: readonly Person[], briefings: readonly Briefing[]): Promise<BriefedPerson[]> {
	const told = Map.groupBy(briefings, ({ address }) => address.toLowerCase());
	const toldOf = (accounts: readonly string[]): BriefedPerson["told"] =>
		accounts.flatMap((account) => (told.get(account) ?? []).map(({ address: _, ...rest }) => rest));
	const listed = new Set(people.flatMap(({ accounts }) => accounts.map(({ address }) => address.toLowerCase())));
	const unlisted = new Set<string>();
	for await (const campaign of casebook.campaigns())
		if (isTargeted(campaign))
			for (const recipient of campaign.recipients) if (!listed.has(recipient.toLowerCase())) unlisted.add(recipient.toLowerCase());
	const unknown = { level: null, firstSeen: null };
	const rows = people.map(({ name, organisation, country, language, accounts }): BriefedPerson => {
		const addresses = accounts.map(({ address }) => address.toLowerCase());
		return { person: name, organisation, accounts: addresses, country, language, told: toldOf(addresses), ...unknown };
	});
	for (const account of unlisted)
		rows.push({ person: null, organisation: "", accounts: [account], country: "", language: "", told: toldOf([account]), ...unknown });
	return rows;
}
