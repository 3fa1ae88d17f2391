// Links between campaigns, from those bonds between their strands that do not make them one.

import { type KeptBond, linkOf, sentencesOf } from "../../../core/campaigns/links.ts";
import { kindOf } from "../../../core/campaigns/strands.ts";
import type { SharedThing } from "../../../core/model/campaign.ts";
import type { Engine } from "../engine.ts";
import { inPieces, isAnyOf, keysOf, type Trx } from "../keyed.ts";
import type { BondTable } from "../schema/campaign-tables.ts";
import type { Value } from "../values.ts";
import { keptBond } from "./bonds.ts";
import type { Part } from "./campaign-parts.ts";

export async function remakeLinks(
	engine: Engine,
	trx: Trx,
	parts: readonly Part[],
	gone: readonly string[],
	isFirst: boolean,
): Promise<void> {
	if (!isFirst) await forgetLinks(trx, [...parts.map(({ id }) => id), ...gone]);
	const campaignOf = new Map<string, string>();
	for (const { id, nodes } of parts)
		for (const { strand, messages } of nodes) if (strand !== null && messages > 0) campaignOf.set(strand.id, id);
	const mine = new Set(campaignOf.keys());
	const bonds = new Map<string, BondTable>();
	const select = trx.selectFrom("bond").selectAll().where("binds", "=", 0);
	const take = (bond: BondTable): void => {
		bonds.set(`${bond.a} ${bond.b}`, bond);
	};
	if (isFirst) for (const bond of await select.execute()) take(bond);
	else for (const end of ["a", "b"] as const) await inPieces(trx, [...mine], (some) => select.where(end, "in", some), take);
	const others = [...new Set([...bonds.values()].flatMap(({ a, b }) => [a, b]))].filter((id) => !mine.has(id));
	await inPieces(
		trx,
		others,
		(some) => trx.selectFrom("strand").select(["id", "campaign"]).where("id", "in", some),
		({ id, campaign }) => campaignOf.set(id, campaign),
	);
	const between = new Map<string, KeptBond[]>();
	for (const bond of bonds.values()) {
		const [a = "", b = ""] = [campaignOf.get(bond.a) ?? "", campaignOf.get(bond.b) ?? ""].sort();
		if (a === "" || a === b) continue;
		const known = between.get(`${a} ${b}`);
		if (known === undefined) between.set(`${a} ${b}`, [keptBond(bond)]);
		else known.push(keptBond(bond));
	}
	const links = [...between].map(([pair, list]) => ({ pair, link: linkOf(list) }));
	const spread = await spreadOf(
		trx,
		links.flatMap(({ link }) => link.shared),
	);
	const rows: Value[] = [];
	for (const { pair, link } of links.sort((x, y) => (x.pair < y.pair ? -1 : 1))) {
		const [a = "", b = ""] = pair.split(" ");
		const things = link.shared.map((key) => sharedThing(key, spread));
		rows.push(a, b, link.strength, JSON.stringify(sentencesOf(link, things)));
	}
	await engine.insert(trx, "campaign_link", rows, "new");
}

async function forgetLinks(trx: Trx, campaigns: readonly string[]): Promise<void> {
	for (const end of ["a", "b"] as const) await inPieces(trx, campaigns, (some) => trx.deleteFrom("campaign_link").where(end, "in", some));
}

/** How many strands have each; what is not there one has. */
export async function spreadOf(trx: Trx, keys: readonly string[]): Promise<Map<string, number>> {
	const spread = new Map<string, number>();
	await inPieces(
		trx,
		keysOf([...new Set(keys)]),
		(some) => trx.selectFrom("spread").select(["kind", "value", "strands"]).where(isAnyOf("spread", some)),
		({ kind, value, strands }) => spread.set(`${kind} ${value}`, strands),
	);
	return spread;
}

export function sharedThing(key: string, spread: ReadonlyMap<string, number>): SharedThing {
	const kind = kindOf(key);
	return { kind, value: key.slice(kind.length + 1), sharedBy: spread.get(key) ?? 1 };
}
