// Families: the references of one make in a copy (the same vector, host and path but for tokens and numbers). A token that all of them carry stands
// for the copy; one that each has of its own stands for what it links to.

import type { RemoteReference } from "../../model/reference.ts";
import type { Differing } from "./differing.ts";
import { withoutFragment } from "./url-nodes.ts";

export interface Families {
	/** Whether all references of the make of this one, two different ones at least, have `value` at `place`. */
	isThroughout(reference: RemoteReference, place: string, value: string): boolean;
}

interface Family {
	references: number;
	readonly urls: Set<string>;
	/** References by place and value. */
	readonly holding: Map<string, number>;
}

/** `differing`: those that differ from other people's copies, with the pieces that do. */
export function createFamilies(
	references: readonly RemoteReference[],
	differing: readonly { readonly reference: RemoteReference; readonly leaves: readonly Differing[] }[],
	shapeOf: (reference: RemoteReference) => number,
): Families {
	const families = new Map<number, Family>();
	for (const { reference } of differing) {
		const shape = shapeOf(reference);
		if (!families.has(shape)) families.set(shape, { references: 0, urls: new Set(), holding: new Map() });
	}
	for (const reference of references) {
		const family = families.get(shapeOf(reference));
		if (family === undefined) continue;
		family.references++;
		family.urls.add(withoutFragment(reference.url));
	}
	for (const { reference, leaves } of differing) {
		const { holding } = families.get(shapeOf(reference)) as Family;
		for (const {
			node: { place, value },
		} of leaves)
			holding.set(key(place, value), (holding.get(key(place, value)) ?? 0) + 1);
	}
	return {
		isThroughout(reference, place, value) {
			const family = families.get(shapeOf(reference));
			return family !== undefined && family.urls.size >= 2 && family.holding.get(key(place, value)) === family.references;
		},
	};
}

function key(place: string, value: string): string {
	return `${place}\n${value}`;
}
