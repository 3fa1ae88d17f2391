// Reader names: what a campaign's readers are known by, and how to find it in whatever a sender wrote. Trackers write a reader's address into URLs,
// host names, their own address (VERP: "b+anna.berg=house.example@sender.example") and Message-IDs, with other separators or none, and encoded; so
// a text is looked at as it stands, without its separators, and with its encodings undone.

import { registrableDomain } from "../../core/encoding/registrable-domain.ts";
import { createIdentifier, type Identify } from "../../core/trackers/identifiers.ts";
import { MAX_ADDRESSES } from "../../core/trackers/known-addresses.ts";
import { foldedName } from "./folded-name.ts";
import { NAME_PARTICLES, ROLE_WORDS } from "./role-words.ts";

export interface ReaderNames {
	/** Lower case. */
	readonly addresses: ReadonlySet<string>;
	/** Whether a piece of a URL, a label of a host or a local part holds an address, or what a reader is known by. */
	isNaming(piece: string): boolean;
	/** The same of a sender's whole address: the domain above which names stand is his own. */
	isNamingAddress(address: string): boolean;
	/** The host without the labels up to the last that holds such a thing. */
	hostWithout(host: string): string;
	/** A text with a star for each such thing. */
	without(text: string): string;
	/** An organisation's name; "" where it holds the whole name of a reader ("Office of Anna Berg"), of which single words may be anybody's. */
	organisation(name: string): string;
}

