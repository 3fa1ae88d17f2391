// Exposures of a case: each campaign that singles its readers out, against the logs that were taken in. One campaign at a time is in memory.

import { assessExposure } from "../../core/assess-exposure.ts";
import type { HeldReference } from "../../core/exposure/copies-held.ts";
import { createLeases } from "../../core/exposure/leases.ts";
import { readIp } from "../../core/indicators/ip-ranges.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import type { Exposure } from "../../core/model/exposure.ts";
import { isOperatorHost } from "../../core/trackers/operator-hosts.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";

/** One for each account and each campaign with individual references, whatever its assessment. The case is to be correlated. */
export async function* exposuresOf(casebook: Casebook): AsyncGenerator<Exposure> {
	const logs = await casebook.exposure.logs();
	const leases = createLeases(await casebook.exposure.leases());
	const names = new Map(
		(await casebook.people.list()).flatMap(({ name, accounts }) => accounts.map(({ address }) => [address, name] as const)),
	);
	const contacted = new Set(await casebook.exposure.contacted());
	const users = await casebook.exposure.campaignsOf([...contacted]);
	const personOf = (account: string): string | null => names.get(account) ?? null;
	for await (const campaign of casebook.campaigns()) {
		if (!isIndividual(campaign)) continue;
		const deliveries = await deliveriesOf(casebook, campaign);
		if (deliveries.size === 0) continue;
		const ids = new Set([campaign.id, ...campaign.aliases]);
		// Without a contact there is nothing to look up in any copy.
		const hosts = [...contacted].filter((host) => [...(users.get(host) ?? [])].some((id) => ids.has(id)));
		const references = hosts.length === 0 ? [] : await referencesOf(casebook, campaign, new Set(hosts));
		const contacts = hosts.length === 0 ? [] : await casebook.exposure.contacts(hosts);
		const isOwnHost = (host: string): boolean => !isOperatorHost(host) && [...(users.get(host) ?? [])].every((id) => ids.has(id));
		yield* assessExposure({ campaign: campaign.id, deliveries, references }, contacts, {
			logs,
			leases,
			personOf,
			isOwnHost,
			addressKey: readIp,
		});
	}
}

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
			for (const [index, { url, host, trigger, identifier }] of message.references.entries()) {
				if (!hosts.has(host)) continue;
				const individual = (proved.get(index) ?? identifier.kind) !== "none";
				for (const account of accounts) held.push({ account, url, host, trigger, individual });
			}
		}
	}
	return held;
}
