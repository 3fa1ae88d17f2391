// Unrelated senders: whether those who share a thing have anything of their own in common. Where they have not, the thing is a mass mailer's, a
// provider's or a program's, known or unknown, and links nothing: so newsletters of one mass mailer stay apart without any list of mass mailers.

import type { FeatureKind } from "../model/sighting.ts";
import { createGroups } from "./groups.ts";
import { UNRELATED } from "./rarity.ts";
import type { Strand } from "./strands.ts";
import type { Thing, Things } from "./things.ts";

/** Of many sharers these stand for all: the first in order of id, which is a hash. */
export const ASKED = 64;

/** What shows that two senders are related, where they share a server, a signature, a pattern or an account. */
const OWN: ReadonlySet<string> = new Set<FeatureKind>(["from-address", "from-domain", "reply-address", "list-id", "text-band"]);
/** The same where they share a domain in From: whether it is one organisation's, or a provider's where strangers have their addresses. */
const BESIDE_DOMAIN: ReadonlySet<string> = new Set<FeatureKind>([
	"from-address",
	"reply-address",
	"list-id",
	"text-band",
	"tracker-host",
	"tracker-domain",
	"url-piece",
	"structure",
]);

/** A domain that is a provider's, and a host that is an operator's, make nobody related. What is asked of domains does not depend on other domains. */
function isWitness({ kind, aside, spread }: Thing): boolean {
	return kind === "from-domain" ? aside === null : !spread.operator;
}

/** How many groups the sharers of one thing fall into, up to UNRELATED. `sharers`: the first ASKED in order of id. */
export function unrelatedGroups(kind: FeatureKind, sharers: readonly Strand[], known: Things): number {
	const ofDomain = kind === "from-domain";
	const witnesses = ofDomain ? BESIDE_DOMAIN : OWN;
	const groups = createGroups(sharers.length);
	const first = new Map<number, number>();
	sharers.forEach(({ things }, index) => {
		for (const thing of things) {
			if (!witnesses.has(known.kindOf(thing)) || !isWitness(known.thing(thing))) continue;
			const other = first.get(thing);
			if (other === undefined) first.set(thing, index);
			else groups.join(other, index);
		}
	});
	const found = new Set<number>();
	for (const [index, { nature }] of sharers.entries()) {
		// Several mailing lists of one domain are an organisation's; several people who write to nobody in common may be a provider's customers.
		if (ofDomain && nature.bulk) continue;
		found.add(groups.of(index));
		if (found.size >= UNRELATED) break;
	}
	return Math.max(1, found.size);
}
