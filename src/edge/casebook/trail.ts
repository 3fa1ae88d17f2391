// Trail: what a search asks for besides contacts, of one message: addresses, hosts and IP addresses that its header names, its Message-ID, and contacts
// that go to a bare address. It follows from the message's row alone, so that a replaced reading finds its own rows again: a change of what this gives for a
// row that is stored already needs a migration that empties the table and fills it anew.

import { networkRange } from "../../core/campaigns/network-ranges.ts";
import { isAddress, readHost } from "../../core/indicators/hosts.ts";
import { readIp } from "../../core/indicators/ip-ranges.ts";
import type { MailProfile } from "../../core/model/profile.ts";
import { reversedHost } from "./findings.ts";
import type { TrailTable } from "./schema/scan-tables.ts";
import { keyText } from "./values.ts";

export interface TrailSource {
	readonly messageId: string | null;
	readonly from: string | null;
	/** null for a row of format 1: it left no trail. */
	readonly profile: MailProfile | null;
	/** Hosts of contacts, reversed or not. */
	readonly hosts: Iterable<string>;
	/** Of references, fragments and all. */
	readonly urls: Iterable<string>;
}

export type TrailEntry = Pick<TrailTable, "kind" | "value" | "headers">;

/** A header may hold thousands. Contacts are bounded by mail/limits.ts. */
const MOST_NAMED = 100;
const PLAIN_HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;
/** What every machine calls itself. */
const NOBODY = new Set(["localhost", "localhost.localdomain"]);

/** Each kind and value once. */
export function trailOf({ messageId, from, profile, hosts, urls }: TrailSource): TrailEntry[] {
	if (profile === null) return [];
	const found = new Map<string, { readonly kind: TrailTable["kind"]; readonly value: string; readonly headers: string[] }>();
	const add = (kind: TrailTable["kind"], text: string | null, header: string): void => {
		if (text === null || text === "") return;
		const value = keyText(text, "trail");
		const key = `${kind} ${value}`;
		const entry = found.get(key);
		if (entry === undefined) {
			if (header === "contact" || found.size < MOST_NAMED) found.set(key, { kind, value, headers: [header] });
		} else if (!entry.headers.includes(header)) entry.headers.push(header);
	};
	const address = (text: string | null, header: string): void => add("address", addressKey(text), header);
	const host = (text: string | null, header: string): void => {
		if (text === null || NOBODY.has(text)) return;
		const ip = readIp(text);
		if (ip !== null) add("ip", networkRange(text.replace(/^\[|\]$/g, "")) === null ? null : ip, header);
		else add("host", hostKey(text), header);
	};
	address(from, "from");
	address(profile.sender, "sender");
	address(profile.replyTo, "reply-to");
	address(profile.returnPath, "return-path");
	// Not there in what an older detector read.
	for (const to of profile.sentTo ?? []) address(to, "to");
	if (messageId !== null) {
		add("message-id", messageId, "message-id");
		host(messageId.slice(messageId.lastIndexOf("@") + 1), "message-id");
	}
	for (const signature of profile.signatures) host(signature, "dkim-signature");
	for (const hop of profile.hops) {
		host(hop.from, "received");
		host(hop.by, "received");
		host(hop.ip, "received");
	}
	for (const contact of hosts) if (isAddress(contact)) add("ip", readIp(contact), "contact");
	for (const url of urls) if (url.startsWith("mailto:")) address(url.slice("mailto:".length), "contact");
	return [...found.values()].map(({ kind, value, headers }) => ({ kind, value, headers: headers.join(" ") }));
}

/** "example.sender@news", so that the addresses of a domain and its sub-domains are ranges; null for what is no address. */
export function addressKey(text: string | null): string | null {
	const at = text?.lastIndexOf("@") ?? -1;
	if (text === null || at < 1) return null;
	const domain = hostKey(text.slice(at + 1));
	return domain === null ? null : `${domain}@${text.slice(0, at).toLowerCase()}`;
}

/** Reversed; null for what is no host. */
export function hostKey(text: string): string | null {
	const host = PLAIN_HOST.test(text) ? text : readHost(text);
	return host === null ? null : reversedHost(host);
}
