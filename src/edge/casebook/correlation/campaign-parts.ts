// Campaigns of a correlation: the parts into which bonds and analysts' merges join strands, with ids that last.

import { keepIds, messageOf, newId, type OldCampaign } from "../../../core/campaigns/campaign-ids.ts";
import { createGroups } from "../../../core/campaigns/groups.ts";
import type { Engine } from "../engine.ts";
import { inPieces, type Trx } from "../keyed.ts";
import { COLUMNS } from "../schema.ts";
import type { Value } from "../values.ts";
import type { Node, Universe } from "./universe.ts";

/** One campaign, as it is now. */
export interface Part {
	readonly id: string;
	readonly made: string;
	readonly nodes: readonly Node[];
	readonly messages: number;
	readonly first: string;
	readonly last: string;
}

/** Writes strands' campaigns and aliases. Returns the campaigns of the universe, and the ids that are no campaign any more. */
export async function formCampaigns(
	engine: Engine,
	trx: Trx,
	universe: Universe,
	isFirst: boolean,
): Promise<{ readonly parts: readonly Part[]; readonly gone: readonly string[] }> {
	const { nodes, nodeOf, bound, campaigns } = universe;
	const groups = createGroups(nodes.length);
	for (const [a, b] of bound) groups.join(a, b);
	const members = new Map<number, Node[]>();
	nodes.forEach((node, index) => {
		const root = groups.of(index);
		const known = members.get(root);
		if (known === undefined) members.set(root, [node]);
		else known.push(node);
	});
	const components = [...members].filter(([, of]) => of.some(({ messages }) => messages > 0));
	const indexOf = new Map(components.map(([root], index) => [root, index]));
	const componentOf = (node: number | undefined): number => (node === undefined ? -1 : (indexOf.get(groups.of(node)) ?? -1));

	const before: OldCampaign[] = [];
	const leads = await leadsOfSplits(trx, nodes);
	const remains = earliestOf(nodes, ({ campaign }) => campaign);
	const splitOff = earliestOf(nodes, ({ campaign, strand }) => (strand === null ? (leads.get(campaign) ?? "") : ""));
	await inPieces(
		trx,
		[...new Set([...campaigns, ...(await withoutStrands(trx, [...leads.values()]))])].sort(),
		(some) => trx.selectFrom("campaign").select(["id", "made"]).where("id", "in", some),
		({ id, made }) => {
			const own = nodeOf.get(messageOf(made));
			const node = own === undefined ? undefined : nodes[own];
			// An analyst's split leaves the id, and what was said under it, with the rest.
			const isSplitOff = node?.strand === null && node.campaign !== id;
			const places = [isSplitOff ? undefined : own, remains.get(id), splitOff.get(id), own];
			before.push({ id, made, home: places.map(componentOf).find((home) => home !== -1) ?? -1 });
		},
	);
	// What a split made has its id before it has a row.
	const rows = new Set(before.map(({ id }) => id));
	nodes.forEach(({ strand, campaign, earliest }, index) => {
		if (strand === null && !rows.has(campaign)) before.push({ id: campaign, made: earliest, home: componentOf(index) });
	});
	const { kept, aliases, gone } = keepIds(components.length, before);
	const fresh = components.map(([, of]) => earliestMessage(of));
	const taken = isFirst
		? new Set<string>()
		: await takenIds(
				trx,
				fresh.filter((_, index) => kept[index] === null),
			);
	for (const { id } of before) taken.add(id);
	const parts = components.map(([, of], index): Part => {
		const old = kept[index] ?? null;
		const made = old?.made ?? (fresh[index] as string);
		const id = old?.id ?? newId(messageOf(made), (id) => taken.has(id));
		taken.add(id);
		const times = of.flatMap(({ first, last }) => (first === "" ? [] : [first, last])).sort();
		const messages = of.reduce((sum, node) => sum + node.messages, 0);
		return { id, made, nodes: of, messages, first: times[0] ?? "", last: times.at(-1) ?? "" };
	});
	await writeAliases(engine, trx, parts, aliases, gone);
	await writeStrands(engine, trx, parts, nodes);
	return { parts, gone: [...gone, ...aliases.keys()] };
}

