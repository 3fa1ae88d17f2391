// TEMPORARY until exposure and people are on disk.
import type { Claim } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import type { CaseReportSources } from "./case-report-sources.ts";

export type CaseRecords = Omit<CaseReportSources, "casebook" | "rawOf">;

export async function recordsOf(_casebook: Casebook, _claims: readonly Claim[] | null): Promise<CaseRecords> {
	return { async *exposures() {}, logs: [], people: [], briefed: [], incidents: [], claims: [], briefingsKnown: false };
}
