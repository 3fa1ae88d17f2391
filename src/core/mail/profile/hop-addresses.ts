// Hop addresses: the IP addresses in what servers write of each other, in brackets or bare, and the one usual form of each (RFC 5952).

/** Without leading zeros. */
const USUAL_IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?[1-9]\d|1\d\d|\d)(?:\.(?!$)|$)){4}$/;

/** In brackets (RFC 5321 §4.1.3), with a zone or without. */
const BRACKETED = /\[(?:ipv6:)?([0-9a-f:.]{2,45})(?:%[\w.-]{1,20})?\]/i;
const IPV4 = /(?<![\w.-])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\w.-])/;
/** Of at least two colons, so that no time is one. */
const IPV6 = /(?<![\w:.])(?:ipv6:)?([0-9a-f]{0,4}:[0-9a-f]{0,4}:[0-9a-f:.]{0,40})(?:%[\w.-]{1,20})?(?![\w:])/i;

/** The first address of `text`, one in brackets before others; null where there is none. */
export function addressIn(text: string): string | null {
	// As most stand: "[192.0.2.1]".
	const open = text.indexOf("[");
	if (open >= 0) {
		const close = text.indexOf("]", open);
		if (close >= 0 && close - open <= 16 && USUAL_IPV4.test(text.slice(open + 1, close))) return text.slice(open + 1, close);
	}
	for (const pattern of [BRACKETED, IPV4, IPV6]) {
		const found = pattern.exec(text)?.[1];
		const address = found === undefined ? null : usualForm(found);
		if (address !== null) return address;
	}
	return null;
}

/** Nothing to do: eight groups, or at most six around "::", none of them zero or with zeros in front. */
const USUAL_IPV6 =
	/^(?:(?:[1-9a-f][0-9a-f]{0,3}:){7}[1-9a-f][0-9a-f]{0,3}|(?=(?:[0-9a-f]*:){2,6}[0-9a-f]*$)(?:[1-9a-f][0-9a-f]{0,3}:){1,5}(?::[1-9a-f][0-9a-f]{0,3}){1,5})$/;
const MAPPED = /^(?:::|(?:0{1,4}:){5})ffff:(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i;
/** As RFC 5952 has it; an IPv4 address within IPv6 (RFC 4291 §2.5.5.2) as IPv4; null for what is none. */
export function usualForm(address: string): string | null {
	if (!address.includes(":")) return dotted(address);
	if (USUAL_IPV6.test(address)) return address;
	const mapped = MAPPED.exec(address)?.[1];
	if (mapped !== undefined) return dotted(mapped);
	// WHATWG URL §3.5 serialises so.
	const host = /^[0-9a-f:.]{2,45}$/i.test(address) ? URL.parse(`http://[${address}]/`)?.hostname : undefined;
	return host === undefined ? null : host.slice(1, -1);
}

function dotted(address: string): string | null {
	if (USUAL_IPV4.test(address)) return address;
	const bytes = address.split(".").map(Number);
	return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address) && bytes.every((byte) => byte < 256) ? bytes.join(".") : null;
}
