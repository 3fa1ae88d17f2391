// Claims: the address and the domain that both name as their sender. A signature makes a claim his who owns the domain; without one it is anybody's word,
// and two who use one name from different places are taken for a sender and his imitator.

import { ALIGNED_POINTS, CLAIMED_POINTS } from "./feature-kinds.ts";
import { type Counted, ofKind, type Pair, strongest } from "./pair.ts";

export interface Claims {
	/** Of the sender's own. */
	readonly own: readonly Counted[];
	/** That the domain's owner did send it. */
	readonly aligned: readonly Counted[];
	/** Both use one name, and only one can be who he says. */
	readonly contradicts: boolean;
}

export function claimsOf(pair: Pair): Claims {
	const { a, b, shared } = pair;
	const names = shared.filter(({ kind }) => kind === "from-address" || kind === "from-domain");
	const contradicts = names.length > 0 && contradict(pair);
	const own = contradicts ? [] : named(pair, a.nature.signed && b.nature.signed);
	const domain = own.find(({ thing }) => thing.kind === "from-domain")?.thing.value;
	// The sender's own domain once more is no second thing.
	const aligned = (["dkim-domain", "return-domain"] as const).flatMap((kind) =>
		ofKind(pair, kind)
			.filter(({ value }) => value === domain)
			.map((thing): Counted => ({ thing, points: Math.min(ALIGNED_POINTS, thing.points) })),
	);
	return { own, aligned, contradicts };
}

function named(pair: Pair, signed: boolean): readonly Counted[] {
	if (signed || pair.a.nature.signed !== pair.b.nature.signed)
		return [...strongest(pair, "from-address"), ...strongest(pair, "from-domain")];
	if (!isSamePlace(pair)) return [];
	const [claim] = [...strongest(pair, "from-address"), ...strongest(pair, "from-domain")];
	return claim === undefined ? [] : [{ ...claim, points: Math.min(CLAIMED_POINTS, claim.points) }];
}

/** Who signs does not stop signing, and who does not sign sends from his own place. */
function contradict(pair: Pair): boolean {
	const { a, b } = pair;
	if (a.nature.signed && b.nature.signed) return false;
	if (a.nature.signed === b.nature.signed) return !isSamePlace(pair) && a.nature.placed && b.nature.placed;
	// A server of his own that forgot to sign.
	if (pair.shared.some(({ kind, aside }) => kind === "origin-ip" && aside === null)) return false;
	const [signed, unsigned] = a.nature.signed ? [a, b] : [b, a];
	return signed.days === null || unsigned.days === null || unsigned.days[1] > signed.days[0];
}

function isSamePlace({ shared }: Pair): boolean {
	return shared.some(({ kind }) => kind === "origin-ip" || kind === "origin-range" || kind === "helo");
}