/** Of a word in a local part or a name: shorter ones are initials, and parts of many words. The whole of a local part counts however short. */
const SHORTEST = 3;
/** Of a name of several words, written together: shorter ones are in many words. */
const SHORTEST_JOINED = 6;
/** Of a surname and an initial, "aberg". */
const SHORTEST_INITIALLED = 5;
/** Of a local part of one word, which is looked for within other words too. */
const SHORTEST_WITHIN = 8;
/** Characters of a run of letters that are looked at: hostile mail has longer ones. */
const LONGEST_RUN = 80;
/** Percent-encodings inside each other. */
const MOST_LAYERS = 3;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const CHUNK = /[^\s<>"(),;:]+/g;
/** "anna.berg=house.example" (VERP), "house.example=anna.berg" (SRS): somebody's address within another. */
const ADDRESS_WITHIN = /=[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?![a-z0-9-])/i;

/** `names`: of the people whose addresses these are, "Anna Berg" or "Berg, Anna". */
export function readerNames(readers: Iterable<string>, names: Iterable<string> = []): ReaderNames {
	const addresses = new Set([...readers].map((address) => address.toLowerCase()));
	const { words, joined, longest } = formsOf(addresses, names);
	const identify = identifiersOf(addresses);

	const isWord = (written: string): boolean => {
		const word = foldedName(written);
		const plain = word.replace(/^\d+|\d+$/g, "");
		const singular = plain.length > SHORTEST + 1 && plain.endsWith("s") ? plain.slice(0, -1) : plain;
		return words.has(word) || words.has(plain) || words.has(singular) || holdsJoined(word);
	};

	/** Whether some of its letters are a whole name written together. */
	function holdsJoined(run: string): boolean {
		const text = run.slice(0, LONGEST_RUN);
		for (let from = 0; from + SHORTEST_JOINED <= text.length; from++)
			for (let to = from + SHORTEST_JOINED; to <= Math.min(text.length, from + longest); to++)
				if (joined.has(text.slice(from, to))) return true;
		return false;
	}

	function isNaming(piece: string): boolean {
		const plain = decoded(piece);
		if (plain.includes("@")) return true;
		if ((plain.match(WORD) ?? []).some(isWord)) return true;
		return holdsJoined(together(plain)) || isEncoded(piece);
	}

	/** An address in base64, hex or another encoding that trackers use, or its digest. */
	function isEncoded(piece: string): boolean {
		if (piece.length < SHORTEST_JOINED) return false;
		const url = URL.parse(`http://mail.invalid/${piece.replace(/[?#]/g, "/")}`);
		return url !== null && identify.some((one) => one(url.href, "mail.invalid").kind === "address");
	}

	function isNamingAddress(address: string): boolean {
		const at = address.lastIndexOf("@");
		const [local, domain] = [address.slice(0, Math.max(0, at)), address.slice(at + 1)];
		return addresses.has(address.toLowerCase()) || holdsAddress(local) || isNaming(local) || hostWithout(domain) !== domain;
	}

	function hostWithout(host: string): string {
		const domain = registrableDomain(host);
		if (domain === null || domain === host) return host;
		const labels = host.slice(0, -domain.length - 1).split(".");
		const above = labels.join(".");
		const named = labels.findLastIndex(isNaming);
		// A name may go over a dot: "anna.berg.px.sender.example" and "b.klein".
		const last = named === -1 && isNaming(above) ? labels.length - 1 : named;
		return [...labels.slice(last + 1), domain].join(".");
	}

	function without(text: string): string {
		return text.replace(CHUNK, (chunk) => {
			const at = chunk.lastIndexOf("@");
			if (at === -1) return withoutWords(chunk);
			if (addresses.has(chunk.toLowerCase())) return "*";
			const [local, domain] = [chunk.slice(0, at), chunk.slice(at + 1)];
			return `${holdsAddress(local) ? "*" : withoutWords(local)}@${withoutWords(domain)}`;
		});
	}

	/** Word by word; all of it where what names a reader goes over several, or is encoded. */
	function withoutWords(chunk: string): string {
		const left = chunk.replace(WORD, (word) => (isWord(word) ? "*" : word));
		return isNaming(left) ? "*" : left;
	}

	return {
		addresses,
		isNaming,
		isNamingAddress,
		hostWithout,
		without,
		organisation: (name) => (holdsJoined(together(name)) ? "" : name),
	};
}

function holdsAddress(local: string): boolean {
	const plain = decoded(local);
	return plain.includes("@") || ADDRESS_WITHIN.test(plain);
}

interface Forms {
	/** Alone they name somebody: words of local parts and names, and whole local parts. Folded. */
	readonly words: ReadonlySet<string>;
	/** Several words of one name in either order, written together, and whole addresses. */
	readonly joined: ReadonlySet<string>;
	/** Characters of the longest of these. */
	readonly longest: number;
}

function formsOf(addresses: ReadonlySet<string>, names: Iterable<string>): Forms {
	const words = new Set<string>();
	const joined = new Set<string>();
	const join = (parts: readonly string[]): void => {
		if (parts.length < 2) return;
		const [first, last] = [parts[0] as string, parts.at(-1) as string];
		for (const text of [parts.join(""), parts.toReversed().join(""), last + first, first + last])
			if (text.length >= SHORTEST_JOINED) joined.add(text);
		for (const text of [first.charAt(0) + last, last + first.charAt(0)]) if (text.length >= SHORTEST_INITIALLED) words.add(text);
	};
	const take = (text: string): void => {
		const parts = partsOf(text);
		for (const part of parts) if (part.length >= SHORTEST && !ROLE_WORDS.has(part) && !NAME_PARTICLES.has(part)) words.add(part);
		// A local part of roles alone ("press.office") names nobody.
		if (!parts.every((part) => ROLE_WORDS.has(part))) join(parts);
	};
	for (const name of names) take(name);
	for (const address of addresses) {
		const at = address.lastIndexOf("@");
		const local = address.slice(0, Math.max(0, at));
		take(local.includes("+") ? local.slice(0, local.indexOf("+")) : local);
		take(local);
		const whole = together(local);
		if (whole.length > 1 && !ROLE_WORDS.has(whole)) words.add(whole);
		if (whole.length >= SHORTEST_WITHIN && !ROLE_WORDS.has(whole)) joined.add(whole);
		if (at > 0) {
			const domain = together(address.slice(at + 1));
			joined.add(whole + domain);
			joined.add(`${whole}at${domain}`);
		}
	}
	let longest = 0;
	for (const { length } of joined) longest = Math.max(longest, length);
	return { words, joined, longest: Math.min(LONGEST_RUN, longest) };
}

function partsOf(text: string): string[] {
	return (foldedName(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((part) => part.replace(/^\d+|\d+$/g, "")).filter((part) => part !== "");
}

/** Without what separates words. */
function together(text: string): string {
	return foldedName(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

function decoded(text: string): string {
	let plain = text;
	for (let layer = 0; layer < MOST_LAYERS && plain.includes("%"); layer++) {
		try {
			plain = decodeURIComponent(plain);
		} catch {
			return plain;
		}
	}
	return plain;
}

/** The program that looks for addresses in URLs takes so many at a time. */
function identifiersOf(addresses: ReadonlySet<string>): Identify[] {
	const all = [...addresses];
	const found: Identify[] = [];
	for (let from = 0; from < all.length; from += MAX_ADDRESSES) found.push(createIdentifier(all.slice(from, from + MAX_ADDRESSES)));
	return found;
}