/** By campaign, the node with its earliest message: where a campaign is whose own message has gone. */
function earliestOf(nodes: readonly Node[], campaignOf: (node: Node) => string): Map<string, number> {
	const found = new Map<string, number>();
	nodes.forEach((node, index) => {
		const campaign = campaignOf(node);
		if (campaign === "" || node.messages === 0) return;
		const other = found.get(campaign);
		if (other === undefined || node.earliest < (nodes[other] as Node).earliest) found.set(campaign, index);
	});
	return found;
}

/** What was split off and merged again keeps the id that the split gave it: to which campaign that leads. */
async function leadsOfSplits(trx: Trx, nodes: readonly Node[]): Promise<Map<string, string>> {
	const leads = new Map<string, string>();
	await inPieces(
		trx,
		nodes.flatMap(({ strand, campaign }) => (strand === null ? campaign : [])),
		(some) => trx.selectFrom("campaign_alias").selectAll().where("alias", "in", some),
		({ alias, campaign }) => leads.set(alias, campaign),
	);
	return leads;
}

/** Of campaigns those of which nothing is left but what was split off: no strand leads to them, and not asked for they would stay, without mail. */
async function withoutStrands(trx: Trx, ids: readonly string[]): Promise<string[]> {
	const held = new Set<string>();
	await inPieces(
		trx,
		ids,
		(some) => trx.selectFrom("strand").select("campaign").distinct().where("campaign", "in", some),
		({ campaign }) => held.add(campaign),
	);
	return ids.filter((id) => !held.has(id));
}

function earliestMessage(nodes: readonly Node[]): string {
	return nodes.reduce((least, { earliest, messages }) => (messages > 0 && (least === "" || earliest < least) ? earliest : least), "");
}

/** Ids of other campaigns, and aliases, that begin as ids of these would. */
async function takenIds(trx: Trx, made: readonly string[]): Promise<Set<string>> {
	const taken = new Set<string>();
	const wanted = made.map((key) => newId(messageOf(key), () => false));
	await inPieces(
		trx,
		wanted,
		(some) => trx.selectFrom("campaign").select("id").where("id", "in", some),
		({ id }) => taken.add(id),
	);
	return taken;
}

async function writeAliases(
	engine: Engine,
	trx: Trx,
	parts: readonly Part[],
	aliases: ReadonlyMap<string, number>,
	gone: readonly string[],
): Promise<void> {
	const rows: Value[] = [];
	for (const [alias, index] of [...aliases].sort()) {
		const { id } = parts[index] as Part;
		await trx.updateTable("campaign_alias").set({ campaign: id }).where("campaign", "=", alias).execute();
		rows.push(alias, id);
	}
	await engine.insert(trx, "campaign_alias", rows, "replace");
	await inPieces(trx, gone, (some) => trx.deleteFrom("campaign_alias").where("campaign", "in", some));
	// An id that a campaign has again is nobody's alias.
	await inPieces(
		trx,
		parts.map(({ id }) => id),
		(some) => trx.deleteFrom("campaign_alias").where("alias", "in", some),
	);
}

async function writeStrands(engine: Engine, trx: Trx, parts: readonly Part[], nodes: readonly Node[]): Promise<void> {
	const campaigns = new Map(parts.flatMap(({ id, nodes: of }) => of.map((node) => [node, id] as const)));
	const rows: Value[] = [];
	for (const node of nodes) {
		const { strand } = node;
		const campaign = campaigns.get(node) ?? "";
		if (strand === null || strand.campaign === campaign) continue;
		const row = { ...strand, campaign };
		rows.push(...COLUMNS.strand.map((column) => row[column]));
	}
	await engine.insert(trx, "strand", rows, "replace");
}
