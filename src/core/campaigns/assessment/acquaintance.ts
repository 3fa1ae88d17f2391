// Acquaintance: what the sender and the recipients have to do with each other: earlier mail, regular mail, answers, and what the recipients
// share among themselves. A list of subscribers grows over time; a list of targets is drawn up.

import { type CampaignFacts, countOf, organisationsOf, SEVERAL_ORGANISATIONS } from "./facts.ts";
import type { Find } from "./found.ts";
import { isDesk } from "./senders.ts";
import { counted, day, listed } from "./wording.ts";

const DAY = 24 * 3600 * 1000;
/** A first wave to the same persons, and its repeat weeks later, is no acquaintance. */
const LONG_BEFORE = 30 * DAY;
const SOME_EARLIER = 3;
const REGULAR_SPAN = 35 * DAY;
const REGULAR_ISSUES = 5;

export const findAcquaintance: Find = (facts, report) => {
	const { history, firstSeen, written, sharedRole, recipientCount } = facts;
	// Whoever forges a correspondent's name has not got their mail.
	if (written > 0 && countOf(facts, "authentication-failed") === 0)
		report("correspondence", `Accounts of the case wrote ${counted(written, "mail")} to ${listed(facts.senders, facts.senderCount)}.`);
	if (history.since !== null && firstSeen !== null && history.earlier >= SOME_EARLIER && between(history.since, firstSeen) >= LONG_BEFORE)
		report(
			"history",
			`${counted(history.earlier, "other mail")} of ${history.ofOthers > 0 ? `this sender, or of others at ${listed(facts.fromDomains)},` : "this sender"} came before, the first on ${day(history.since)}.`,
		);
	else if (history.earlier === 0 && written === 0 && !isRegular(facts))
		report(
			"no-history",
			`No mail of ${facts.senderCount === 0 ? "a sender without an address" : listed(facts.senders, facts.senderCount)} came before ${firstSeen === null ? "these" : day(firstSeen)}.`,
		);
	if (isRegular(facts))
		report(
			"regular",
			`${counted(facts.messages, "message")} to ${counted(recipientCount, "account")} on ${counted(facts.days, "day")} from ${day(firstSeen ?? "")} on.`,
		);
	if (sharedRole !== null && recipientCount > 1 && organisationsOf(facts) >= SEVERAL_ORGANISATIONS)
		report(
			"shared-role",
			`${counted(recipientCount, "recipient")} of ${counted(organisationsOf(facts), "mail domain")} share nothing known but that they are: ${sharedRole}.`,
		);
	if (isDesk(facts)) report("role-address", `The sender is ${listed(facts.senders, facts.senderCount)}, a desk or a program.`);
};

/** Each account got several, over weeks, and each address sent several: a slow drip is one from each. Waves of an attack are few for each person. */
function isRegular({ firstSeen, lastSeen, messages, recipientCount, senderCount, days }: CampaignFacts): boolean {
	if (firstSeen === null || lastSeen === null || recipientCount === 0) return false;
	return (
		between(firstSeen, lastSeen) >= REGULAR_SPAN &&
		days >= REGULAR_ISSUES &&
		messages >= REGULAR_ISSUES * Math.max(recipientCount, senderCount)
	);
}

function between(from: string, to: string): number {
	return Date.parse(to) - Date.parse(from);
}
