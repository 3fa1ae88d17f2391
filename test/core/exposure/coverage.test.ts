// When logs speak, put together.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { covers, unionOf } from "../../../src/core/exposure/coverage.ts";

const iso = (minutes: number): string => new Date(Date.UTC(2021, 0, 1) + minutes * 60_000).toISOString();

test("The union speaks exactly when one of its logs does, in spans that do not touch, whatever their order.", () => {
	const span = fc.tuple(fc.nat(50), fc.nat(10)).map(([from, length]) => ({ from: iso(from), to: iso(from + length) }));
	fc.assert(
		fc.property(fc.array(span, { maxLength: 12 }), fc.nat(70), (spans, at) => {
			const union = unionOf(spans);
			assert.equal(covers(union, iso(at)), covers(spans, iso(at)));
			assert.deepEqual(union, unionOf([...spans].reverse()));
			for (const [index, { from }] of union.slice(1).entries()) assert.ok((union[index]?.to ?? "") < from);
		}),
	);
});
