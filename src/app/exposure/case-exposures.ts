// Exposures of a case: each campaign that singles its readers out, against the logs that were taken in. One campaign at a time is in memory.

import { assessExposure, type ExposureFacts } from "../../core/assess-exposure.ts";
import { isFreemail } from "../../core/campaigns/freemail.ts";
import type { HeldReference } from "../../core/exposure/copies-held.ts";
import { createLeases, type Leases } from "../../core/exposure/leases.ts";
import { accountsSeen } from "../../core/exposure/log-sample.ts";
import { networkOf } from "../../core/exposure/networks.ts";
import { createSpeaking } from "../../core/exposure/speaking.ts";
import { readIp } from "../../core/indicators/ip-ranges.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import type { Exposure, TakenLog } from "../../core/model/exposure.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import { mayWrap, unwrap } from "../../core/trackers/wrapped-links.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { everydayHosts, watchedHostsOf, wrappedHosts } from "./watched.ts";

/** One for each account and each of these campaigns that has individual references, whatever its assessment. The case is to be correlated. */
export async function* exposuresOf(
	casebook: Casebook,
	campaigns: Iterable<Campaign> | AsyncIterable<Campaign> = casebook.campaigns(),
): AsyncGenerator<Exposure> {
	const { exposure } = casebook;
	const logs = await exposure.logs();
	const leases = createLeases(logs.length === 0 ? [] : await exposure.leases());
	const facts = { logs, leases, addressKey: readIp, ...(await people(casebook)), speakersOf: await speakersOf(casebook, logs, leases) };
	const contacted = await exposure.contacted();
	const led = await leading(casebook, contacted);
	const lacking = logs.length === 0 ? new Map() : await exposure.unsearched(await watchedHostsOf(casebook));
	for await (const campaign of campaigns) {
		if (!isIndividual(campaign)) continue;
		const deliveries = await deliveriesOf(casebook, campaign);
		if (deliveries.size === 0) continue;
		const hosts = led.hostsOf(campaign);
		// Without a contact there is nothing to look up in any copy.
		const references = hosts.length === 0 ? [] : await referencesOf(casebook, campaign, new Set(hosts));
		const contacts = hosts.length === 0 ? [] : await exposure.contacts(hosts);
		const unsearched = await unsearchedIn(casebook, campaign, lacking);
		yield* assessExposure({ campaign: campaign.id, deliveries, references, unsearched }, contacts, {
			...facts,
			leadsOnly: await led.leadsOnly(campaign, hosts),
		});
	}
}

