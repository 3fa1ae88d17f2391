// Campaign totals: how many campaigns there are of each kind, and of how many senders, without building one of them. What a scan ends with, and what a
// list begins with, must not cost time by the size of the case.

import type { Kysely } from "kysely";
import type { Assessment } from "../../../core/model/campaign.ts";
import type { Tables } from "../schema.ts";
import { decidedCampaigns } from "./decided-campaigns.ts";
import type { Word } from "./decision-log.ts";

export interface CampaignTotals {
	/** Senders whose mail contacts somebody without a click: of so many, `SharedThing.sharedBy` have a thing. */
	readonly senders: number;
	/** One entry for each pair that occurs. */
	readonly campaigns: readonly { readonly assessment: Assessment; readonly decided: Word["decided"]; readonly count: number }[];
}

export async function campaignTotals(db: Kysely<Tables>): Promise<CampaignTotals> {
	const { senders } = await db
		.selectFrom("strand")
		.select(({ fn }) => fn.countAll().as("senders"))
		.where("tracked", ">", 0)
		.executeTakeFirstOrThrow();
	const counts = new Map<string, { assessment: Assessment; decided: Word["decided"]; count: number }>();
	const add = (assessment: string, decided: Word["decided"], count: number): void => {
		const key = `${assessment} ${decided}`;
		const entry = counts.get(key) ?? { assessment: assessment as Assessment, decided, count: 0 };
		entry.count += count;
		counts.set(key, entry);
	};
	const rows = await db
		.selectFrom("campaign")
		.select(({ fn }) => ["assessment", fn.countAll().as("count")])
		.groupBy("assessment")
		.execute();
	for (const { assessment, count } of rows) add(assessment, null, Number(count));
	for (const [id, decided] of await decidedCampaigns(db)) {
		const campaign = await db.selectFrom("campaign").select("assessment").where("id", "=", id).executeTakeFirst();
		if (campaign === undefined) continue;
		add(campaign.assessment, null, -1);
		add(campaign.assessment, decided, 1);
	}
	return { senders: Number(senders), campaigns: [...counts.values()].filter(({ count }) => count > 0) };
}
