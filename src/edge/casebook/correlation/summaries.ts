// Summaries: what of a campaign's infrastructure its senders are known by, and what of it too many share to link by.

import { TRACKERS } from "../../../core/campaigns/accounts.ts";
import { KINDS } from "../../../core/campaigns/feature-kinds.ts";
import { levelOf, type SetAside } from "../../../core/campaigns/rarity.ts";
import { kindOf } from "../../../core/campaigns/strands.ts";
import type { SharedThing } from "../../../core/model/campaign.ts";
import { FEATURE_KINDS, type FeatureKind } from "../../../core/model/sighting.ts";
import { inPieces } from "../keyed.ts";
import type { Part } from "./campaign-parts.ts";
import type { CorrelationState } from "./state.ts";
import { readFeatures } from "./strand-features.ts";

/** What somebody may block, look for or ask a provider about. */
const INFRASTRUCTURE: ReadonlySet<FeatureKind> = new Set<FeatureKind>([
	"tracker-host",
	"tracker-domain",
	"from-domain",
	"dkim-domain",
	"return-domain",
	"reply-address",
	"list-id",
	"feedback-account",
	"url-piece",
	"url-shape",
	"origin-ip",
	"origin-range",
	"helo",
	"mailer",
]);
export function isInfrastructure(kind: FeatureKind): boolean {
	return INFRASTRUCTURE.has(kind);
}

/** Campaigns whose features are in memory at a time. */
const AT_A_TIME = 500;

export type CampaignSummary = { readonly infrastructure: readonly SharedThing[]; readonly setAside: readonly SharedThing[] };

interface Found extends SharedThing {
	readonly aside: SetAside | null;
	/** That have it, in the case and in the campaign. */
	readonly strands: number;
	own: number;
	messages: number;
}

export async function* summaries(state: CorrelationState, parts: readonly Part[]): AsyncGenerator<readonly [Part, CampaignSummary]> {
	const { trx } = state;
	for (let at = 0; at < parts.length; at += AT_A_TIME) {
		const some = parts.slice(at, at + AT_A_TIME);
		const partOf = new Map(
			some.flatMap((part) => part.nodes.flatMap(({ strand }) => (strand === null ? [] : [[strand.id, part] as const]))),
		);
		const features = new Map<string, ReadonlyMap<string, number>>();
		await inPieces(
			trx,
			[...partOf.keys()],
			(ids) => trx.selectFrom("strand_sample").selectAll().where("strand", "in", ids),
			(row) => features.set(row.strand, new Map([...readFeatures(row.features)].filter(([key]) => isInfrastructure(kindOf(key))))),
		);
		await state.learn([...features.values()].flatMap((of) => [...of.keys()]));
		const found = new Map<Part, Map<string, Found>>(some.map((part) => [part, new Map()]));
		for (const [strand, of] of features) {
			const told = found.get(partOf.get(strand) as Part) as Map<string, Found>;
			for (const [key, messages] of of) {
				const known = told.get(key);
				if (known !== undefined) {
					known.messages += messages;
					known.own++;
				} else told.set(key, foundOf(state, key, messages));
			}
		}
		for (const part of some) {
			// All that senders are known by. A sender gives a few dozen at most (SAMPLED, features.ts), so that the list grows with senders as that of
			// messages does. What else their mail has is added where it is read (campaigns/rest-of-infrastructure.ts).
			const things = [...(found.get(part) as Map<string, Found>).values()].sort(byWorth);
			const told = (isAside: boolean): SharedThing[] =>
				things.filter((thing) => isSetAside(thing) === isAside).map(({ kind, value, sharedBy }) => ({ kind, value, sharedBy }));
			yield [part, { infrastructure: told(false), setAside: told(true) }];
		}
	}
}

function foundOf({ things }: CorrelationState, key: string, messages: number): Found {
	const { kind, value, spread, aside } = things.has(key)
		? things.thing(things.numberOf(key))
		: { ...ALONE, kind: kindOf(key), value: key.slice(kindOf(key).length + 1) };
	// To the next power of two: what is stored must still be true when the case has grown a little. Who reads it looks the number up.
	return {
		kind,
		value,
		sharedBy: spread.strands <= 1 ? 1 : 2 ** levelOf(spread.strands),
		aside: KINDS[kind].whose === "account" && aside === "unrelated" ? null : aside,
		strands: spread.strands,
		own: 1,
		messages,
	};
}

/** A host that nobody outside the campaign reports to is the campaign's own, under however many unrelated names its mail was sent. */
function isSetAside({ kind, aside, strands, own }: Found): boolean {
	return aside !== null && !(aside === "unrelated" && TRACKERS.has(kind) && strands === own);
}

const ALONE = { spread: { strands: 1 }, aside: null } as const;

/**
 * The most telling first: what hardly anybody outside the campaign has, of that what ties most of its senders together, then by kind, most used first. By
 * powers of two, as rarity is kept, so that who comes later to the case changes no order.
 */
function byWorth(a: Found, b: Found): number {
	return (
		timesOutside(a) - timesOutside(b) ||
		b.own - a.own ||
		FEATURE_KINDS.indexOf(a.kind) - FEATURE_KINDS.indexOf(b.kind) ||
		b.messages - a.messages ||
		(a.value < b.value ? -1 : 1)
	);
}

/** 1 where the campaign's own senders are about all that have it. */
function timesOutside({ sharedBy, own }: Found): number {
	return Math.max(sharedBy / 2 ** levelOf(own), 1);
}
