// Known addresses: the reader's, in every form a tracker may have written or hashed them. Forms and digests of an address are
// computed once and kept for the next messages, digests only when a URL holds something shaped like one.

import { plainCodec } from "../encoding/plain-codec.ts";
import { base64Of, hexOf, reversed, rot13 } from "../encoding/simple-encoders.ts";
import { type DigestIndex, type DigestSource, digestIndex, nestedSpellings, type Spelling } from "./address-digests.ts";

/** Addresses that are looked for, in the order given; hostile headers name thousands. */
export const MAX_ADDRESSES = 1024;

/** Addresses whose forms and digests (some kilobytes each) are kept between messages, and addresses in all sets that are kept. */
const MAX_KEPT = 2048;

/** An address has at least six bytes: a@b.cd. */
export const MIN_ADDRESS = 6;

/** A local part alone names its owner only if it is this long (shorter with a digit or dot in it) ... */
const MIN_LOCAL_ALONE = 8;
const MIN_MIXED_LOCAL_ALONE = 6;

/** ... and is none of the roles and words that addresses and URLs both use. */
const COMMON_LOCALS = new Set(
	(
		"accounts accounting administrator advertising anonymous answers articles bestellung bookings business calendar campaign campaigns " +
		"careers community communications complaints contact contacts contactus customer customers customerservice delivery department development donations " +
		"download editorial education employment enquiries enquiry everyone exchange feedback feedbacks finance frontdesk general graphics helpdesk " +
		"homepage hostmaster information infodesk inquiries international internet invoices kontakt library listserv location magazine mailbox mailerdaemon maildaemon " +
		"management marketing members membership messages newsletter newsletters newsdesk no-reply noreply notification notifications office1 " +
		"operations opinions orders partners password payments personal personnel pictures postmaster preferences presse pressoffice privacy products " +
		"projects promotion promotions property publisher purchasing questions reception recruitment redaktion register registration research reservations " +
		"resources security secretary service services shipping shopping sponsors standard students subscribe subscriber subscribers subscription " +
		"subscriptions support supporters technical training undisclosed unsubscribe vertrieb webmaster welcome wholesale"
	).split(" "),
);

export interface AddressForms extends DigestSource {
	/** Lower case, as it is reported. */
	readonly address: string;
	/** Without plus tag and dots in the local part: equal for all spellings of one mailbox. */
	readonly canonical: string;
	/** Spellings of the local part, lower case, longest first: as given, without tag, without dots. */
	readonly locals: readonly string[];
	readonly domain: string;
	/** The local part may stand for the address by itself. */
	readonly localIsTelling: boolean;
	/** The longest word of each local: a URL that holds the local part holds this word. UTF-8. */
	readonly words: readonly Uint8Array[];
}

export interface KnownAddresses {
	readonly all: readonly AddressForms[];
	/** Whether there is any address to look for. */
	readonly seeks: boolean;
	/** Whether an address written backwards or in rot13 counts. */
	readonly turned: boolean;
	/** The address that a local part and a domain (lower case) are a spelling of. */
	find(local: string, domain: string): { readonly address: string } | null;
	/** Addresses by the longest word of each spelling of their local part. */
	readonly byWord: ReadonlyMap<string, readonly AddressForms[]>;
	/** 1 at {@link shapeOf} a word of some local part, and at {@link anchorOf} it. */
	readonly shapes: Uint8Array;
	readonly anchors: Uint8Array;
	readonly digests: DigestIndex<AddressForms>;
}

const SHAPES = 1024;
/** Small, since the table may be made for each message; a thousand addresses fill a quarter of it. */
const ANCHORS = 4096;

/** A number below SHAPES for a word, blind to case, from its length and first byte: the first thing asked of every word of every URL. */
export function shapeOf(bytes: Uint8Array, start: number, end: number): number {
	return (((bytes[start] as number) & 31) << 5) | ((end - start) & 31);
}

/** A number below ANCHORS for a word, blind to case, from its length and three of its bytes. */
export function anchorOf(bytes: Uint8Array, start: number, end: number): number {
	const first = (bytes[start] as number) | 0x20;
	const middle = (bytes[(start + end) >> 1] as number) | 0x20;
	const last = (bytes[end - 1] as number) | 0x20;
	return (first * 961 + middle * 149 + last * 31 + (end - start)) & (ANCHORS - 1);
}

const kept = new Map<string, AddressForms | null>();
const keptSets = new Map<string, KnownAddresses>();
let inSets = 0;

/** The messages of a mailbox mostly name the same addresses, so a set is kept with its tables. */
export function knownAddresses(addresses: readonly string[]): KnownAddresses {
	const key = addresses.slice(0, MAX_ADDRESSES).join("\n");
	const before = keptSets.get(key);
	if (before !== undefined) return before;
	const known = setOf(addresses);
	if (inSets >= MAX_KEPT) {
		keptSets.clear();
		inSets = 0;
	}
	inSets += known.all.length + 1;
	keptSets.set(key, known);
	return known;
}

function setOf(addresses: readonly string[]): KnownAddresses {
	const all: AddressForms[] = [];
	const byCanonical = new Map<string, AddressForms>();
	const byWord = new Map<string, AddressForms[]>();
	const shapes = new Uint8Array(SHAPES);
	const anchors = new Uint8Array(ANCHORS);
	for (const written of addresses) {
		if (all.length === MAX_ADDRESSES) break;
		const forms = formsOf(written);
		if (forms === null || byCanonical.has(forms.canonical)) continue;
		byCanonical.set(forms.canonical, forms);
		all.push(forms);
		for (const word of forms.words) {
			shapes[shapeOf(word, 0, word.length)] = 1;
			anchors[anchorOf(word, 0, word.length)] = 1;
			const text = bytesAsText(word, 0, word.length);
			const same = byWord.get(text);
			if (same === undefined) byWord.set(text, [forms]);
			else if (!same.includes(forms)) same.push(forms);
		}
	}
	const find = (local: string, domain: string): AddressForms | null => byCanonical.get(canonicalAddress(local, domain)) ?? null;
	return { all, seeks: all.length > 0, turned: true, find, byWord, shapes, anchors, digests: digestIndex(all) };
}

