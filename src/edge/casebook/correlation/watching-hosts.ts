// Hosts of a campaign's facts: whose hosts watch its readers, and who else in the case goes there.

import type { CampaignFacts, HostFact } from "../../../core/campaigns/assessment/facts.ts";
import { levelOf, type SetAside, setAside } from "../../../core/campaigns/rarity.ts";
import { ownerOf } from "../../../core/campaigns/strand-id.ts";
import { kindOf } from "../../../core/campaigns/strands.ts";
import { inPieces } from "../keyed.ts";
import type { Part } from "./campaign-parts.ts";
import type { CorrelationState } from "./state.ts";
import { readFeatures } from "./strand-features.ts";
import type { Looked } from "./tracked-messages.ts";

const MOST_HOSTS = 10;
/** With no more sharers who else has it is counted exactly; past that to the next power of two, which changes seldom. */
const EXACT = 64;

export async function hostFacts(
	state: CorrelationState,
	part: Part,
	looked: readonly Looked[],
): Promise<Pick<CampaignFacts, "watched" | "hosts" | "copies">> {
	const share = looked.length === 0 ? 0 : part.messages / looked.length;
	const inAll = (count: number): number => Math.round(count * share);
	const byOwner = new Map<string, Watching>();
	/** Messages by host name. */
	const used = new Map<string, number>();
	for (const { watchedBy } of looked) for (const host of watchedBy) used.set(host, (used.get(host) ?? 0) + 1);
	for (const { watchedBy, named, owners, from } of looked) {
		const sender = from === null ? null : ownerOf(from.slice(from.lastIndexOf("@") + 1));
		const domains = Map.groupBy(watchedBy, ownerOf);
		for (const [domain, hosts] of domains) {
			const known = byOwner.get(domain) ?? { messages: 0, named: 0, recipients: new Set(), names: new Map(), senders: new Map() };
			byOwner.set(domain, known);
			known.messages++;
			if (sender !== null) known.senders.set(sender, (known.senders.get(sender) ?? 0) + 1);
			if (hosts.some((host) => named.has(host) && used.get(host) === 1)) known.named++;
			for (const owner of owners) known.recipients.add(owner);
			for (const host of hosts) {
				const readers = known.names.get(host) ?? new Set();
				known.names.set(host, readers);
				for (const owner of owners) readers.add(owner);
			}
		}
	}
	const most = [...byOwner].sort(([a, x], [b, y]) => y.messages - x.messages || (a < b ? -1 : 1)).slice(0, MOST_HOSTS);
	const own = await ownCounts(state, part);
	await state.learn(most.flatMap(([domain, { names }]) => keysOf(domain, names)));
	const hosts = most.map(([host, { messages, named, recipients, names, senders: counts }]): HostFact => {
		const keys = keysOf(host, names);
		const otherStrands = Math.max(0, ...keys.map((key) => others(state, key, own.get(key) ?? 0)));
		const ownNames = [...names.values()].filter((readers) => readers.size === 1).length;
		// What nobody outside this campaign has is its own, under however many names it was sent.
		const shared = keys.some((key) => asideOf(state, key) === "operator" || (otherStrands > 0 && asideOf(state, key) !== null));
		const senders = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([domain]) => domain);
		return { host, messages: inAll(messages), named: inAll(named), ownNames, recipients: recipients.size, senders, otherStrands, shared };
	});
	const count = (kind: Looked["copies"]): number => looked.filter(({ copies }) => copies === kind).length;
	const compared = looked.filter(({ copies }) => copies !== null).length;
	return {
		watched: inAll(looked.filter(({ watchedBy }) => watchedBy.size > 0).length),
		hosts,
		copies: {
			compared,
			unique: count("unique"),
			equal: count("equal"),
			placed: looked.filter(({ inProvedPlace }) => inProvedPlace).length,
		},
	};
}

/** What goes to the hosts of one owner. */
interface Watching {
	messages: number;
	named: number;
	readonly recipients: Set<string>;
	/** Whose mail has which host name. */
	readonly names: Map<string, Set<string>>;
	/** Messages by domain of From. */
	readonly senders: Map<string, number>;
}

function keysOf(domain: string, names: ReadonlyMap<string, unknown>): string[] {
	return [`tracker-domain ${domain}`, ...[...names.keys()].slice(0, MOST_HOSTS).map((host) => `tracker-host ${host}`)];
}

function asideOf({ things, spread }: CorrelationState, key: string): SetAside | null {
	const kind = kindOf(key);
	return things.has(key) ? things.thing(things.numberOf(key)).aside : setAside(kind, spread(kind, key.slice(kind.length + 1), 1, 1));
}

function others({ things }: CorrelationState, key: string, own: number): number {
	const strands = things.has(key) ? things.thing(things.numberOf(key)).spread.strands : 1;
	return Math.max(0, (strands <= EXACT ? strands : 2 ** levelOf(strands)) - Math.max(own, 1));
}

/** How many strands of the campaign have each tracker. */
async function ownCounts({ trx }: CorrelationState, { nodes }: Part): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	await inPieces(
		trx,
		nodes.flatMap(({ strand }) => (strand === null ? [] : [strand.id])),
		(some) => trx.selectFrom("strand_sample").select("features").where("strand", "in", some),
		({ features }) => {
			for (const key of readFeatures(features).keys()) if (key.startsWith("tracker-")) counts.set(key, (counts.get(key) ?? 0) + 1);
		},
	);
	return counts;
}
