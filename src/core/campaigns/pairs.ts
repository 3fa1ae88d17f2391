// Pairs: which strands are worth comparing, of those that share a thing. All with all while they are few; past that each with the first and with the
// next in order of id, so that who belongs together still meets, at a cost that grows with the sharers and not with their square.

import type { FeatureKind } from "../model/sighting.ts";
import { KINDS } from "./feature-kinds.ts";
import { type Spread, setAside } from "./rarity.ts";

export const ALL_WITH_ALL = 64;

/** Kinds of which one alone is worth a look; what shares only weaker things is never told (bonds.ts). */
const TELLING: ReadonlySet<FeatureKind> = new Set<FeatureKind>([
	"from-address",
	"from-domain",
	"reply-address",
	"list-id",
	"feedback-account",
	"url-piece",
	"structure",
	"text-band",
	"tracker-host",
	"tracker-domain",
	"origin-ip",
	"dkim-domain",
	"return-domain",
]);

/**
 * Whether those who share a thing are to be compared. An account may be told though its sharers have nothing else in common, and so may a host of few senders,
 * which need be no service's (accounts.ts).
 */
export function isPairing(kind: FeatureKind, spread: Spread): boolean {
	if (!TELLING.has(kind) || spread.strands < 2) return false;
	const aside = setAside(kind, spread);
	if (aside !== "unrelated") return aside === null;
	return KINDS[kind].whose === "account" || (kind === "tracker-host" && spread.strands <= ALL_WITH_ALL);
}

/** Of sharers in order, the indexes of those that the one at `index` is compared with. */
export function partnersOf(index: number, sharers: number): number[] {
	if (sharers <= ALL_WITH_ALL) return Array.from({ length: sharers }, (_, other) => other).filter((other) => other !== index);
	if (index === 0) return Array.from({ length: sharers - 1 }, (_, other) => other + 1);
	return [...new Set([0, index - 1, index + 1])].filter((other) => other !== index && other < sharers);
}
