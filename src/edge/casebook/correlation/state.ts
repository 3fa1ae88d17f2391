// What a correlation holds of the case: the strands it looked at and the things they share, each read once. Of a strand only what others have
// too is kept, so that ten thousands of them stay small.

import type { ListedPeople } from "../../../core/campaigns/assessment/shared-role.ts";
import type { Spread } from "../../../core/campaigns/rarity.ts";
import { daysOf, domainIn, FEW, isPlace, natureOf, type Strand } from "../../../core/campaigns/strands.ts";
import { createThings, type Things } from "../../../core/campaigns/things.ts";
import type { Engine } from "../engine.ts";
import { inPieces, isAnyOf, keysOf, lookup, type Trx } from "../keyed.ts";
import { listedPeople } from "../people/listed.ts";
import type { SpreadTable, StrandSampleTable, StrandTable } from "../schema/campaign-tables.ts";
import type { Value } from "../values.ts";
import { readFeatures } from "./strand-features.ts";

export interface CorrelationState {
	readonly engine: Engine;
	readonly trx: Trx;
	readonly things: Things;
	/** Tracked strands that are loaded. */
	readonly strands: ReadonlyMap<string, Strand>;
	load(ids: Iterable<string>): Promise<void>;
	/** Looks the spread of these up, where it is not known. */
	learn(keys: readonly string[]): Promise<void>;
	/** All that two or more strands have is among the things already: nothing need be looked up. */
	knowsAll(): void;
	/** Strands that have each of these, in order of id. */
	sharers(keys: readonly string[]): Promise<Map<string, readonly string[]>>;
	spread(kind: string, value: string, strands: number, groups: number): Spread;
	/** The people list, read once. */
	listed(): Promise<ListedPeople>;
}

export function correlationState(engine: Engine, trx: Trx, isOperatorHost: (host: string) => boolean): CorrelationState {
	const things = createThings();
	const strands = new Map<string, Strand>();
	let isWhole = false;
	let listed: Promise<ListedPeople> | null = null;
	const spread = (kind: string, value: string, count: number, groups: number): Spread => ({
		strands: count,
		groups,
		operator: kind.startsWith("tracker-") && isOperatorHost(value),
	});
	const samples = lookup<string, StrandSampleTable>(trx, (some) => trx.selectFrom("strand_sample").selectAll().where("strand", "in", some));
	const rows = lookup<string, Pick<StrandTable, "id" | "first" | "last" | "tracked" | "traits">>(trx, (some) =>
		trx.selectFrom("strand").select(["id", "first", "last", "tracked", "traits"]).where("id", "in", some),
	);
	const spreads = lookup<Value, SpreadTable>(trx, (some) => trx.selectFrom("spread").selectAll().where(isAnyOf("spread", some)));
	const learn = async (keys: readonly string[]): Promise<void> => {
		if (isWhole) return;
		const unknown = [...new Set(keys)].filter((key) => !things.has(key));
		await spreads(keysOf(unknown), ({ kind, value, strands: count, groups }) => {
			things.learn(things.numberOf(`${kind} ${value}`), spread(kind, value, count, groups));
		});
	};
	return {
		engine,
		trx,
		things,
		strands,
		spread,
		learn,
		listed() {
			listed ??= listedPeople(trx);
			return listed;
		},
		knowsAll() {
			isWhole = true;
		},
		async load(ids) {
			const missing = [...new Set(ids)].filter((id) => !strands.has(id));
			const features = new Map<string, readonly string[]>();
			await samples(missing, (row) => features.set(row.strand, [...readFeatures(row.features).keys()]));
			await learn([...features.values()].flat());
			await rows(missing, ({ id, first, last, tracked, traits }) => {
				if (tracked === 0) return;
				const keys = features.get(id) ?? [];
				const shared = keys.filter((key) => things.has(key)).map(things.numberOf);
				const nature = natureOf(JSON.parse(traits), tracked, keys.some(isPlace));
				strands.set(id, {
					id,
					things: Int32Array.from(shared).sort(),
					days: daysOf(first, last),
					domain: domainIn(keys),
					nature,
					few: tracked <= FEW,
				});
			});
		},
		async sharers(keys) {
			const lists = new Map<string, string[]>();
			await inPieces(
				trx,
				keysOf(keys),
				(some) =>
					trx
						.selectFrom("strand_feature as f")
						.select(["f.kind", "f.value", "f.strand"])
						.where(isAnyOf("f", some))
						.orderBy("f.kind")
						.orderBy("f.value")
						.orderBy("f.strand"),
				({ kind, value, strand }) => {
					const key = `${kind} ${value}`;
					const known = lists.get(key);
					if (known === undefined) lists.set(key, [strand]);
					else known.push(strand);
				},
			);
			return lists;
		},
	};
}
