// Bonds: what two strands share, and whether that makes them one campaign, or links their campaigns. Points are added by kind and rarity; a campaign
// needs enough of them and something of the sender's own among them, since a route that two strangers share is no campaign. A bond depends on the two
// strands and on how far things are spread in the case, on nothing else.

import { accountsOf } from "./accounts.ts";
import { claimsOf } from "./claims.ts";
import { KINDS, NEAR, TEXT_POINTS } from "./feature-kinds.ts";
import { type Counted, most, ofKind, type Pair, strongest, sum } from "./pair.ts";
import { isTelling, routesOf } from "./routes.ts";
import type { Strand } from "./strands.ts";
import type { Thing, Things } from "./things.ts";

/** Points from which two strands are one campaign. */
export const ONE_CAMPAIGN = 8;
/** Points from which a bond is told. */
export const LINKED = 5;
/** One of the sender's own things has to weigh this much for a campaign. */
const OWN_AT_LEAST = 3;

export interface Bond {
	readonly points: number;
	/** One campaign; else a link between two, if they are not one through others. */
	readonly binds: boolean;
	/** What counted, most first. */
	readonly shared: readonly Thing[];
	readonly near: boolean;
	/** Both say they are from one address or domain, and only one can be. */
	readonly contradicts: boolean;
}

/** What two strands share, and what that is worth; null where it is not enough to be told. */
export function bondOf(a: Strand, b: Strand, things: Pick<Things, "thing">): Bond | null {
	const shared = common(a.things, b.things).map(things.thing);
	if (atMost(shared) < LINKED) return null;
	// Of equals the first by name: in the order of numbers it would be the one that was met first.
	shared.sort((one, other) => (one.key < other.key ? -1 : 1));
	const pair: Pair = { a, b, shared };
	const { own: claims, aligned, contradicts } = claimsOf(pair);
	const identity = [...claims, ...strongest(pair, "reply-address"), ...strongest(pair, "list-id")];
	const text = textOf(pair);
	const accounts = accountsOf(pair);
	const own = [...identity, ...text, ...accounts.own];
	const counted = [...own, ...aligned, ...accounts.other];
	counted.push(...routesOf(pair, new Set(counted.map(({ thing }) => thing))));
	if (sum(counted) < LINKED) return null;
	const near = areNear(a, b);
	const points = sum(counted) + (near ? NEAR.points : 0);
	const isOwn = Math.max(sum(claims), most(identity), most(text), sum(accounts.own)) >= OWN_AT_LEAST;
	// The article of a paper that somebody else sends too says nothing of him, unless it is the same mail.
	const isOnlyText = most(identity) < OWN_AT_LEAST && accounts.own.length === 0 && most(text) < SAME_MAIL;
	if ((!isOwn || isOnlyText) && !accounts.isTelling && !isTelling(pair) && !(isOwn && points >= ONE_CAMPAIGN)) return null;
	counted.sort((one, other) => other.points - one.points || (one.thing.key < other.thing.key ? -1 : 1));
	const told = [...new Set(counted.map(({ thing }) => thing))];
	return { points, binds: points >= ONE_CAMPAIGN && isOwn && !contradicts, shared: told, near, contradicts };
}

/** Points of text from which it is one mail rather than passages in common. */
const SAME_MAIL = TEXT_POINTS[4];

function textOf(pair: Pair): readonly Counted[] {
	const bands = ofKind(pair, "text-band").filter(({ aside }) => aside === null);
	const [best] = strongest(pair, "text-band");
	if (best === undefined) return [];
	const points = TEXT_POINTS[Math.min(4, bands.length)] as number;
	return points === 0 ? [] : [{ thing: best.thing, points: (points * best.points) / KINDS["text-band"].points }];
}

/** No bond weighs more: most pairs share a route that is set aside and no more, and need no closer look. */
function atMost(shared: readonly Thing[]): number {
	let points: number = NEAR.points;
	for (const { kind, points: own, aside } of shared) {
		const { whose } = KINDS[kind];
		if (whose === "account" || whose === "text") points += own * 2;
		else if (aside === null || kind === "tracker-host") points += own;
	}
	return points;
}

function areNear({ days: a }: Strand, { days: b }: Strand): boolean {
	if (a === null || b === null) return false;
	return Math.max(a[0], b[0]) - Math.min(a[1], b[1]) <= NEAR.days;
}

/** Numbers that two rising lists have in common. */
export function common(a: Int32Array, b: Int32Array): number[] {
	const both: number[] = [];
	for (let i = 0, j = 0; i < a.length && j < b.length; ) {
		const one = a[i] as number;
		const other = b[j] as number;
		if (one === other) both.push(one);
		if (one <= other) i++;
		if (other <= one) j++;
	}
	return both;
}
