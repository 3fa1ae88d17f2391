// Relations: what a message has to do with its campaign, and two campaigns with each other, asked of the last correlation. It tells what is shared and how
// rare that is also where it was not enough, and what was set aside.

import { asideSentence, linkOf, sentencesOf, sharedSentence } from "../../../core/campaigns/links.ts";
import { setAside } from "../../../core/campaigns/rarity.ts";
import { kindOf } from "../../../core/campaigns/strands.ts";
import type { SharedThing, Strength } from "../../../core/model/campaign.ts";
import type { FeatureKind } from "../../../core/model/sighting.ts";
import { keptBond } from "../correlation/bonds.ts";
import { sharedThing, spreadOf } from "../correlation/links.ts";
import { readFeatures } from "../correlation/strand-features.ts";
import { inPieces, isAnyOf, keysOf, type Trx } from "../keyed.ts";
import type { SpreadTable } from "../schema/campaign-tables.ts";
import { fromHex } from "../values.ts";
import { aliasesOf } from "./members.ts";

/** A sender of the same campaign with whom the message's sender shares enough. */
export interface Kin {
	/** Its addresses or domains, as far as they are known. */
	readonly sender: string;
	readonly strength: Strength;
	readonly why: readonly string[];
}

export interface Membership {
	/** An analyst split it off. */
	readonly split: boolean;
	/** What its sender is known by: address, signing domain, contacted host. */
	readonly sender: readonly SharedThing[];
	/** Messages of that sender that contact somebody without a click. */
	readonly messages: number;
	/** Senders of the campaign. */
	readonly senders: number;
	/** Strongest first, at most {@link MOST_KIN}. */
	readonly kin: readonly Kin[];
	/** How many there are in all. */
	readonly kinInAll: number;
}

export interface Relation {
	/** A sentence for each thing that both share and that counts, the rarest first. */
	readonly shared: readonly string[];
	/** The same of what links nothing, with the reason. */
	readonly aside: readonly string[];
}

/** Each takes a few statements to tell. */
const MOST_KIN = 100;
const KNOWN_BY: readonly FeatureKind[] = ["from-address", "from-domain", "dkim-domain", "tracker-host"];

/** `campaign`: its present id. null where the message is no tracked one. */
export async function membership(db: Trx, campaign: string, sha256: string): Promise<Membership | null> {
	const message = fromHex(sha256);
	const sighting = await db.selectFrom("sighting").select("strand").where("message", "=", message).executeTakeFirst();
	if (sighting === undefined) return null;
	const { strand: id } = sighting;
	const pinned = await db.selectFrom("pinned").select("campaign").where("message", "=", message).executeTakeFirst();
	const strand = await db.selectFrom("strand").select("tracked").where("id", "=", id).executeTakeFirst();
	const members = await db
		.selectFrom("strand")
		.select(({ fn }) => fn.countAll().as("count"))
		.where("campaign", "=", campaign)
		.executeTakeFirstOrThrow();
	const kin = pinned === undefined ? await kinOf(db, campaign, id) : { told: [], all: 0 };
	return {
		split: pinned !== undefined,
		sender: await knownBy(db, id),
		messages: strand?.tracked ?? 0,
		senders: Number(members.count),
		kin: kin.told,
		kinInAll: kin.all,
	};
}

async function kinOf(db: Trx, campaign: string, id: string): Promise<{ readonly told: Kin[]; readonly all: number }> {
	const binding = db
		.selectFrom("bond")
		.innerJoin("strand", (join) =>
			join.on(({ or, and, eb }) =>
				or([
					and([eb("bond.a", "=", id), eb("strand.id", "=", eb.ref("bond.b"))]),
					and([eb("bond.b", "=", id), eb("strand.id", "=", eb.ref("bond.a"))]),
				]),
			),
		)
		.where(({ or, eb }) => or([eb("bond.a", "=", id), eb("bond.b", "=", id)]))
		.where("strand.campaign", "=", campaign)
		.where("bond.binds", "=", 1);
	const { all } = await binding.select(({ fn }) => fn.countAll().as("all")).executeTakeFirstOrThrow();
	const bonds = await binding
		.select(["strand.id as other", "bond.points", "bond.why"])
		.orderBy("bond.points", "desc")
		.orderBy("strand.id")
		.limit(MOST_KIN)
		.execute();
	const kin: Kin[] = [];
	for (const bond of bonds) {
		const link = linkOf([keptBond(bond)]);
		const spread = await spreadOf(db, link.shared);
		const names = (await knownBy(db, bond.other)).map(({ value }) => value);
		const things = link.shared.map((key) => sharedThing(key, spread));
		kin.push({ sender: names[0] ?? bond.other, strength: link.strength, why: sentencesOf(link, things) });
	}
	return { told: kin, all: Number(all) };
}

