// Host text: what of a host may stand in a file that another program reads. Hosts come from hostile mail, where anything can stand for one. Only
// names as DNS has them (RFC 1035 §2.3.4, with the underscore that real hosts have) and addresses get through, so that none can end a line, a
// string or a rule; and none that would block what belongs to everybody: a whole suffix such as "example" or "co.uk", or one's own machine.

import { getPublicSuffix } from "tldts";

export interface HostText {
	readonly kind: "name" | "ipv4" | "ipv6";
	/** A name without a dot at its end; IPv6 without brackets. */
	readonly text: string;
}

const LABEL = /^[a-z0-9_-]{1,63}$/;
const IPV4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;
/** As WHATWG writes them: lower case, compressed, never with an IPv4 tail. */
const IPV6 =
	/^(?=[0-9a-f:]{2,39}$)(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)$/;
const MOST_GROUPS = 8;
/** Of a name in text, RFC 1035: 255 bytes in a message. */
const LONGEST_NAME = 253;

/** `host`: lower case, punycode, IPv6 in brackets. Null for what is none of the three. */
export function hostText(host: string): HostText | null {
	if (host.startsWith("[") && host.endsWith("]")) {
		const text = host.slice(1, -1);
		const groups = text.split(":").filter((group) => group !== "").length;
		return IPV6.test(text) && groups <= MOST_GROUPS ? { kind: "ipv6", text } : null;
	}
	if (IPV4.test(host)) return { kind: "ipv4", text: host };
	const text = host.endsWith(".") ? host.slice(0, -1) : host;
	const labels = text.split(".");
	const last = labels.at(-1) ?? "";
	if (text.length > LONGEST_NAME || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null;
	// A last label of digits is no name to a browser (WHATWG URL §3.5, "ends in a number").
	return /^\d/.test(last) ? null : { kind: "name", text };
}

/** Under whose name strangers have theirs: blocking it would block them all. Private suffixes (github.io) too. */
export function isSuffix(name: string): boolean {
	return getPublicSuffix(name, { allowPrivateDomains: true, extractHostname: false, validateHostname: false }) === name;
}

/** Characters that stand for themselves in a URL and in every list here: no blank, quote, comma, dollar sign, star, bar, caret or backslash. */
const PLAIN_PATH = /^\/[A-Za-z0-9/_.~=&?%+:@-]{2,500}$/;

/** Whether a prefix of paths (with its query) can be written as it is. One that cannot is never shortened: that would block more. */
export function isPlainPath(path: string): boolean {
	return PLAIN_PATH.test(path);
}
