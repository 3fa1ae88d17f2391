// Breaches: what must hold in every run, however hard the attackers hide, and how much must be found over all of them, so that a check that runs a few can
// fail. The rest is a measure, with its table; these are promises.

import type { Legitimate } from "./legitimate.ts";
import type { Run } from "./run.ts";

/** Of attack mails. */
const FOUND = 0.95;

/** What is to be found so: which runs, and what they are called. */
const AIMS: readonly (readonly [what: string, (run: Run) => boolean])[] = [
	["plain attack mails of 2021", ({ shape, evasion }) => shape === "ipac-2021" && evasion === 0],
	["attack mails to two recipients at level 3", ({ shape, evasion }) => shape === "two-recipients" && evasion === 3],
	["attack mails", ({ shape, evasion }) => shape !== "two-recipients" || evasion <= 3],
];

/** A sentence for each. */
export function breaches(runs: readonly Run[], real: readonly Legitimate[]): string[] {
	const found: string[] = [];
	for (const { corpus, targeted } of real)
		for (const which of targeted) found.push(`${corpus}: legitimate mail is called targeted: ${which}`);
	for (const { edition, shape, evasion, seed, comparison } of runs) {
		const { falseCampaigns, waves, wrongLinks, references } = comparison;
		const say = (what: string): number => found.push(`${edition} ${shape} ${evasion} seed ${seed}: ${what}`);
		if (falseCampaigns > 0) say(`${falseCampaigns} campaigns of the background are called targeted`);
		if (wrongLinks.sameOperator > 0) say(`${wrongLinks.sameOperator} links lead to another customer of the attackers' mass mailer`);
		if (waves.linked < waves.of) say(`${waves.of - waves.linked} of ${waves.of} pairs of waves are not linked`);
		if (references.missed > 0) say(`${references.missed} references are missed`);
	}
	for (const edition of new Set(runs.map((run) => run.edition)))
		for (const [what, isAimed] of AIMS) {
			const aimed = runs.filter((run) => run.edition === edition && isAimed(run)).map(({ comparison }) => comparison.verdicts);
			const right = aimed.reduce((sum, verdicts) => sum + verdicts.right, 0);
			const all = aimed.reduce((sum, { missed }) => sum + missed, right);
			if (right < all * FOUND) found.push(`${edition}: only ${right} of ${all} ${what} are found`);
		}
	return found;
}
