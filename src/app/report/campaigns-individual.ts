// Individual: what singles a campaign's readers out, apart for what is fetched without a click and for links, which tell only of who clicks them.

import type { Campaign, CampaignMessage } from "../../core/model/campaign.ts";
import type { IdentifierKind } from "../../core/model/identifier.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";

export interface Individual {
	/** References over all copies, as `identifiers` of the campaign counts them. */
	readonly identifiers: Campaign["identifiers"];
	/** The first that shows how copies differ between people, and what it is about; null where nothing is proved. */
	readonly proof: ProvedReference | null;
}

export interface ProvedReference {
	readonly proof: Proof;
	/** null where the case does not hold the message any more. */
	readonly reference: RemoteReference | null;
}

export interface IndividualByTrigger {
	readonly unclicked: Individual;
	readonly clicked: Individual;
}

/** Messages whose references are in memory at a time. */
const AT_A_TIME = 200;

export async function individualIn(
	casebook: Pick<Casebook, "messagesOf" | "proofs">,
	messages: readonly Pick<CampaignMessage, "sha256">[],
): Promise<IndividualByTrigger> {
	const [unclicked, clicked] = [createCount(), createCount()];
	const hashes = [...new Set(messages.map(({ sha256 }) => sha256))];
	for (let at = 0; at < hashes.length; at += AT_A_TIME) {
		const some = hashes.slice(at, at + AT_A_TIME);
		const proofs = await casebook.proofs(some);
		const read = new Map((await casebook.messagesOf(some)).map((message) => [message.sha256, message]));
		for (const sha256 of some) {
			const proved = new Map((proofs.get(sha256) ?? []).map((proof) => [proof.reference, proof]));
			for (const [index, reference] of (read.get(sha256)?.references ?? []).entries())
				(reference.trigger === "click" ? clicked : unclicked).add(reference, proved.get(index));
		}
	}
	return { unclicked: unclicked.total(), clicked: clicked.total() };
}

function createCount() {
	const counts: Record<IdentifierKind, number> = { address: 0, unique: 0, opaque: 0, none: 0 };
	let first: ProvedReference | null = null;
	return {
		add(reference: RemoteReference, proof: Proof | undefined): void {
			counts[proof?.kind ?? reference.identifier.kind]++;
			if (first === null && proof?.kind === "unique" && proof.other !== null) first = { proof, reference };
		},
		total(): Individual {
			const { address, unique, opaque } = counts;
			return { identifiers: { address, unique, opaque }, proof: first };
		},
	};
}
