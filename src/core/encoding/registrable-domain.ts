// Registrable domain: the part of a host that one owner registered, by the Public Suffix List (publicsuffix.org), through tldts.
// Private suffixes count (appspot.com, cloudfront.net, github.io): what two customers of a platform run is not one owner's. Loading
// the list takes 10 to 30 ms and a call about a microsecond, so whoever only compares with known hosts walks labels instead
// (trackers/operators.ts), and only what groups hosts by owner imports this.

import { getDomain } from "tldts";

const PRIVATE = { allowPrivateDomains: true, extractHostname: false, validateHostname: false };
const PUBLIC = { ...PRIVATE, allowPrivateDomains: false };

/**
 * `host` in lower case and punycode, one trailing dot allowed. null for addresses and for what is no more than a suffix ("co.uk",
 * "localhost"). A platform's own name ("appspot.com") is its own domain.
 */
export function registrableDomain(host: string): string | null {
	const name = host.endsWith(".") ? host.slice(0, -1) : host;
	return getDomain(name, PRIVATE) ?? getDomain(name, PUBLIC);
}
