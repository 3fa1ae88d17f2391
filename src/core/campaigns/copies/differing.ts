// Differing pieces: what of a URL nobody else's copy holds in its place, as a tree, so that a piece is judged before what it is part of.

import { without } from "./persons.ts";
import type { Held, SlotIndex } from "./slot-index.ts";
import type { UrlNode } from "./url-nodes.ts";

export interface Differing {
	readonly node: UrlNode;
	readonly held: Held;
	/** Empty where none of its own pieces differs by itself, or where others' values are not made of the same pieces. */
	readonly pieces: readonly Differing[];
}

/** null where somebody else's copy holds the same. `own`: the persons whose copy this is. */
export function differing(node: UrlNode, slot: SlotIndex, own: ReadonlySet<number>): Differing | null {
	const held = slot.at(node.place);
	// No other copy has such a piece.
	if (held === undefined || without(held.persons, own) === 0) return null;
	// The usual case, and a comparison is cheaper than a look into a table of thousands.
	if (held.only === null ? without(held.values.get(node.value), own) > 0 : held.only === node.value) return null;
	const pieces: Differing[] = [];
	if (node.children.length > 0 && mayDescend(node, held, own))
		for (const child of node.children) {
			const piece = differing(child, slot, own);
			if (piece !== null) pieces.push(piece);
		}
	return { node, held, pieces };
}

/** Most others' values are taken apart in the same way. */
function mayDescend(node: UrlNode, { forms, persons }: Held, own: ReadonlySet<number>): boolean {
	const alike = without(forms.get(node.form), own);
	return alike > 0 && alike * 2 >= without(persons, own);
}

/** The smallest ones. */
export function leavesOf(differing: Differing): readonly Differing[] {
	return differing.pieces.length === 0 ? [differing] : differing.pieces.flatMap(leavesOf);
}
