// Published ranges: networks from which machines of large mail providers fetch, as the providers themselves publish them. Only what has stood for years and
// serves nobody's own browsing is here: a person behind a provider's VPN must not be taken for a machine.

export interface PublishedRange {
	/** CIDR (RFC 4632). */
	readonly range: string;
	/** Whose machine it is, in a few words. */
	readonly name: string;
	/** A sentence: where it is published. */
	readonly source: string;
}

const GOOGLE_SPF = "Google's mail servers, which its image proxy shares: the SPF records _netblocks and _netblocks2 of its domain.";
const GOOGLE_CRAWLERS = "Google's crawlers and fetchers, among them its image proxy: its list of special crawlers.";
const MICROSOFT_EOP = "Exchange Online Protection, whose scanners follow links: Microsoft 365 URLs and IP address ranges, id 10.";

const google = (range: string, source = GOOGLE_SPF): PublishedRange => ({ range, name: "Google's mail service", source });
const microsoft = (range: string): PublishedRange => ({ range, name: "Microsoft's mail protection", source: MICROSOFT_EOP });

export const PUBLISHED_RANGES: readonly PublishedRange[] = [
	google("64.233.160.0/19"),
	google("66.102.0.0/20"),
	google("66.249.64.0/19", GOOGLE_CRAWLERS),
	google("74.125.0.0/16"),
	google("209.85.128.0/17"),
	google("2607:f8b0:4000::/36"),
	google("2800:3f0:4000::/36"),
	google("2a00:1450:4000::/36"),
	google("2404:6800:4000::/36"),
	google("2c0f:fb50:4000::/36"),
	microsoft("40.92.0.0/15"),
	microsoft("40.107.0.0/16"),
	microsoft("52.100.0.0/14"),
	microsoft("104.47.0.0/17"),
	microsoft("2a01:111:f400::/48"),
	microsoft("2a01:111:f403::/48"),
];
