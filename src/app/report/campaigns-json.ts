// What `campaigns --json` prints: one object a line, described by docs/schema/campaigns.schema.json.

import type { Campaign, CampaignLink, SharedThing } from "../../core/model/campaign.ts";

/** In the order of the contract; what only this version tells stands behind it. */
export function campaignLine(campaign: Campaign): string {
	const { id, name, assessment, reasons, firstSeen, lastSeen, messages, recipients, infrastructure, identifiers, links } = campaign;
	return JSON.stringify({
		...{ id, name, assessment },
		reasons: reasons.map(({ text, for: speaksFor, weight }) => ({ text, for: speaksFor, weight })),
		...{ first_seen: firstSeen, last_seen: lastSeen },
		messages: messages.map(({ messageId, mailbox, sha256 }) => ({ message_id: messageId, mailbox, sha256 })),
		recipients,
		infrastructure: infrastructure.map(sharedThingJson),
		identifiers: { address: identifiers.address, unique: identifiers.unique, opaque: identifiers.opaque },
		links: links.map(linkJson),
		...{ aliases: campaign.aliases, decided: campaign.decided },
		attributions: campaign.attributions.map(({ to, source, confidence, on, by }) => ({ to, source, confidence, on, by })),
		set_aside: campaign.setAside.map(sharedThingJson),
	});
}

export function sharedThingJson({ kind, value, sharedBy }: SharedThing) {
	return { kind, value, shared_by: sharedBy };
}

function linkJson({ campaign, strength, why }: CampaignLink) {
	return { campaign, strength, why };
}
