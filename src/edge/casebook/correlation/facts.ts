// Facts: what the assessment is told of a campaign (core/campaigns/assessment/facts.ts). Sums come from strands; what takes a look into messages takes it
// into its first and its last ones where there are more than a few hundred, and speaks of all in proportion.

import type { CampaignFacts } from "../../../core/campaigns/assessment/facts.ts";
import { sharedRole } from "../../../core/campaigns/assessment/shared-role.ts";
import { imitationsOf } from "../../../core/campaigns/imitations.ts";
import { jointAccount } from "../../../core/campaigns/joint-account.ts";
import { unsubscribeHosts } from "../../../core/campaigns/unsubscribe-hosts.ts";
import { registrableDomain } from "../../../core/encoding/registrable-domain.ts";
import { TRAITS, type Trait } from "../../../core/model/sighting.ts";
import { inPieces, type Trx } from "../keyed.ts";
import { isTracked } from "../tracked.ts";
import type { Part } from "./campaign-parts.ts";
import { historyOf } from "./history.ts";
import { sendersAlike } from "./sender-keys.ts";
import type { CorrelationState } from "./state.ts";
import { type Looked, lookAt } from "./tracked-messages.ts";
import { hostFacts } from "./watching-hosts.ts";

const MOST_RECIPIENTS = 1000;
const MOST_NAMED = 20;
const MOST_DOMAINS = 50;

export async function factsOf(state: CorrelationState, part: Part): Promise<CampaignFacts> {
	const { trx } = state;
	const strands = new Set(part.nodes.flatMap(({ strand }) => (strand === null ? [] : [strand.id])));
	const looked = await lookAt(trx, part);
	const { recipients, recipientCount } = await recipientsOf(trx, strands, looked);
	const senders = tally(looked.map(({ from }) => from));
	const fromDomains = tally(looked.map(({ from }) => domainOf(from)));
	const { own, known } = await sendersAlike(trx, strands);
	const { days, mostOnADay } = await daysOf(trx, strands, looked);
	return {
		messages: part.messages,
		recipients,
		recipientCount,
		owners: 0,
		firstSeen: part.first || null,
		lastSeen: part.last || null,
		days,
		mostOnADay,
		...(await hostFacts(state, part, looked)),
		sendingDomains: tally(looked.flatMap(sendingDomains)).slice(0, MOST_DOMAINS),
		traits: traitsOf(part, looked),
		examples: examplesOf(looked),
		senders: senders.slice(0, MOST_NAMED),
		senderCount: senders.length,
		fromDomains: fromDomains.slice(0, MOST_NAMED),
		names: tally(looked.map(({ profile }) => profile?.name ?? null)).slice(0, MOST_NAMED),
		...(await historyOf(state, strands, senders.slice(0, MOST_NAMED), part.first)),
		oneAccount: await oneAccount(state, strands),
		imitated: imitationsOf(own, known),
		sharedRole: sharedRole(recipients, await state.listed()),
	};
}

async function oneAccount(state: CorrelationState, strands: ReadonlySet<string>): Promise<readonly string[]> {
	if (strands.size < 2) return [];
	await state.load(strands);
	const loaded = [...strands].sort().flatMap((id) => state.strands.get(id) ?? []);
	return jointAccount(loaded, state.things)?.domains ?? [];
}

function domainOf(address: string | null): string | null {
	return address === null ? null : address.slice(address.lastIndexOf("@") + 1);
}

function sendingDomains({ from, profile }: Looked): (string | null)[] {
	const left = profile === null ? [] : unsubscribeHosts(profile);
	const named = [domainOf(from), ...(profile?.signatures ?? []), domainOf(profile?.returnPath ?? null), ...left];
	return named.map((domain) => (domain === null ? null : (registrableDomain(domain) ?? domain)));
}

/** Most frequent first, then in order. */
function tally(values: readonly (string | null)[]): string[] {
	const counts = new Map<string, number>();
	for (const value of values) if (value !== null && value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([value]) => value);
}

/** Of strands with all their messages here the sums; else of what was looked at, which is all where messages were split off. */
function traitsOf({ nodes, messages }: Part, looked: readonly Looked[]): readonly number[] {
	const isWhole = nodes.every(({ strand, messages: own }) => strand !== null && own === strand.tracked);
	if (isWhole) {
		const sums = TRAITS.map(() => 0);
		for (const { strand } of nodes)
			for (const [index, count] of (JSON.parse(strand?.traits ?? "[]") as number[]).entries()) sums[index] = (sums[index] ?? 0) + count;
		return sums;
	}
	const share = looked.length === 0 ? 0 : messages / looked.length;
	return TRAITS.map((_, index) => Math.round(looked.filter(({ traits }) => ((traits >>> index) & 1) === 1).length * share));
}

function examplesOf(looked: readonly Looked[]): ReadonlyMap<Trait, string> {
	const examples = new Map<Trait, string>();
	for (const { traits, messageId, sha256 } of looked)
		TRAITS.forEach((trait, index) => {
			if (((traits >>> index) & 1) === 1 && !examples.has(trait)) examples.set(trait, messageId ?? sha256);
		});
	return examples;
}

/** Of whole strands by the database; beside these those of what was looked at. */
async function recipientsOf(trx: Trx, strands: ReadonlySet<string>, looked: readonly Looked[]) {
	const owners = new Set(looked.flatMap(({ owners: own }) => own));
	if (strands.size > 0)
		await inPieces(
			trx,
			[...strands],
			(some) =>
				trx
					.selectFrom("sighting")
					.innerJoin("placement", "placement.message", "sighting.message")
					.select("placement.owner")
					.distinct()
					.where("sighting.strand", "in", some)
					.where("placement.owner", "is not", null)
					.where(isTracked("sighting.traits"))
					.where((eb) =>
						eb.not(eb.exists(eb.selectFrom("pinned").select("pinned.message").whereRef("pinned.message", "=", "sighting.message"))),
					),
			({ owner }) => {
				if (owner !== null) owners.add(owner);
			},
		);
	return { recipients: [...owners].sort().slice(0, MOST_RECIPIENTS), recipientCount: owners.size };
}

async function daysOf(trx: Trx, strands: ReadonlySet<string>, looked: readonly Looked[]) {
	const days = new Map<string, number>();
	const add = (day: string, messages: number): void => {
		if (day !== "") days.set(day, (days.get(day) ?? 0) + messages);
	};
	if (strands.size === 0) for (const { received } of looked) add(received.slice(0, 10), 1);
	await inPieces(
		trx,
		[...strands],
		(some) =>
			trx
				.selectFrom("sighting")
				.select((eb) => [eb.fn<string>("substr", ["received", eb.lit(1), eb.lit(10)]).as("day"), eb.fn.countAll<number>().as("messages")])
				.where("strand", "in", some)
				.where(isTracked())
				.groupBy((eb) => eb.fn("substr", ["received", eb.lit(1), eb.lit(10)])),
		({ day, messages }) => add(day, Number(messages)),
	);
	return { days: days.size, mostOnADay: Math.max(0, ...days.values()) };
}
