import assert from "node:assert/strict";
import { test } from "node:test";
import { proveAll } from "../../../../src/core/campaigns/copies/mailings.ts";
import { copy, reference, token } from "./made-up-copies.ts";

test("a thousand copies with a hundred references are compared in about a second", () => {
	const copies = Array.from({ length: 1000 }, (_, person) =>
		copy(
			`p${person}@x.example`,
			Array.from({ length: 100 }, (_, at) =>
				at % 2 === 0
					? reference(`https://t.example/c/${1000 + at}/${token(`${person}`)}?u=${person}`, { click: true, opaque: token(`${person}`) })
					: reference(`https://pics.example/${token(`picture ${at}`)}.png`),
			),
		),
	);
	const start = performance.now();
	const proofs = proveAll(copies);
	const took = performance.now() - start;
	assert.ok([...proofs.values()].every((list) => list.length === 50));
	// Twice what is aimed at, since the machine has other things to do.
	assert.ok(took < 4000, `${took} ms`);
});
