// Breaches: what must hold in every run, however hard the attackers hide, so that a check that runs a few of them can fail. How much is found is a
// measure, with its table; these are promises.

import type { Legitimate } from "./legitimate.ts";
import type { Run } from "./run.ts";

/** Of the attack mails of the plain campaign of 2021, at evasion 0. */
const PLAIN_FOUND = 0.95;

/** A sentence for each. */
export function breaches(runs: readonly Run[], real: readonly Legitimate[]): string[] {
	const found: string[] = [];
	for (const { corpus, targeted } of real)
		for (const which of targeted) found.push(`${corpus}: legitimate mail is called targeted: ${which}`);
	for (const { edition, shape, evasion, seed, comparison } of runs) {
		const { verdicts, falseCampaigns, waves, wrongLinks, references } = comparison;
		const say = (what: string): number => found.push(`${edition} ${shape} ${evasion} seed ${seed}: ${what}`);
		if (falseCampaigns > 0) say(`${falseCampaigns} campaigns of the background are called targeted`);
		if (wrongLinks.sameOperator > 0) say(`${wrongLinks.sameOperator} links lead to another customer of the attackers' mass mailer`);
		if (waves.linked < waves.of) say(`${waves.of - waves.linked} of ${waves.of} pairs of waves are not linked`);
		if (references.missed > 0) say(`${references.missed} references are missed`);
		const attacks = verdicts.right + verdicts.missed;
		if (shape === "ipac-2021" && evasion === 0 && verdicts.right < attacks * PLAIN_FOUND)
			say(`only ${verdicts.right} of ${attacks} plain attack mails are found`);
	}
	return found;
}
