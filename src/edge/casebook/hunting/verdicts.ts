// Verdicts: which campaigns found messages are in, and whether one of these counts as targeted: an analyst's word stands above the program's.

import type { Kysely } from "kysely";
import { hasTrait } from "../../../core/model/sighting.ts";
import { decisionLog, type MadeDecision, wordOf } from "../campaigns/decision-log.ts";
import type { Tables } from "../schema.ts";
import { fromHex, toHex } from "../values.ts";

export interface CampaignVerdict {
	readonly campaign: string;
	/** Called targeted and not rejected, or confirmed by an analyst. */
	readonly targeted: boolean;
}

/** By message in hex; messages that are in no campaign are not in it. */
export type Verdicts = (hashes: readonly string[]) => Promise<ReadonlyMap<string, CampaignVerdict>>;

const NAMED = 500;

/** Decisions are read once: what is decided meanwhile shows in the next hunt. */
export function createVerdicts(db: Kysely<Tables>): Verdicts {
	let decisions: Promise<ReadonlyMap<string, "confirmed" | "rejected">> | undefined;
	return async (hashes) => {
		decisions ??= decided(db);
		const verdicts = new Map<string, CampaignVerdict>();
		const words = await decisions;
		for (let at = 0; at < hashes.length; at += NAMED) {
			const rows = await db
				.selectFrom("sighting")
				.innerJoin("strand", "strand.id", "sighting.strand")
				.leftJoin("pinned", "pinned.message", "sighting.message")
				.leftJoin("campaign as own", "own.id", "strand.campaign")
				.leftJoin("campaign as split", "split.id", "pinned.campaign")
				.select(["sighting.message as message", "sighting.traits as traits", "own.id as own", "own.assessment as assessed"])
				.select(["split.id as split", "split.assessment as splitAssessed"])
				.where("sighting.message", "in", hashes.slice(at, at + NAMED).map(fromHex))
				.execute();
			for (const { message, traits, own, assessed, split, splitAssessed } of rows) {
				const campaign = split ?? own;
				if (campaign === null || !hasTrait(traits, "tracked")) continue;
				const word = words.get(campaign);
				const called = (split === null ? assessed : splitAssessed) === "targeted" && word !== "rejected";
				verdicts.set(toHex(message), { campaign, targeted: word === "confirmed" || called });
			}
		}
		return verdicts;
	};
}

async function decided(db: Kysely<Tables>): Promise<ReadonlyMap<string, "confirmed" | "rejected">> {
	const log = await decisionLog(db);
	if (log.length === 0) return new Map();
	const aliases = await db.selectFrom("campaign_alias").select(["alias", "campaign"]).execute();
	const newest = new Map(aliases.map(({ alias, campaign }) => [alias, campaign]));
	const words = new Map<string, "confirmed" | "rejected">();
	const about = (decision: MadeDecision): string => newest.get(decision.campaign) ?? decision.campaign;
	for (const [campaign, of] of Map.groupBy(log, about)) {
		const word = wordOf(of).decided;
		if (word !== null) words.set(campaign, word);
	}
	return words;
}
