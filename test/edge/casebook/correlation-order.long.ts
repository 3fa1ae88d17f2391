// The same as correlation-order.test.ts says of a handful of messages, of hundreds of senders, past the numbers from which sharers are no longer all
// compared with all; and that a case finds what correlating in memory finds.

import assert from "node:assert/strict";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import fc from "fast-check";
import { correlateSightings, type Seen } from "../../../src/core/correlate.ts";
import type { Trait } from "../../../src/core/model/sighting.ts";
import { type Casebook, openCase } from "../../../src/edge/casebook/casebook.ts";
import { hashOf, isOperatorHost, type MadeUp, partition, sightingOf, strandNamed, timeOf, write } from "./made-up-sightings.ts";
import { options, temporaryFolder } from "./scanned.ts";

const TRAITS: readonly Trait[] = ["signed-by-sender", "unsubscribe-header", "mailed-by-service", "authenticated"];

/** Some things that many have, some that few have. */
function shared(kind: string, most: number): fc.Arbitrary<string> {
	return fc
		.integer({ min: 0, max: most })
		.chain((upTo) => fc.integer({ min: 0, max: upTo }))
		.map((n) => `${kind} ${kind.startsWith("tracker") ? `h${n}.test` : n}`);
}

const features = fc
	.tuple(
		shared("tracker-host", 30),
		shared("tracker-domain", 20),
		shared("from-domain", 40),
		shared("structure", 40),
		shared("url-piece", 60),
		shared("dkim-domain", 12),
		shared("return-domain", 12),
		shared("origin-ip", 25),
		shared("url-shape", 20),
		fc.subarray([0, 1, 2, 3]).chain((bands) => fc.tuple(...bands.map((band) => shared(`text-band`, 30).map((key) => `${key}:${band}`)))),
	)
	.chain(([...all]) => fc.subarray(all.flat()));

const sender = fc.record({
	name: fc.integer({ min: 0, max: 250 }),
	features,
	traits: fc.subarray([...TRAITS]).map((some) => ["tracked", ...some] as const),
	days: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 9 }),
});

const senders = fc
	.uniqueArray(sender, { selector: ({ name }) => name, minLength: 120, maxLength: 220 })
	.map((list) =>
		list.flatMap(({ name, features: own, traits, days }, at) =>
			days.map((day, n): MadeUp => ({ number: at * 10 + n, strand: `s${name}`, features: own, traits, day })),
		),
	);

async function newCase(t: TestContext): Promise<Casebook> {
	const casebook = await openCase(join(temporaryFolder(t), "case"), options());
	t.after(() => casebook.close());
	return casebook;
}

function inMemory(messages: readonly MadeUp[]): string[] {
	const seen = messages.map((made): Seen => ({ ...sightingOf(made), sha256: hashOf(made.number), received: timeOf(made) ?? "" }));
	const numbers = Map.groupBy(messages, ({ strand }) => strandNamed(strand));
	const { campaigns } = correlateSightings(seen, isOperatorHost);
	return campaigns
		.map(({ strands }) =>
			strands
				.flatMap((id) => (numbers.get(id) ?? []).map(({ number }) => number))
				.sort((a, b) => a - b)
				.join(" "),
		)
		.sort();
}

test("Hundreds of senders, in any order and number of scans, make the same case, and what correlating in memory makes.", async (t) => {
	await fc.assert(
		fc.asyncProperty(senders, fc.infiniteStream(fc.nat(1000)), async (messages, chances) => {
			const whole = await newCase(t);
			await write(whole, messages);
			await whole.correlate({ isOperatorHost, judge: false });
			assert.deepEqual(await partition(whole, messages), inMemory(messages));
			const parts = await newCase(t);
			const shuffled = messages.map((message) => ({ message, at: chances.next().value as number })).sort((a, b) => a.at - b.at);
			for (let at = 0; at < shuffled.length; ) {
				const size = 1 + ((chances.next().value as number) % 300);
				await write(
					parts,
					shuffled.slice(at, at + size).map(({ message }) => message),
				);
				await parts.correlate({ isOperatorHost, judge: false });
				at += size;
			}
			assert.equal(await parts.fingerprint(), await whole.fingerprint());
		}),
		{ numRuns: 30 },
	);
});
