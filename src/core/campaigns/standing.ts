// Standing: what a campaign is taken for: the program's assessment, unless an analyst said otherwise. Commands, exports, claims and briefings go by it.

import type { Campaign } from "../model/campaign.ts";

/** The order in which a reader should meet them; what an analyst rejected comes last. */
export const STANDINGS = ["targeted", "undetermined", "commercial", "rejected"] as const;
export type Standing = (typeof STANDINGS)[number];

/** An analyst's word stands above the program's. */
export function standingOf({ assessment, decided }: Pick<Campaign, "assessment" | "decided">): Standing {
	if (decided === "confirmed") return "targeted";
	return decided === "rejected" && assessment === "targeted" ? "rejected" : assessment;
}

/** What makes a command end with 1, and what exports, claims and briefings are about. */
export function isTargeted(campaign: Pick<Campaign, "assessment" | "decided">): boolean {
	return standingOf(campaign) === "targeted";
}
