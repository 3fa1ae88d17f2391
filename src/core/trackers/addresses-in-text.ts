// Addresses written in clear: whole, in another spelling of the same mailbox (case, plus tag, dots), split in two parts that
// stand in different places of the URL (user=jane&domain=x.example, or jane=x.example in a bounce address), or by the local
// part alone. Called only where an `@` or a word of a known local part was seen.

import { type AddressForms, bytesAsText, canonicalAddress, type KnownAddresses } from "./known-addresses.ts";

export interface WrittenAddress {
	readonly address: string;
	readonly what: string;
	readonly at: number;
}

/** RFC 5321 §4.5.3.1. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 255;

/**
 * Looks through `[start, end)`. In a URL `[start, path)` is its authority: what `host` ends in tells nothing about the reader,
 * as where a company tracks its own staff on its own domain.
 */
export function findWritten(
	bytes: Uint8Array,
	start: number,
	end: number,
	path: number,
	host: string,
	known: KnownAddresses,
): WrittenAddress | null {
	const text = bytesAsText(bytes, start, end);
	const found = wholeAddress(text, known) ?? parts(text, Math.max(path - start, 0), host, known);
	return found === null ? null : { ...found, at: found.at + start };
}

function wholeAddress(text: string, known: KnownAddresses): WrittenAddress | null {
	for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
		let from = at;
		while (from > 0 && at - from < MAX_LOCAL && isLocal(text.charCodeAt(from - 1))) from--;
		let to = at + 1;
		while (to < text.length && to - at <= MAX_DOMAIN && isDomain(text.charCodeAt(to))) to++;
		while (text.charCodeAt(to - 1) === 0x2e) to--;
		if (from === at || to === at + 1) continue;
		const forms = known.byCanonical.get(canonicalAddress(text.slice(from, at), text.slice(at + 1, to)));
		if (forms !== undefined) return { address: forms.address, what: "the address", at: from };
	}
	return null;
}

function parts(text: string, path: number, host: string, known: KnownAddresses): WrittenAddress | null {
	for (const forms of known.all) {
		const at = localIn(text, forms);
		if (at < 0) continue;
		const ownHost = host === forms.domain || host.endsWith(`.${forms.domain}`);
		const domain = wordIndex(text, forms.domain, ownHost ? path : 0);
		if (domain >= 0) return { address: forms.address, what: "the address, split in its two parts,", at };
		const alone = forms.localIsTelling ? aloneIn(text, forms, path, host) : -1;
		if (alone >= 0) return { address: forms.address, what: "the local part of the address", at: alone };
	}
	return null;
}

function localIn(text: string, forms: AddressForms): number {
	for (const local of forms.locals) {
		const at = wordIndex(text, local, 0);
		if (at >= 0) return at;
	}
	return -1;
}

/**
 * The local part as a whole path segment, parameter value, user name or label of a sub-domain. Not where the sender's own name is the
 * local part: people give each shop an address of its own (shop@me.example), and the shop's URLs are full of its name.
 */
function aloneIn(text: string, forms: AddressForms, path: number, host: string): number {
	const name = host.split(".").slice(-2).join(".");
	for (const local of forms.locals) {
		if (name.includes(local)) continue;
		for (let at = text.indexOf(local); at >= 0; at = text.indexOf(local, at + 1)) {
			const before = at === 0 ? "/" : (text[at - 1] as string);
			const after = text[at + local.length] ?? "/";
			const isLabel = at < path && "/.:".includes(before) && ".:@".includes(after);
			const isValue = at >= path && "/=&?;,:".includes(before) && "/&?;,:".includes(after);
			if (isLabel || isValue) return at;
		}
	}
	return -1;
}

/** Index of `word` from `from` on, with no letter or digit beside it, else -1. */
function wordIndex(text: string, word: string, from: number): number {
	for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
		if ((at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))) && !isAlphanumeric(text.charCodeAt(at + word.length))) return at;
	}
	return -1;
}

function isAlphanumeric(code: number): boolean {
	return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a) || code >= 0x80;
}

function isDomain(code: number): boolean {
	return isAlphanumeric(code) || code === 0x2d || code === 0x2e;
}

/** What a local part may hold, short of what separates values in a URL (RFC 5322 §3.2.3: also `=`, `&`, `/`, `?`). */
function isLocal(code: number): boolean {
	return isDomain(code) || code === 0x5f || code === 0x2b || code === 0x27 || code === 0x25 || code === 0x7e;
}
