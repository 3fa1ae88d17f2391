// Imitations: which senders that the case has long heard from does a new one pose as? By the same key (sender-keys.ts) under another domain.
// Companies with two domains and namesakes do that innocently, so it is one reason among others, and the strongest only where name and domain
// both are made to match.

import { registrableDomain } from "../encoding/registrable-domain.ts";
import { isFreemail } from "./freemail.ts";
import { domainKeys, nameKeys } from "./sender-keys.ts";

/** A sender as the case knows it: a strand. */
export interface KnownSender {
	readonly name: string | null;
	/** Of From, as written. */
	readonly domain: string;
	/** ISO 8601, UTC, of its first message; null where no message has a time. */
	readonly first: string | null;
	/** Exact below MOST_TOLD, which stands for so many or more: or each further mail of a newsletter would have to be told of whoever bears its name. */
	readonly messages: number;
}

export const MOST_TOLD = 10;

export interface Imitation {
	/** What is imitated: display name where it has one, else domain. */
	readonly name: string;
	readonly domain: string;
	/** The domain that looks like it. */
	readonly as: string;
	/** `both`: name and domain match; `name`, `domain`: that alone. */
	readonly by: "both" | "name" | "domain";
	/** The key that both have (sender-keys.ts). */
	readonly key: string;
	/** First message of the imitated sender, ISO 8601. */
	readonly since: string;
	/** From the imitated domain, under this name or key; as KnownSender has it. */
	readonly messages: number;
}

const DAY = 24 * 3600 * 1000;
/** Who is imitated was known before. */
const KNOWN_BEFORE = 3 * DAY;
const KNOWN_BY = 2;
/**
 * Who makes a name nobody's own has borne it so long, and half as long as who bore it first. A later one may be an imitator himself: a second domain of the same
 * attackers, of whom the case had a first mail weeks before.
 */
const ESTABLISHED = { atLeast: 30 * DAY, share: 0.5 } as const;
const COMMON = 2;
const MOST = 5;

/**
 * `own`: the campaign's senders; `known`: others in the case with one of their keys. Strongest first, at most 5, each imitated domain once.
 */
export function imitationsOf(own: readonly KnownSender[], known: readonly KnownSender[]): readonly Imitation[] {
	const ownDomains = new Set(own.map(({ domain }) => ownerOf(domain)));
	const found = new Map<string, Imitation>();
	for (const other of known) {
		if (other.first === null || other.messages < KNOWN_BY || isFreemail(other.domain) || ownDomains.has(ownerOf(other.domain))) continue;
		for (const sender of own) {
			if (sender.first === null || Date.parse(sender.first) - Date.parse(other.first) < KNOWN_BEFORE) continue;
			const alike = likeness(sender, other);
			if (alike === null) continue;
			const name = other.name ?? other.domain;
			const imitation = { ...alike, name, domain: other.domain, as: sender.domain, since: other.first, messages: other.messages };
			const before = found.get(ownerOf(other.domain));
			if (before === undefined || compare(imitation, before) < 0) found.set(ownerOf(other.domain), imitation);
		}
	}
	const all = [...found.values()].map((one): Imitation => ({ ...one, ...knownAs(one, known) }));
	const began = own.reduce((latest, { first }) => (first === null ? latest : Math.max(latest, Date.parse(first))), 0);
	const bearers = (key: string): number => {
		const borne = all.filter((one) => one.key === key).map(({ since }) => began - Date.parse(since));
		const longest = Math.max(0, ...borne);
		return borne.filter((time) => time >= ESTABLISHED.atLeast && time >= longest * ESTABLISHED.share).length;
	};
	// A name that several unrelated senders bear is nobody's own.
	return all
		.map((one) => (one.by === "both" && bearers(one.key) >= COMMON ? { ...one, by: "name" as const } : one))
		.sort(compare)
		.slice(0, MOST);
}

/** All senders at the imitated domain that have the key, as one. */
function knownAs({ domain, key, since }: Imitation, known: readonly KnownSender[]): Pick<Imitation, "since" | "messages"> {
	const same = known.filter((other) => ownerOf(other.domain) === ownerOf(domain) && keysOf(other).has(key));
	return {
		since: same.reduce((earliest, { first }) => (first !== null && first < earliest ? first : earliest), since),
		messages: Math.min(
			MOST_TOLD,
			same.reduce((sum, { messages }) => sum + messages, 0),
		),
	};
}

function keysOf({ name, domain }: KnownSender): ReadonlySet<string> {
	return new Set([...domainKeys(domain), ...nameKeys(name)]);
}

function likeness(sender: KnownSender, other: KnownSender): Pick<Imitation, "by" | "key"> | null {
	const theirs = keysOf(other);
	const byDomain = domainKeys(sender.domain).find((key) => theirs.has(key));
	const byName = nameKeys(sender.name).find((key) => theirs.has(key));
	if (byName !== undefined) return { by: byDomain === undefined ? "name" : "both", key: byName };
	return byDomain === undefined ? null : { by: "domain", key: byDomain };
}

const STRENGTH = { both: 0, name: 1, domain: 2 } as const;

/** Of two whose name it could be the one that was known longer. */
function compare(a: Imitation, b: Imitation): number {
	return (
		STRENGTH[a.by] - STRENGTH[b.by] || order(a.since, b.since) || b.messages - a.messages || order(a.domain, b.domain) || order(a.as, b.as)
	);
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function ownerOf(domain: string): string {
	return registrableDomain(domain) ?? domain;
}
