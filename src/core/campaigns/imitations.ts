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
	readonly messages: number;
}

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
	readonly messages: number;
}

const DAY = 24 * 3600 * 1000;
/** Who is imitated was known before. */
const KNOWN_BEFORE = 3 * DAY;
const KNOWN_BY = 2;
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
	const all = [...found.values()];
	const bearers = (key: string): number => all.filter((imitation) => imitation.key === key).length;
	// A name that several unrelated senders bear is nobody's own.
	return all
		.map((one) => (one.by === "both" && bearers(one.key) >= COMMON ? { ...one, by: "name" as const } : one))
		.sort(compare)
		.slice(0, MOST);
}

function likeness(sender: KnownSender, other: KnownSender): Pick<Imitation, "by" | "key"> | null {
	const theirs = new Set([...domainKeys(other.domain), ...nameKeys(other.name)]);
	const byDomain = domainKeys(sender.domain).find((key) => theirs.has(key));
	const byName = nameKeys(sender.name).find((key) => theirs.has(key));
	if (byName !== undefined) return { by: byDomain === undefined ? "name" : "both", key: byName };
	return byDomain === undefined ? null : { by: "domain", key: byDomain };
}

const STRENGTH = { both: 0, name: 1, domain: 2 } as const;

function compare(a: Imitation, b: Imitation): number {
	return STRENGTH[a.by] - STRENGTH[b.by] || b.messages - a.messages || (a.domain < b.domain ? -1 : a.domain > b.domain ? 1 : 0);
}

function ownerOf(domain: string): string {
	return registrableDomain(domain) ?? domain;
}
