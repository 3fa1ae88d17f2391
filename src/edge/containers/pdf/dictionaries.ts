// Dictionaries: everything in a PDF that can name a host is one, or lies in one.

import type { PdfObject } from "./objects.ts";
import type { Value } from "./values.ts";

type Dictionary = Extract<Value, { readonly kind: "dictionary" }>;

/** What stands under these keys acts without a click. */
export const TRIGGERS: readonly string[] = ["OpenAction", "AA", "JavaScript"];

export interface Standing {
	/** Of the object around it. */
	readonly number: number;
	readonly value: Dictionary;
	readonly entries: Dictionary["entries"];
	/** It stands under a trigger, in its own object. */
	readonly runs: boolean;
}

/** Every dictionary of all objects, those within others too, in the order in which they stand. */
export function* dictionariesIn(objects: readonly PdfObject[]): Generator<Standing, void> {
	for (const { number, value } of objects) {
		const waiting: Waiting[] = holds(value) ? [[value, false]] : [];
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
			const [inner, runs] = next;
			if (inner.kind === "array") {
				for (let at = inner.items.length - 1; at >= 0; at--) {
					const item = inner.items[at] as Value;
					if (holds(item)) waiting.push([item, runs]);
				}
				continue;
			}
			yield { number, value: inner, entries: inner.entries, runs };
			for (const [key, item] of [...inner.entries].reverse()) if (holds(item)) waiting.push([item, runs || TRIGGERS.includes(key)]);
		}
	}
}

type Holding = Extract<Value, { readonly kind: "array" | "dictionary" }>;
type Waiting = readonly [value: Holding, runs: boolean];

function holds(value: Value): value is Holding {
	return value.kind === "array" || value.kind === "dictionary";
}
