// Comparison of copies: which references of a copy single its reader out, by what other people's copies of the same mailing hold in their place.
// Judged against a set of witnesses that is prepared once: a further copy costs what it holds itself. The same witnesses and the same copy
// give the same proofs, in whatever order they came.

import type { Proof } from "../../model/proof.ts";
import type { RemoteReference } from "../../model/reference.ts";
import { type Copy, inOrderOfHash } from "./copy.ts";
import { differing, leavesOf } from "./differing.ts";
import { createFamilies } from "./families.ts";
import { type Found, judged, type Subject } from "./judgement.ts";
import { layoutOf } from "./layout.ts";
import { personsOf, without } from "./persons.ts";
import { peopleText } from "./shown-values.ts";
import { filling, type SlotIndex, slotIndex } from "./slot-index.ts";
import { urlNode, withoutFragment } from "./url-nodes.ts";

export interface Comparison {
	/** Different persons among the witnesses. */
	readonly people: number;
	/** Only where something else is to be said than inspection said; in order of references. */
	judge(copy: Copy): readonly Proof[];
}

/** All copies against all others. What is known of no owner is compared with nobody. */
export function compareCopies(copies: readonly Copy[]): Map<string, readonly Proof[]> {
	const comparison = compareWith(copies);
	return new Map(copies.map((copy) => [copy.sha256, comparison.judge(copy)]));
}

/** Characters of a copy's URLs, or of all witnesses', beyond which URLs are compared as they are, without taking them apart. */
const MAX_TAKEN_APART = 20_000_000;
const MAX_OF_COPY = 1_000_000;

export function charactersOf({ references }: Pick<Copy, "references">): number {
	return references.reduce((sum, { url }) => sum + url.length, 0);
}

export function compareWith(witnesses: readonly Copy[]): Comparison {
	const copies = witnesses.filter(({ owners }) => owners.length > 0).sort(inOrderOfHash);
	const persons = personsOf(copies);
	const layout = layoutOf(copies);
	const indexOf = new Map(copies.map(({ sha256 }, index) => [sha256, index]));
	const sizes = copies.map(charactersOf);
	const whole = sizes.reduce((sum, size) => sum + size, 0) > MAX_TAKEN_APART || sizes.some((size) => size > MAX_OF_COPY);
	const slots = indexed(copies, layout.slots, layout.filled, persons.of, whole);

	function judge(copy: Copy): readonly Proof[] {
		const own = persons.among(copy.owners);
		if (copy.owners.length === 0 || (own.size === persons.count && [...own].length === persons.count)) return [];
		const index = indexOf.get(copy.sha256);
		const filled = index === undefined ? layout.place(copy.references) : (layout.filled[index] as Int32Array);
		const subject: Subject = { copy, own, copies, persons: persons.of, people: persons.count + (own.size === 0 ? 1 : 0) };
		const isWhole = whole || charactersOf(copy) > MAX_OF_COPY;
		const found: Found[] = [];
		const proofs = new Map<number, Proof>();
		copy.references.forEach((reference, at) => {
			const slot = slots[filled[at] as number];
			if (slot === undefined) return;
			const others = without(slot.persons, own);
			if (others === 0) return;
			const url = withoutFragment(reference.url);
			const same = without(slot.urls.get(url), own);
			if (same > 0) {
				const proof = equalProof(at, reference, same, others);
				if (proof !== null) proofs.set(at, proof);
				return;
			}
			const root = differing(isWhole === whole ? slot.node(url) : urlNode(url, isWhole), slot, own);
			if (root !== null) found.push({ at, reference, slot, root, leaves: leavesOf(root) });
		});
		const families = once(() => createFamilies(copy.references, found, layout.shapeOf));
		const varies = once(() => structureVaries(slots, filled, subject));
		for (const proof of judged(subject, found, families, varies)) proofs.set(proof.reference, proof);
		return [...proofs.values()].sort((a, b) => a.reference - b.reference);
	}

	return { people: persons.count, judge };
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | null = null;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

function indexed(
	copies: readonly Copy[],
	slots: number,
	filled: readonly Int32Array[],
	persons: readonly number[],
	whole: boolean,
): readonly SlotIndex[] {
	const fillings = Array.from({ length: slots }, (): ReturnType<typeof filling>[] => []);
	copies.forEach(({ references }, copy) => {
		references.forEach(({ url }, at) => {
			fillings[filled[copy]?.[at] ?? -1]?.push(filling(copy, url));
		});
	});
	return fillings.map((list) => slotIndex(list, persons, whole));
}

/** Somebody's copy has a reference more, or one less, than another's. */
function structureVaries(slots: readonly SlotIndex[], filled: Int32Array, { own, people }: Subject): boolean {
	if (filled.includes(-1)) return true;
	const mine = new Set(filled);
	return slots.some(({ persons }, slot) => {
		const others = without(persons, own);
		return mine.has(slot) ? others + 1 < people : others > 0;
	});
}

function equalProof(at: number, { identifier }: RemoteReference, same: number, others: number): Proof | null {
	if (identifier.kind !== "opaque") return null;
	const why =
		same === others
			? `the same in the copies of ${peopleText(same + 1)}, so it stands for none of them`
			: `the same in the copies of ${same + 1} of ${others + 1} people, so it stands for none of them`;
	return { reference: at, kind: "none", pieces: [], values: [], other: null, why: [why] };
}
