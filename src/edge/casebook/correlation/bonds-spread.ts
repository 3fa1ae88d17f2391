// Spread: how many strands have each feature, and whether they are strangers to each other. What changes here by more than a little changes what
// every one of its sharers shares with every other, so that their bonds are made anew.

import { isCounted } from "../../../core/campaigns/accounts.ts";
import { ALL_WITH_ALL, isPairing } from "../../../core/campaigns/pairs.ts";
import { isTested, levelOf, MOST_SHARED, UNRELATED } from "../../../core/campaigns/rarity.ts";
import { kindOf } from "../../../core/campaigns/strands.ts";
import { ASKED, unrelatedGroups } from "../../../core/campaigns/unrelated.ts";
import { inPieces, isAnyOf, keysOf } from "../keyed.ts";
import type { Value } from "../values.ts";
import type { CorrelationState } from "./state.ts";
import type { ChangedStrands } from "./strand-features.ts";

interface Known {
	readonly strands: number;
	readonly groups: number;
}
const ALONE: Known = { strands: 1, groups: 1 };

/** Things whose sharers are read at a time. */
const READ = 400;
/** Hosts with no more sharers are told exactly in what is said of a campaign. */
const TOLD_EXACTLY = 64;

export interface SpreadChanges {
	/** Strands whose bonds are to be made anew, beside those that changed themselves. */
	readonly dirty: ReadonlySet<string>;
	/** Strands of whose campaigns something else is to be told. */
	readonly told: ReadonlySet<string>;
}

export async function updateSpread(state: CorrelationState, { keys }: ChangedStrands, isFirst: boolean): Promise<SpreadChanges> {
	const { engine, trx, things } = state;
	const before = isFirst ? new Map<string, Known>() : await storedSpread(state, keys);
	const after = await countedSpread(state, keys);
	const gone = [...before.keys()].filter((key) => !after.has(key));
	await inPieces(trx, keysOf(gone), (some) => trx.deleteFrom("spread").where(isAnyOf("spread", some)));
	const counted: Value[] = [];
	for (const [key, strands] of after) {
		const old = before.get(key);
		if (old?.strands === strands) continue;
		const groups = strands > MOST_SHARED ? UNRELATED : (old?.groups ?? 1);
		counted.push(kindOf(key), valueIn(key), strands, groups);
	}
	await engine.insert(trx, "spread", counted, isFirst ? "new" : "replace");
	// Known before the strands are loaded that have them; groups follow.
	for (const [key, strands] of after)
		things.learn(things.numberOf(key), state.spread(kindOf(key), valueIn(key), strands, before.get(key)?.groups ?? 1));
	if (isFirst) state.knowsAll();

	const examined = { state, before, after, isFirst, dirty: new Set<string>(), told: new Set<string>() };
	const all = [...after.keys(), ...gone];
	// Domains first: whether one is a provider's is asked of what else its addresses share, and then tells who is related.
	const flipped = await examine(examined, all.filter(isDomain));
	const asked = new Set(all.filter((key) => !isDomain(key)));
	if (!isFirst) for (const key of await testedBeside(examined, flipped)) asked.add(key);
	await examine(examined, [...asked]);
	return examined;
}

interface Examined {
	readonly state: CorrelationState;
	readonly before: Map<string, Known>;
	readonly after: Map<string, number>;
	readonly isFirst: boolean;
	readonly dirty: Set<string>;
	readonly told: Set<string>;
}

function isDomain(key: string): boolean {
	return kindOf(key) === "from-domain";
}

function valueIn(key: string): string {
	return key.slice(key.indexOf(" ") + 1);
}

