// Reading: what an indicator is, told by its form or said with it, and its value as a case holds it. CONTRACT.md, `hunt`, has the kinds.

import { registrableDomain } from "../encoding/registrable-domain.ts";
import { resolveUrl } from "../encoding/urls.ts";
import type { Indicator, IndicatorKind } from "../model/indicator.ts";
import { refanged } from "./defanged.ts";
import { readHost } from "./hosts.ts";
import { isMistypedRange, readIpRange, writeIpRange } from "./ip-ranges.ts";

/** Readings of one value, at least one; or why there is none. */
export type Reading = { readonly indicators: readonly Indicator[] } | { readonly why: string };

const LONGEST = 10_000;
const SHA256 = /^[0-9a-f]{64}$/i;
/** Hex digits of digests that a case does not keep. */
const OTHER_DIGESTS: ReadonlyMap<number, string> = new Map([
	[32, "MD5"],
	[40, "SHA-1"],
	[96, "SHA-384"],
	[128, "SHA-512"],
]);
const ADDRESS = /^(?:"(?:[^"\\]|\\.){1,200}"|[^\s<>()[\]\\,;:"@]{1,300})@[^\s<>@,;:"]{1,300}$/;

/** `given` by its form, defanged or not. `from` is where it stands, for messages. */
export function readIndicator(given: string, from: string | null): Reading {
	if (given.length > LONGEST) return { why: "too long for an indicator" };
	const text = refanged(given);
	const digest = digestOf(text);
	if (digest !== null) return digest === "SHA-256" ? readAs("sha256", given, from) : { why: notKept(digest) };
	if (text.startsWith("<") && text.endsWith(">") && text.includes("@")) return readAs("message-id", given, from);
	if (isUrl(text)) return readAs("url", given, from);
	if (readIpRange(text) !== null || readIpRange(withoutPort(text)) !== null) return readAs("ip", given, from);
	// "192.0.2.0/33" is a URL by the book, and meant by nobody.
	if (isMistypedRange(text)) return { why: NO_RANGE };
	if (text.includes("@")) {
		const address = read("address", text);
		const id = /^(?!mailto:)[^\s<>]+@[^\s<>]+$/i.test(text) ? text : null;
		// The two look alike: nothing but a search tells which it is.
		const indicators: Indicator[] = [];
		if (address !== null) indicators.push({ kind: "address", given, value: address, from });
		if (id !== null) indicators.push({ kind: "message-id", given, value: id, from });
		return indicators.length > 0 ? { indicators } : { why: "neither an address nor a Message-ID" };
	}
	if (/[/\\]/.test(text)) return readAs("url", given, from);
	if (NO_HOST.test(text)) return { why: "no host name: it has a sign that stands between several, or around one" };
	const host = readHost(text);
	if (host?.includes(".")) return { indicators: [{ kind: hostKind(host), given, value: host, from }] };
	if (host !== null) return { why: "it may be many things: say which with --kind" };
	return { why: "no host, URL, address, IP address, hash or Message-ID" };
}

/** `given` as one kind. A host and a domain are looked for in the same way, and told apart by what one may register. */
export function readAs(kind: IndicatorKind, given: string, from: string | null): Reading {
	if (given.length > LONGEST) return { why: "too long for an indicator" };
	// Anything may stand in a Message-ID, and few defang it.
	const text = kind === "message-id" ? given.trim() : refanged(given);
	if (kind === "url") {
		const urls = readUrls(text);
		return urls.length === 0 ? { why: "no URL that leads anywhere" } : { indicators: urls.map((value) => ({ kind, given, value, from })) };
	}
	const value = read(kind, text);
	// A host may be an address: what it is called in a bundle does not change where it is found.
	if (value === null && (kind === "host" || kind === "domain") && readIpRange(text) !== null) return readAs("ip", given, from);
	if (value !== null) return { indicators: [{ kind, given, value, from }] };
	const digest = digestOf(text);
	return { why: kind === "sha256" && digest !== null ? notKept(digest) : NOT[kind] };
}

/** Signs that a URL's host may hold by the book (WHATWG), and that no name of the DNS in use has: columns of a CSV file, or quotes. */
const NO_HOST = /["',;]/;

const NO_RANGE = "no range: behind an IPv4 address stand at most 32 bits, behind an IPv6 one 128; a URL has a scheme in front";

const NOT: Readonly<Record<IndicatorKind, string>> = {
	host: "no host name",
	domain: "no domain name",
	url: "no URL that leads anywhere",
	address: "no mail address",
	ip: "no IP address or range",
	sha256: "no SHA-256 (64 hexadecimal digits)",
	"message-id": "no Message-ID",
};

/** null for anything else; "SHA-256" for 64 hex digits. */
export function digestOf(text: string): string | null {
	if (SHA256.test(text)) return "SHA-256";
	return /^[0-9a-f]+$/i.test(text) ? (OTHER_DIGESTS.get(text.length) ?? null) : null;
}

export function notKept(digest: string): string {
	return `the case keeps no ${digest}, only the SHA-256 of whole messages`;
}

export function hostKind(host: string): "host" | "domain" {
	return registrableDomain(host) === host ? "domain" : "host";
}

function read(kind: Exclude<IndicatorKind, "url">, text: string): string | null {
	switch (kind) {
		case "host":
		case "domain":
			return readHost(text);
		case "address":
			return readAddress(text);
		case "ip": {
			const range = readIpRange(text) ?? readIpRange(withoutPort(text));
			return range === null ? null : writeIpRange(range);
		}
		case "sha256":
			return SHA256.test(text) ? text.toLowerCase() : null;
		case "message-id": {
			const id = text.startsWith("<") && text.endsWith(">") ? text.slice(1, -1).trim() : text;
			return id === "" || /[<>]/.test(id) ? null : id;
		}
	}
}

/** Lower case, its domain as a host; "mailto:", a display name and what comes behind the address are taken off. */
function readAddress(text: string): string | null {
	const bare = text.replace(/^mailto:/i, "").replace(/\?.*$/s, "");
	const inside = /<([^<>]{3,600})>\s*$/.exec(bare)?.[1] ?? bare;
	const address = inside.trim();
	if (!ADDRESS.test(address)) return null;
	const at = address.lastIndexOf("@");
	const domain = address.slice(at + 1);
	const host = domain.startsWith("[") ? domain.toLowerCase() : readHost(domain);
	return host === null ? null : `${address.slice(0, at).toLowerCase()}@${host}`;
}

/** Without fragment, as the references of a case are compared. A name and path alone stand for both schemes of the web. */
function readUrls(text: string): string[] {
	const written = hasScheme(text) || /^[/\\]{2}/.test(text) ? [text] : [`http://${text}`, `https://${text}`];
	const urls = written.flatMap((url) => resolveUrl(url, null)).map(({ url }) => withoutFragment(url));
	return [...new Set(urls)];
}

export function withoutFragment(url: string): string {
	const fragment = url.indexOf("#");
	return fragment === -1 ? url : url.slice(0, fragment);
}

function isUrl(text: string): boolean {
	return /^[a-z][a-z0-9+.-]*:[/\\]{2}/i.test(text) || /^[/\\]{2}[^/\\]/.test(text);
}

function hasScheme(text: string): boolean {
	return /^[a-z][a-z0-9+.-]*:(?!\d{1,5}(?:[/?#]|$))/i.test(text);
}

/** "192.0.2.1:8080", "[2001:db8::1]:443". */
function withoutPort(text: string): string {
	return text.replace(/^(\d[\dxa-f.]*|\[[0-9a-f:.]+\]):\d{1,5}$/i, "$1");
}
