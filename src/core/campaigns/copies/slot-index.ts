// Slot index: what the copies of a mailing hold in one slot, piece by piece, and which persons hold it. Made once for all copies, so that a copy is
// told from any number of others by looking its own pieces up.

import { type UrlNode, urlNode, withoutFragment } from "./url-nodes.ts";

export interface Held {
	/** What all hold, where they hold the same; null else. */
	readonly only: string | null;
	/** Persons by what they hold. */
	readonly values: ReadonlyMap<string, ReadonlySet<number>>;
	/** Persons by the form in which it can be taken apart. */
	readonly forms: ReadonlyMap<string, ReadonlySet<number>>;
	readonly persons: ReadonlySet<number>;
	/** Persons whose every value there is nobody else's. */
	alone(): ReadonlySet<number>;
}

export interface Filling {
	/** Index of the copy. */
	readonly copy: number;
	/** Without its fragment. */
	readonly url: string;
}

export interface SlotIndex {
	readonly persons: ReadonlySet<number>;
	/** Persons by URL. */
	readonly urls: ReadonlyMap<string, ReadonlySet<number>>;
	/** In the order of the copies. */
	readonly fillings: readonly Filling[];
	at(place: string): Held | undefined;
	/** A URL taken apart, without its fragment: one that a copy has here once for all. */
	node(url: string): UrlNode;
	/** The pieces of a URL by place. */
	pieces(url: string): ReadonlyMap<string, string>;
}

interface Growing {
	readonly values: Map<string, Set<number>>;
	readonly forms: Map<string, Set<number>>;
	readonly persons: Set<number>;
}

/** `persons`: the person of each copy; `whole`: URLs are not taken apart. */
export function slotIndex(fillings: readonly Filling[], persons: readonly number[], whole: boolean): SlotIndex {
	const urls = new Map<string, Set<number>>();
	for (const { copy, url } of fillings) addTo(urls, url, persons[copy] as number);
	let places: Map<string, Held> | null = null;
	const nodes = new Map<string, UrlNode>();
	const node = (url: string): UrlNode => {
		const known = nodes.get(url);
		if (known !== undefined) return known;
		const made = urlNode(url, whole);
		if (urls.has(url)) nodes.set(url, made);
		return made;
	};
	const pieces = new Map<string, ReadonlyMap<string, string>>();
	return {
		persons: new Set(fillings.map(({ copy }) => persons[copy] as number)),
		urls,
		fillings,
		at(place) {
			places ??= placesOf(urls, node);
			return places.get(place);
		},
		node,
		pieces(url) {
			let known = pieces.get(url);
			if (known === undefined) {
				const list = new Map<string, string>();
				walk(node(url), ({ place, value }) => list.set(place, value));
				known = list;
				pieces.set(url, known);
			}
			return known;
		},
	};
}

export function filling(copy: number, url: string): Filling {
	return { copy, url: withoutFragment(url) };
}

function placesOf(urls: ReadonlyMap<string, ReadonlySet<number>>, node: (url: string) => UrlNode): Map<string, Held> {
	const places = new Map<string, Growing>();
	for (const [url, persons] of urls)
		walk(node(url), ({ place, value, form }) => {
			let held = places.get(place);
			if (held === undefined) {
				held = { values: new Map(), forms: new Map(), persons: new Set() };
				places.set(place, held);
			}
			for (const person of persons) {
				addTo(held.values, value, person);
				addTo(held.forms, form, person);
				held.persons.add(person);
			}
		});
	return new Map([...places].map(([place, held]) => [place, withAlone(held)]));
}

function withAlone(held: Growing): Held {
	let alone: Set<number> | null = null;
	const [only = null] = held.values.size === 1 ? held.values.keys() : [];
	return {
		only,
		...held,
		alone() {
			if (alone === null) {
				alone = new Set(held.persons);
				for (const persons of held.values.values()) if (persons.size > 1) for (const person of persons) alone.delete(person);
			}
			return alone;
		},
	};
}

function walk(node: UrlNode, act: (node: UrlNode) => void): void {
	act(node);
	for (const child of node.children) walk(child, act);
}

function addTo(map: Map<string, Set<number>>, key: string, person: number): void {
	const persons = map.get(key);
	if (persons === undefined) map.set(key, new Set([person]));
	else persons.add(person);
}
