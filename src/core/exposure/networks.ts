// Networks: addresses so near each other that one log most likely covers both: IPv4 /24, IPv6 /64.

const IPV4_MAPPED = "00000000000000000000ffff";

/** `address`: 32 hex digits (IPv4 as ::ffff:0:0/96), of which the first 30 or 16 name the network. */
export function networkOf(address: string): string {
	return address.slice(0, address.startsWith(IPV4_MAPPED) ? 30 : 16);
}
