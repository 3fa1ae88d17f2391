// Wrapped links: mail gateways replace each link by one to themselves that carries the real one, so that a wrapped tracker
// looks like the gateway's. The formats are public (each vendor's support pages, and the links themselves). Nothing is
// asked of a gateway: what is only a number of its database (Mimecast, Hornetsecurity) stays closed.

import { BASE64, decodeBits } from "../encoding/bit-encodings.ts";
import { decodePercent } from "../encoding/percent.ts";

export interface WrappedLink {
	/** The gateway's product name. */
	readonly gateway: string;
	/** The real URL, absolute, as WHATWG serialises it. */
	readonly inner: string;
}

interface Gateway {
	readonly gateway: string;
	/** Hosts end in this. */
	readonly host: string;
	/** The inner URL as carried by path and query ("/v2/url?u=..."), or null. */
	readonly read: (path: string) => string | null;
}

const GATEWAYS: readonly Gateway[] = [
	{ gateway: "Microsoft Safe Links", host: "safelinks.protection.outlook.com", read: parameter("url") },
	{ gateway: "Proofpoint URL Defense", host: "urldefense.proofpoint.com", read: proofpoint },
	{ gateway: "Proofpoint URL Defense", host: "urldefense.com", read: proofpoint },
	{ gateway: "Proofpoint URL Defense", host: "urldefense.us", read: proofpoint },
	{ gateway: "Barracuda Link Protection", host: "linkprotect.cudasvc.com", read: parameter("a") },
	{ gateway: "Cisco Secure Email", host: "secure-web.cisco.com", read: lastSegment },
	{ gateway: "Sophos Email", host: "protection.sophos.com", read: base64Parameter("u") },
	{ gateway: "Trend Micro", host: "trendmicro.com", read: onPath("/wis/clicktime/", parameter("url")) },
	{ gateway: "FireEye", host: "protect2.fireeye.com", read: parameter("u") },
	{ gateway: "Trustwave", host: "scanmail.trustwave.com", read: parameter("u") },
	{ gateway: "Symantec", host: "clicktime.symantec.com", read: parameter("u") },
	{ gateway: "EdgePilot", host: "link.edgepilot.com", read: parameter("u") },
	{ gateway: "Check Point", host: "url.avanan.click", read: betweenUnderscores },
	{ gateway: "Check Point", host: "protect.checkpoint.com", read: betweenUnderscores },
	{ gateway: "Libraesva", host: "urlsand.esvalabs.com", read: parameter("u") },
	{ gateway: "Google", host: "google.com", read: onPath("/url", parameter("q", "url")) },
	{ gateway: "Facebook", host: "facebook.com", read: onPath("/l.php", parameter("u")) },
	{ gateway: "Slack", host: "slack-redir.net", read: parameter("url") },
];

/** By the last two labels of the host, since this is asked of every link. */
const BY_DOMAIN = new Map<string, Gateway[]>();
for (const gateway of GATEWAYS) {
	const domain = gateway.host.split(".").slice(-2).join(".");
	BY_DOMAIN.set(domain, [...(BY_DOMAIN.get(domain) ?? []), gateway]);
}

/** Most hosts are no gateway's, and four characters tell so. */
const ENDS = new Uint8Array(4096);
for (const { host } of GATEWAYS) ENDS[endOf(host)] = 1;

function endOf(host: string): number {
	const { length } = host;
	let hash = 0;
	for (let at = length - 8; at < length - 4; at++) hash = hash * 7 + host.charCodeAt(at);
	return hash & (ENDS.length - 1);
}

/** Whether {@link unwrap} may find anything in a URL on `host`; false is certain. */
export function mayWrap(host: string): boolean {
	return ENDS[endOf(host)] === 1;
}

/** Longer URLs are not unwrapped: no gateway makes them, and some formats take several passes. */
const MAX_WRAPPED = 65_536;

