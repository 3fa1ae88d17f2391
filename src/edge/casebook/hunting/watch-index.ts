// The watch list in memory: by what a row of a scan holds, so that a row costs a look for each label of its host however long the list is.

import { readIpRange } from "../../../core/indicators/ip-ranges.ts";
import type { Term } from "../../../core/indicators/search.ts";
import { reversedHost } from "../findings.ts";
import { addressKey } from "../trail.ts";
import { urlHash } from "../url-hints.ts";
import { keyText } from "../values.ts";

type ByKey = ReadonlyMap<string, readonly Term[]>;

export interface WatchIndex {
	/** By reversed host. */
	readonly hosts: ByKey;
	/** By urlHash. */
	readonly urls: ByKey;
	/** By kind and value of a trail, a blank between: addresses, Message-IDs. */
	readonly trails: ByKey;
	/** By the bits that the addresses of a block share, as "0" and "1". */
	readonly blocks: ByKey;
	/** How long those are. */
	readonly lengths: ReadonlySet<number>;
	/** By SHA-256 in hex. */
	readonly hashes: ByKey;
}

type Key = readonly [Exclude<keyof WatchIndex, "lengths">, string];

export function watchIndex(terms: Iterable<Term>): WatchIndex {
	const empty = (): Map<string, Term[]> => new Map();
	const maps = { hosts: empty(), urls: empty(), trails: empty(), blocks: empty(), hashes: empty() };
	for (const term of terms)
		for (const [name, key] of keysOf(term)) {
			const known = maps[name].get(key);
			if (known === undefined) maps[name].set(key, [term]);
			else known.push(term);
		}
	return { ...maps, lengths: new Set([...maps.blocks.keys()].map(({ length }) => length)) };
}

function keysOf({ indicator: { kind, value } }: Term): Key[] {
	switch (kind) {
		case "host":
		case "domain":
			return [["hosts", reversedHost(value)]];
		case "url":
			return [["urls", String(urlHash(value))]];
		case "address":
			return [["trails", `address ${keyText(addressKey(value) ?? "", "trail")}`]];
		case "message-id":
			return [["trails", `message-id ${keyText(value, "trail")}`]];
		case "ip": {
			const range = readIpRange(value);
			return range === null ? [] : blocksOf(range.first, range.last).map((block): Key => ["blocks", block]);
		}
		case "sha256":
			return [["hashes", value]];
	}
}

/** The fewest blocks that are together a range; at most 254. */
function blocksOf(first: string, last: string): string[] {
	const blocks: string[] = [];
	const end = BigInt(`0x${last}`);
	for (let at = BigInt(`0x${first}`); at <= end; ) {
		let free = 0;
		while (free < 128 && (at & ((1n << BigInt(free + 1)) - 1n)) === 0n && at + (1n << BigInt(free + 1)) - 1n <= end) free++;
		blocks.push(
			at
				.toString(2)
				.padStart(128, "0")
				.slice(0, 128 - free),
		);
		at += 1n << BigInt(free);
	}
	return blocks;
}

/** "example", "example.evil", "example.evil.t1" for the last; a trailing dot, which stands in front here, is no label. */
export function* parents(reversed: string): Generator<string> {
	const host = reversed.startsWith(".") ? reversed.slice(1) : reversed;
	for (let dot = host.indexOf("."); dot !== -1; dot = host.indexOf(".", dot + 1)) yield host.slice(0, dot);
	yield host;
}

export function* blocksAround({ blocks, lengths }: WatchIndex, hex: string): Generator<readonly Term[]> {
	if (lengths.size === 0) return;
	const bits = BigInt(`0x${hex}`).toString(2).padStart(128, "0");
	for (const length of lengths) {
		const terms = blocks.get(bits.slice(0, length));
		if (terms !== undefined) yield terms;
	}
}
