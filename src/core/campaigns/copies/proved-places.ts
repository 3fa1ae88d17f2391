// Proved places: where in a campaign's URLs copies have proved an identifier to stand. A mail that nobody else has a copy of holds one there too, if it
// has a value of the same look there that no other reader has got: nothing is proved of it, but it is no picture that happens to be named so. A slow
// drip, of which most mails go to one person each, is known by that alone.

import type { IdentifierKind } from "../../model/identifier.ts";
import type { Proof } from "../../model/proof.ts";
import { urlShape } from "../url-pieces.ts";
import { type UrlNode, urlNode } from "./url-nodes.ts";
import { lookOfPair } from "./value-look.ts";

/** A reference that is fetched without a click. */
export interface Fetched {
	readonly url: string;
	/** Lower case, punycode. */
	readonly host: string;
	/** With what comparing copies says of it. */
	readonly kind: IdentifierKind;
	/** Of the kind `unique`, or null. */
	readonly proof: Proof | null;
}

export interface FetchedByOne {
	/** Whose copy it is: addresses, in order. */
	readonly owners: readonly string[];
	readonly fetched: readonly Fetched[];
}

interface Place {
	readonly pieces: readonly string[];
	/** What stands there where it was proved. */
	readonly values: readonly string[];
	/** Who has got which values there; null once two people have got the same. */
	readers: Map<string, string> | null;
}

/** Bounds the work on a campaign whose sender makes each URL another. */
const MAX_PLACES = 64;
const MAX_LOOKED_AT = 20_000;
/** Shorter values, cut out of a URL, might be cut out of elsewhere. */
const SHORTEST = 3;

/** Of each mail, the indexes of those references of the kind `none` that hold an identifier by their place. Mails that belong together, in any order. */
export function inProvedPlaces(mails: readonly FetchedByOne[]): readonly ReadonlySet<number>[] {
	const places = placesOf(mails);
	const found = mails.map(() => new Set<number>());
	if (places.size === 0) return found;
	const held: { readonly mail: number; readonly at: number; readonly place: Place; readonly values: readonly string[] }[] = [];
	let left = MAX_LOOKED_AT;
	for (const [mail, { owners, fetched }] of mails.entries()) {
		const whose = owners.join(" ");
		for (const [at, { url, host, kind }] of fetched.entries()) {
			for (const [pieces, byShape] of places.get(host) ?? []) {
				if (left-- <= 0) return mails.map(() => new Set<number>());
				const cut = cutOut(url, host, pieces.split("\n"));
				const place = cut === null ? undefined : byShape.get(cut.shape);
				if (cut === null || place === undefined) continue;
				const key = cut.values.join("\n");
				const reader = place.readers?.get(key);
				if (reader !== undefined && reader !== whose) place.readers = null;
				else place.readers?.set(key, whose);
				if (kind === "none") held.push({ mail, at, place, values: cut.values });
			}
		}
	}
	for (const { mail, at, place, values } of held)
		if (place.readers !== null && values.every((value, piece) => isAlike(value, place.values[piece] as string))) found[mail]?.add(at);
	return found;
}

/** By host and pieces, by the shape of the rest of the URL. */
function placesOf(mails: readonly FetchedByOne[]): Map<string, Map<string, Map<string, Place>>> {
	const places = new Map<string, Map<string, Map<string, Place>>>();
	let count = 0;
	for (const { fetched } of mails)
		for (const { url, host, proof } of fetched) {
			if (proof === null || proof.pieces.length === 0 || count >= MAX_PLACES) continue;
			const cut = cutOut(url, host, proof.pieces);
			if (cut === null || !cut.values.every((value) => isAlike(value, value))) continue;
			const ofHost = places.get(host) ?? new Map<string, Map<string, Place>>();
			places.set(host, ofHost);
			const key = proof.pieces.join("\n");
			const byShape = ofHost.get(key) ?? new Map<string, Place>();
			ofHost.set(key, byShape);
			if (byShape.has(cut.shape)) continue;
			byShape.set(cut.shape, { pieces: proof.pieces, values: cut.values, readers: new Map() });
			count++;
		}
	return places;
}

/** Made by a machine, and in the same way. */
function isAlike(value: string, proved: string): boolean {
	const look = lookOfPair(value, proved, Number.NaN);
	return look === "token" || look === "number";
}

/** What stands at the pieces, and the form of the URL without it; null where it has no such pieces. */
function cutOut(
	url: string,
	host: string,
	pieces: readonly string[],
): { readonly values: readonly string[]; readonly shape: string } | null {
	const root = urlNode(url);
	const values: string[] = [];
	let rest = url;
	for (const piece of pieces) {
		const value = valueAt(root, piece);
		if (value === null || value.length < SHORTEST) return null;
		values.push(value);
		rest = rest.replace(value, "*");
	}
	return { values, shape: urlShape({ url: rest, host }) };
}

function valueAt(node: UrlNode, place: string): string | null {
	if (node.place === place) return node.value;
	for (const child of node.children) {
		const found = valueAt(child, place);
		if (found !== null) return found;
	}
	return null;
}
