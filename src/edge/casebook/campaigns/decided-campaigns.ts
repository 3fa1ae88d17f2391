// Decided campaigns: on which an analyst's word stands, without building one of them.

import type { Kysely } from "kysely";
import type { Tables } from "../schema.ts";
import { decisionLog, wordOf } from "./decision-log.ts";
import { currentIds } from "./members.ts";

/** Those that an analyst confirmed or rejected, by their present ids. People decide: they are few. */
export async function decidedCampaigns(db: Kysely<Tables>): Promise<Map<string, "confirmed" | "rejected">> {
	const log = await decisionLog(db);
	const current = await currentIds(
		db,
		log.map(({ campaign }) => campaign),
	);
	const decided = new Map<string, "confirmed" | "rejected">();
	for (const [id, about] of Map.groupBy(log, ({ campaign }) => current.get(campaign) ?? campaign)) {
		const word = wordOf(about).decided;
		if (word !== null) decided.set(id, word);
	}
	return decided;
}
