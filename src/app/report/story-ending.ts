// How the story ends: five lines for somebody who sees all this for the first time, each of them counted from the case.

import type { Claim } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { claimFindings } from "../claims/case-claims.ts";
import { exposuresOf } from "../exposure/case-exposures.ts";
import { count } from "./shown-text.ts";

export async function storyEnding(casebook: Casebook): Promise<string[]> {
	const messages = (await casebook.summary()).messages;
	let [mails, accounts, waves] = [0, 0, 0];
	let campaigns = 0;
	for await (const campaign of casebook.campaigns({ targeted: true })) {
		campaigns++;
		mails += campaign.messages.length;
		accounts += campaign.recipients.length;
		waves += (await casebook.timeline(campaign.id))?.waves.length ?? 0;
	}
	const levels = new Map<string, number>();
	for await (const { level } of exposuresOf(casebook, casebook.campaigns({ targeted: true })))
		levels.set(level, (levels.get(level) ?? 0) + 1);
	const at = (level: string): number => levels.get(level) ?? 0;
	const claims = await casebook.claims.list();
	const findings = await claimFindings(casebook, claims);
	const told = findings.find(({ claim }) => claim.counts === "told");
	const differing = findings.filter(({ verdict }) => verdict === "differs").length;
	const open = findings.filter(({ verdict }) => verdict === "not-comparable").length;
	return [
		`Among ${count(messages)} mails, ${count(mails)} watched ${count(accounts)} accounts for one sender: ${campaigns === 1 ? "one campaign" : `${campaigns} campaigns`} in ${waves} waves, though newsletters all around do the same.`,
		`Logs show that ${count(at("fetched") + at("clicked"))} of them opened it and what that told the sender; ${count(at("blocked"))} were refused by their network.`,
		`Of ${count(at("delivered"))} it cannot be known, since no log speaks of that time; that ${count(at("no-evidence"))} show nothing is no proof either.`,
		told === undefined ? "Nobody said who was told." : toldInWords(told.claim, told.found, told.gaps.length),
		`Of ${findings.length} statements about the case ${differing} ${differing === 1 ? "differs" : "differ"} from what it shows, and ${open} cannot be settled by it. The page has all of this, without the names:`,
	];
}

function toldInWords(claim: Claim, found: number | null, gaps: number): string {
	return `${found ?? "Nobody knows how many"} people were told in ${claim.scope.country ?? "all"}; ${count(gaps)} others there who received it were not, and the case names them.`;
}