/** Logs that were not searched for one of the campaign's hosts, and the first of these. */
async function unsearchedIn(
	{ exposure }: Casebook,
	{ id }: Campaign,
	lacking: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Map<string, string>> {
	const hosts = lacking.size === 0 ? [] : await exposure.hostsOfCampaigns([id]);
	return new Map(
		[...lacking].flatMap(([log, of]) => {
			const host = hosts.find((one) => of.has(one));
			return host === undefined ? [] : [[log, host] as const];
		}),
	);
}

/** The list, by account: name, and who is one person. */
async function people({ people }: Pick<Casebook, "people">): Promise<Pick<ExposureFacts, "personOf" | "personKey">> {
	const names = new Map<string, string>();
	const keys = new Map<string, string>();
	for (const { name, organisation, accounts, gone } of await people.list())
		for (const { address } of accounts) {
			if (!gone) names.set(address, name);
			keys.set(address, JSON.stringify([name, organisation]));
		}
	return {
		personOf: (account) => names.get(account.toLowerCase()) ?? null,
		personKey: (account) => keys.get(account.toLowerCase()) ?? account.toLowerCase(),
	};
}

/** Which logs speak for whom, by what the user said, else by whom they show. */
async function speakersOf({ exposure }: Pick<Casebook, "exposure">, logs: readonly TakenLog[], leases: Leases) {
	const leased = (client: string, time: number): readonly string[] => {
		const key = readIp(client);
		return key === null ? [] : leases.at(key, time);
	};
	const owners = await exposure.leasedOwners();
	const besides = (clients: readonly { readonly client: string }[]): Set<string> => {
		const networks = new Set(clients.flatMap(({ client }) => readIp(client) ?? []).map(networkOf));
		return new Set([...owners].flatMap(([account, of]) => ([...of].some((network) => networks.has(network)) ? [account] : [])));
	};
	const speaking = [];
	for (const { sha256, speaksFor } of logs) {
		const sample = speaksFor.length > 0 ? null : await exposure.sample(sha256);
		const seen = sample === null ? [] : accountsSeen(sample, leased);
		speaking.push({ sha256, speaksFor, seen, beside: besides(sample?.clients ?? []) });
	}
	return createSpeaking(speaking, await exposure.owners(), new Set(owners.keys()), isFreemail);
}

/** Which campaigns lead to which of the hosts that logs show. */
async function leading(casebook: Casebook, contacted: readonly string[]) {
	const { exposure } = casebook;
	const isEveryday = await everydayHosts(casebook);
	const users = await exposure.campaignsOf(contacted);
	const hosts = new Map<string, string[]>();
	for (const [host, campaigns] of users) for (const id of campaigns) hosts.set(id, [...(hosts.get(id) ?? []), host]);
	// What a gateway wrapped is no host of the mail itself.
	const known = new Set(contacted);
	const wrapped = known.size === 0 ? [] : [...(await wrappedHosts(casebook))].filter(([host]) => known.has(host));
	/** By host that several campaigns lead to. */
	const accounts = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
	return {
		hostsOf({ id, aliases, messages }: Campaign): string[] {
			const own = [id, ...aliases].flatMap((any) => hosts.get(any) ?? []);
			const inner = wrapped.filter(([, of]) => messages.some(({ sha256 }) => of.has(sha256))).map(([host]) => host);
			return [...new Set([...own, ...inner])].sort();
		},
		async leadsOnly({ id, aliases }: Campaign, of: readonly string[]): Promise<ExposureFacts["leadsOnly"]> {
			const ids = new Set([id, ...aliases]);
			const isMine = (campaigns: Iterable<string>): boolean => [...campaigns].every((any) => ids.has(any));
			const shared = new Set(of.filter((host) => !isMine(users.get(host) ?? [])));
			if (accounts.size > MOST_SHARED) accounts.clear();
			for (const host of shared) if (!accounts.has(host)) accounts.set(host, await exposure.ledTo(host));
			const by = new Map([...shared].map((host) => [host, accounts.get(host)]));
			return (host, account) => !isEveryday(host) && (!shared.has(host) || isMine(by.get(host)?.get(account) ?? []));
		},
	};
}

/** Hosts whose accounts are in memory: of an operator's each may have thousands. */
const MOST_SHARED = 200;

function isIndividual({ identifiers: { address, unique, opaque } }: Campaign): boolean {
	return address + unique + opaque > 0;
}

/** By account, when its first copy came in. */
async function deliveriesOf(casebook: Casebook, { id }: Campaign): Promise<Map<string, string | null>> {
	const timeline = await casebook.timeline(id);
	const first = new Map<string, string | null>();
	for (const { recipient, received } of [
		...(timeline?.waves.flatMap(({ deliveries }) => deliveries) ?? []),
		...(timeline?.undated ?? []),
	]) {
		if (recipient === null) continue;
		const known = first.get(recipient);
		if (known === undefined || known === null || (received !== null && received < known)) first.set(recipient, received ?? known ?? null);
	}
	return first;
}

/** Messages whose findings are in memory at a time. */
const TOGETHER = 500;

/** What the copies hold that goes to these hosts. */
async function referencesOf(casebook: Casebook, { messages }: Campaign, hosts: ReadonlySet<string>): Promise<HeldReference[]> {
	const held: HeldReference[] = [];
	const sha256s = [...new Set(messages.map(({ sha256 }) => sha256))];
	for (let at = 0; at < sha256s.length; at += TOGETHER) {
		const some = sha256s.slice(at, at + TOGETHER);
		const proofs = await casebook.proofs(some);
		for (const message of await casebook.messagesOf(some)) {
			const proved = new Map((proofs.get(message.sha256) ?? []).map(({ reference, kind }) => [reference, kind]));
			const accounts = [...new Set(message.placements.map(({ owner }) => owner).filter((owner) => owner !== null))];
			const received = message.received === null || message.receivedFrom !== "received" ? null : Date.parse(message.received);
			for (const [index, { url, host, trigger, channel, identifier }] of message.references.entries()) {
				if (channel === "smtp") continue;
				const individual = (proved.get(index) ?? identifier.kind) !== "none";
				for (const place of [{ url, host }, ...inside(url, host)]) {
					if (!hosts.has(place.host)) continue;
					const inName = individual && isInName(place.host, identifier);
					const token = individual ? identifier.value : null;
					for (const account of accounts) held.push({ account, ...place, trigger, individual, token, inName, received });
				}
			}
		}
	}
	return held;
}

/** What a mail gateway wrapped is asked for once it was followed. */
function inside(url: string, host: string): { readonly url: string; readonly host: string }[] {
	const inner = mayWrap(host) ? unwrap(url)?.inner : undefined;
	return inner === undefined ? [] : [{ url: inner, host: URL.parse(inner)?.hostname ?? "" }];
}

/** A token in the name of a host is found by itself, or, where it stands there in another form, by what inspection says of it. */
function isInName(host: string, { value, how }: RemoteReference["identifier"]): boolean {
	return how.includes("the host name") || (value !== null && value.length >= SHORTEST_IN_NAME && host.includes(value.toLowerCase()));
}

/** A shorter one may be part of any name. */
const SHORTEST_IN_NAME = 6;
