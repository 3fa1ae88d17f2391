// Addresses written in clear: whole, in another spelling of the same mailbox (case, plus tag, dots), split in two parts that
// stand in different places of the URL (user=jane&domain=x.example, or jane=x.example in a bounce address), or by the local
// part alone. Called only where an `@` or a word of a known local part was seen.

import { reversed, rot13 } from "../encoding/simple-encoders.ts";
import { type AddressForms, bytesAsText, type KnownAddresses } from "./known-addresses.ts";

export interface WrittenAddress {
	readonly address: string;
	readonly what: string;
	readonly at: number;
}

const AT = 0x40;
const DOT = 0x2e;

/** RFC 5321 §4.5.3.1. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 255;

/**
 * What tracking servers put behind an address so that it looks like a file (`/open/jane@x.example.gif`). None is a top-level
 * domain (IANA, 2026-11), as `.pl`, `.do` or `.zip` are: `jane@x.example.pl` is somebody else.
 */
const FILE_ENDINGS = new Set(
	(
		"png gif jpg jpeg jpe webp avif apng svg svgz bmp ico tif tiff jfif mp4 webm ogg mp3 wav swf css js mjs json xml rss html htm xhtml " +
		"shtml php php3 php4 php5 phtml asp aspx ashx asmx axd jsp jspx jsf cgi fcgi cfm cfc dll exe txt csv pdf ics vcf eml woff woff2 ttf"
	).split(" "),
);
const MAX_ENDING = 6;

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

/** Whole addresses written backwards or in rot13: what an `@` was seen of, and nothing found. */
export function findTurned(bytes: Uint8Array, start: number, end: number, known: KnownAddresses): WrittenAddress | null {
	const text = bytesAsText(bytes, start, end);
	if (!text.includes("@")) return null;
	const turned = wholeAddress(rot13(text), known);
	if (turned !== null) return { ...turned, what: "the rot13 of the address", at: turned.at + start };
	const backwards = wholeAddress(reversed(text), known);
	if (backwards === null) return null;
	return { ...backwards, what: "the reverse of the address", at: Math.max(start, end - backwards.at - backwards.address.length) };
}

function wholeAddress(text: string, known: KnownAddresses): WrittenAddress | null {
	for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
		let from = at;
		while (from > 0 && at - from < MAX_LOCAL && isLocal(text.charCodeAt(from - 1))) from--;
		let to = at + 1;
		while (to < text.length && to - at <= MAX_DOMAIN && isDomain(text.charCodeAt(to))) to++;
		if (from === at || to === at + 1) continue;
		const domain = domainIn(text.slice(at + 1, to));
		let forms = known.find(text.slice(from, at), domain);
		if (forms === null) {
			from = afterNumber(text, from);
			forms = known.find(text.slice(from, at), domain);
		}
		if (forms !== null) return { address: forms.address, what: "the address", at: from };
	}
	return null;
}

/** Where `17-jane@x.example` or `17_jane@x.example` goes on: senders glue a number to an address, and nobody is called so. */
function afterNumber(text: string, start: number): number {
	let at = start;
	while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
	return at > start && (text[at] === "-" || text[at] === "_") ? at + 1 : start;
}

/**
 * The domain in what is `written` behind an `@`: without dots at its end, a file ending (`x.example.png`), or what a hyphen
 * joins to the top-level domain, which holds none (RFC 3696 §2) unless it is `xn--`. `written` is at most MAX_DOMAIN long, so
 * that a URL full of `@` costs no more than its length.
 */
function domainIn(written: string): string {
	let end = written.length;
	while (end > 0 && written.charCodeAt(end - 1) === DOT) end--;
	const ending = written.lastIndexOf(".", end - 1);
	if (ending > 0 && FILE_ENDINGS.has(written.slice(ending + 1, end))) end = ending;
	const label = written.lastIndexOf(".", end - 1) + 1;
	const hyphen = written.startsWith("xn--", label) ? -1 : written.indexOf("-", label);
	return written.slice(0, hyphen > label && hyphen < end ? hyphen : end);
}

function parts(text: string, path: number, host: string, known: KnownAddresses): WrittenAddress | null {
	for (const forms of candidatesIn(text, known)) {
		const at = localIn(text, forms, path);
		if (at < 0) continue;
		const ownHost = host === forms.domain || host.endsWith(`.${forms.domain}`);
		const domain = nameIndex(text, forms.domain, ownHost ? path : 0, path);
		if (domain >= 0) return { address: forms.address, what: "the address, split in its two parts,", at };
		const alone = forms.localIsTelling ? aloneIn(text, forms, path, host) : -1;
		if (alone >= 0) return { address: forms.address, what: "the local part of the address", at: alone };
	}
	return null;
}

/** Attack: an URL of all the words that a thousand addresses are known by, each of which would be looked for in all of it. */
const MAX_CANDIDATES = 64;

const WORDS = /[0-9a-z\x80-\uffff]+/g;

/** Addresses whose local part may stand in `text`, in the order in which they are known: few, however many are known. */
function candidatesIn(text: string, { byWord, all }: KnownAddresses): readonly AddressForms[] {
	if (all.length <= 1) return all;
	const found = new Set<AddressForms>();
	for (const [word] of text.matchAll(WORDS)) {
		for (const forms of byWord.get(word) ?? []) {
			if (found.size === MAX_CANDIDATES) break;
			found.add(forms);
		}
	}
	return found.size <= 1 ? [...found] : all.filter((forms) => found.has(forms));
}

function localIn(text: string, forms: AddressForms, path: number): number {
	for (const local of forms.locals) {
		const at = nameIndex(text, local, 0, path);
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
			const end = at + local.length;
			const after = isFile(text, end) ? "/" : (text[end] ?? "/");
			const isLabel = at < path && "/.:".includes(before) && ".:@".includes(after);
			const isValue = at >= path && "/=&?;,:".includes(before) && "/&?;,:".includes(after);
			if (isLabel || isValue) return at;
		}
	}
	return -1;
}

/**
 * Index from `from` on of `name`, a local part or domain, where it is not part of a longer one: no letter or digit beside it,
 * no label before or after it (but in the host name, `[0, path)`, where it stands among other labels), nor part of a whole
 * address, since those have been looked at.
 */
function nameIndex(text: string, name: string, from: number, path: number): number {
	for (let at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
		const end = at + name.length;
		const before = text.charCodeAt(at - 1);
		const after = text.charCodeAt(end);
		if (isAlphanumeric(before) || isAlphanumeric(after) || after === AT) continue;
		if (before === AT && isLocal(text.charCodeAt(at - 2))) continue;
		if (at < path) return at;
		const isLabel =
			before === DOT || (after === DOT && name.includes(".") && isAlphanumeric(text.charCodeAt(end + 1)) && !isFile(text, end));
		if (!isLabel) return at;
	}
	return -1;
}

/** Whether the dot at `dot` begins a file ending. */
function isFile(text: string, dot: number): boolean {
	if (text.charCodeAt(dot) !== DOT) return false;
	let end = dot + 1;
	while (end - dot <= MAX_ENDING && isDomain(text.charCodeAt(end))) end++;
	return FILE_ENDINGS.has(text.slice(dot + 1, end));
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
