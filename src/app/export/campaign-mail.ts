// Campaign mail: what an export may tell of a campaign's messages. Here, and nowhere later, everything that names or singles out a reader is left
// out unless recipients were asked for: whatever a format does, it cannot give away what it does not get.

import { maskedAddress } from "../../core/campaigns/strand-id.ts";
import { registrableDomain } from "../../core/encoding/registrable-domain.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import type { ExportedMessage, ExportedUrl } from "../../core/model/export.ts";
import type { Person } from "../../core/model/person.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import type { StoredMessage } from "../../edge/casebook/stored-messages.ts";
import type { HostFacts } from "./judged-hosts.ts";
import { createMasking, type MaskedUrl, type SeenUrl } from "./masked-urls.ts";
import { type ReaderNames, readerNames } from "./reader-names.ts";

export interface CampaignMail {
	readonly messages: readonly ExportedMessage[];
	readonly hosts: readonly HostFacts[];
	/** Addresses in From that are no reader's; unless recipients were asked for, none that names or singles out a reader. */
	readonly senders: readonly string[];
	/** What readers are known by, for what is decided and left out by it; not for the export. */
	readonly readers: ReaderNames;
}

/** `people`: the list, whose names are left out with their addresses. Messages that a scan has meanwhile replaced are left out. */
export async function campaignMail(
	casebook: Pick<Casebook, "message" | "proofs">,
	campaign: Campaign,
	people: readonly Person[],
	withRecipients: boolean,
): Promise<CampaignMail> {
	const stored: StoredMessage[] = [];
	for (const sha256 of new Set(campaign.messages.map(({ sha256 }) => sha256))) {
		const message = await casebook.message(sha256);
		if (message !== null) stored.push(message);
	}
	/** Known as owners, or because a URL leads to them. */
	const addresses = [...campaign.recipients, ...stored.flatMap(ownersOf), ...stored.flatMap(addressesIn)];
	const lower = new Set(addresses.map((address) => address.toLowerCase()));
	const listed = people.filter(({ accounts }) => accounts.some(({ address }) => lower.has(address)));
	// Somebody is known by his other accounts as well.
	const accounts = listed.flatMap(({ accounts }) => accounts.map(({ address }) => address));
	const names = listed.map(({ name }) => name);
	const readers = readerNames([...lower, ...accounts], names);
	const masking = createMasking(
		stored.flatMap((message) => telling(message).map((reference) => seenUrl(reference, message))),
		readers,
	);
	const senders = sendersIn(stored, readers, withRecipients);
	const isSender = new Set(senders);
	const proofs = await casebook.proofs(stored.map(({ sha256 }) => sha256));
	const hosts: Hosts = new Map();
	const messages = stored.map((message): ExportedMessage => {
		const { messageId, sha256, subject, from, received, references } = message;
		const told = (text: string | null): string | null => (text === null || withRecipients ? text : readers.without(text));
		const sender = from?.toLowerCase() ?? null;
		return {
			messageId: told(messageId),
			sha256,
			subject: told(subject),
			from: sender !== null && (withRecipients || isSender.has(sender)) ? sender : null,
			received,
			multipart: references.some(({ part }) => part.includes(".") || Number(part) > 1),
			recipients: withRecipients ? ownersOf(message) : [],
			urls: urlsOf(message, proofs.get(sha256) ?? []),
		};
	});
	return {
		messages,
		hosts: [...hosts].map(([host, { paths, ...facts }]) => ({ host, ...facts, paths: [...paths] })),
		senders,
		readers,
	};

	function urlsOf(message: StoredMessage, proved: readonly Proof[]): ExportedUrl[] {
		const urls = new Map<string, ExportedUrl>();
		for (const reference of telling(message)) {
			const masked = masking.masked(seenUrl(reference, message));
			const host = namingNobody(reference, readers);
			// By comparing copies where that tells, else by the URL alone.
			const proof = proved.find((one) => message.references[one.reference] === reference);
			const individual = (proof?.kind ?? reference.identifier.kind) !== "none";
			note(hosts, host, reference, masked, individual);
			const url = withRecipients ? reference.url : withHost(masked, reference.host, host);
			urls.set(url, { url, host: withRecipients ? reference.host : host, individual: individual || masked.individual });
		}
		return [...urls.values()];
	}
}

type Hosts = Map<string, { individual: boolean; ownName: boolean; readonly paths: Set<string> }>;

function note(hosts: Hosts, host: string, { host: written, identifier }: RemoteReference, masked: MaskedUrl, individual: boolean): void {
	const facts = hosts.get(host) ?? { individual: false, ownName: false, paths: new Set<string>() };
	hosts.set(host, facts);
	if (individual || host !== written) facts.individual = true;
	if (individual && host.includes(identifier.value?.toLowerCase() || " ")) facts.ownName = true;
	if (masked.individual && masked.prefix?.startsWith("/") && facts.paths.size < MOST_PREFIXES) facts.paths.add(masked.prefix);
}

/** An address that is made for each reader (a name or a token of his in it) is left out: the domain stands for all of them. */
function sendersIn(stored: readonly StoredMessage[], readers: ReaderNames, withRecipients: boolean): string[] {
	const owners = new Map<string, Set<string>>();
	for (const message of stored) {
		const address = message.from?.toLowerCase();
		if (address === undefined || readers.addresses.has(address)) continue;
		const of = owners.get(address) ?? new Set();
		owners.set(address, of);
		for (const owner of ownersOf(message)) of.add(owner);
	}
	const all = [...owners.keys()].sort();
	if (withRecipients) return all;
	const alike = Map.groupBy(all, maskedAddress);
	const isOneReaders = (address: string): boolean =>
		(owners.get(address)?.size ?? 0) <= 1 && (alike.get(maskedAddress(address))?.length ?? 0) > 1;
	return all.filter((address) => !readers.isNamingAddress(address) && !isOneReaders(address));
}

/** Far more than a toolkit has forms of URLs. */
const MOST_PREFIXES = 200;

function ownersOf({ placements, deliveredTo }: StoredMessage): string[] {
	const owners = new Set(placements.flatMap(({ owner }) => (owner === null ? [] : [owner.toLowerCase()])));
	return [...(owners.size > 0 ? owners : new Set(deliveredTo.map((address) => address.toLowerCase())))].sort();
}

function addressesIn({ references }: StoredMessage): string[] {
	return references.flatMap(({ identifier: { kind, value } }) => (kind === "address" && value?.includes("@") ? [value] : []));
}

/** What is fetched without a click, and links that single their reader out. A receipt goes to an address, and a plain link to anywhere. */
function telling({ references }: StoredMessage): RemoteReference[] {
	return references.filter(
		({ channel, trigger, identifier, host }) => channel !== "smtp" && host !== "" && (trigger !== "click" || identifier.kind !== "none"),
	);
}

function seenUrl({ url, identifier }: RemoteReference, message: StoredMessage): SeenUrl {
	return { url, identifier: identifier.kind, value: identifier.value, owners: ownersOf(message) };
}

/** The host, without the labels that hold a reader's name or address. */
function namingNobody({ host, identifier }: RemoteReference, readers: ReaderNames): string {
	const named = readers.hostWithout(host);
	// Where an address is in it and no word of one shows, any label may be it.
	const isEncoded = named === host && identifier.kind === "address" && identifier.how.includes("the host name");
	return isEncoded ? (registrableDomain(host) ?? host) : named;
}

function withHost({ url }: MaskedUrl, from: string, to: string): string {
	return from === to ? url : url.replace(from, () => `*.${to}`);
}
