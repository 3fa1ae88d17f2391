// Suspicion: which campaigns somebody should look at first, of all that the program calls the same. Reasons are short, so that all of them can be asked
// and none of the campaigns need be built.

import type { Kysely } from "kysely";
import { leadOf } from "../../../core/campaigns/assessment/lead.ts";
import type { Assessment, Reason } from "../../../core/model/campaign.ts";
import type { Tables } from "../schema.ts";

/** Campaigns that are asked at a time. */
const PAGE = 2000;

interface Suspect {
	readonly id: string;
	readonly lead: number;
	readonly last: string;
}

/** Ids of those for whose being targeted most speaks, most first, then those seen last; at most `most`. */
export async function mostSuspect(db: Kysely<Tables>, assessment: Assessment, most: number): Promise<string[]> {
	let found: Suspect[] = [];
	for (let after = ""; ; ) {
		const rows = await db
			.selectFrom("campaign")
			.select(["id", "reasons", "last"])
			.where("assessment", "=", assessment)
			.where("id", ">", after)
			.orderBy("id")
			.limit(PAGE)
			.execute();
		for (const { id, reasons, last } of rows) found.push({ id, last, lead: leadOf(JSON.parse(reasons) as Reason[]) });
		found = found.sort(byLead).slice(0, most);
		after = rows.at(-1)?.id ?? "";
		if (rows.length < PAGE) return found.map(({ id }) => id);
	}
}

function byLead(a: Suspect, b: Suspect): number {
	if (a.lead !== b.lead) return b.lead - a.lead;
	if (a.last !== b.last) return a.last < b.last ? 1 : -1;
	return a.id < b.id ? 1 : -1;
}
