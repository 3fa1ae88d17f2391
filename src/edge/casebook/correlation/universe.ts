// What of a case a correlation has to put in order anew: the campaigns of every strand that changed, and of those it is bound to now. No bond of
// them leads outside, so that the rest of the case stays as it is.

import { timeKey } from "../../../core/campaigns/campaign-ids.ts";
import { hasTrait } from "../../../core/model/sighting.ts";
import type { DecisionsInForce } from "../campaigns/decision-log.ts";
import { inPieces, type Trx } from "../keyed.ts";
import type { StrandTable } from "../schema/campaign-tables.ts";
import { fromHex, toHex } from "../values.ts";

/** What takes part as one: a strand without the messages split off, or the messages split off into one campaign. */
export interface Node {
	/** Strand; null for messages that were split off. */
	readonly strand: StrandTable | null;
	/** Campaign before; empty where there was none. */
	readonly campaign: string;
	/** Tracked messages. */
	readonly messages: number;
	readonly first: string;
	readonly last: string;
	/** timeKey of the earliest; "" without messages. */
	readonly earliest: string;
}

export interface Universe {
	readonly nodes: readonly Node[];
	/** Index of the node that holds a message, as far as it was asked for. */
	readonly nodeOf: ReadonlyMap<string, number>;
	/** Pairs of indexes. */
	readonly bound: readonly (readonly [number, number])[];
	/** Campaigns before, their ids. */
	readonly campaigns: readonly string[];
}

export interface Seeds {
	readonly strands: ReadonlySet<string>;
	/** Strands whose bonds were made anew. */
	readonly dirty: ReadonlySet<string>;
	readonly campaigns: ReadonlySet<string>;
	readonly isFirst: boolean;
}

export async function gatherUniverse(trx: Trx, seeds: Seeds, { pinned, together }: DecisionsInForce): Promise<Universe> {
	const rows = new Map<string, StrandTable>();
	const campaigns = new Set(seeds.campaigns);
	const take = (row: StrandTable): void => {
		rows.set(row.id, row);
		if (row.campaign !== "") campaigns.add(row.campaign);
	};
	const select = trx.selectFrom("strand").selectAll();
	if (seeds.isFirst) for (const row of await select.where("tracked", ">", 0).execute()) take(row);
	else {
		const ids = new Set(seeds.strands);
		for (const end of ["a", "b"] as const)
			await inPieces(
				trx,
				[...seeds.dirty],
				(some) => trx.selectFrom("bond").select(["a", "b"]).where(end, "in", some).where("binds", "=", 1),
				({ a, b }) => ids.add(a).add(b),
			);
		const decided = [...pinned.keys(), ...together.flat()];
		await inPieces(
			trx,
			decided.map(fromHex),
			(some) => trx.selectFrom("sighting").select("strand").where("message", "in", some),
			({ strand }) => ids.add(strand),
		);
		await inPieces(trx, [...ids], (some) => select.where("id", "in", some), take);
		await inPieces(trx, [...campaigns], (some) => select.where("campaign", "in", some), take);
	}
	for (const id of await splitCampaigns(trx)) campaigns.add(id);
	const strands = [...rows.values()].filter(({ tracked }) => tracked > 0).sort((a, b) => (a.id < b.id ? -1 : 1));
	const { nodes, pinNodes } = await withoutPinned(trx, strands, pinned);
	const index = new Map(strands.map(({ id }, at) => [id, at]));
	const bound: (readonly [number, number])[] = [];
	const addBond = ({ a, b }: { a: string; b: string }): void => {
		const [from, to] = [index.get(a), index.get(b)];
		if (from !== undefined && to !== undefined) bound.push([from, to]);
	};
	const bonds = trx.selectFrom("bond").select(["a", "b"]).where("binds", "=", 1);
	if (seeds.isFirst) for (const bond of await bonds.execute()) addBond(bond);
	else
		await inPieces(
			trx,
			strands.map(({ id }) => id),
			(some) => bonds.where("a", "in", some),
			addBond,
		);
	const known = await madeFrom(trx, [...campaigns]);
	const nodeOf = new Map<string, number>();
	await inPieces(
		trx,
		[...known, ...together.flat()].map(fromHex),
		(some) => trx.selectFrom("sighting").select(["message", "strand", "traits"]).where("message", "in", some),
		({ message, strand, traits }) => {
			const hex = toHex(message);
			const split = pinned.get(hex);
			const at = split === undefined ? index.get(strand) : pinNodes.get(split);
			if (at !== undefined && hasTrait(traits, "tracked")) nodeOf.set(hex, at);
		},
	);
	for (const [a, b] of together) {
		const [from, to] = [nodeOf.get(a), nodeOf.get(b)];
		if (from !== undefined && to !== undefined) bound.push([from, to]);
	}
	return { nodes, nodeOf, bound, campaigns: [...campaigns].sort() };
}

