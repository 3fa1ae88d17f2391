// Shapes: how many people there are and how the attackers go about it (CASE-2021.md for ipac-2021). Of a small rehearsal the campaign is small too:
// in full from FULL_SIZE background messages on, in proportion below.

import { type Chance, chanceOf } from "./chance.ts";
import type { PopulationPlan } from "./people.ts";

export const SHAPES = ["ipac-2021", "two-recipients", "slow-drip", "none"] as const;
export type Shape = (typeof SHAPES)[number];

export const FULL_SIZE = 2000;

const FULL = { parliaments: 33, first: 43, targets: 412, personal: 34, others: 120, senders: 10, mails: 1030 } as const;

/** Share of the full campaign that a rehearsal of `size` holds. */
export function scaleOf(size: number): number {
	return Math.min(1, size / FULL_SIZE);
}

export interface CampaignNumbers {
	readonly senders: number;
	/** Of the main wave. */
	readonly mails: number;
}

export function numbersOf(size: number): CampaignNumbers {
	const scale = scaleOf(size);
	return { senders: FULL.senders, mails: Math.max(40, Math.round(FULL.mails * scale)) };
}

export function populationPlan(shape: Shape, size: number, seed: string): PopulationPlan {
	const chance = chanceOf(seed, "population");
	if (shape === "ipac-2021") {
		const scale = scaleOf(size);
		const scaled = (number: number, least: number): number => Math.max(least, Math.round(number * scale));
		const parliaments = scaled(FULL.parliaments, 6);
		const first = scaled(FULL.first, 4);
		const personal = scaled(FULL.personal, 2);
		const rest = scaled(FULL.targets, 24) - first - personal;
		return { targets: [first, ...spread(rest, parliaments - 1, chance)], personal, others: scaled(FULL.others, 8) };
	}
	const organisations = Math.min(30, Math.max(4, Math.round(Math.sqrt(size) / 4)));
	const people = Math.min(400, Math.max(12, Math.round(size / 40)));
	const targets = shape === "two-recipients" ? 2 : shape === "slow-drip" ? chance.between(5, 9) : 0;
	const perOrganisation: number[] = Array.from({ length: organisations }, (_, index) => (index < targets ? 1 : 0));
	for (let left = targets - organisations; left > 0; left--)
		perOrganisation[left % organisations] = (perOrganisation[left % organisations] ?? 0) + 1;
	return { targets: perOrganisation, personal: shape === "slow-drip" ? 1 : 0, others: people };
}

/** `total` over `places`, at least 1 each, unevenly. */
function spread(total: number, places: number, chance: Chance): number[] {
	const counts = Array.from({ length: places }, () => 1);
	for (let left = total - places; left > 0; left--) {
		const at = Math.min(chance.below(places), chance.below(places));
		counts[at] = (counts[at] ?? 0) + 1;
	}
	return counts;
}
