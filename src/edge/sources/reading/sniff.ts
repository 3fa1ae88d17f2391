// Sniffing: the first bytes of a content, kept so that they can be read again, and gzip or zstd undone where they show it.

import type { Content } from "./content.ts";
import { gunzip, isGzip } from "./gzip.ts";
import { HEAD_BYTES } from "./limits.ts";
import { isZstd, unzstd } from "./zstd.ts";

export interface Sniffed {
	readonly head: Uint8Array;
	readonly content: Content;
	readonly compressed: boolean;
}

export async function sniff(content: Content, file: string): Promise<Sniffed> {
	const seen = await withHead(content);
	const unpack = isGzip(seen.head) ? gunzip : isZstd(seen.head) ? unzstd : null;
	if (unpack === null) return { ...seen, compressed: false };
	return { ...(await withHead(unpack(seen.content, file))), compressed: true };
}

/** The same content with its first bytes known. */
async function withHead(content: Content): Promise<{ readonly head: Uint8Array; readonly content: Content }> {
	const size = content.size === null ? HEAD_BYTES : Math.min(HEAD_BYTES, content.size);
	const head = new Uint8Array(size);
	const peeked = content.peek(0, head);
	if (peeked !== null) return { head: head.subarray(0, peeked), content };
	const count = await content.fill(head);
	return { head: head.subarray(0, count), content: replayed(content, head.subarray(0, count), count < size) };
}

/** `head` was already read from `content`; `ended`: it was all. */
function replayed(content: Content, head: Uint8Array, ended: boolean): Content {
	let given = 0;
	return {
		stamp: content.stamp,
		size: content.size,
		async fill(target) {
			const part = head.subarray(given, given + target.length);
			target.set(part);
			given += part.length;
			if (part.length === target.length || ended) return part.length;
			return part.length + (await content.fill(target.subarray(part.length)));
		},
		peek: () => null,
		skip: () => false,
		again: content.again,
		damage: () => content.damage(),
		close: () => content.close(),
	};
}
