// References: what "12 0 R" may mean. Viewers take the object that the cross-reference table leads to, and each repairs a broken table in its
// own way; so whatever stands under the number counts, older revisions too, and no decoy hides it.

import type { PdfObject } from "./objects.ts";
import type { Value } from "./values.ts";

/** What a value may be: itself, or all that its reference may lead to. */
export type Resolve = (value: Value) => readonly Value[];

/** Attack: a number given to a hundred thousand objects. The newest count; in a file that was saved often a number comes back a few dozen times. */
export const MAX_REVISIONS = 200;

const NOTHING: readonly Value[] = [];

/** The newest first. */
export function createResolver(objects: readonly PdfObject[]): Resolve {
	const byNumber = new Map<number, Value[]>();
	for (let at = objects.length - 1; at >= 0; at--) {
		const { number, value } = objects[at] as PdfObject;
		const known = byNumber.get(number);
		if (known === undefined) byNumber.set(number, [value]);
		else if (known.length < MAX_REVISIONS) known.push(value);
	}
	return (value) => (value.kind === "reference" ? (byNumber.get(value.number) ?? NOTHING) : [value]);
}
