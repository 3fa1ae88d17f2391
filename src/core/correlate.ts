// Correlate: sightings to campaigns and the links between them, from nothing and in memory, for what has no case: a browser, a rehearsal, a test. A case
// does the same strand by strand as mail comes in (edge/casebook/correlation/correlation.ts), on the same parts; a test holds the two equal.

import { type Bond, bondOf } from "./campaigns/bonds.ts";
import { createGroups } from "./campaigns/groups.ts";
import { type Link, linkOf } from "./campaigns/links.ts";
import { isPairing, partnersOf } from "./campaigns/pairs.ts";
import { isTested, MOST_SHARED, type SetAside, UNRELATED } from "./campaigns/rarity.ts";
import { daysOf, domainIn, FEW, featureKey, isPlace, kindOf, natureOf, SAMPLED, type Strand, strandFeatures } from "./campaigns/strands.ts";
import { createThings, type Things } from "./campaigns/things.ts";
import { ASKED, unrelatedGroups } from "./campaigns/unrelated.ts";
import { type Sighting, TRAITS } from "./model/sighting.ts";

export interface Seen extends Sighting {
	/** Lower-case hex. */
	readonly sha256: string;
	/** ISO 8601, UTC; empty where unknown. */
	readonly received: string;
}

export interface CorrelatedCampaign {
	/** Strands, in order. */
	readonly strands: readonly string[];
	/** By the index of the other campaign. */
	readonly links: ReadonlyMap<number, Link>;
}

export interface CorrelatedSightings {
	/** In order of their first strands. */
	readonly campaigns: readonly CorrelatedCampaign[];
	/** "KIND VALUE" -> why it links nothing. */
	readonly setAside: ReadonlyMap<string, SetAside>;
}

/** Only tracked sightings count. `isOperatorHost`: whether a host is a known operator's, whose customers share it. */
export function correlateSightings(sightings: Iterable<Seen>, isOperatorHost: (host: string) => boolean): CorrelatedSightings {
	const things = createThings();
	const { strands, sharers } = readStrands(sightings, things, isOperatorHost);
	const bonds = bondsOf(strands, sharers, things);
	const groups = createGroups(strands.length);
	for (const { a, b, bond } of bonds) if (bond.binds) groups.join(a, b);
	const roots = [...new Set(strands.map((_, index) => groups.of(index)))].sort((a, b) => a - b);
	const indexOf = new Map(roots.map((root, index) => [root, index]));
	const campaignOf = (strand: number): number => indexOf.get(groups.of(strand)) as number;
	const members = roots.map((): string[] => []);
	for (const [index, { id }] of strands.entries()) members[campaignOf(index)]?.push(id);
	const between = new Map<string, Bond[]>();
	for (const { a, b, bond } of bonds) {
		const [one, other] = [campaignOf(a), campaignOf(b)];
		if (one === other) continue;
		for (const pair of [`${one} ${other}`, `${other} ${one}`]) between.set(pair, [...(between.get(pair) ?? []), bond]);
	}
	const links = roots.map(() => new Map<number, Link>());
	for (const [pair, of] of between) {
		const [one = 0, other = 0] = pair.split(" ").map(Number);
		links[one]?.set(other, linkOf(of.map((bond) => ({ ...bond, shared: bond.shared.map(({ key }) => key) }))));
	}
	const aside = [...sharers.keys()].flatMap((number) => {
		const thing = things.thing(number);
		return thing.aside === null ? [] : [[thing.key, thing.aside] as const];
	});
	return {
		campaigns: members.map((own, index) => ({ strands: own, links: links[index] as ReadonlyMap<number, Link> })),
		setAside: new Map(aside.sort(([a], [b]) => (a < b ? -1 : 1))),
	};
}

interface ReadStrands {
	/** In order of id. */
	readonly strands: readonly Strand[];
	/** By number of a thing that two or more have, the indexes of those, rising. */
	readonly sharers: ReadonlyMap<number, readonly number[]>;
}

function readStrands(sightings: Iterable<Seen>, things: Things, isOperatorHost: (host: string) => boolean): ReadStrands {
	const tracked = [...sightings].filter(({ traits }) => traits.includes("tracked"));
	const byStrand = [...Map.groupBy(tracked, ({ strand }) => strand)].sort(([a], [b]) => (a < b ? -1 : 1));
	const keys = byStrand.map(([, of]) => {
		const ordered = of.toSorted((a, b) => order(a.received, b.received) || order(a.sha256, b.sha256));
		const sampled = ordered.filter((_, at) => at < SAMPLED || at >= ordered.length - SAMPLED);
		return [...strandFeatures(sampled.map(({ features }) => features.map(featureKey))).keys()];
	});
	const lists = new Map<string, number[]>();
	keys.forEach((own, index) => {
		for (const key of own) {
			const list = lists.get(key);
			if (list === undefined) lists.set(key, [index]);
			else list.push(index);
		}
	});
	const sharers = new Map<number, readonly number[]>();
	const operators = new Set<number>();
	for (const [key, list] of lists) {
		if (list.length < 2) continue;
		const number = things.numberOf(key);
		const operator = key.startsWith("tracker-") && isOperatorHost(key.slice(kindOf(key).length + 1));
		if (operator) operators.add(number);
		things.learn(number, { strands: list.length, groups: 1, operator });
		sharers.set(number, list);
	}
	const strands = byStrand.map(([id, of], index): Strand => {
		const own = (keys[index] ?? []).filter(things.has).map(things.numberOf);
		const times = of.flatMap(({ received }) => (received === "" ? [] : [received])).sort();
		const counts = TRAITS.map((trait) => of.filter(({ traits }) => traits.includes(trait)).length);
		const all = keys[index] ?? [];
		const nature = natureOf(counts, of.length, all.some(isPlace));
		const days = daysOf(times[0] ?? "", times.at(-1) ?? "");
		return { id, things: Int32Array.from(own).sort(), days, domain: domainIn(all), nature, few: of.length <= FEW };
	});
	// Domains first: whether one is a provider's is asked of what else its addresses share, and then tells who is related.
	const domains = [...sharers].filter(([number]) => things.kindOf(number) === "from-domain");
	const others = [...sharers].filter(([number]) => things.kindOf(number) !== "from-domain");
	for (const [number, list] of [...domains, ...others]) {
		const asked = list.slice(0, ASKED).map((index) => strands[index] as Strand);
		const isMany = list.length > MOST_SHARED;
		const groups = isMany ? UNRELATED : isTested(things.kindOf(number)) ? unrelatedGroups(things.kindOf(number), asked, things) : 1;
		things.learn(number, { strands: list.length, groups, operator: operators.has(number) });
	}
	return { strands, sharers };
}

function bondsOf(strands: readonly Strand[], sharers: ReadStrands["sharers"], things: Things) {
	const bonds: { readonly a: number; readonly b: number; readonly bond: Bond }[] = [];
	strands.forEach((strand, a) => {
		const partners = new Set<number>();
		for (const number of strand.things) {
			const { kind, spread } = things.thing(number);
			const list = sharers.get(number) ?? [];
			if (!isPairing(kind, spread)) continue;
			for (const other of partnersOf(list.indexOf(a), list.length)) partners.add(list[other] as number);
		}
		for (const b of partners) {
			if (b < a) continue;
			const bond = bondOf(strand, strands[b] as Strand, things);
			if (bond !== null) bonds.push({ a, b, bond });
		}
	});
	return bonds;
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
