// Things: the features that two or more strands have, numbered, so that comparing two strands is a walk along two rising lists of numbers.

import type { FeatureKind } from "../model/sighting.ts";
import { KINDS } from "./feature-kinds.ts";
import { levelOf, rarity, type SetAside, type Spread, setAside } from "./rarity.ts";
import { kindOf } from "./strands.ts";

export interface Thing {
	/** "KIND VALUE". */
	readonly key: string;
	readonly kind: FeatureKind;
	/** Behind the blank in `key`. */
	readonly value: string;
	readonly spread: Spread;
	readonly aside: SetAside | null;
	/** Points by kind and rarity, as if it were not set aside. */
	readonly points: number;
	readonly level: number;
}

export interface Things {
	has(key: string): boolean;
	/** The same number for the same key. */
	numberOf(key: string): number;
	keyOf(number: number): string;
	kindOf(number: number): FeatureKind;
	/** What is known of its spread; before {@link learn}, that one strand has it. */
	thing(number: number): Thing;
	learn(number: number, spread: Spread): void;
}

const UNKNOWN: Spread = { strands: 1, groups: 1, operator: false };

export function createThings(): Things {
	const numbers = new Map<string, number>();
	const things: Thing[] = [];
	const make = (key: string, spread: Spread): Thing => {
		const kind = kindOf(key);
		const { strands } = spread;
		return {
			key,
			kind,
			value: key.slice(kind.length + 1),
			spread,
			aside: setAside(kind, spread),
			points: KINDS[kind].points * rarity(kind, strands),
			level: levelOf(strands),
		};
	};
	return {
		has: (key) => numbers.has(key),
		numberOf(key) {
			const known = numbers.get(key);
			if (known !== undefined) return known;
			numbers.set(key, things.length);
			things.push(make(key, UNKNOWN));
			return things.length - 1;
		},
		keyOf: (number) => (things[number] as Thing).key,
		kindOf: (number) => (things[number] as Thing).kind,
		thing: (number) => things[number] as Thing,
		learn(number, spread) {
			things[number] = make((things[number] as Thing).key, spread);
		},
	};
}
