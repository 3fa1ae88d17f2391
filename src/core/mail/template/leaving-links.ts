// Leaving links: whether a link, by its own words, is one by which a reader leaves a mailing. Asked only where the text itself does not say so,
// of its last links.

import type { Codec } from "../../model/codec.ts";

/** What such links hold, in lower case; each begins with a letter that is asked for first. */
const SIGNS = [
	"unsub",
	"optout",
	"opt-out",
	"opt_out",
	"abmeld",
	"abbestell",
	"austrag",
	"desabo",
	"desinscr",
	"disiscri",
	"darse",
	"cancelar",
	"uitschrij",
	"afmeld",
	"avregistr",
	"wypisz",
	"odhlas",
	"leiratkoz",
	"list-manage",
	"email-preferences",
].map((sign) => new TextEncoder().encode(sign));

const BY_LETTER: readonly (readonly Uint8Array[])[] = Array.from({ length: 256 }, (_, byte) =>
	SIGNS.filter((sign) => sign[0] === (byte | 0x20)),
);

/** The same of a text of which not all words were read, as they mostly stand there, without their first letter. */
const IN_TEXT = [
	...["nsub", "NSUB", "pt-out", "pt out", "ptout", "bmeld", "bzumeld", "bbestell", "ustrag", "sabonn", "esinscri", "isiscri", "e baja"],
	...["itschrij", "fmeld", "vregistr", "vmeld", "ypisz", "dhlás", "eiratkoz"],
].map((sign) => new TextEncoder().encode(sign));

/** Bytes at the end of a text, where such words stand. */
const TAIL = 10_000;

export function tailLeadsOut(bytes: Uint8Array, start: number, end: number, codec: Codec): boolean {
	const from = Math.max(start, end - TAIL);
	return IN_TEXT.some((sign) => codec.indexOfSequence(bytes, sign, from, end) >= 0);
}

/** Attack: a URL of a megabyte. */
const MAX_LENGTH = 4096;

/** `[from, to)` is a URL in whatever encoding. */
export function leadsOut(bytes: Uint8Array, from: number, to: number): boolean {
	const end = Math.min(to, from + MAX_LENGTH);
	for (let at = from; at < end; at++) {
		const signs = BY_LETTER[bytes[at] as number] as readonly Uint8Array[];
		for (const sign of signs) if (at + sign.length <= end && begins(bytes, at, sign)) return true;
	}
	return false;
}

function begins(bytes: Uint8Array, at: number, sign: Uint8Array): boolean {
	for (let i = 1; i < sign.length; i++) {
		const byte = bytes[at + i] as number;
		if ((byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte) !== sign[i]) return false;
	}
	return true;
}
