// Plain address: a mailbox as nearly all are written, "<a@b.example>" or "a@b.example" or one of these behind a name, told without the general
// reader of address lists (addresses.ts), which takes as long as all else that is read of a header.

import { readAddresses } from "./addresses.ts";

/** Letters, figures and signs of a local part or a domain that stand for themselves. */
const PLAIN = new Uint8Array(128);
for (const sign of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+-/=?^_`{|}~") PLAIN[sign.charCodeAt(0)] = 1;

/** Before the bracket: words, or one string in quotes, with nothing in it that could make the address another's. */
const NAME = /^\s*(?:[^"(,;:@<\\]*|"[^"<\\]*"\s*)$/;

/** Of longer ones the general reader takes a part. */
const MAX_LOCAL = 200;

const AT = 0x40;
const GREATER = 0x3e;

/** In lower case; null where it is written in another way. */
export function plainAddress(value: string): string | null {
	const open = value.indexOf("<");
	const isBracketed = open >= 0;
	if (isBracketed && !NAME.test(value.slice(0, open))) return null;
	let at = open + 1;
	let sign = -1;
	/** What begins with a second "@" belongs to no address. */
	let end = -1;
	for (; at < value.length; at++) {
		const code = value.charCodeAt(at);
		if (code === AT) {
			if (sign < 0) sign = at;
			else if (end < 0) end = at;
		} else if (code >= 128 || PLAIN[code] === 0) break;
	}
	const isWhole = isBracketed ? value.charCodeAt(at) === GREATER && at === value.length - 1 : at === value.length;
	if (end < 0) end = at;
	if (!isWhole || sign <= open + 1 || sign >= end - 1 || value.endsWith(".", end) || sign - open > MAX_LOCAL || end - sign > MAX_LOCAL)
		return null;
	return value.slice(open + 1, end).toLowerCase();
}

/** The same as `readAddresses` of the value, the usual case sooner. */
export function addressesOf(value: string): readonly string[] {
	// To look for an address in a long value without one takes the general reader a while.
	if (!value.includes("@")) return NONE;
	const plain = plainAddress(value);
	return plain === null ? readAddresses(value) : [plain];
}

const NONE: readonly string[] = Object.freeze([]);
