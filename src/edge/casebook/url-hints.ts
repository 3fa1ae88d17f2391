// URL hints: for every URL that a message refers to, a row of two numbers, so that a URL is found at once on a host that a quarter of all mail
// contacts. A hint only says where to look, and what it leads to is read again: so one that an older reading left is no harm, and none is ever taken away.

import type { Value } from "./values.ts";

/** FNV-1a, 32 bits, of the whole URL without its fragment. */
export function urlHash(url: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < url.length; at++) {
		const code = url.charCodeAt(at);
		if (code === HASH_SIGN) break;
		hash = Math.imul(hash ^ code, 0x01000193);
	}
	return hash >>> 0;
}

const HASH_SIGN = 0x23;

/** Bytes of a message's SHA-256 that a hint holds, as one number: two messages of a case hardly share them, and if they do, both are looked at. */
const PREFIX = 6;

export function hashPrefix(sha256: Uint8Array): number {
	let prefix = 0;
	for (let at = 0; at < PREFIX; at++) prefix = prefix * 256 + (sha256[at] as number);
	return prefix;
}

/** From the first hash that begins so, up to the last. */
export function prefixBounds(prefix: number): readonly [Uint8Array, Uint8Array] {
	const bounds = [new Uint8Array(32), new Uint8Array(32).fill(0xff)] as const;
	for (let at = PREFIX - 1, rest = prefix; at >= 0; at--, rest = Math.floor(rest / 256)) for (const bound of bounds) bound[at] = rest % 256;
	return bounds;
}

/** Rows of `url_hint`, each once and in the order of the key, as all writers keep to it. */
export function inKeyOrder(batches: Iterable<readonly Value[]>): Value[] {
	const messages = new Map<number, Set<number>>();
	for (const batch of batches)
		for (let at = 0; at < batch.length; at += 2) {
			const [hash, prefix] = [batch[at] as number, batch[at + 1] as number];
			const known = messages.get(hash);
			if (known === undefined) messages.set(hash, new Set([prefix]));
			else known.add(prefix);
		}
	const rows: Value[] = [];
	for (const hash of [...messages.keys()].sort((a, b) => a - b))
		for (const prefix of [...(messages.get(hash) as Set<number>)].sort((a, b) => a - b)) rows.push(hash, prefix);
	return rows;
}
