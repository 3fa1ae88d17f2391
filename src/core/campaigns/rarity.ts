// Rarity: what a shared thing is worth by how many strands of this case have it, and when it is set aside. Unbounded correlation has taken
// threat-sharing platforms down, and has buried attacks in coincidences: so what too many share links nothing, and is said to. All of it is counted
// over the case as it is, never over the order in which it came, so that the increment and the whole agree.

import type { FeatureKind } from "../model/sighting.ts";
import { KINDS } from "./feature-kinds.ts";

/** How far a thing is spread in the case. */
export interface Spread {
	/** Strands with tracked messages that have it. */
	readonly strands: number;
	/** Groups of these that share nothing of their own (unrelated.ts), counted up to UNRELATED. */
	readonly groups: number;
	/** A known operator's, or a free mail provider's. */
	readonly operator: boolean;
}

/** Strands that may share a thing, by powers of two, so that its worth changes seldom while a case grows. */
export const MOST_SHARED = 512;

/** So many senders who have nothing else in common do not share a server of their own: it is somebody's who works for all. */
export const UNRELATED = 3;

/** ceil(log2(strands)), 0 for one, at most 10 (more than MOST_SHARED). */
export function levelOf(strands: number): number {
	return strands > MOST_SHARED ? 10 : strands <= 1 ? 0 : 32 - Math.clz32(strands - 1);
}

/**
 * Share of its points that a thing keeps. Few strands are not few senders: of an account's ten mailings, or of an attack's fifty accounts, what counts is
 * whether strangers have it too, which `groups` tells; so this falls slowly, for an identity of the sender's more slowly still.
 */
export function rarity(kind: FeatureKind, strands: number): number {
	const level = levelOf(strands);
	if (level > 9) return 0;
	if (KINDS[kind].whose === "sender") return level <= 7 ? 1 : 0.5;
	return level <= 6 ? 1 : level <= 7 ? 0.75 : 0.5;
}

/** Why a thing links nothing, or null. */
export type SetAside = "too many" | "unrelated" | "operator";

export function setAside(kind: FeatureKind, { strands, groups, operator }: Spread): SetAside | null {
	if (strands > MOST_SHARED) return "too many";
	if (operator && kind.startsWith("tracker-")) return "operator";
	return isTested(kind) && groups >= UNRELATED ? "unrelated" : null;
}

/** Whether strangers may have it through somebody who works for all of them. */
export function isTested(kind: FeatureKind): boolean {
	const { whose } = KINDS[kind];
	return kind === "from-domain" || (whose !== "sender" && whose !== "text");
}