/** Ids that analysts' splits made, whether they stand or not. */
async function splitCampaigns(trx: Trx): Promise<string[]> {
	const rows = await trx.selectFrom("decision").select("detail").where("kind", "=", "split").execute();
	const ids = rows.flatMap(({ detail }) => (JSON.parse(detail) as { readonly to?: string }).to ?? []);
	if (ids.length === 0) return [];
	return (await trx.selectFrom("campaign").select("id").where("id", "in", ids).execute()).map(({ id }) => id);
}

async function madeFrom(trx: Trx, campaigns: readonly string[]): Promise<string[]> {
	const messages: string[] = [];
	await inPieces(
		trx,
		campaigns,
		(some) => trx.selectFrom("campaign").select("made").where("id", "in", some),
		({ made }) => messages.push(made.slice(made.indexOf(" ") + 1)),
	);
	return messages;
}

async function withoutPinned(
	trx: Trx,
	strands: readonly StrandTable[],
	pinned: ReadonlyMap<string, string>,
): Promise<{ readonly nodes: Node[]; readonly pinNodes: ReadonlyMap<string, number> }> {
	const hit = new Map<string, { readonly message: string; readonly received: string }[]>();
	const parts = new Map<string, string[]>();
	await inPieces(
		trx,
		[...pinned.keys()].map(fromHex),
		(some) => trx.selectFrom("sighting").select(["strand", "message", "received", "traits"]).where("message", "in", some),
		({ strand, message, received, traits }) => {
			if (!hasTrait(traits, "tracked")) return;
			const hex = toHex(message);
			hit.set(strand, [...(hit.get(strand) ?? []), { message: hex, received }]);
			const campaign = pinned.get(hex) as string;
			parts.set(campaign, [...(parts.get(campaign) ?? []), timeKey(received, hex)]);
		},
	);
	const nodes: Node[] = [];
	for (const strand of strands) {
		const { campaign, first, last, tracked, earliest } = strand;
		if (!hit.has(strand.id)) {
			nodes.push({ strand, campaign, messages: tracked, first, last, earliest: timeKey(first, toHex(earliest)) });
			continue;
		}
		const rest: string[] = [];
		for (const { received, message, traits } of await trx
			.selectFrom("sighting")
			.select(["received", "message", "traits"])
			.where("strand", "=", strand.id)
			.execute())
			if (hasTrait(traits, "tracked") && !pinned.has(toHex(message))) rest.push(timeKey(received, toHex(message)));
		nodes.push({ strand, campaign, ...spanOf(rest) });
	}
	const pinNodes = new Map<string, number>();
	for (const [campaign, keys] of [...parts].sort()) {
		pinNodes.set(campaign, nodes.length);
		nodes.push({ strand: null, campaign, ...spanOf(keys) });
	}
	return { nodes, pinNodes };
}

function spanOf(keys: readonly string[]): Omit<Node, "strand" | "campaign"> {
	const sorted = keys.toSorted();
	const times = sorted.map((key) => key.slice(0, key.indexOf(" "))).filter((time) => time !== "~");
	return { messages: keys.length, first: times[0] ?? "", last: times.at(-1) ?? "", earliest: sorted[0] ?? "" };
}
