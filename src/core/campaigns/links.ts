// Links: what two campaigns have to do with each other, drawn together from the bonds between their strands, and told in words. Rarity is told as "at
// most", by powers of two: a sentence that is stored must still be true when the case has grown a little.

import type { SharedThing, Strength } from "../model/campaign.ts";
import type { FeatureKind } from "../model/sighting.ts";
import { KINDS } from "./feature-kinds.ts";
import { levelOf, MOST_SHARED, type SetAside } from "./rarity.ts";

/** A bond as it is kept: what counted, most first. */
export interface KeptBond {
	readonly points: number;
	/** "KIND VALUE". */
	readonly shared: readonly string[];
	readonly near: boolean;
	readonly contradicts: boolean;
}

/** Points from which a link is told so; a number would pretend to be measured. */
const STRONG: readonly (readonly [number, Strength])[] = [
	[14, "certain"],
	[9, "strong"],
	[6.5, "moderate"],
];

export interface Link {
	readonly strength: Strength;
	/** What the bonds between the two share, most first, each once. */
	readonly shared: readonly string[];
	readonly near: boolean;
	readonly contradicts: boolean;
}

/** Of all bonds between two campaigns the strongest gives the strength; what any of them shares is told. */
export function linkOf(bonds: readonly KeptBond[]): Link {
	const points = bonds.reduce((most, bond) => Math.max(most, bond.points), 0);
	const ordered = bonds.toSorted((a, b) => b.points - a.points || (a.shared.join() < b.shared.join() ? -1 : 1));
	return {
		strength: STRONG.find(([least]) => points >= least)?.[1] ?? "weak",
		shared: [...new Set(ordered.flatMap(({ shared }) => shared))].slice(0, MOST_TOLD),
		near: bonds.some(({ near }) => near),
		contradicts: bonds.some(({ contradicts }) => contradicts),
	};
}

const MOST_TOLD = 12;

/** A sentence for each shared thing with its rarity, then what else speaks for or against. */
export function sentencesOf({ near, contradicts }: Pick<Link, "near" | "contradicts">, things: readonly SharedThing[]): readonly string[] {
	return [
		...things.map(sharedSentence),
		...(near ? ["Both were active within a month of each other."] : []),
		...(contradicts
			? ["Both claim the same sender, but only one of them is signed, or they come from different places: one may imitate the other."]
			: []),
	];
}

export function sharedSentence(thing: SharedThing): string {
	const { kind, value } = thing;
	return `Both ${KINDS[kind].both}${kind === "text-band" ? "" : ` ${shown(kind, value)}`}, ${rarityWords(thing.sharedBy)}.`;
}

/** `sharedBy`: strands, two or more. */
export function rarityWords(sharedBy: number): string {
	if (sharedBy <= 2) return "which no other sender of this case shares";
	return `which at most ${2 ** levelOf(sharedBy)} senders of this case share`;
}

/** Why a thing links nothing. */
export function asideSentence({ kind, value, sharedBy }: SharedThing, why: SetAside): string {
	if (why === "operator") return `Set aside: ${value} is a known operator's, whose customers all share it.`;
	const many = why === "too many" ? `more than ${MOST_SHARED}` : `at most ${2 ** levelOf(sharedBy)}`;
	const what = `${many} senders ${KINDS[kind].both} ${shown(kind, value)}`;
	if (why === "too many") return `Set aside: ${what}, which are too many to tell anything.`;
	// Beside other things it may count between two of them all the same (accounts.ts).
	return `Set aside: ${what}, though they have nothing of their own in common: by itself it may be somebody's who works for all of them.`;
}

function shown(kind: FeatureKind, value: string): string {
	if (kind === "url-piece") return `piece "${value}"`;
	return kind === "from-domain" || kind === "from-address" ? value : `"${value}"`;
}
