// Members: which messages are in which campaign. A campaign has the tracked messages of its strands, but those that an analyst split off belong where they
// were split to (`pinned`), whatever their strand does.

import type { Kysely } from "kysely";
import { inPieces } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { isTracked } from "../tracked.ts";
import { toHex } from "../values.ts";

export interface Member {
	readonly campaign: string;
	/** SHA-256, hex. */
	readonly message: string;
	/** ISO 8601, UTC, or empty. */
	readonly received: string;
}

/** The id that a campaign has now, by any that it ever had; null where there is none. */
export async function resolve(db: Kysely<Tables>, id: string): Promise<string | null> {
	const own = await db.selectFrom("campaign").select("id").where("id", "=", id).executeTakeFirst();
	if (own !== undefined) return own.id;
	return (await db.selectFrom("campaign_alias").select("campaign").where("alias", "=", id).executeTakeFirst())?.campaign ?? null;
}

/** The same of many at once; what leads nowhere is not in it. */
export async function currentIds(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, string>> {
	const asked = [...new Set(ids)];
	const current = new Map<string, string>();
	await inPieces(
		db,
		asked,
		(some) => db.selectFrom("campaign_alias").selectAll().where("alias", "in", some),
		({ alias, campaign }) => current.set(alias, campaign),
	);
	await inPieces(
		db,
		asked,
		(some) => db.selectFrom("campaign").select("id").where("id", "in", some),
		({ id }) => current.set(id, id),
	);
	return current;
}

/** By campaign, the ids that were merged into it, in order. */
export async function aliasesOf(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, string[]>> {
	const rows = await db
		.selectFrom("campaign_alias")
		.selectAll()
		.where("campaign", "in", [...ids])
		.orderBy("alias")
		.execute();
	const aliases = new Map<string, string[]>();
	for (const { alias, campaign } of rows) aliases.set(campaign, [...(aliases.get(campaign) ?? []), alias]);
	return aliases;
}

/** All messages of these campaigns, those without a time last, else oldest first. */
export async function membersOf(
	db: Kysely<Tables>,
	ids: readonly string[],
	aliases: ReadonlyMap<string, readonly string[]>,
): Promise<Member[]> {
	if (ids.length === 0) return [];
	const followers = await db
		.selectFrom("strand")
		.innerJoin("sighting", "sighting.strand", "strand.id")
		.leftJoin("pinned", "pinned.message", "sighting.message")
		.select(["strand.campaign as campaign", "sighting.message as message", "sighting.received as received"])
		.where("strand.campaign", "in", [...ids])
		.where("pinned.message", "is", null)
		.where(isTracked("sighting.traits"))
		.execute();
	const current = new Map(ids.flatMap((id) => [id, ...(aliases.get(id) ?? [])].map((any) => [any, id] as const)));
	const split = await db
		.selectFrom("pinned")
		.innerJoin("sighting", "sighting.message", "pinned.message")
		.select(["pinned.campaign as campaign", "pinned.message as message", "sighting.received as received"])
		.where("pinned.campaign", "in", [...current.keys()])
		.where(isTracked("sighting.traits"))
		.execute();
	const members = [...followers, ...split].map(({ campaign, message, received }) => ({
		campaign: current.get(campaign) as string,
		message: toHex(message),
		received,
	}));
	return members.sort(byTime);
}

function byTime(a: Member, b: Member): number {
	if (a.received !== b.received) return a.received === "" ? 1 : b.received === "" ? -1 : a.received < b.received ? -1 : 1;
	return a.message < b.message ? -1 : a.message > b.message ? 1 : 0;
}
