// Bonds: made anew for strands that changed, or share something whose spread changed, and stored where they are enough to be told.

import { bondOf } from "../../../core/campaigns/bonds.ts";
import type { KeptBond } from "../../../core/campaigns/links.ts";
import { isPairing, partnersOf } from "../../../core/campaigns/pairs.ts";
import { inPieces } from "../keyed.ts";
import type { BondTable } from "../schema/campaign-tables.ts";
import type { Value } from "../values.ts";
import type { CorrelationState } from "./state.ts";

/** What stands in `why`, as JSON. */
export interface StoredBond {
	/** "KIND VALUE", most first. */
	readonly shared: readonly string[];
	readonly near?: true;
	readonly contradicts?: true;
}

/** Strands whose bonds are made at a time. */
const BONDED = 500;

export async function remakeBonds(state: CorrelationState, dirty: ReadonlySet<string>, isFirst: boolean): Promise<void> {
	const { engine, trx, things, strands } = state;
	const ids = [...dirty].sort();
	if (!isFirst) for (const end of ["a", "b"] as const) await inPieces(trx, ids, (some) => trx.deleteFrom("bond").where(end, "in", some));
	for (let at = 0; at < ids.length; at += BONDED) {
		const some = ids.slice(at, at + BONDED);
		const partners = await partnersOfAll(state, some);
		await state.load([...partners.values()].flatMap((set) => [...set]));
		const rows: Value[] = [];
		for (const [id, others] of partners) {
			const mine = strands.get(id);
			if (mine === undefined) continue;
			for (const other of others) {
				// Of two that are both made anew, the first in order makes it.
				if (other < id && dirty.has(other)) continue;
				const theirs = strands.get(other);
				if (theirs === undefined) continue;
				const [a, b] = id < other ? [mine, theirs] : [theirs, mine];
				const bond = bondOf(a, b, things);
				if (bond === null) continue;
				const { points, binds, shared, near, contradicts } = bond;
				const why: StoredBond = { shared: shared.map(({ key }) => key), ...(near && { near }), ...(contradicts && { contradicts }) };
				rows.push(a.id, b.id, Math.round(points * 100), binds ? 1 : 0, JSON.stringify(why));
			}
		}
		await engine.insert(trx, "bond", rows, "new");
	}
}

async function partnersOfAll(state: CorrelationState, ids: readonly string[]): Promise<Map<string, Set<string>>> {
	const { things, strands } = state;
	await state.load(ids);
	const keys = new Set<string>();
	for (const id of ids)
		for (const number of strands.get(id)?.things ?? []) {
			const { key, kind, spread } = things.thing(number);
			if (isPairing(kind, spread)) keys.add(key);
		}
	const lists = await state.sharers([...keys]);
	const partners = new Map(ids.map((id) => [id, new Set<string>()]));
	for (const list of lists.values())
		list.forEach((id, index) => {
			const mine = partners.get(id);
			if (mine !== undefined) for (const other of partnersOf(index, list.length)) mine.add(list[other] as string);
		});
	return partners;
}

export function keptBond({ points, why }: Pick<BondTable, "points" | "why">): KeptBond {
	const { shared, near = false, contradicts = false } = JSON.parse(why) as StoredBond;
	return { points: points / 100, shared, near, contradicts };
}
