// STIX 2.1 bundle (OASIS, 2021-06-10): the campaign, its infrastructure and observables, indicators, sightings by organisation, why it is judged
// so and to whom it is attributed. Objects keep their ids from export to export; `modified` is the time of the export.

import type { Export, ExportedCampaign, ExportedCase } from "../model/export.ts";
import { LEVELS } from "../model/exposure.ts";
import { labelsOf, remark } from "./blocking/remarks.ts";
import { ownUuid } from "./identifiers/uuid.ts";
import { type Collection, createCollection } from "./stix/collection.ts";
import { type About, addHost } from "./stix/hosts.ts";
import { addMail, addSender } from "./stix/mail.ts";

/** STIX 2.1, appendix A, "None / Low / Med / High". */
const CONFIDENCE = { none: 0, low: 15, medium: 50, high: 85 } as const;
/** STIX 2.1 §4.14 allows no more. */
const MOST_OBSERVED = 999_999_999;

export const exporter: Export = {
	id: "stix",
	name: "STIX 2.1 bundle",
	mediaType: "application/stix+json;version=2.1",
	*write(exported: ExportedCase): Iterable<string> {
		const collection = createCollection(exported);
		const refs = new Map<string, string>();
		for (const one of exported.campaigns) refs.set(one.campaign.id, addCampaign(collection, exported, one));
		for (const { campaign } of exported.campaigns) {
			for (const link of campaign.links) {
				const [here, there] = [refs.get(campaign.id), refs.get(link.campaign)];
				if (here === undefined || there === undefined || campaign.id > link.campaign) continue;
				collection.relationship(here, "related-to", there, campaign.firstSeen, { description: remark(link.why.join(" ")) });
			}
		}
		const id = ownUuid("bundle", exported.made, ...labelsOf(exported), ...refs.values());
		yield `{"type":"bundle","id":"bundle--${id}","objects":[`;
		let between = "\n";
		for (const object of collection.objects()) {
			yield `${between}${JSON.stringify(object)}`;
			between = ",\n";
		}
		yield "\n]}\n";
	},
};

function addCampaign(collection: Collection, { made }: ExportedCase, exported: ExportedCampaign): string {
	const { campaign, hosts, senders, messages } = exported;
	const { id, name, aliases, assessment, decided, firstSeen: since, lastSeen } = campaign;
	const word = decided === null ? assessment : `${assessment}, ${decided} by an analyst`;
	const ref = collection.domainObject("campaign", [id], since, {
		name: remark(name ?? `Campaign ${id}`),
		description: `Mail that reports on its reader. Judged ${word}.`,
		...(aliases.length > 0 ? { aliases: [...aliases] } : {}),
		...(since === null ? {} : { first_seen: since }),
		...(lastSeen === null ? {} : { last_seen: lastSeen }),
	});
	const about: About = { ref, id, since, from: since ?? made };
	const observed = hosts.flatMap((host) => addHost(collection, about, host));
	for (const sender of senders) addSender(collection, about, sender);
	observed.push(...addMail(collection, messages));
	const refs = [...new Set(observed)];
	if (since !== null && lastSeen !== null && refs.length > 0) {
		collection.domainObject("observed-data", [id], since, {
			first_observed: since,
			last_observed: lastSeen,
			number_observed: Math.max(1, Math.min(messages.length, MOST_OBSERVED)),
			object_refs: refs,
		});
	}
	addSightings(collection, about, exported);
	addJudgement(collection, about, exported);
	return ref;
}

/** `count` is accounts. Where the organisation is not known, neither is where it was sighted. */
function addSightings(collection: Collection, { ref, id, since }: About, { sightings }: ExportedCampaign): void {
	const ordered = sightings.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
	for (const { organisation, level, accounts, span } of ordered) {
		const where =
			organisation === ""
				? []
				: [
						collection.domainObject("identity", ["organisation", organisation], null, {
							name: remark(organisation),
							identity_class: "organization",
						}),
					];
		collection.domainObject("sighting", [id, organisation, level], since, {
			sighting_of_ref: ref,
			count: accounts,
			description: `By logs, the strongest that shows of each account: ${level}. The count is of accounts.`,
			...(where.length > 0 ? { where_sighted_refs: where } : {}),
			...(span === null ? {} : { first_seen: span.from, last_seen: span.to }),
		});
	}
}

function addJudgement(collection: Collection, { ref, id, since }: About, { campaign: { reasons, attributions } }: ExportedCampaign): void {
	if (reasons.length > 0) {
		const content = reasons.map((reason) => remark(`For ${reason.for} (weight ${reason.weight}): ${reason.text}`)).join("\n");
		collection.domainObject("note", ["reasons", id], since, { abstract: "Why it is judged so", content, object_refs: [ref] });
	}
	for (const { to, source, confidence, on, by } of attributions) {
		const set = collection.domainObject("intrusion-set", [to], null, { name: remark(to) });
		collection.relationship(ref, "attributed-to", set, on, {
			description: remark(`Source: ${source}. Recorded by ${by}.`),
			confidence: CONFIDENCE[confidence],
		});
	}
}
