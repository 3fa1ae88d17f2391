// Assessment: commercial, targeted, or undetermined, with every reason for and against. Points of the table of weights are added up, and one
// rule stands above the sum: nothing is called targeted that does not pose as somebody, single somebody out, or carry a means that ordinary
// mail has no use for. No model, nothing learnt, nothing random: the same facts give the same answer.

import type { Assessment, Reason } from "../../model/campaign.ts";
import { findAcquaintance } from "./acquaintance.ts";
import { findBulk } from "./bulk.ts";
import type { CampaignFacts } from "./facts.ts";
import type { Find } from "./found.ts";
import { leadOf } from "./lead.ts";
import { findPosing } from "./posing.ts";
import { canWatch, findWatching } from "./watching.ts";
import { THRESHOLDS, WEIGHTS, type WeightId } from "./weights.ts";

export interface Verdict {
	readonly assessment: Assessment;
	/** Heaviest first, then as the table has them. */
	readonly reasons: readonly Reason[];
}

const THEMES: readonly Find[] = [findPosing, findWatching, findAcquaintance, findBulk];
const ORDER = Object.keys(WEIGHTS);
/** That somebody has written for long is no business yet: friends do, and so does who drips. */
const TIME: ReadonlySet<WeightId> = new Set<WeightId>(["history", "regular"]);

export function assess(facts: CampaignFacts): Verdict {
	const found = new Map<WeightId, string>();
	for (const look of THEMES) look(facts, (id, text) => found.set(id, text));
	const ids = [...found.keys()].sort((a, b) => WEIGHTS[b].weight - WEIGHTS[a].weight || ORDER.indexOf(a) - ORDER.indexOf(b));
	const reasons = ids.map((id) => ({ text: found.get(id) as string, for: WEIGHTS[id].for, weight: WEIGHTS[id].weight }));
	return { assessment: decide(ids, reasons, facts), reasons };
}

function decide(ids: readonly WeightId[], reasons: readonly Reason[], facts: CampaignFacts): Assessment {
	const points = { targeted: 0, commercial: 0 };
	for (const reason of reasons) points[reason.for] += reason.weight;
	const kinds = new Set(ids.map((id) => WEIGHTS[id].kind));
	const lead = leadOf(reasons);
	const isAimed = kinds.has("poses") || kinds.has("singles-out") || kinds.has("weapon");
	if (isAimed && canWatch(facts) && points.targeted >= THRESHOLDS.targeted && lead >= THRESHOLDS.targetedLead) return "targeted";
	const isBusiness = ids.some((id) => WEIGHTS[id].for === "commercial" && !TIME.has(id));
	if (
		isBusiness &&
		!kinds.has("poses") &&
		!kinds.has("weapon") &&
		points.commercial >= THRESHOLDS.commercial &&
		-lead >= THRESHOLDS.commercialLead
	)
		return "commercial";
	return "undetermined";
}
