// Lookalikes: domains that a reader takes for a known outlet's, or for one that the reader knows. Five ways: a look-alike sign (also in
// Punycode), a letter more, less, other or swapped, words added ("reuters-briefing"), another ending, and the true domain as the front of
// another ("bbc.co.uk.x.example"). Honest companies have such names by chance, so this never decides alone.

import { shownHost } from "../encoding/punycode.ts";
import { registrableDomain } from "../encoding/registrable-domain.ts";
import { type Outlet, outletOfHost, outlets } from "./outlets.ts";
import { skeletonOf } from "./outlets-confusables.ts";

export const LIKENESSES = ["homograph", "misspelt", "added-words", "other-ending", "in-front"] as const;
export type Likeness = (typeof LIKENESSES)[number];

export interface Lookalike {
	readonly outlet: Outlet;
	/** The outlet's domain or name that it looks like. */
	readonly like: string;
	readonly how: Likeness;
}

/** In words, for a reason: "X is BBC's bbc.com HOW". */
export const LIKENESS_WORDS: Readonly<Record<Likeness, string>> = {
	homograph: "written with look-alike signs",
	misspelt: "with a letter changed",
	"added-words": "with words added",
	"other-ending": "under another ending",
	"in-front": "put in front of another domain",
};

/** What outlets, and those who imitate them, put beside a name. */
const ADDED = new Set(
	(
		"news newsletter newsletters online media press mail email daily weekly today live alert alerts breaking briefing update updates world global international europe " +
		"eu asia africa uk us usa en de fr com net org info group team desk service services digital web wire agency post report reports reporter reporters editor editors " +
		"editorial opinion politics journal magazine times tv radio app my the get read secure login account support help contact web24 hq int"
	).split(" "),
);

/** An everyday word or three letters with any word beside may be anybody's; with one of these it wants to be an outlet's. */
const SAYING_NEWS = /news|press|media|live|world|breaking|alert|wire|agency|tv$/;

/** Everyday words, places and surnames among the outlets' labels: other companies are called so too. So are labels shorter than five letters. */
const EVERYDAY = new Set(
	(
		"agora atlantic axios boston brookings carnegie clarin economia economist expresso figaro focus forbes fortune gazeta globe globo golem guardian heritage hoover " +
		"independent inquirer insider intercept kurier liberation mirror nation newsroom newsuk observador politiken postmedia pravda publico punchng recordedfuture redcross " +
		"reforma respekt salon slate spectator standaard standard stern stuff svoboda telegraaf telegraph telex transparency trouw wired"
	).split(" "),
);
const EVERYDAY_LENGTH = 4;

interface Label {
	readonly label: string;
	readonly outlet: Outlet;
	readonly like: string;
	readonly everyday: boolean;
}

interface Labels {
	readonly byLabel: ReadonlyMap<string, Label>;
	readonly bySkeleton: ReadonlyMap<string, Label>;
	readonly all: readonly Label[];
}

let labels: Labels | null = null;

function readLabels(): Labels {
	const byLabel = new Map<string, Label>();
	const bySkeleton = new Map<string, Label>();
	const add = (label: string, outlet: Outlet, like: string): void => {
		if (byLabel.has(label)) return;
		const entry = { label, outlet, like, everyday: label.length <= EVERYDAY_LENGTH || EVERYDAY.has(label) };
		byLabel.set(label, entry);
		const skeleton = skeletonOf(label);
		if (!bySkeleton.has(skeleton)) bySkeleton.set(skeleton, entry);
	};
	for (const outlet of outlets()) for (const domain of outlet.domains) add(labelOf(domain), outlet, domain);
	for (const outlet of outlets()) {
		for (const name of outlet.names) {
			const squashed = name
				.normalize("NFKD")
				.replace(/[^A-Za-z0-9]/g, "")
				.toLowerCase();
			if (squashed.length >= 8) add(squashed, outlet, name);
		}
	}
	return { byLabel, bySkeleton, all: [...byLabel.values()] };
}

/** The part of a host that its owner chose: "reuters" of "news.reuters.co.uk". */
function labelOf(host: string): string {
	const domain = registrableDomain(host) ?? host;
	return domain.slice(0, Math.max(0, domain.indexOf(".")) || domain.length);
}

/** Asked for each message, and most messages are of senders seen before. */
const known = new Map<string, Lookalike | null>();
const MAX_KNOWN = 2000;

/** `host` in lower case and punycode, as in an address. null for an outlet's own, and for what looks like none. */
export function lookalikeOf(host: string): Lookalike | null {
	const before = known.get(host);
	if (before !== undefined) return before;
	const found = outletOfHost(host) === null ? search(host) : null;
	if (known.size >= MAX_KNOWN) known.clear();
	known.set(host, found);
	return found;
}

