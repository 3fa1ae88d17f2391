// What a cut takes out of a value, and that what it takes lies in it.

import assert from "node:assert/strict";
import type { Cut } from "../../../../src/core/vectors/microsyntax/piece.ts";

/** The pieces of `value`, as URLs. */
export function cutFrom(cut: Cut, value: string): string[] {
	return cut(value).map(({ from, to, url }) => {
		assert.ok(0 <= from && from <= to && to <= value.length, `[${from}, ${to}) of ${value.length}`);
		return url ?? value.slice(from, to);
	});
}

/** Seconds that the slowest of `values` takes. Hostile text must not cost more than its length. */
export function slowest(cut: Cut, values: readonly string[]): number {
	return Math.max(
		...values.map((value) => {
			const start = performance.now();
			cut(value);
			return (performance.now() - start) / 1000;
		}),
	);
}
