// Facts of real mail, gathered strand by strand and as darkly as they can be: each message goes to another of a few accounts, every copy is taken
// to be proved individual, and nothing is known from before. What is not called targeted so is not in any case.

import type { CampaignFacts, HostFact } from "../../../src/core/campaigns/assessment/facts.ts";
import { strandId } from "../../../src/core/campaigns/strand-id.ts";
import { traitsOf } from "../../../src/core/campaigns/traits.ts";
import { unsubscribeHosts } from "../../../src/core/campaigns/unsubscribe-hosts.ts";
import { registrableDomain } from "../../../src/core/encoding/registrable-domain.ts";
import type { Inspection } from "../../../src/core/model/inspection.ts";
import { TRAITS, type Trait } from "../../../src/core/model/sighting.ts";
import { operatorIndex } from "../../../src/core/trackers/operators.ts";

/** Accounts that the messages are dealt out to. */
const ACCOUNTS = 5;

export const isOperatorHost = (host: string): boolean => operatorIndex().match(host, "/") !== null;

interface Strand {
	readonly messages: { readonly inspection: Inspection; readonly traits: readonly Trait[]; readonly account: number }[];
}

/** One for each strand with a reference that is not `click`. */
export function factsByStrand(inspections: readonly Inspection[], accounts = ACCOUNTS): CampaignFacts[] {
	const strands = new Map<string, Strand>();
	const users = new Map<string, Set<string>>();
	for (const [index, inspection] of inspections.entries()) {
		const traits = traitsOf(inspection, isOperatorHost);
		if (!traits.includes("tracked")) continue;
		const id = strandId(inspection);
		const strand = strands.get(id) ?? { messages: [] };
		strands.set(id, strand);
		strand.messages.push({ inspection, traits, account: index % accounts });
		for (const owner of ownersOf(inspection)) {
			users.set(owner, (users.get(owner) ?? new Set()).add(id));
		}
	}
	return [...strands.values()].map(({ messages }) => factsOf(messages, accounts, (host) => (users.get(host)?.size ?? 1) - 1));
}

function factsOf(messages: Strand["messages"], accounts: number, othersAt: (host: string) => number): CampaignFacts {
	const times = messages.flatMap(({ inspection }) => inspection.received ?? []).sort();
	const recipients = [...new Set(messages.map(({ account }) => `member${account}@house${account}.example`))].sort();
	const senders = mostFrequent(messages.map(({ inspection }) => inspection.from ?? ""));
	const days = mostFrequent(times.map((time) => time.slice(0, 10)));
	const hosts = mostFrequent(messages.flatMap(({ inspection }) => ownersOf(inspection))).map((host): HostFact => {
		const those = messages.filter(({ inspection }) => ownersOf(inspection).includes(host));
		const namesOf = ({ inspection }: Strand["messages"][number]): string[] => hostsOf(inspection).filter((name) => ownerOf(name) === host);
		const names = new Set(those.flatMap(namesOf));
		const ownNames = [...names].filter(
			(name) => new Set(those.filter((message) => namesOf(message).includes(name)).map(({ account }) => account)).size === 1,
		);
		const recipients = new Set(those.map(({ account }) => account)).size;
		return {
			host,
			messages: those.length,
			named: those.filter((message) =>
				tokenNames(message.inspection).some((name) => those.every((other) => other === message || !namesOf(other).includes(name))),
			).length,
			ownNames: ownNames.length,
			recipients,
			senders: mostFrequent(those.map(({ inspection: { from } }) => (from === null ? "" : ownerOf(from.slice(from.lastIndexOf("@") + 1))))),
			otherStrands: othersAt(host),
			shared: isOperatorHost(host),
		};
	});
	const sending = messages.flatMap(({ inspection: { from, profile } }) =>
		[from, profile.returnPath]
			.flatMap((address) => (address === null ? [] : [address.slice(address.lastIndexOf("@") + 1)]))
			.concat(profile.signatures, unsubscribeHosts(profile)),
	);
	const examples = new Map<Trait, string>();
	for (const { inspection, traits } of messages) for (const trait of traits) examples.set(trait, inspection.messageId ?? "");
	const individual = messages.filter(({ traits }) => traits.includes("individual")).length;
	return {
		messages: messages.length,
		recipients,
		recipientCount: recipients.length,
		owners: accounts,
		firstSeen: times[0] ?? null,
		lastSeen: times.at(-1) ?? null,
		days: days.length,
		mostOnADay: 0,
		traits: TRAITS.map((trait) => messages.filter(({ traits }) => traits.includes(trait)).length),
		watched: individual,
		sendingDomains: mostFrequent(sending.map(ownerOf)),
		examples,
		senders: senders.slice(0, 20),
		senderCount: senders.length,
		fromDomains: mostFrequent(senders.map((sender) => sender.slice(sender.lastIndexOf("@") + 1))).slice(0, 20),
		names: mostFrequent(messages.flatMap(({ inspection }) => inspection.profile.name ?? [])).slice(0, 20),
		history: { earlier: 0, ofOthers: 0, messages: 0, recipients: 0, since: null },
		oneAccount: [],
		imitated: [],
		written: 0,
		hosts: hosts.slice(0, 10),
		copies:
			recipients.length > 1
				? { compared: messages.length, unique: individual, equal: 0, placed: 0 }
				: { compared: 0, unique: 0, equal: 0, placed: 0 },
		sharedRole: null,
	};
}

/** Hosts in whose name the identifier stands. */
function tokenNames({ references }: Inspection): string[] {
	return references.flatMap(({ host, trigger, identifier: { value } }) =>
		trigger !== "click" && value !== null && host.includes(value.toLowerCase()) ? [host] : [],
	);
}

function hostsOf({ references }: Inspection): string[] {
	return [
		...new Set(references.filter(({ trigger, identifier }) => trigger !== "click" && identifier.kind !== "none").map(({ host }) => host)),
	];
}

function ownersOf(inspection: Inspection): string[] {
	return [...new Set(hostsOf(inspection).map(ownerOf))];
}

function ownerOf(host: string): string {
	return registrableDomain(host) ?? host;
}

function mostFrequent(values: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}