function search(host: string): Lookalike | null {
	labels ??= readLabels();
	const { byLabel, bySkeleton, all } = labels;
	const label = shownHost(labelOf(host));
	const same = byLabel.get(label) ?? byLabel.get(label.replaceAll("-", ""));
	if (same !== undefined && !same.everyday) return found(same, same.label === label ? "other-ending" : "misspelt");
	const alike = bySkeleton.get(skeletonOf(label));
	// "il" and "l1" fold alike: short words meet by chance.
	if (alike !== undefined && alike.label !== label && alike.label.length >= 5 && !(alike.everyday && isPlain(label)))
		return found(alike, "homograph");
	const front = inFront(host);
	if (front !== null) return front;
	const compound = withAddedWords(label, byLabel);
	if (compound !== null) return found(compound, "added-words");
	for (const entry of all) if (!entry.everyday && isMisspelt(label, entry.label)) return found(entry, "misspelt");
	return null;
}

function isPlain(label: string): boolean {
	return /^[a-z-]+$/.test(label);
}

function found({ outlet, like }: Label, how: Likeness): Lookalike {
	return { outlet, like, how };
}

/** "bbc.co.uk.x.example", "bbc-co-uk.example", "nytimes.com-login.example": an outlet's domain whole, not at the end. */
function inFront(host: string): Lookalike | null {
	const pieces = host.split(/[.-]/).slice(0, 20);
	for (let from = 0; from < pieces.length - 1; from++) {
		for (let to = from + 2; to <= Math.min(from + 4, pieces.length - 1); to++) {
			const like = pieces.slice(from, to).join(".");
			const outlet = outletOfHost(like);
			if (outlet?.domains.includes(like)) return { outlet, like, how: "in-front" };
		}
	}
	return null;
}

function withAddedWords(label: string, byLabel: ReadonlyMap<string, Label>): Label | null {
	const words = label.split("-");
	if (words.length > 1) {
		for (const word of words) {
			const entry = byLabel.get(word);
			if (entry === undefined || ADDED.has(word)) continue;
			if (!entry.everyday || (SAYING_NEWS.test(label) && words.every((other) => other === word || ADDED.has(other)))) return entry;
		}
	}
	const joined = words.join("");
	// Leading and trailing words of ADDED, at most two: "thereutersnews", "bbcworldnews".
	for (let from = 0; from <= Math.min(joined.length, 13); from++) {
		if (from > 0 && !isAdded(joined.slice(0, from))) continue;
		for (let to = joined.length; to - from >= 3; to--) {
			if (to - from === joined.length || (to < joined.length && !isAdded(joined.slice(to)))) continue;
			const entry = byLabel.get(joined.slice(from, to));
			if (entry === undefined || ADDED.has(entry.label)) continue;
			if (!entry.everyday || SAYING_NEWS.test(joined)) return entry;
		}
	}
	return null;
}

function isAdded(text: string): boolean {
	if (ADDED.has(text)) return true;
	for (let at = 2; at <= text.length - 2; at++) if (ADDED.has(text.slice(0, at)) && ADDED.has(text.slice(at))) return true;
	return false;
}

/**
 * One change in words of six to eleven letters, two from twelve on, the first letter kept; shorter words are too near to others. What is added
 * to many names ("news") does not make a word longer: "cns" is no misspelt "cbs".
 */
function isMisspelt(label: string, known: string): boolean {
	const most = known.length >= 12 ? 2 : known.length >= 6 ? 1 : 0;
	if (most === 0 || Math.abs(label.length - known.length) > most || label.charCodeAt(0) !== known.charCodeAt(0)) return false;
	if (coreLength(known) < 5) return false;
	return distance(label, known) <= most;
}

function coreLength(label: string): number {
	for (let at = 2; at < label.length - 2; at++) if (ADDED.has(label.slice(at))) return at;
	return label.length;
}

/** Optimal string alignment: insertion, deletion, change, and two neighbours swapped, each 1. Both are labels of at most 63 signs. */
export function distance(a: string, b: string): number {
	let older: number[] = [];
	let before = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const line = [row];
		for (let column = 1; column <= b.length; column++) {
			const changed = (before[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
			let least = Math.min(changed, (before[column] as number) + 1, (line[column - 1] as number) + 1);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
				least = Math.min(least, (older[column - 2] as number) + 1);
			line.push(least);
		}
		older = before;
		before = line;
	}
	return before[b.length] as number;
}

/** `host` looks like `other`, a host that the reader knows (their own organisation's, for instance), and is not of its domain. */
export function looksLikeHost(host: string, other: string): boolean {
	if ((registrableDomain(host) ?? host) === (registrableDomain(other) ?? other)) return false;
	const label = shownHost(labelOf(host));
	const known = labelOf(other);
	if (known.length < 5) return false;
	if (label === known) return known.length >= 8;
	return skeletonOf(label) === skeletonOf(known) || isMisspelt(label, known);
}
