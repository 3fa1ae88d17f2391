// UUID of a name (RFC 9562 §5.5, version 5): the same thing has the same id in every export, so that a second one updates what the first brought
// and doubles nothing.

import { sha1 } from "@noble/hashes/legacy.js";
import { toHex } from "../../encoding/hashes.ts";

/** This program's own namespace, drawn once. */
export const OWN_NAMESPACE = "ae46ef3d-59da-4ff8-a19e-c1891c5ad198";

const encoder = new TextEncoder();

/** `namespace`: a UUID in hex with dashes. */
export function uuidOf(namespace: string, name: string): string {
	const space = namespace.replaceAll("-", "");
	const text = encoder.encode(name.toWellFormed());
	const bytes = new Uint8Array(16 + text.length);
	for (let at = 0; at < 16; at++) bytes[at] = Number.parseInt(space.slice(at * 2, at * 2 + 2), 16);
	bytes.set(text, 16);
	const hash = sha1(bytes).subarray(0, 16);
	hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
	hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
	return toHex(hash).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Of a thing of this program's: what it is, then what tells it from others of its kind. JSON, so that no name can pass for two. */
export function ownUuid(...key: readonly string[]): string {
	return uuidOf(OWN_NAMESPACE, JSON.stringify(key));
}
