// Bare URLs in plain text: mail programs make links of them (click). Only the neighbourhood of "://" and "www." is ever read, by native search.

import type { Codec } from "../model/codec.ts";
import type { Content } from "../model/content.ts";
import type { Text } from "../model/text.ts";
import { textOf } from "./strings.ts";

/** Attack: a "word" of a gigabyte. No program opens a longer URL. */
const LONGEST_BARE_URL = 65_536;
const SCHEME = Uint8Array.of(0x3a, 0x2f, 0x2f);
const WWW = Uint8Array.of(0x77, 0x77, 0x77, 0x2e);

/** Calls `visit` with each run of non-blank characters that holds "://" or "www.". */
export function scanBareUrls(content: Content, codec: Codec, visit: (text: Text) => void): void {
	const { bytes, end } = content;
	let at = content.start;
	let scheme = -1;
	let www = -1;
	while (at < end) {
		if (scheme < at) scheme = foundAt(codec.indexOfSequence(bytes, SCHEME, at, end), end);
		if (www < at) www = foundAt(codec.indexOfSequence(bytes, WWW, at, end), end);
		const hit = Math.min(scheme, www);
		if (hit >= end) return;
		let from = hit;
		while (from > at && bytes[from - 1] > 0x20) from--;
		let to = hit;
		const limit = Math.min(end, hit + LONGEST_BARE_URL);
		while (to < limit && bytes[to] > 0x20) to++;
		visit(textOf(content, Math.max(from, hit - LONGEST_BARE_URL), to, codec));
		at = to;
		while (at < end && at === limit && bytes[at] > 0x20) at++;
	}
}

function foundAt(index: number, end: number): number {
	return index < 0 ? end : index;
}