/** The link inside `url` (absolute, as WHATWG serialises it), one layer; null where no known gateway wraps a http(s) URL. */
export function unwrap(url: string): WrappedLink | null {
	const hostStart = url.indexOf("://") + 3;
	let hostEnd = url.indexOf("/", hostStart);
	if (hostStart < 3 || hostEnd < 0 || url.length > MAX_WRAPPED) return null;
	const pathStart = hostEnd;
	const authorityEnd = url.lastIndexOf("@", hostEnd) + 1;
	const from = Math.max(hostStart, authorityEnd);
	const port = url.indexOf(":", from);
	if (port >= 0 && port < hostEnd) hostEnd = port;
	const dot = url.lastIndexOf(".", hostEnd - 1);
	const candidates = BY_DOMAIN.get(url.slice(Math.max(url.lastIndexOf(".", dot - 1) + 1, from), hostEnd));
	if (candidates === undefined) return null;
	const host = url.slice(from, hostEnd);
	for (const { gateway, host: suffix, read } of candidates) {
		if (host !== suffix && !host.endsWith(`.${suffix}`)) continue;
		const written = read(url.slice(pathStart));
		const inner = written === null ? null : URL.parse(written);
		if (inner !== null && (inner.protocol === "http:" || inner.protocol === "https:")) return { gateway, inner: inner.href };
	}
	return null;
}

function parameter(...names: string[]): (path: string) => string | null {
	return (path) => {
		for (const name of names) {
			const value = rawParameter(path, name);
			if (value !== null) return decodePercent(value);
		}
		return null;
	};
}

function onPath(prefix: string, read: (path: string) => string | null): (path: string) => string | null {
	return (path) => (path.startsWith(prefix) ? read(path) : null);
}

function rawParameter(path: string, name: string): string | null {
	const query = path.indexOf("?");
	if (query < 0) return null;
	for (const pair of path.slice(query + 1).split("&")) if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
	return null;
}

/** The value is base64 of the URL (Sophos; `d` beside it is only the domain that people are shown). */
function base64Parameter(name: string): (path: string) => string | null {
	return (path) => {
		const value = rawParameter(path, name);
		return value === null ? null : base64Text(decodePercent(value));
	};
}

function base64Text(text: string): string {
	const target = new Uint8Array(text.length);
	const bytes = new TextEncoder().encode(text);
	return new TextDecoder().decode(target.subarray(0, decodeBits(BASE64, bytes, 0, bytes.length, target, false)));
}

/** secure-web.cisco.com/TOKEN/https%3A%2F%2Fh%2Fx, the URL percent-encoded or, in older releases, as it is. */
function lastSegment(path: string): string | null {
	const slash = path.indexOf("/", 1);
	return slash < 0 ? null : decodePercent(path.slice(slash + 1));
}

/** url.avanan.click/v2/___https://h/x___.TOKEN */
function betweenUnderscores(path: string): string | null {
	const start = path.indexOf("___");
	const end = path.lastIndexOf("___.");
	return start < 0 || end <= start ? null : path.slice(start + 3, end);
}

/** Versions 1 and 2 in a parameter, version 3 in the path. */
function proofpoint(path: string): string | null {
	if (path.startsWith("/v1/url?")) return parameter("u")(path);
	if (path.startsWith("/v2/url?")) {
		// `%` is written `-` and `/` is written `_`; a real `-` or `_` is percent-encoded.
		const value = rawParameter(path, "u");
		return value === null ? null : decodePercent(value.replaceAll("-", "%").replaceAll("_", "/"));
	}
	return path.startsWith("/v3/__") ? proofpoint3(path) : null;
}

const RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * /v3/__URL__;BYTES!!TOKEN$ : in URL each `*` stands for the next of the bytes (base64url) and `**X` for a run of them, 2 for
 * X = "A" and so on. Relays fold `https://` to `https:/`.
 */
function proofpoint3(path: string): string | null {
	const start = "/v3/__".length;
	const end = path.lastIndexOf("__;");
	if (end <= start) return null;
	const url = path.slice(start, end).replace(/^(https?:)\/(?!\/)/, "$1//");
	const encoded = path.slice(end + 3, Math.max(path.indexOf("!", end), end + 3));
	const bytes = base64Text(encoded);
	let at = 0;
	return url.replace(/\*(?:\*(.))?/g, (_, code: string | undefined) => {
		const length = code === undefined ? 1 : RUN_LENGTHS.indexOf(code) + 2;
		const piece = bytes.slice(at, at + length);
		at += length;
		return piece;
	});
}
