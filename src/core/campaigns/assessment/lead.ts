// Lead: by how many points more speaks for a campaign's being targeted than for its being business.

import type { Reason } from "../../model/campaign.ts";

export function leadOf(reasons: readonly Pick<Reason, "for" | "weight">[]): number {
	return reasons.reduce((sum, { for: speaks, weight }) => sum + (speaks === "targeted" ? weight : -weight), 0);
}