/** `icon@2x.png` is written like an address. */
const FILE_ENDING = /\.(?:png|jpe?g|gif|webp|svg|avif|ico|bmp|css|js|mjs|json|xml|html?|php|aspx?|jsp|pdf|zip|woff2?|ttf)$/;
const DOMAIN = /^(?:[a-z0-9-]{1,63}\.){1,8}(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})$/;

/**
 * Stands for everybody's address: whatever is written as one, under a domain that is no file's name. Not turned, since every address
 * backwards or in rot13 looks like another.
 */
export const ANYBODY: KnownAddresses = {
	all: [],
	seeks: true,
	turned: false,
	find: (local, domain) =>
		local.length > 0 && DOMAIN.test(domain) && !FILE_ENDING.test(domain) ? { address: `${local}@${domain}` } : null,
	byWord: new Map(),
	shapes: new Uint8Array(SHAPES),
	anchors: new Uint8Array(ANCHORS),
	digests: digestIndex([]),
};

/** The canonical form of a lower-case local part and domain. */
function canonicalAddress(local: string, domain: string): string {
	return `${withoutTag(local).replaceAll(".", "")}@${domain}`;
}

function formsOf(written: string): AddressForms | null {
	const before = kept.get(written);
	if (before !== undefined) return before;
	if (kept.size >= MAX_KEPT) kept.clear();
	const forms = computeForms(written.trim());
	kept.set(written, forms);
	return forms;
}

function computeForms(written: string): AddressForms | null {
	// RFC 5321 §4.5.3.1: 64 and 255 octets.
	const at = written.lastIndexOf("@");
	if (at < 1 || at > 64 || at === written.length - 1 || written.length > 320) return null;
	const address = written.toLowerCase();
	const local = address.slice(0, address.lastIndexOf("@"));
	const domain = address.slice(address.lastIndexOf("@") + 1);
	const plain = withoutTag(local);
	const locals = [...new Set([local, plain, plain.replaceAll(".", "")])].filter((form) => form !== "");
	if (locals.length === 0) return null;
	const mixed = /[\d._-]/.test(plain);
	const localIsTelling = plain.length >= (mixed ? MIN_MIXED_LOCAL_ALONE : MIN_LOCAL_ALONE) && !COMMON_LOCALS.has(plain);
	return {
		address,
		canonical: inBytes(canonicalAddress(local, domain)),
		locals: locals.map(inBytes),
		domain: inBytes(domain),
		localIsTelling,
		words: locals.map(longestWord),
		spellings: spellingsOf(written, localIsTelling),
		digests: new Map(),
	};
}

/** What a sender may have hashed: lower case mostly, but also as typed, in upper case, without tag or dots, the local part alone. */
function spellingsOf(written: string, localIsTelling: boolean): AddressForms["spellings"] {
	const lower = written.toLowerCase();
	const at = lower.lastIndexOf("@");
	const plain = withoutTag(lower.slice(0, at));
	const domain = lower.slice(at);
	const distinct = (...texts: string[]): Spelling[] => [...new Set(texts)].map((text) => ({ text, what: "the address" }));
	return {
		usual: distinct(lower, written, plain + domain),
		all: [
			...distinct(lower, written, plain + domain, plain.replaceAll(".", "") + domain, written.toUpperCase()),
			...(localIsTelling ? [{ text: lower.slice(0, at), what: "the local part of the address" }] : []),
		],
		nested: () => nestedSpellings(lower, encodingsOf(lower)),
	};
}

function encodingsOf(address: string): Spelling[] {
	const base64 = base64Of(address);
	return [
		{ text: base64, what: "the base64 of the address" },
		...(base64.endsWith("=") ? [{ text: base64.replace(/=+$/, ""), what: "the base64 of the address" }] : []),
		{ text: hexOf(address), what: "the hex of the address" },
		{ text: reversed(address), what: "the address reversed" },
		{ text: rot13(address), what: "the rot13 of the address" },
		{ text: encodeURIComponent(address.toWellFormed()), what: "the address, percent-encoded" },
		// What `echo` hands to a hashing program.
		{ text: `${address}\n`, what: "the address and a line end" },
	];
}

function withoutTag(local: string): string {
	const plus = local.indexOf("+");
	return plus > 0 ? local.slice(0, plus) : local;
}

function longestWord(local: string): Uint8Array {
	const words = local.match(/[0-9a-z\x80-\uffff]+/g) ?? [" "];
	return encoder.encode(words.reduce((longest, next) => (next.length > longest.length ? next : longest)));
}

/** All of it. */
const ASCII = /^[\0-\x7f]*$/;
const encoder = new TextEncoder();
/** Bytes as text of one character each, in lower case: the form in which addresses and URLs are compared. */
export function bytesAsText(bytes: Uint8Array, start: number, end: number): string {
	return plainCodec.latin1(bytes, start, end).toLowerCase();
}

/** The same of the UTF-8 of a text in lower case. */
function inBytes(text: string): string {
	if (text.length > 0 && ASCII.test(text)) return text;
	const bytes = encoder.encode(text);
	return bytesAsText(bytes, 0, bytes.length);
}
