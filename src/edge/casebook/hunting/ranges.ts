// Ranges: what a search asks of the tables, as stretches of their keys. Hosts stand there with their labels reversed, so that a domain and its
// sub-domains are one stretch, but for a gap: "example.evil" and "example.evil.t1" lie around "example.evil-twin".

import { readIpRange } from "../../../core/indicators/ip-ranges.ts";
import type { Term } from "../../../core/indicators/search.ts";
import { reversedHost } from "../findings.ts";
import type { TrailTable } from "../schema/scan-tables.ts";
import { addressKey } from "../trail.ts";
import { urlHash } from "../url-hints.ts";
import { fromHex, keyText } from "../values.ts";

/** Byte by byte: from `first` on, before `beyond`, and not from `gap` on before `after`. */
export interface Stretch {
	readonly first: string;
	readonly beyond: string;
	readonly gap: string;
	readonly after: string;
}

export type Range =
	| ({ readonly table: "contact" } & Stretch)
	| ({ readonly table: "trail"; readonly kind: TrailTable["kind"] } & Stretch)
	/** Both included. */
	| { readonly table: "message"; readonly first: Uint8Array; readonly last: Uint8Array }
	| { readonly table: "url"; readonly url: number };

/** All that together answers a term. */
export function rangesOf({ indicator: { kind, value }, header, like }: Term): Range[] {
	switch (kind) {
		case "host":
		case "domain":
			return hostRanges(like === null ? value : like.within);
		case "url":
			if (like !== null) return contactRanges(like.within);
			return [{ table: "url", url: urlHash(value) }];
		case "address":
			return like === null ? addressRange(value) : addressRanges(like.within);
		case "ip": {
			const range = readIpRange(value);
			return range === null ? [] : [{ table: "trail", kind: "ip", ...between(range.first, next(range.last)) }];
		}
		case "message-id":
			return [{ table: "trail", kind: "message-id", ...only(keyText(value, "trail")) }];
		case "sha256":
			return header === null ? [{ table: "message", first: fromHex(value), last: fromHex(value) }] : [];
	}
}

function hostRanges(host: string): Range[] {
	return [...contactRanges(host), { table: "trail", kind: "host", ...named(host) }, ...addressRanges(host)];
}

function contactRanges(host: string): Range[] {
	// A trailing dot stays in a URL, and leads to the same host.
	return [named(host), named(`${host}.`)].map((stretch) => ({ table: "contact", ...stretch }));
}

/** In header fields, and where a receipt goes. */
function addressRange(address: string): Range[] {
	const key = addressKey(address);
	return key === null ? [] : [{ table: "trail", kind: "address", ...only(keyText(key, "trail")) }];
}

/** Of a domain and its sub-domains. */
function addressRanges(host: string): Range[] {
	const key = keyText(reversedHost(host), "trail");
	return [{ table: "trail", kind: "address", first: `${key}.`, gap: `${key}/`, after: `${key}@`, beyond: `${key}A` }];
}

/** The host itself, and its sub-domains. */
function named(host: string): Stretch {
	const key = reversedKey(host);
	return { first: key, gap: next(key), after: `${key}.`, beyond: `${key}/` };
}

export function reversedKey(host: string): string {
	return keyText(reversedHost(host), "host");
}

function only(value: string): Stretch {
	return between(value, next(value));
}

function between(first: string, beyond: string): Stretch {
	return { first, beyond, gap: beyond, after: beyond };
}

/** Between them lies `value` and nothing else that a key holds: behind it no control character stands. */
function next(value: string): string {
	return `${value}\u0001`;
}
