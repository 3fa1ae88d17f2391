// Labels of hosts that single a reader out: a wildcard record (RFC 4592) gives each reader a host of his own, so that the name is the identifier, and shows in
// lists of hosts as well as in URLs.

import { registrableDomain } from "../../core/encoding/registrable-domain.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import { OPAQUE_BITS, randomBits } from "../../core/trackers/opaque.ts";

/** Hosts of one domain in one campaign; a service that spreads its load has fewer. */
const CROWD = 8;
/** In a crowd, labels that are no plain word, as "img2" or "static" are. */
const PERSONAL = /^(?=.*\d)[a-z0-9_-]{6,}$/;

/** In lower case, of the hosts that these campaigns' mail contacts. */
export function individualLabels(campaigns: readonly Campaign[]): Set<string> {
	const found = new Set<string>();
	for (const { infrastructure, setAside } of campaigns) {
		const hosts = [...infrastructure, ...setAside].filter(({ kind }) => kind === "tracker-host").map(({ value }) => value.toLowerCase());
		for (const some of Map.groupBy(hosts, (host) => registrableDomain(host) ?? host).values())
			for (const host of some)
				for (const label of labelsOf(host)) if (isRandom(label) || (some.length >= CROWD && PERSONAL.test(label))) found.add(label);
	}
	return found;
}

function labelsOf(host: string): string[] {
	const domain = registrableDomain(host);
	if (domain === null || host === domain) return [];
	return host.slice(0, -domain.length - 1).split(".");
}

function isRandom(label: string): boolean {
	const bytes = new TextEncoder().encode(label);
	return randomBits(bytes, 0, bytes.length) >= OPAQUE_BITS;
}
