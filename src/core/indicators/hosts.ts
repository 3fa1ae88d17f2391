// Hosts of indicators, in every spelling that a browser accepts (WHATWG URL §3.5): case, punycode and IDNA, percent-encoding, full-width dots,
// a trailing dot, a port. What comes out is what a case stores: lower case, punycode.

const LONGEST = 1_000;

/** Any of these would make the URL parser end the host, or drop the character without a word. */

const NO_HOST = /[\u0000-\u0020\u007f/\\?#@:[\]]/;

/**
 * "evil.example" for "*.EVIL.example.:443" and its like; null for what is no name (addresses are ip-ranges.ts' to read). A wildcard says no more than
 * the name, which covers its sub-domains anyway.
 */
export function readHost(text: string): string | null {
	if (text.length > LONGEST) return null;
	const name = text.replace(/^(?:\*\.|\.)/, "").replace(/:\d{1,5}$/, "");
	if (name === "" || NO_HOST.test(name)) return null;
	const host = URL.parse(`http://${name}/`)?.hostname;
	if (host === undefined || isAddress(host)) return null;
	return withoutDot(host);
}

/** Of a URL's host name, as WHATWG serialises it. */
export function isAddress(hostname: string): boolean {
	return hostname.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Whether `host` is `name` or a true sub-domain of it; both as `readHost` returns them, or with a trailing dot. */
export function covers(name: string, host: string): boolean {
	const bare = withoutDot(host);
	return bare === name || (bare.endsWith(name) && bare.charCodeAt(bare.length - name.length - 1) === DOT);
}

const DOT = 0x2e;

function withoutDot(host: string): string {
	return host.endsWith(".") && host.length > 1 ? host.slice(0, -1) : host;
}
