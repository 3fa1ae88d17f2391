// The watch list: indicators that a case remembers, so that every later scan looks for them as it runs. What is put on it and taken off is
// journalled. It lies in the case, so that all who scan into one look for the same.

import type { Kysely } from "kysely";
import type { Search } from "../../../core/indicators/search.ts";
import type { Indicator, IndicatorKind } from "../../../core/model/indicator.ts";
import type { Engine } from "../engine.ts";
import { appendEntry, type Stamp } from "../journal.ts";
import type { Tables } from "../schema.ts";
import { inTransaction } from "../transaction.ts";
import { keyText, storable, type Value } from "../values.ts";

export interface Watched extends Indicator {
	/** ISO 8601, UTC. */
	readonly added: string;
}

export interface WatchList {
	/** Returns how many were not on it before. */
	add(indicators: readonly Indicator[]): Promise<number>;
	/** Returns how many were on it. */
	remove(indicators: readonly Indicator[]): Promise<number>;
	/** In order of kind and value. */
	list(): AsyncGenerator<Watched>;
}

/** Rows of a statement. */
const NAMED = 200;
const PAGE = 1_000;

export function createWatchList(engine: Engine, stamp: () => Stamp): WatchList {
	const { db } = engine;
	const change = (indicators: readonly Indicator[], action: string, act: (trx: Kysely<Tables>, time: string) => Promise<void>) =>
		inTransaction(engine, async (trx) => {
			// The journal's turn keeps those who change the list apart.
			const now = stamp();
			await engine.takeTurn(trx, "journal");
			const before = await size(trx);
			await act(trx, now.time);
			const changed = Math.abs((await size(trx)) - before);
			if (changed > 0) await appendEntry(engine, trx, now, action, { indicators: changed, first: sample(indicators) });
			return changed;
		});
	return {
		add: (indicators) =>
			change(indicators, "watch.added", async (trx, time) => {
				const values = indicators.flatMap(({ kind, value, given, from }): Value[] => [
					...[kind, keyText(value, "name")],
					...[storable(given), storable(from ?? ""), time],
				]);
				await engine.insert(trx, "watch", values, "keep");
			}),
		remove: (indicators) =>
			change(indicators, "watch.removed", async (trx) => {
				for (const [kind, of] of Map.groupBy(indicators, ({ kind }) => kind))
					for (let at = 0; at < of.length; at += NAMED) {
						const values = of.slice(at, at + NAMED).map(({ value }) => keyText(value, "name"));
						await trx.deleteFrom("watch").where("kind", "=", kind).where("value", "in", values).execute();
					}
			}),
		list: () => list(db),
	};
}

/** Some of what changed, for whoever reads the journal: a list of a hundred thousand is named by its number. */
function sample(indicators: readonly Indicator[]): string[] {
	return indicators.slice(0, 20).map(({ given }) => given.slice(0, 200));
}

async function size(db: Kysely<Tables>): Promise<number> {
	const { count } = await db
		.selectFrom("watch")
		.select((eb) => eb.fn.countAll().as("count"))
		.executeTakeFirstOrThrow();
	return Number(count);
}

async function* list(db: Kysely<Tables>): AsyncGenerator<Watched> {
	for (let kind = "", value = ""; ; ) {
		const page = await db
			.selectFrom("watch")
			.selectAll()
			.where((eb) => eb.or([eb("kind", ">", kind), eb.and([eb("kind", "=", kind), eb("value", ">", value)])]))
			.orderBy("kind")
			.orderBy("value")
			.limit(PAGE)
			.execute();
		for (const row of page)
			yield {
				kind: row.kind as IndicatorKind,
				value: row.value,
				given: row.given,
				from: row.source === "" ? null : row.source,
				added: row.added,
			};
		const last = page.at(-1);
		if (last === undefined || page.length < PAGE) return;
		({ kind, value } = last);
	}
}

/** The plain values of a search; null for what is more than that: a scan looks for single things, anywhere in a message. */
export function watchable({ all }: Search): readonly Indicator[] | null {
	const [terms = []] = all;
	if (all.length !== 1 || terms.some(({ header, like }) => header !== null || like !== null)) return null;
	return terms.map(({ indicator }) => indicator);
}
