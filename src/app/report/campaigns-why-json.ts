// What `campaigns why --json` prints: one object, why a message is in its campaign or what two campaigns have to do with each other, described by
// docs/schema/campaigns-why.schema.json. Nothing is shortened.

import type { Campaign } from "../../core/model/campaign.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import type { Membership, Relation } from "../../edge/casebook/campaigns/relations.ts";
import { sharedThingJson } from "./campaigns-json.ts";
import type { MembershipToTell } from "./campaigns-why.ts";

export function membershipLine({ campaign, message, membership, proofs, sha256 }: MembershipToTell): string {
	return JSON.stringify({
		...{ campaign: campaign.id, message_id: message?.messageId ?? null, sha256 },
		membership: membership === null ? null : membershipJson(membership),
		proofs: proofs.map((proof) => proofJson(proof, message?.references[proof.reference])),
	});
}

function membershipJson({ split, sender, messages, senders, kin, kinInAll }: Membership) {
	return {
		...{ split, sender: sender.map(sharedThingJson), messages, senders },
		kin: kin.map(({ sender: other, strength, why }) => ({ sender: other, strength, why })),
		kin_in_all: kinInAll,
	};
}

function proofJson({ kind, pieces, values, other, why }: Proof, reference: RemoteReference | undefined) {
	return {
		...{ url: reference?.url ?? null, trigger: reference?.trigger ?? null, place: reference === undefined ? null : placeJson(reference) },
		...{ kind, pieces, values, other: other === null ? null : { sha256: other.sha256, owner: other.owner, values: other.values }, why },
	};
}

function placeJson({ part, start, end, path }: RemoteReference) {
	return { part, start, end, ...(path !== undefined && { path }) };
}

/** `same`: two ids of one campaign. */
export function relationLine(one: Campaign, other: Campaign, { shared, aside }: Relation): string {
	const link = one.links.find(({ campaign }) => campaign === other.id);
	return JSON.stringify({
		...{ campaign: one.id, other: other.id, same: one.id === other.id },
		link: link === undefined ? null : { strength: link.strength, why: link.why },
		...{ shared, set_aside: aside },
	});
}
