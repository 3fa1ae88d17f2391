// Layout: the slots of a mailing, each of which a copy fills with one of its references, or none. Built from one copy, to which the others are
// aligned; what only some copies hold (another article, a further block) opens a slot of its own. Copies are never compared with each other.

import type { RemoteReference } from "../../model/reference.ts";
import { align } from "./alignment.ts";
import type { Copy } from "./copy.ts";
import { createShapes, type ReferenceShape } from "./reference-shape.ts";

export interface Layout {
	/** Slots; their order is that of the mailing. */
	readonly slots: number;
	/** For each copy that it was built from, the slot of each of its references. */
	readonly filled: readonly Int32Array[];
	/** The slot of each reference of a further copy, or -1. */
	place(references: readonly RemoteReference[]): Int32Array;
	/** Tokens and numbers masked: equal for references of one make. */
	shapeOf(reference: RemoteReference): number;
}

/** Copies that may open slots: past these a further one only fills. Attack: copies that have nothing in common. */
const MAX_OPENING = 16;
const MAX_SLOTS = 20_000;

/** `copies` in order of their hashes; the same copies give the same layout. */
export function layoutOf(copies: readonly Copy[]): Layout {
	const shapeOf = createShapes();
	const shapes = copies.map(({ references }) => references.map(shapeOf));
	const order = inOrderOfCommonness(shapes);
	/** Slots in the order of the mailing, by the reference that opened each. */
	let opened: { readonly slot: number; readonly shape: ReferenceShape }[] = [];
	let slots = 0;
	const filled: Int32Array[] = new Array(copies.length);
	order.forEach((copy, turn) => {
		const own = shapes[copy] as readonly ReferenceShape[];
		const found = align(
			opened.map(({ shape }) => shape),
			own,
		);
		const filling = found.map((at) => (at < 0 ? -1 : (opened[at] as { slot: number }).slot));
		const opens = turn < MAX_OPENING && found.includes(-1) && slots + own.length <= MAX_SLOTS;
		if (opens) {
			const next: typeof opened = [];
			let taken = 0;
			own.forEach((shape, index) => {
				const at = found[index] as number;
				if (at < 0) {
					filling[index] = slots;
					next.push({ slot: slots++, shape });
					return;
				}
				while (taken <= at) next.push(opened[taken++] as (typeof opened)[number]);
			});
			opened = [...next, ...opened.slice(taken)];
		}
		filled[copy] = filling;
	});
	const sequence = opened.map(({ shape }) => shape);
	return {
		slots,
		filled,
		place: (references) => align(sequence, references.map(shapeOf)).map((at) => (at < 0 ? -1 : (opened[at] as { slot: number }).slot)),
		shapeOf: (reference) => shapeOf(reference).masked,
	};
}

/** Copies of the most common sequence of shapes first, so that a variant never sets the layout; ties by hash. */
function inOrderOfCommonness(shapes: readonly (readonly ReferenceShape[])[]): number[] {
	const keys = shapes.map((list) => list.map(({ masked }) => masked).join(" "));
	const counts = new Map<string, number>();
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
	return keys.map((_, index) => index).sort((a, b) => (counts.get(keys[b] as string) ?? 0) - (counts.get(keys[a] as string) ?? 0) || a - b);
}
