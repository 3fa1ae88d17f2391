// Rest of infrastructure: what a campaign's mail went through between its senders' first and last messages, by which alone correlation knows them (SAMPLED in
// core/campaigns/strands.ts). Who has hosts blocked, or asks a provider about them, needs each that was rotated through.

import type { Kysely } from "kysely";
import { setAside } from "../../../core/campaigns/rarity.ts";
import { kindOf, SAMPLED } from "../../../core/campaigns/strands.ts";
import type { Assessment, SharedThing } from "../../../core/model/campaign.ts";
import type { FeatureKind } from "../../../core/model/sighting.ts";
import { type CampaignSummary, isInfrastructure } from "../correlation/summaries.ts";
import { inPieces, isAnyOf, keysOf } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { fromHex } from "../values.ts";

interface Sampled extends CampaignSummary {
	readonly messages: number;
	readonly assessment: Assessment;
	/** An analyst called it aimed at its readers. */
	readonly isConfirmed: boolean;
}

/**
 * Whether more than its senders' ends is to be told. Of business it is not: a newsletter of years has sent from anywhere, and nobody blocks it. What an
 * analyst split off has no senders of its own, so that nothing was sampled of it.
 */
export function isRestWorthTelling({ infrastructure, setAside: aside, messages, assessment, isConfirmed }: Sampled): boolean {
	if (infrastructure.length + aside.length === 0) return true;
	return messages > 2 * SAMPLED && (assessment !== "commercial" || isConfirmed);
}

/** What these messages (SHA-256, hex) have besides what `summary` tells: by how many senders here share it, then by kind and value. */
export async function restOfInfrastructure(
	db: Kysely<Tables>,
	summary: CampaignSummary,
	messages: readonly string[],
): Promise<CampaignSummary> {
	const known = new Set([...summary.infrastructure, ...summary.setAside].map(({ kind, value }) => `${kind} ${value}`));
	/** By "KIND VALUE", the senders (strands) of these messages that have it. */
	const own = new Map<string, Set<string>>();
	await inPieces(
		db,
		messages.map(fromHex),
		(some) => db.selectFrom("sighting").select(["strand", "features"]).where("message", "in", some),
		({ strand, features }) => {
			for (const key of JSON.parse(features) as string[]) {
				if (!isInfrastructure(kindOf(key)) || PASSING.has(kindOf(key)) || known.has(key)) continue;
				const senders = own.get(key);
				if (senders === undefined) own.set(key, new Set([strand]));
				else senders.add(strand);
			}
		},
	);
	const more = await spreadOf(db, own);
	const told = (isAside: boolean): SharedThing[] => more.filter((thing) => thing.isAside === isAside).map(({ thing }) => thing);
	return { infrastructure: told(false), setAside: told(true) };
}

/** What differs from message to message by nature, as the number of a mailing does: an account is what several of them have, and of those some were sampled. */
const PASSING: ReadonlySet<string> = new Set<FeatureKind>(["url-piece", "url-shape", "feedback-account"]);

/** Senders are known here by few of their messages: these and the campaign's own count. */
async function spreadOf(
	db: Kysely<Tables>,
	own: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<readonly { readonly thing: SharedThing; readonly isAside: boolean }[]> {
	if (own.size === 0) return [];
	const { isOperatorHost } = await import("../../../core/trackers/operator-hosts.ts");
	const others = new Map<string, number>();
	const keys = [...own.keys()];
	await inPieces(
		db,
		keysOf(keys),
		(some) => db.selectFrom("strand_feature as f").select(["f.kind", "f.value", "f.strand"]).where(isAnyOf("f", some)),
		({ kind, value, strand }) => {
			const key = `${kind} ${value}`;
			if (own.get(key)?.has(strand) !== true) others.set(key, (others.get(key) ?? 0) + 1);
		},
	);
	const groups = new Map<string, number>();
	await inPieces(
		db,
		keysOf(keys),
		(some) => db.selectFrom("spread").select(["kind", "value", "groups"]).where(isAnyOf("spread", some)),
		(row) => groups.set(`${row.kind} ${row.value}`, row.groups),
	);
	return keys
		.map((key) => {
			const kind = kindOf(key);
			const value = key.slice(kind.length + 1);
			const strands = (others.get(key) ?? 0) + (own.get(key)?.size ?? 0);
			const operator = kind.startsWith("tracker-") && isOperatorHost(value);
			const isAside = setAside(kind, { strands, groups: groups.get(key) ?? 1, operator }) !== null;
			return { thing: { kind, value, sharedBy: strands }, isAside };
		})
		.sort(({ thing: a }, { thing: b }) => a.sharedBy - b.sharedBy || (`${a.kind} ${a.value}` < `${b.kind} ${b.value}` ? -1 : 1));
}
