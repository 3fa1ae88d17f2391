// Records: what a case holds beside mail, for its report: logs and what they show, people, briefings, incidents, and claims set against all of it.

import type { Claim } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { claimFindings } from "../claims/case-claims.ts";
import { exposuresOf } from "../exposure/case-exposures.ts";
import { briefedPeople } from "../people/briefed.ts";
import type { CaseReportSources } from "./case-report-sources.ts";

export type CaseRecords = Omit<CaseReportSources, "casebook" | "rawOf">;

/** `claims`: null for those that the case keeps. */
export async function recordsOf(casebook: Casebook, claims: readonly Claim[] | null): Promise<CaseRecords> {
	const { people, exposure } = casebook;
	return {
		exposures: () => exposuresOf(casebook, casebook.campaigns({ targeted: true })),
		logs: await exposure.logs(),
		people: await people.list(),
		briefed: await briefedPeople(casebook),
		incidents: await people.incidents(),
		claims: await claimFindings(casebook, claims ?? (await casebook.claims.list())),
		briefings: await people.briefings(),
	};
}