/** Finds who shares each, and what that changes. Returns strands that share something which links now and did not, or the other way round. */
async function examine({ state, before, after, isFirst, dirty, told }: Examined, keys: readonly string[]): Promise<Set<string>> {
	const { engine, trx, things } = state;
	const changed: Value[] = [];
	const flipped = new Set<string>();
	for (let at = 0; at < keys.length; at += READ) {
		const some = keys.slice(at, at + READ);
		const asked = some.filter((key) => isAsked(key, before.get(key) ?? ALONE, after.get(key) ?? 1));
		const sharers = await state.sharers(asked);
		const tested = asked.filter((key) => isTested(kindOf(key)) && (after.get(key) ?? 1) <= MOST_SHARED && (after.get(key) ?? 1) > 1);
		await state.load(tested.flatMap((key) => (sharers.get(key) ?? []).slice(0, ASKED)));
		const isTestedHere = new Set(tested);
		for (const key of some) {
			const kind = kindOf(key);
			const strands = after.get(key) ?? 1;
			const old = before.get(key) ?? ALONE;
			const list = sharers.get(key) ?? [];
			let groups = strands > MOST_SHARED ? UNRELATED : 1;
			if (isTestedHere.has(key)) {
				const some = list.slice(0, ASKED).flatMap((id) => state.strands.get(id) ?? []);
				groups = unrelatedGroups(kind, some, things);
				if (groups !== old.groups) changed.push(kind, valueIn(key), strands, groups);
			}
			const spread = state.spread(kind, valueIn(key), strands, groups);
			if (strands > 1) things.learn(things.numberOf(key), spread);
			if (isFirst) continue;
			const isFlipped = old.groups >= UNRELATED !== groups >= UNRELATED;
			if (isFlipped && strands <= MOST_SHARED + 1) for (const id of list) flipped.add(id);
			const isOther = isFlipped || levelOf(old.strands) !== levelOf(strands);
			const isOfCustomers = old.strands !== strands && isCounted(kind, Math.min(old.strands, strands));
			const isChain = isPairing(kind, spread) && strands > ALL_WITH_ALL && old.strands !== strands;
			if ((isOther && strands <= MOST_SHARED + 1) || isOfCustomers || isChain) for (const id of list) dirty.add(id);
			else if (kind.startsWith("tracker-") && old.strands !== strands && strands <= TOLD_EXACTLY) for (const id of list) told.add(id);
		}
	}
	await engine.insert(trx, "spread", changed, "replace");
	return flipped;
}

/** What else these strands share that is tested by who is related: all of it, since a domain relates them now, or no longer. */
async function testedBeside({ state, before, after }: Examined, strands: ReadonlySet<string>): Promise<string[]> {
	await state.load(strands);
	const keys = new Set<string>();
	for (const id of strands)
		for (const number of state.strands.get(id)?.things ?? []) {
			const { key, kind } = state.things.thing(number);
			if (isTested(kind) && kind !== "from-domain" && !after.has(key)) keys.add(key);
		}
	for (const [key, known] of await storedSpread(state, keys)) {
		before.set(key, known);
		after.set(key, known.strands);
	}
	return [...keys];
}

/** Whether its sharers are needed. What far too many have, and had, is not looked at. */
function isAsked(key: string, before: Known, strands: number): boolean {
	if (strands > MOST_SHARED) return before.strands <= MOST_SHARED && before.strands > 1;
	return strands > 1 || before.strands > 1 || isTested(kindOf(key));
}

async function storedSpread({ trx }: CorrelationState, keys: ReadonlySet<string> | null): Promise<Map<string, Known>> {
	const known = new Map<string, Known>();
	const take = ({ kind, value, strands, groups }: { kind: string; value: string } & Known): void => {
		known.set(`${kind} ${value}`, { strands, groups });
	};
	const select = trx.selectFrom("spread").select(["kind", "value", "strands", "groups"]);
	if (keys === null) for (const row of await select.execute()) take(row);
	else await inPieces(trx, keysOf([...keys]), (some) => select.where(isAnyOf("spread", some)), take);
	return known;
}

/** Of what two or more have. */
async function countedSpread({ trx }: CorrelationState, keys: ReadonlySet<string> | null): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	const select = trx
		.selectFrom("strand_feature as f")
		.select((eb) => ["f.kind", "f.value", eb.fn.countAll<number>().as("strands")])
		.groupBy(["f.kind", "f.value"])
		.having((eb) => eb.fn.countAll<number>(), ">", 1);
	const take = ({ kind, value, strands }: { kind: string; value: string; strands: number }): void => {
		counts.set(`${kind} ${value}`, Number(strands));
	};
	if (keys === null) for (const row of await select.execute()) take(row);
	else await inPieces(trx, keysOf([...keys]), (some) => select.where(isAnyOf("f", some)), take);
	return counts;
}
