// Network ranges: the neighbourhood of an address, as providers hand it out: 256 addresses of IPv4, a site of IPv6 (RFC 6177).
// Addresses that only one's own network has (RFC 1918, 4193, 4291, 6598) tell nothing of a sender.

const OWN_NETWORKS = /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
const IPV4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

/** As CIDR (RFC 4632); null for an address of one's own network, and for what is none. */
export function networkRange(ip: string): string | null {
	const plain = ip.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
	if (IPV4.test(plain)) return OWN_NETWORKS.test(plain) ? null : `${plain.slice(0, plain.lastIndexOf("."))}.0/24`;
	if (!plain.includes(":") || !/^[0-9a-f:.]{2,45}$/.test(plain)) return null;
	const [head = "", tail] = plain.split("::");
	const before = head === "" ? [] : head.split(":");
	const after = tail === undefined || tail === "" ? [] : tail.split(":");
	const groups =
		tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
	const [first = "0", second = "0", third = "0"] = groups;
	// ::1, fe80::/10 and fc00::/7.
	if (groups.slice(0, 4).every((group) => /^0*$/.test(group)) || /^(?:fe[89ab]|f[cd])/.test(first.padStart(4, "0"))) return null;
	const site = [first, second, third].map((group) => group.replace(/^0+(?=.)/, ""));
	return `${site.join(":")}::/48`;
}
