// Automatic: which of a PDF's dictionaries act without a click. A document runs its /OpenAction and the scripts in its name tree when it is
// opened (ISO 32000-1 §12.6.4.16), /AA at further moments; and each action those that follow it (/Next).

import { dictionariesIn, TRIGGERS } from "./dictionaries.ts";
import type { PdfObject } from "./objects.ts";
import type { Resolve } from "./references.ts";
import type { Value } from "./values.ts";

/** Attack: references that lead to each other for ever, or each to a hundred. Values that are followed. */
const MAX_STEPS = 1_000_000;

const LEADS: ReadonlySet<Value["kind"]> = new Set(["reference", "array", "dictionary"]);

export function automaticOnes(objects: readonly PdfObject[], resolve: Resolve): ReadonlySet<Value> {
	const waiting: Value[] = [];
	for (const { entries } of dictionariesIn(objects)) {
		for (const key of TRIGGERS) {
			const action = entries.get(key);
			if (action !== undefined) waiting.push(action);
		}
	}
	const found = new Set<Value>();
	const followed = new Set<number>();
	let steps = 0;
	for (let value = waiting.pop(); value !== undefined && steps < MAX_STEPS; value = waiting.pop()) {
		if (value.kind === "reference") {
			if (followed.has(value.number)) continue;
			followed.add(value.number);
		}
		for (const target of resolve(value)) {
			steps++;
			if (found.has(target)) continue;
			if (target.kind === "array") for (const item of target.items) if (LEADS.has(item.kind)) waiting.push(item);
			if (target.kind !== "dictionary") continue;
			found.add(target);
			// A destination leads to a page, whose own contents do not run.
			const type = target.entries.get("Type");
			if (type?.kind === "name" && (type.text === "Page" || type.text === "Pages")) continue;
			for (const item of target.entries.values()) if (LEADS.has(item.kind)) waiting.push(item);
		}
	}
	return found;
}
