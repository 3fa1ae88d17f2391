import assert from "node:assert/strict";
import { test } from "node:test";
import { proveAll } from "../../../../src/core/campaigns/copies/mailings.ts";
import { copy, reference, token } from "./made-up-copies.ts";

test("comparing twice as many copies of a hundred references takes about twice as long", () => {
	const few = timed(500);
	const many = timed(1000);
	assert.ok(many < 3.5 * few, `${many} ms beside ${few}`);
});

/** In milliseconds of this process, since the machine has other things to do; the best of three. */
function timed(count: number): number {
	const copies = Array.from({ length: count }, (_, person) =>
		copy(
			`p${person}@x.example`,
			Array.from({ length: 100 }, (_, at) =>
				at % 2 === 0
					? reference(`https://t.example/c/${1000 + at}/${token(`${person}`)}?u=${person}`, { click: true, opaque: token(`${person}`) })
					: reference(`https://pics.example/${token(`picture ${at}`)}.png`),
			),
		),
	);
	const times = [1, 2, 3].map(() => {
		const start = process.cpuUsage();
		const proofs = proveAll(copies);
		const { user } = process.cpuUsage(start);
		assert.ok([...proofs.values()].every((list) => list.length === 50));
		return user / 1000;
	});
	return Math.min(...times);
}
