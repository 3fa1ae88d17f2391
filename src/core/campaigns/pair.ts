// A pair of strands, and what both have: what bonds are judged by. Each file beside this judges one side of it: who says he sent it (claims.ts), what a mass
// mailer gave one customer (accounts.ts), and by which route it came (routes.ts).

import type { FeatureKind } from "../model/sighting.ts";
import type { Strand } from "./strands.ts";
import type { Thing } from "./things.ts";

export interface Pair {
	readonly a: Strand;
	readonly b: Strand;
	/** All that both have, set aside or not, in order of name. */
	readonly shared: readonly Thing[];
}

/** A thing and what it adds to a bond. */
export interface Counted {
	readonly thing: Thing;
	readonly points: number;
}

export function ofKind({ shared }: Pair, kind: FeatureKind): readonly Thing[] {
	return shared.filter((thing) => thing.kind === kind);
}

/** Of what is not set aside, the one that is worth most: of several of one kind only one counts. */
export function strongest({ shared }: Pair, ...kinds: readonly FeatureKind[]): readonly Counted[] {
	let best: Thing | null = null;
	for (const thing of shared) if (thing.aside === null && kinds.includes(thing.kind) && thing.points > (best?.points ?? 0)) best = thing;
	return best === null ? [] : [{ thing: best, points: best.points }];
}

export function sum(counted: readonly Counted[]): number {
	return counted.reduce((points, one) => points + one.points, 0);
}

export function most(counted: readonly Counted[]): number {
	return counted.reduce((points, one) => Math.max(points, one.points), 0);
}
