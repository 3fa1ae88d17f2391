// Strands: one sender's mailing, as bonds see it: what its messages have, when they came, and how the sender stands to his own name.

import { type Feature, type FeatureKind, TRAITS, type Trait } from "../model/sighting.ts";

/** So many of a strand's first and of its last tracked messages stand for all: who began, and what he sends now. */
export const SAMPLED = 3;

export interface Strand {
	/** 16 hex digits. */
	readonly id: string;
	/** Numbers of the features of the sampled messages that another strand has too (things.ts), rising. */
	readonly things: Int32Array;
	/** Days since 1970, of the first and the last message with a time; null where none has one. */
	readonly days: readonly [number, number] | null;
	/** Registrable domain in From, or null: of nobody, or of a free mail provider. */
	readonly domain: string | null;
	readonly nature: Nature;
	/** No more than FEW tracked messages: an account that is left after a few mails, or one that has just begun. */
	readonly few: boolean;
}

export const FEW = 8;

export interface Nature {
	/** It says that it went to many and can be left: as mass mail does, and an attack may. */
	readonly bulk: boolean;
	/** Signed by the sender's own domain, or found authentic by the owner's server. */
	readonly signed: boolean;
	/** Somebody who mails for others sent it. */
	readonly service: boolean;
	/** It is known from where it was handed over. */
	readonly placed: boolean;
}

/** `counts`: for each of TRAITS, how many of `messages` have it. */
export function natureOf(counts: readonly number[], messages: number, placed: boolean): Nature {
	const count = (trait: Trait): number => counts[TRAITS.indexOf(trait)] ?? 0;
	const most = (...traits: readonly Trait[]): boolean => traits.some((trait) => count(trait) * 2 > messages);
	return {
		bulk: most("unsubscribe-header", "list-id", "precedence-bulk", "feedback-id", "unsubscribe-in-text"),
		// Not every reader's server says what it found; that it found one authentic is enough.
		signed: (most("signed-by-sender") || count("authenticated") > 0) && !most("authentication-failed"),
		service: most("mailed-by-service"),
		placed,
	};
}

/** "KIND VALUE": kinds hold no blank. */
export function featureKey({ kind, value }: Feature): string {
	return `${kind} ${value}`;
}

export function kindOf(key: string): FeatureKind {
	return key.slice(0, key.indexOf(" ")) as FeatureKind;
}

/** Of a strand's features. */
export function domainIn(keys: readonly string[]): string | null {
	return keys.find((key) => key.startsWith(DOMAIN))?.slice(DOMAIN.length) ?? null;
}

const DOMAIN = "from-domain ";

/** Whether a feature tells from where a message was handed over. */
export function isPlace(key: string): boolean {
	return key.startsWith("origin-") || key.startsWith("helo ");
}

/** Days since 1970 of times in ISO 8601; null where they are empty. */
export function daysOf(first: string, last: string): readonly [number, number] | null {
	return first === "" ? null : [Date.parse(first) / DAY, Date.parse(last) / DAY];
}

const DAY = 24 * 3600 * 1000;

/**
 * What stands for a strand: the union of its sampled messages' features, with how many have each. Of what differs from message to message by
 * nature only what most of them have is kept: the account in a URL stays the same, the number of a mailing does not.
 */
export function strandFeatures(sampled: readonly (readonly string[])[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const features of sampled) for (const key of features) counts.set(key, (counts.get(key) ?? 0) + 1);
	for (const [key, count] of counts) if (count * 2 < sampled.length && key.startsWith("url-piece ")) counts.delete(key);
	return counts;
}
