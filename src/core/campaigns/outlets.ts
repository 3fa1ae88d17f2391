// Outlets: news outlets, wire services and institutions in whose name attackers write (the mails of 2021 posed as news from known outlets, with
// real article text). The table is generated from data/outlets.json. That a text names one proves nothing: press reviews, newsletters and
// friends do so daily. It counts only beside a sender who is none of them.

import { outletLines } from "./outlets.generated.ts";

export const OUTLET_KINDS = ["news", "wire", "institution"] as const;
export type OutletKind = (typeof OUTLET_KINDS)[number];

export interface Outlet {
	readonly id: string;
	readonly kind: OutletKind;
	readonly name: string;
	/** Lower case; each with all its sub-domains. */
	readonly domains: readonly string[];
	/** As they stand in running text, case and all. */
	readonly names: readonly string[];
}

let table: readonly Outlet[] | null = null;
let ids: ReadonlyMap<string, Outlet> | null = null;
let owners: ReadonlyMap<string, Outlet> | null = null;

/** By id. */
export function outlets(): readonly Outlet[] {
	table ??= outletLines.map((line) => {
		const [id = "", kind, name = "", domains = "", names = ""] = line.split("\t");
		return { id, kind: kind as OutletKind, name, domains: domains.split(";"), names: names === "" ? [] : names.split(";") };
	});
	return table;
}

export function outletNamed(id: string): Outlet | null {
	ids ??= new Map(outlets().map((outlet) => [outlet.id, outlet]));
	return ids.get(id) ?? null;
}

/** Whose host it is: `host` in lower case and punycode; a domain of the table or below one. */
export function outletOfHost(host: string): Outlet | null {
	owners ??= new Map(outlets().flatMap((outlet) => outlet.domains.map((domain) => [domain, outlet] as const)));
	for (let at = 0; at >= 0; ) {
		const outlet = owners.get(host.slice(at));
		if (outlet !== undefined) return outlet;
		const dot = host.indexOf(".", at);
		at = dot < 0 ? -1 : dot + 1;
	}
	return null;
}

const MAX_FOUND = 20;

/**
 * Ids of the outlets that `text` names, by a name (as it is usually written, at word boundaries) or by a domain in lower case; in order
 * of id, at most 20. One pass: each word costs one look-up by its hash, and nothing is cut from the text unless that finds something.
 */
export function outletsIn(text: string): readonly string[] {
	phrases ??= readPhrases();
	const { byHash, may } = phrases;
	const found = new Set<string>();
	const { length } = text;
	let start = -1;
	let hash = SEED;
	for (let at = 0; at <= length && found.size < MAX_FOUND; at++) {
		const code = at < length ? text.charCodeAt(at) : 0;
		if (isWord(code)) {
			if (start < 0) start = at;
			hash = Math.imul(hash ^ code, PRIME) & MASK;
			continue;
		}
		if (start < 0) continue;
		const word = start;
		const key = hash;
		start = -1;
		hash = SEED;
		if (may[key & FEW] === 0) continue;
		for (const { phrase, id } of byHash.get(key) ?? NO_PHRASES) {
			if (text.startsWith(phrase, word) && !isWord(text.charCodeAt(word + phrase.length))) found.add(id);
		}
	}
	return [...found].sort();
}

interface Phrase {
	readonly phrase: string;
	readonly id: string;
}

const NO_PHRASES: readonly Phrase[] = [];

interface Phrases {
	/** By the hash of their first word. */
	readonly byHash: ReadonlyMap<number, readonly Phrase[]>;
	/** 1 at the lowest bits of each of those hashes: most words of a text end here, without asking the map. */
	readonly may: Uint8Array;
}

let phrases: Phrases | null = null;
/** A mask of 14 bits. */
const FEW = 0x3fff;

function readPhrases(): Phrases {
	const byHash = new Map<number, Phrase[]>();
	const may = new Uint8Array(FEW + 1);
	for (const { id, names, domains } of outlets()) {
		for (const phrase of [...names, ...domains]) {
			const hash = hashOfFirstWord(phrase);
			may[hash & FEW] = 1;
			const same = byHash.get(hash);
			if (same === undefined) byHash.set(hash, [{ phrase, id }]);
			else same.push({ phrase, id });
		}
	}
	return { byHash, may };
}

/** FNV-1a, kept to 30 bits. Only the table fills the map, so hostile text cannot make chains. */
const MASK = 0x3fffffff;
const SEED = 0x811c9dc5 & MASK;
const PRIME = 0x01000193;

function hashOfFirstWord(phrase: string): number {
	let hash = SEED;
	for (let at = 0; at < phrase.length && isWord(phrase.charCodeAt(at)); at++) hash = Math.imul(hash ^ phrase.charCodeAt(at), PRIME) & MASK;
	return hash;
}

/** Letters and digits of ASCII. */
const ASCII_WORDS = Uint8Array.from({ length: 0x80 }, (_, code) => (/[a-z0-9]/i.test(String.fromCharCode(code)) ? 1 : 0));

/** Beyond ASCII all from U+00C0 on but general punctuation and its like (U+2000 to U+2BFF, U+3000 to U+303F). */
function isWord(code: number): boolean {
	if (code < 0x80) return ASCII_WORDS[code] === 1;
	return code >= 0xc0 && !(code >= 0x2000 && code <= 0x2bff) && !(code >= 0x3000 && code <= 0x303f) && code < 0xfff0;
}