/** The most telling first, each kind once. */
async function knownBy(db: Trx, strand: string): Promise<SharedThing[]> {
	const keys = await featuresOf(db, [strand]);
	const spread = await spreadOf(db, keys);
	return KNOWN_BY.flatMap((kind) => {
		const key = keys.find((one) => kindOf(one) === kind);
		return key === undefined ? [] : [sharedThing(key, spread)];
	});
}

/** What strands are known by, each once, in order. */
async function featuresOf(db: Trx, strands: readonly string[]): Promise<string[]> {
	const keys = new Set<string>();
	await inPieces(
		db,
		strands,
		(some) => db.selectFrom("strand_sample").select("features").where("strand", "in", some),
		({ features }) => {
			for (const key of readFeatures(features).keys()) keys.add(key);
		},
	);
	return [...keys].sort();
}

/** What two campaigns (present ids) share, whether or not it makes a link. */
export async function relation(db: Trx, one: string, other: string, isOperatorHost: (host: string) => boolean): Promise<Relation> {
	const [mine, theirs] = [await strandsOf(db, one), await strandsOf(db, other)];
	if (mine.length === 0 || theirs.length === 0) return { shared: [], aside: [] };
	const ours = new Set(await featuresOf(db, mine));
	const common = keysOf((await featuresOf(db, theirs)).filter((key) => ours.has(key)));
	const rows: SpreadTable[] = [];
	const select = db.selectFrom("spread").selectAll();
	await inPieces(
		db,
		common,
		(some) => select.where(isAnyOf("spread", some)),
		(row) => rows.push(row),
	);
	rows.sort((a, b) => a.strands - b.strands || (`${a.kind} ${a.value}` < `${b.kind} ${b.value}` ? -1 : 1));
	const bonds = await bondsBetween(db, mine, theirs);
	const [shared, aside]: [string[], string[]] = [[], []];
	for (const { kind, value, strands, groups } of rows) {
		const thing: SharedThing = { kind: kind as FeatureKind, value, sharedBy: strands };
		const operator = kind.startsWith("tracker-") && isOperatorHost(value);
		const why = setAside(thing.kind, { strands, groups, operator });
		// What many have may still tell two of them: there is a bond by it then.
		if (why === null || bonds.has(`${kind} ${value}`)) shared.push(sharedSentence(thing));
		else aside.push(asideSentence(thing, why));
	}
	return { shared, aside };
}

/** What the bonds between two sets of strands count. */
async function bondsBetween(db: Trx, mine: readonly string[], theirs: readonly string[]): Promise<ReadonlySet<string>> {
	const keys = new Set<string>();
	for (const [from, to] of [
		[mine, theirs],
		[theirs, mine],
	] as const)
		await inPieces(
			db,
			from,
			(some) => db.selectFrom("bond").select(["points", "why"]).where("a", "in", some).where("b", "in", to),
			(bond) => {
				for (const key of keptBond(bond).shared) keys.add(key);
			},
		);
	return keys;
}

/** As many as a statement takes; of a split campaign those of its messages. */
async function strandsOf(db: Trx, campaign: string): Promise<string[]> {
	const own = await db.selectFrom("strand").select("id").where("campaign", "=", campaign).orderBy("id").limit(200).execute();
	const ids = [campaign, ...((await aliasesOf(db, [campaign])).get(campaign) ?? [])];
	const split = await db
		.selectFrom("pinned")
		.innerJoin("sighting", "sighting.message", "pinned.message")
		.select("sighting.strand as id")
		.distinct()
		.where("pinned.campaign", "in", ids)
		.limit(200)
		.execute();
	return [...new Set([...own, ...split].map(({ id }) => id))];
}
