// Watched: which hosts logs are searched for. What everybody contacts every day is left out where no URL there singles a reader out: that somebody visited
// their own parliament's site, whose picture a mail borrowed, says nothing. Links of targeted campaigns are watched though they single out nobody,
// and so is what a mail gateway wrapped.

import { mayWrap, unwrap } from "../../core/trackers/wrapped-links.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { operatorOf, ownDomains, whyEveryday } from "../export/everyday.ts";

type Book = Pick<Casebook, "exposure" | "campaigns" | "messagesOf">;

/** Lower case, in order. The case is to be correlated. */
export async function watchedHostsOf(casebook: Book): Promise<string[]> {
	const isEveryday = await everydayHosts(casebook);
	const found = await casebook.exposure.watchedHosts();
	const hosts = new Set(found.filter(({ host, individual }) => individual || !isEveryday(host)).map(({ host }) => host));
	for (const host of await plainLinks(casebook, isEveryday)) hosts.add(host);
	for (const host of (await wrappedHosts(casebook)).keys()) if (!isEveryday(host)) hosts.add(host);
	return [...hosts].sort();
}

/** Whether a contact with a host as a whole says nothing. */
export async function everydayHosts({ exposure }: Pick<Book, "exposure">): Promise<(host: string) => boolean> {
	const own = ownDomains(await exposure.owners());
	const known = new Map<string, boolean>();
	return (host) => {
		let everyday = known.get(host);
		if (everyday === undefined) {
			everyday = whyEveryday(host, own) !== null;
			known.set(host, everyday);
		}
		return everyday;
	};
}

/** Hosts of links in targeted campaigns that nobody else's mail has to do with. */
async function plainLinks({ exposure, campaigns }: Book, isEveryday: (host: string) => boolean): Promise<string[]> {
	const targeted = new Set<string>();
	for await (const { id } of campaigns({ targeted: true })) targeted.add(id);
	if (targeted.size === 0) return [];
	const hosts = (await exposure.hostsOfCampaigns([...targeted])).filter((host) => !isEveryday(host) && operatorOf(host) === null);
	const users = await exposure.campaignsOf(hosts);
	return hosts.filter((host) => [...(users.get(host) ?? [])].every((id) => targeted.has(id)));
}

/** Messages whose references are in memory at a time. */
const TOGETHER = 500;

/** Hosts of links that mail gateways wrapped and that single a reader out, with the messages (SHA-256, hex) that hold them. */
export async function wrappedHosts({ exposure, messagesOf }: Pick<Book, "exposure" | "messagesOf">): Promise<Map<string, Set<string>>> {
	const gateways = (await exposure.watchedHosts()).filter(({ host, individual }) => individual && mayWrap(host)).map(({ host }) => host);
	const hosts = new Map<string, Set<string>>();
	const messages = gateways.length === 0 ? [] : await exposure.messagesLinkingTo(gateways);
	for (let at = 0; at < messages.length; at += TOGETHER)
		for (const { sha256, references } of await messagesOf(messages.slice(at, at + TOGETHER)))
			for (const { url, host, identifier } of references) {
				const inner = identifier.kind === "none" || !mayWrap(host) ? null : innerHost(url);
				if (inner === null) continue;
				const of = hosts.get(inner) ?? new Set();
				hosts.set(inner, of);
				of.add(sha256);
			}
	return hosts;
}

function innerHost(url: string): string | null {
	const wrapped = unwrap(url);
	return wrapped === null ? null : (URL.parse(wrapped.inner)?.hostname ?? null);
}
