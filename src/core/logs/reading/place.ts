// Place: whom a line says was contacted: a URL, the host of a tunnel, a name that was looked up. Hosts come out in one spelling, that of URLs.

export interface Place {
	readonly host: string;
	readonly url: string | null;
}

/** What is longer is no URL that anything fetches. */
const LONGEST_URL = 32_768;

/** Absolute; null for what is none. */
export function urlPlace(text: string): Place | null {
	if (text.length > LONGEST_URL || !/^(?:https?|ftp|wss?):\/\//i.test(text)) return null;
	try {
		const { href, hostname } = new URL(text);
		const host = withoutDot(hostname);
		return host === "" ? null : { host, url: href };
	} catch {
		return null;
	}
}

/** "px.example:443", "[2001:db8::1]:443", "px.example."; null for what is no host. */
export function hostPlace(text: string): Place | null {
	const name = /^\[.*\](?=:\d{1,5}$|$)/.exec(text)?.[0] ?? (isBareIpv6(text) ? `[${text}]` : text.replace(/:\d{1,5}$/, ""));
	const host = hostOf(name);
	return host === null ? null : { host, url: null };
}

/** A name as resolvers write it: any case, a dot at its end, `\` before odd characters; null for the root and what is no name. */
export function hostOf(name: string): string | null {
	if (name.length > 1024) return null;
	const plain = withoutDot(name.toLowerCase());
	// What a URL's host may be made of at all. Odd bytes that DNS can carry name no host that mail contacts.
	if (!/^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])$/.test(plain) || plain.includes("..")) return null;
	if (!plain.startsWith("[")) return plain;
	try {
		return new URL(`http://${plain}/`).hostname;
	} catch {
		return null;
	}
}

/** An address as clients have it: no port, no brackets, no zone; "-" and empty are null. */
export function clientOf(text: string | undefined): string | null {
	if (text === undefined || text === "" || text === "-") return null;
	const bare =
		/^\[([0-9a-fA-F:.]+)\](?::\d+)?$/.exec(text)?.[1] ?? (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(text) ? text.replace(/:\d+$/, "") : text);
	return bare.length > 255 ? null : bare.toLowerCase();
}

/** "-" is how logs write that there is nothing. */
export function present(text: string | undefined): string | null {
	return text === undefined || text === "" || text === "-" ? null : text;
}

function withoutDot(host: string): string {
	return host.endsWith(".") ? host.slice(0, -1) : host;
}

function isBareIpv6(text: string): boolean {
	return /^[0-9a-f:.]+$/i.test(text) && text.split(":").length > 2;
}
