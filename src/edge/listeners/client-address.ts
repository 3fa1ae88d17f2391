// Client address: whose request it is. A reverse proxy says so in X-Forwarded-For, and so may anybody: it is believed of configured proxies
// alone, from the right, where each hop appended whom it saw (RFC 7239 §7.1). Forwarded itself is not read: a proxy that writes the one passes
// on what a client wrote in the other.

import type { IncomingHttpHeaders } from "node:http";
import ipaddr from "ipaddr.js";
import { appError } from "../../core/model/app-error.ts";
import { plainAddress } from "./address.ts";

/** IP addresses and ranges ("192.0.2.0/24"). */
export type TrustedProxies = (address: string) => boolean;

const MOST_HOPS = 20;

/** Throws a usage error where one is neither an address nor a range. */
export function trustedProxies(ranges: readonly string[]): TrustedProxies {
	const parsed = ranges.map(rangeOf);
	return (text) => {
		if (!ipaddr.isValid(text)) return false;
		const address = ipaddr.process(text);
		return parsed.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
	};
}

function rangeOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
	if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
	if (!ipaddr.isValid(text))
		throw appError("usage", `a proxy to be trusted is an IP address or a range such as 192.0.2.0/24; not "${text}"`);
	const address = ipaddr.process(text);
	return [address, address.kind() === "ipv4" ? 32 : 128];
}

export interface Forwarded {
	readonly client: string;
	/** What the proxy says it was asked for; null where no trusted proxy speaks. */
	readonly secure: boolean | null;
	readonly host: string | null;
}

export function forwardedBy(peer: string, headers: IncomingHttpHeaders, trusts: TrustedProxies): Forwarded {
	if (!trusts(peer)) return { client: peer, secure: null, host: null };
	const hops = listOf(headers["x-forwarded-for"]).slice(-MOST_HOPS);
	let client = peer;
	for (const hop of hops.reverse()) {
		const address = addressOf(hop);
		// What does not read as an address ends what can be believed.
		if (address === null) break;
		client = address;
		if (!trusts(address)) break;
	}
	const protocol = listOf(headers["x-forwarded-proto"]).at(-1)?.toLowerCase();
	return {
		client,
		secure: protocol === "https" ? true : protocol === "http" ? false : null,
		host: listOf(headers["x-forwarded-host"]).at(-1) ?? null,
	};
}

function listOf(field: string | string[] | undefined): string[] {
	const text = Array.isArray(field) ? field.join(",") : (field ?? "");
	return text
		.split(",")
		.map((entry) => entry.trim())
		.filter((entry) => entry !== "");
}

/** With or without a port: "192.0.2.1:443", "[2001:db8::1]:443". */
function addressOf(text: string): string | null {
	const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
	return ipaddr.isValid(bare) ? plainAddress(ipaddr.process(bare).toString()) : null;
}
