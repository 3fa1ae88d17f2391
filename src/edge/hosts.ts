// Hosts as they stand in socket addresses: which of them are this machine alone, and how they are written beside a port (RFC 3986 §3.2.2).

import ipaddr from "ipaddr.js";

/** An address of this machine alone, so that nobody else can read what goes there. */
export function isLoopback(host: string): boolean {
	const isAddress = ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host);
	return host === "localhost" || (isAddress && ipaddr.process(host).range() === "loopback");
}

/** An IPv6 address in brackets. */
export function bracketed(host: string): string {
	return host.includes(":") ? `[${host}]` : host;
}

/** "mail.example:993", "[2001:db8::1]:993". */
export function hostAndPort({ host, port }: { readonly host: string; readonly port: number }): string {
	return `${bracketed(host)}:${port}`;
}
