// Networks: addresses that are set aside for documentation (RFC 5737, RFC 3849). Of IPv4 there are three ranges of 256, so that strangers are
// neighbours as they are at a hosting provider; of IPv6 there is a site for each.

export interface Network {
	/** The `number`th address of it. */
	host(number: number): string;
}

const IPV4 = ["192.0.2", "198.51.100", "203.0.113"] as const;
const CHUNK = 32;

/** The `index`th network; every third has IPv4 only, of which networks past the 24th share addresses. */
export function networkOf(index: number): Network {
	if (index % 3 === 0) {
		const range = IPV4[Math.floor(index / 3) % 3] as string;
		const start = (Math.floor(index / 9) % (256 / CHUNK)) * CHUNK;
		return { host: (number) => `${range}.${start + (number % (CHUNK - 1)) + 1}` };
	}
	// Written in full: zeros at neither end.
	const site = `2001:db8:${(index + 0x100).toString(16)}`;
	return { host: (number) => `${site}:1::${(number + 0x10).toString(16)}` };
}
