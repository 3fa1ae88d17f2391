// Senders: whether the addresses a campaign writes from are persons' or a desk's, by the left side alone (RFC 2142 has some of the usual names).

import type { CampaignFacts } from "./facts.ts";

const DESKS =
	/^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|news|newsletters?|info|post|mail|office|bookings?|reservations?|tickets?|shop|store|customers?|kundenservice|careers|jobs|billing|invoices?|receipts?|orders?|support|service|help|accounts?|notifications?|notify|alerts?|updates?|mailer|marketing|sales|security|team|hello|contact|admin|events?|members?|membership|postmaster|webmaster|bounces?)\b/;

/** All its senders are a desk or a program, which nobody takes for a person. */
export function isDesk({ senders }: CampaignFacts): boolean {
	return senders.length > 0 && senders.every((address) => DESKS.test(address));
}
